// Edits of a policy's text that keep its comments and layout. Each is proven: the new text is
// parsed again, and what it says must be what the old one said with just that change.
#ifndef SYSASSERT_REVIEW_EDIT_H_
#define SYSASSERT_REVIEW_EDIT_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sysassert/result.h"

namespace sysassert::review {

// What is added to a list, as YAML.
struct Item {
  std::string flow;                // in one line: "/etc/x", {id: a, allow: {call: open}}
  std::vector<std::string> block;  // the same in lines: "id: a", "allow: {call: open}"
  std::string comment;             // behind it, where the layout has room for one
};

// `text` with `item` at the end of the list that `keys` lead to ({"only", "read"}). A scalar that
// stands for a list becomes one; a list at the top that is missing is added. Fails, with the place
// and the remedy, where the layout allows no such edit: at an anchor, an alias, an empty value.
Result<std::string> AddToList(const std::string& text, const std::vector<std::string>& keys,
                              const Item& item);

// `text` with the baseline of the rule `id` at `count`: the one number, or that of `platform` in
// the map by platform, where it is added if it is missing. An Error with error_number ENOENT: the
// text has no such rule, or no baseline in it.
Result<std::string> SetBaseline(const std::string& text, std::string_view id,
                                const std::string& platform, std::int64_t count);

// The lines in which `after` differs from `before`: "- read: []\n+ read: [/etc/x]\n".
std::string LineDifference(const std::string& before, const std::string& after);

}  // namespace sysassert::review

#endif  // SYSASSERT_REVIEW_EDIT_H_
