// Printers of words, which decode/words.h finds by name. Private to decode/.
#ifndef SYSASSERT_DECODE_WORD_PRINTERS_H_
#define SYSASSERT_DECODE_WORD_PRINTERS_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace sysassert::decode {

struct WordPrinter {
  std::string_view name;
  std::string (*print)(std::uint64_t value);  // nothing: the argument's kind says it
  bool of_parts = false;                      // of names that are one number together
};

// Words of flags that are no flags alone: a field among them, a number, a name for all of it. Ends
// with one that has no name.
extern const WordPrinter kFlagWordPrinters[];

}  // namespace sysassert::decode

#endif  // SYSASSERT_DECODE_WORD_PRINTERS_H_
