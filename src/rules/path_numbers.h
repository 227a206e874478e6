// PathNumbers: a small number for each path that a pass over a recording meets, the same for equal
// paths. What a rule has once found out about a path it keeps by that number.
#ifndef SYSASSERT_RULES_PATH_NUMBERS_H_
#define SYSASSERT_RULES_PATH_NUMBERS_H_

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace sysassert::rules {

// Serves one recording, which must outlive it and must not move: paths are kept as views.
class PathNumbers {
 public:
  static constexpr std::uint32_t kNoNumber = UINT32_MAX;

  // kNoNumber of an empty path, and past the first kMost: they are then asked about each time.
  std::uint32_t Of(std::string_view path) {
    if (path.empty()) return kNoNumber;
    Place& place = places_[PlaceOf(path.data())];
    if (place.path.data() != path.data() || place.path.size() != path.size())
      place = {path, Find(path)};
    return place.number;
  }

 private:
  static constexpr std::size_t kPlaces = 4096;  // a power of two
  static constexpr std::size_t kMost = std::size_t{1} << 17;
  // Many calls share what was captured of a path, and with it the place where it stands.
  struct Place {
    std::string_view path;
    std::uint32_t number = kNoNumber;
  };
  static std::size_t PlaceOf(const char* path) {
    return static_cast<std::size_t>(
        (reinterpret_cast<std::uintptr_t>(path) * std::uintptr_t{0x9e3779b97f4a7c15U}) >> 52);
  }
  std::uint32_t Find(std::string_view path);
  void Grow();

  std::vector<Place> places_ = std::vector<Place>(kPlaces);
  std::vector<std::string_view> paths_;  // by number
  std::vector<std::size_t> hashes_;      // of those
  std::vector<std::uint32_t> table_;     // numbers, by hash; kNoNumber: free
};

}  // namespace sysassert::rules

#endif  // SYSASSERT_RULES_PATH_NUMBERS_H_
