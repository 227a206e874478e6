// CallView: one call and what was captured of it, wherever that lies: in a recording, or in the
// tracer's hands while the call is in flight.
#ifndef SYSASSERT_DECODE_CALL_VIEW_H_
#define SYSASSERT_DECODE_CALL_VIEW_H_

#include <cstdint>
#include <optional>

#include "capture/recording.h"
#include "tables/row.h"

namespace sysassert::decode {

struct CallView {
  const capture::CallRecord& record;
  capture::ItemRange items;

  std::optional<capture::ItemView> item(capture::ItemKind kind, std::uint8_t argument) const {
    for (const capture::ItemView found : items) {
      if (found.kind == kind && found.argument == argument) return found;
    }
    return std::nullopt;
  }
};

// The row that describes it.
inline const tables::Row& RowOf(const capture::CallRecord& record) {
  return tables::RowOf(capture::IdOf(record), record.abi);
}

}  // namespace sysassert::decode

#endif  // SYSASSERT_DECODE_CALL_VIEW_H_
