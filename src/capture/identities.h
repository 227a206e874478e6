// Identities: which file is which. Device, inode and birth time tell files apart, but where an
// inode is used again within one tick of the clock that births are told by, or where the filesystem
// keeps no births. A file that the run makes there is told apart here.
#ifndef SYSASSERT_CAPTURE_IDENTITIES_H_
#define SYSASSERT_CAPTURE_IDENTITIES_H_

#include <cstddef>
#include <cstdint>
#include <unordered_map>

#include "sysassert/call.h"

namespace sysassert::capture {

class Identities {
 public:
  // Of what `path` names now; unknown where nothing is there, or the kernel does not say. Stores
  // its type and the number of its names where those are asked for.
  FileIdentity Of(const char* path, bool follow, unsigned* mode = nullptr,
                  unsigned* links = nullptr) const;
  FileIdentity OfOpen(int fd) const;  // one of ours; O_PATH will do

  // A moment of the run, later than those before it; never 0.
  std::uint64_t Now() { return ++now_; }
  // As Of, of a link by magic to what a call has just opened: at the moment `missing` nothing was
  // at its name, so that it is another file than any that was made before and is gone.
  FileIdentity OfMade(const char* path, std::uint64_t missing, unsigned* mode, unsigned* links);

 private:
  struct Hash {
    std::size_t operator()(const FileIdentity& file) const {
      return file.inode * 0x9e3779b97f4a7c15U ^ file.device ^
             static_cast<std::uint64_t>(file.birth_ns);
    }
  };
  FileIdentity ToldApart(FileIdentity file) const;

  std::uint64_t now_ = 0;
  std::int64_t last_birth_ = 0;
  // What the run made in the last tick, by what the kernel says of it, and when.
  std::unordered_map<FileIdentity, std::uint64_t, Hash> made_;
  // How often such an inode was used again: so many nanoseconds are added, which are within the
  // tick, so that no birth is told by them.
  std::unordered_map<FileIdentity, std::int64_t, Hash> again_;
};

}  // namespace sysassert::capture

#endif  // SYSASSERT_CAPTURE_IDENTITIES_H_
