// Markers: register-only calls by which the harness says where the code under test begins and ends,
// so that a filter can select them and the harness's own calls stay out. prctl(2) with an option
// that no kernel has answers EINVAL at once.
#ifndef SYSASSERT_EVENTS_MARKERS_H_
#define SYSASSERT_EVENTS_MARKERS_H_

#include <cstdint>

namespace sysassert::events {

inline constexpr std::uint32_t kMarkerOption = 0x73617373;  // "sass"
enum class Marker : std::uint32_t { kBegin = 1, kEnd = 2 };

}  // namespace sysassert::events

#endif  // SYSASSERT_EVENTS_MARKERS_H_
