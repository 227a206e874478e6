// Words of the language for what the kernel numbers: kinds of descriptors, families of addresses.
#ifndef SYSASSERT_POLICY_WORDS_H_
#define SYSASSERT_POLICY_WORDS_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sysassert/call.h"

namespace sysassert::policy {

// "pipe", "memfd"; empty, and nullopt, where there is no word for it.
std::string_view WordOf(FdKind kind);
std::optional<FdKind> FdKindOf(std::string_view word);

// "inet", "netlink"; "unspec" is AF_UNSPEC, with which a connect lets go of an address.
std::string_view WordOfFamily(int family);
std::optional<int> FamilyOf(std::string_view word);

// Every word of fd_kind, and of family.
std::vector<std::string_view> DescriptorWords();
std::vector<std::string_view> FamilyWords();

// What is wrong with a word that is none of them: "unknown kind of descriptor 'sockets'; did you
// mean 'socket'?", or the words that are known.
std::string NoDescriptorWord(std::string_view word);
std::string NoFamilyWord(std::string_view word);

}  // namespace sysassert::policy

#endif  // SYSASSERT_POLICY_WORDS_H_
