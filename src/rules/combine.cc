// Several runs of one command, judged together.
#include <algorithm>
#include <map>
#include <optional>

#include "sysassert/rules.h"

namespace sysassert {
namespace {

std::optional<std::int64_t> MeasurementOf(const Verdict& verdict, const std::string& rule) {
  for (const Measurement& measurement : verdict.measurements) {
    if (measurement.rule == rule) return measurement.value;
  }
  return std::nullopt;
}

bool Breaks(const Verdict& verdict, const std::string& rule) {
  return std::any_of(verdict.violations.begin(), verdict.violations.end(),
                     [&rule](const Violation& violation) { return violation.rule == rule; });
}

// The run that a rule is judged by.
std::size_t RunFor(const std::vector<Verdict>& runs, const std::string& rule, Aggregate aggregate) {
  std::vector<std::pair<std::int64_t, std::size_t>> counts;
  for (std::size_t run = 0; run < runs.size(); ++run) {
    if (const auto count = MeasurementOf(runs[run], rule)) counts.emplace_back(*count, run);
  }
  if (counts.size() < runs.size()) {  // no count, or one that could not be made in every run
    const auto broken = std::find_if(runs.begin(), runs.end(), [&rule](const Verdict& verdict) {
      return Breaks(verdict, rule);
    });
    return broken == runs.end() ? 0 : static_cast<std::size_t>(broken - runs.begin());
  }
  std::sort(counts.begin(), counts.end());
  return aggregate == Aggregate::kMax ? counts.back().second
                                      : counts[(counts.size() - 1) / 2].second;
}

// An allow is unused where no run needed it.
std::vector<UnusedAllow> UnusedInAll(const std::vector<Verdict>& runs) {
  std::vector<UnusedAllow> unused = runs.front().unused_allows;
  unused.erase(std::remove_if(unused.begin(), unused.end(),
                              [&runs](const UnusedAllow& allow) {
                                const auto same = [&allow](const UnusedAllow& other) {
                                  return other.rule == allow.rule && other.path == allow.path;
                                };
                                return !std::all_of(
                                    runs.begin(), runs.end(), [&same](const Verdict& verdict) {
                                      return std::any_of(verdict.unused_allows.begin(),
                                                         verdict.unused_allows.end(), same);
                                    });
                              }),
               unused.end());
  return unused;
}

}  // namespace

Verdict Combine(const std::vector<Verdict>& runs, Aggregate aggregate) {
  if (runs.empty()) return {};
  if (runs.size() == 1) return runs.front();
  Verdict all;
  all.rules = runs.front().rules;
  all.unused_allows = UnusedInAll(runs);
  for (const std::string& rule : all.rules) {
    const std::size_t run = RunFor(runs, rule, aggregate);
    for (Violation violation : runs[run].violations) {
      if (violation.rule != rule) continue;
      violation.run = run;
      violation.fields.emplace_back("run",
                                    std::to_string(run + 1) + " of " + std::to_string(runs.size()));
      all.violations.push_back(std::move(violation));
    }
    for (const Measurement& measurement : runs[run].measurements) {
      if (measurement.rule == rule) all.measurements.push_back(measurement);
    }
  }
  return all;
}

}  // namespace sysassert
