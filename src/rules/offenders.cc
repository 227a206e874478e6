#include "rules/offenders.h"

#include <fmt/format.h>

#include <algorithm>

#include "capture/recording.h"
#include "events/stop.h"
#include "rules/text.h"
#include "session/trace_data.h"
#include "tables/sets.h"

namespace sysassert::rules {
namespace {

bool InGroup(const char* name, Sysno id) {
  const tables::Group* group = tables::FindGroup(name);
  return group != nullptr && group->calls[static_cast<std::size_t>(id)];
}

const char* TitleOf(Sysno id) {
  if (InGroup("@exec", id)) return "forbidden program";
  if (InGroup("@network", id) || InGroup("@unix", id)) return "forbidden network access";
  if (InGroup("@file", id)) return "forbidden file access";
  return "forbidden call";
}

}  // namespace

void Offenders::Fill(const Rule& rule, const Trace& seen, Violation* violation) const {
  const Call call = first(seen);
  violation->title = TitleOf(call.id());
  violation->call = call.index();
  violation->calls = indices_;
  violation->repeats = indices_.size() - 1;
  violation->fields.emplace_back("process", ProcessText(call));
  const bool blocked = rule.blocks && !rule.warn_only && seen.data()->run->blocking;
  if (blocked || call.origin() == Origin::kDenied) AddBlocking(seen, violation);
}

void Offenders::AddBlocking(const Trace& seen, Violation* violation) const {
  // What another filter answered before the call could be refused, the kernel did not do.
  const auto answered_first = [&seen](std::size_t index) {
    const auto& record = seen.data()->recording().record(index);
    return (record.flags & capture::kAnsweredFirst) != 0 && !seen.call(index).succeeded();
  };
  const auto ran = [&](std::size_t index) {
    return seen.call(index).origin() != Origin::kDenied && !answered_first(index);
  };
  const auto first_run = std::find_if(indices_.begin(), indices_.end(), ran);
  if (first_run == indices_.end()) {
    const auto answered = std::find_if(indices_.begin(), indices_.end(), answered_first);
    violation->fields.emplace_back(
        "blocked", answered == indices_.end()
                       ? std::string("yes: it did not run")
                       : fmt::format("no need: another seccomp filter, of the program's own or "
                                     "around it, answered call {} first",
                                     *answered));
    return;
  }
  const auto runs = static_cast<std::size_t>(std::count_if(first_run, indices_.end(), ran));
  violation->title += runs == indices_.size() ? ", not prevented" : ", not always prevented";
  const std::string answer = indices_.size() == 1
                                 ? "no"
                                 : fmt::format("{} of {}", indices_.size() - runs, indices_.size());
  const Call call = seen.call(*first_run);
  violation->fields.emplace_back(
      "blocked", events::AlwaysRuns(call.id())
                     ? fmt::format("{}: {} always runs", answer, call.name())
                     : fmt::format("{}: call {} was made; at its entry nothing was known of it "
                                   "that the rule forbids",
                                   answer, *first_run));
}

}  // namespace sysassert::rules
