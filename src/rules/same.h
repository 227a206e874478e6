// What two calls have in common: the same file, directory, descriptor, thread or process.
#ifndef SYSASSERT_RULES_SAME_H_
#define SYSASSERT_RULES_SAME_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "rules/event.h"
#include "sysassert/rules.h"

namespace sysassert::rules {

// The object of a call, taken once: identities, not names alone. For rename and link the file is
// the source; the directory is the one that holds the name which the call makes. Its views live as
// long as the trace.
struct Object {
  Object() = default;
  explicit Object(const Event& event);

  std::size_t index = 0;
  int pid = 0, tid = 0;
  int fd = -1;
  std::uint32_t description = 0;
  // The numbers that it closes: of close_range, and of a dup2 onto one. Empty range: none.
  std::uint32_t closes_first = 1, closes_last = 0;
  FileIdentity file;
  std::string_view path, directory;
  bool syncs_everything = false;   // sync(2)
  std::uint64_t syncs_device = 0;  // syncfs(2)

 private:
  void TakeClosed(const Event& event);
};

// Is `other` about the same thing as the opening event, in every way asked for?
bool IsSame(const Object& opening, const Object& other, const std::vector<Same>& ways);
// Would every third object get the same answer of IsSame from both?
bool Interchangeable(const Object& a, const Object& b, const std::vector<Same>& ways);
// Two objects that are the same in this way have a key in common, unless one of them is the same as
// many (IsSameAsMany). Interchangeable ones have the same keys, in the same order.
struct Keys {
  std::array<std::size_t, 3> key{};
  std::size_t count = 0;
  const std::size_t* begin() const { return key.data(); }
  const std::size_t* end() const { return key.data() + count; }
};
Keys KeysOf(const Object& object, Same way);
bool IsSameAsMany(const Object& object, Same way);

std::string TextOf(const std::vector<Same>& ways);  // " (same file and thread)"; empty for none

}  // namespace sysassert::rules

#endif  // SYSASSERT_RULES_SAME_H_
