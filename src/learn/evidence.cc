#include "learn/evidence.h"

#include <fmt/format.h>

#include <tuple>

#include "sysassert/rules.h"

namespace sysassert::learn {

void Evidence::Add(std::size_t run, const Call& call) {
  Evidence one;
  one.hits = 1;
  one.runs = {run};
  one.first_run = run;
  one.first_call = call.index();
  one.first_name = call.name();
  if (call.failed())
    one.errors.insert(call.error_number());
  else
    one.ever_worked = true;
  Add(one);
}

void Evidence::Add(const Evidence& other) {
  const bool earlier =
      std::tie(other.first_run, other.first_call) < std::tie(first_run, first_call);
  if (hits == 0 || (other.hits > 0 && earlier)) {
    first_run = other.first_run;
    first_call = other.first_call;
    first_name = other.first_name;
  }
  hits += other.hits;
  runs.insert(other.runs.begin(), other.runs.end());
  errors.insert(other.errors.begin(), other.errors.end());
  ever_worked = ever_worked || other.ever_worked;
  names.insert(other.names.begin(), other.names.end());
}

std::string Evidence::Text(std::size_t run_count) const {
  std::string text =
      fmt::format("{} hit{}, {}/{} run{}, first at call {} {}", hits, hits == 1 ? "" : "s",
                  runs.size(), run_count, run_count == 1 ? "" : "s", first_call, first_name);
  if (first_run > 0) text += fmt::format(" of run {}", first_run + 1);
  if (!ever_worked && errors.size() == 1)
    text += fmt::format(", always {}", ErrnoName(*errors.begin()));
  else if (!ever_worked)
    text += ", always failed";
  return text;
}

}  // namespace sysassert::learn
