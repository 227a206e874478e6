#include "rules/deleted.h"

#include "capture/recording.h"

namespace sysassert::rules {

bool MayBeDeleted(const Call& call) {
  const Descriptor fd = call.descriptor();
  if (fd.deleted || fd.kind == FdKind::kMemfd || fd.path.substr(0, 1) != "/") return false;
  for (const capture::ItemView item : call.recording()->items(call.index())) {
    if (item.kind == capture::ItemKind::kFd && !item.as_of_call &&
        call.recording()->descriptor(item.value).fact.description == fd.description)
      return true;
  }
  return false;
}

}  // namespace sysassert::rules
