// RegularExpression: a POSIX extended one (regex(7)), as `-e trace=/REGEX` takes it.
#ifndef SYSASSERT_STRACE_REGULAR_EXPRESSION_H_
#define SYSASSERT_STRACE_REGULAR_EXPRESSION_H_

#include <regex.h>

#include <memory>
#include <string>

#include "sysassert/result.h"

namespace sysassert::strace {

class RegularExpression {
 public:
  // An Error is worded as strace words it. One that the C library would write out into more than
  // some thousand places is refused as "too big": it repeats by copying, so that twenty `+` in a
  // row are a million copies.
  static Result<RegularExpression> Compile(const std::string& pattern);

  bool MatchesIn(const std::string& text) const;  // anywhere in it

 private:
  struct Free {
    void operator()(regex_t* expression) const {
      regfree(expression);
      delete expression;
    }
  };
  explicit RegularExpression(regex_t* compiled) : compiled_(compiled) {}

  std::unique_ptr<regex_t, Free> compiled_;
};

}  // namespace sysassert::strace

#endif  // SYSASSERT_STRACE_REGULAR_EXPRESSION_H_
