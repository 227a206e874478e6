// What two calls have in common: the same file, directory, descriptor, thread or process.
#ifndef SYSASSERT_RULES_SAME_H_
#define SYSASSERT_RULES_SAME_H_

#include <cstdint>
#include <string>
#include <vector>

#include "sysassert/rules.h"

namespace sysassert::rules {

// The object of a call, taken once: identities, not names alone. For rename and link the file is
// the source; the directory is the one that holds the name which the call makes.
struct Object {
  explicit Object(const Call& call);

  std::size_t index = 0;
  int pid = 0, tid = 0;
  int fd = -1;
  std::uint32_t description = 0;
  std::vector<FileIdentity> files;
  std::string path, directory;
  bool syncs_everything = false;   // sync(2)
  std::uint64_t syncs_device = 0;  // syncfs(2)
};

// Is `other` about the same thing as the opening event, in every way asked for?
bool IsSame(const Object& opening, const Object& other, const std::vector<Same>& ways);
std::string TextOf(const std::vector<Same>& ways);  // "same file and thread"; empty for none

}  // namespace sysassert::rules

#endif  // SYSASSERT_RULES_SAME_H_
