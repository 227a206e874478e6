// Mapped: which file a piece of a tracee's memory is of.
#ifndef SYSASSERT_CAPTURE_MAPPED_H_
#define SYSASSERT_CAPTURE_MAPPED_H_

#include <sys/types.h>

#include <cstdint>
#include <string>

#include "capture/identities.h"

namespace sysassert::capture {

struct MappedFile {
  std::string path;   // empty: no file is mapped there
  FileIdentity file;  // unknown where the name leads to another one by now
};

// The first file that is mapped from `address` on, within `bytes`.
MappedFile FileMappedAt(const Identities& identities, pid_t tid, std::uint64_t address,
                        std::uint64_t bytes);

}  // namespace sysassert::capture

#endif  // SYSASSERT_CAPTURE_MAPPED_H_
