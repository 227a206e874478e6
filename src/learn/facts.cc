#include "learn/facts.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "capture/recording.h"
#include "learn/need.h"
#include "learn/path_tree.h"
#include "policy/only.h"
#include "session/trace_data.h"

namespace sysassert::learn {
namespace {

constexpr std::string_view kUnix = "unix:";

// Nothing allowed, or nothing but what the stock policy allows.
Policy Nothing(bool with_stock) {
  std::string only;
  for (const policy::OnlyKey& key : policy::kOnlyKeys)
    only += fmt::format("{}{}: []", only.empty() ? "" : ", ", key.key);
  const std::string extends = with_stock ? fmt::format("extends: [\"{}\"]\n", kStock) : "";
  return Policy::FromString(
      fmt::format("sysassert: 1\nname: nothing\n{}only: {{{}}}\n", extends, only));
}

// Every process and thread that the runs had.
std::set<int> PidsOf(const std::vector<Trace>& runs) {
  std::set<int> pids;
  for (const Trace& run : runs) {
    const capture::Recording& recording = run.data()->recording();
    for (std::uint32_t i = 0; i < recording.thread_count(); ++i) {
      pids.insert(recording.thread(i).pid);
      pids.insert(recording.thread(i).tid);
    }
  }
  return pids;
}

// A file of O_TMPFILE is called "#" and its inode, which may be the same in a few runs by chance.
void FreeInodeName(PathPattern* pattern) {
  if (pattern->components.empty() || !IsLiteral(pattern->components.back())) return;
  const std::string& name = pattern->components.back()[0].text;
  if (name.size() < 2 || name[0] != '#') return;
  if (name.find_first_not_of("0123456789", 1) != std::string::npos) return;
  pattern->components.back() = {{Part::Kind::kLiteral, "#"}, {Part::Kind::kNumber, ""}};
}

class Gatherer {
 public:
  Gatherer(const std::vector<Trace>& runs, const std::string& policy_directory)
      : runs_(runs), policy_directory_(policy_directory) {}

  Result<Facts> Run() {
    const Policy bare = Nothing(false), stock = Nothing(true);
    for (std::size_t run = 0; run < runs_.size(); ++run) {
      const auto all = RefusedBy(bare, runs_[run]);
      if (!all.ok()) return all.error();
      const auto left = RefusedBy(stock, runs_[run]);
      if (!left.ok()) return left.error();
      AddStock(run, all.value(), left.value());
      const Places places = Places::Of(runs_[run], policy_directory_);
      for (const Refusal& refusal : left.value()) Add(run, places, refusal);
    }
    if (unnamed_) return *unnamed_;
    const Guard guard(Places::Of(runs_.front(), policy_directory_));
    const std::set<int> pids = PidsOf(runs_);
    paths_.Align(guard, pids);
    paths_.Collapse(guard);
    sockets_.Align(guard, pids);
    return Take(guard);
  }

 private:
  void AddStock(std::size_t run, const std::vector<Refusal>& all,
                const std::vector<Refusal>& left) {
    std::set<std::pair<std::string, std::size_t>> needed;
    for (const Refusal& refusal : left) needed.emplace(refusal.list, refusal.call);
    for (const Refusal& refusal : all) {
      if (needed.count({refusal.list, refusal.call}) == 0)
        stock_.Add(run, runs_[run].call(refusal.call));
    }
  }

  void Add(std::size_t run, const Places& places, const Refusal& refusal) {
    const Call call = runs_[run].call(refusal.call);
    const Need need = NeedOf(refusal.list, call);
    if (need.none() && !unnamed_) {
      unnamed_ = Error{"learn from " + runs_[run].command(), 0,
                       "no policy can say what this call was about: " + call.text(),
                       "leave it out of the run, or write the policy by hand without the list '" +
                           refusal.list + "' of 'only'"};
    }
    Evidence evidence;
    evidence.Add(run, call);
    for (const std::string& path : std::set<std::string>(need.paths.begin(), need.paths.end())) {
      PathPattern pattern = places.Split(path, call.pid());
      if (call.opened().deleted || call.descriptor().deleted) FreeInodeName(&pattern);
      paths_.Add(pattern, refusal.list, evidence);
    }
    if (need.address.starts_with(kUnix))
      sockets_.Add(
          places.SplitSocket(std::string_view(need.address).substr(kUnix.size()), call.pid()),
          refusal.list, evidence);
    else if (!need.address.empty())
      addresses_[refusal.list][need.address].Add(evidence);
    if (!need.pattern.empty()) allows_[need.pattern].Add(evidence);
  }

  // Of a port that differs from run to run, every port of the host: "127.0.0.1:*".
  static std::map<std::string, Evidence> AlignPorts(
      const std::map<std::string, Evidence>& addresses, std::size_t runs) {
    std::map<std::string, std::vector<std::string>> hosts;
    for (const auto& [address, evidence] : addresses) {
      if (evidence.runs.size() < runs)
        hosts[address.substr(0, address.rfind(':'))].push_back(address);
    }
    std::map<std::string, Evidence> aligned = addresses;
    for (const auto& [host, ported] : hosts) {
      Evidence all;
      for (const std::string& address : ported) all.Add(addresses.at(address));
      if (ported.size() < 2 || all.runs.size() < runs) continue;
      for (const std::string& address : ported) aligned.erase(address);
      all.names.insert(ported.begin(), ported.end());
      aligned[host + ":*"].Add(all);
    }
    return aligned;
  }

  Facts Take(const Guard& guard) {
    Facts facts;
    facts.runs = runs_.size();
    facts.stock = stock_;
    for (const PathTree::Entry& entry : paths_.Entries()) {
      const Written written = Write(entry.pattern);
      facts.lists[entry.list].push_back(
          {written.text, entry.evidence, written.covered, guard.IsSecret(entry.pattern)});
    }
    for (const PathTree::Entry& entry : sockets_.Entries()) {
      const Written written = Write(entry.pattern);
      facts.lists[entry.list].push_back(
          {std::string(kUnix) + written.text, entry.evidence, written.covered});
    }
    for (const auto& [list, addresses] : addresses_) {
      for (const auto& [address, evidence] : AlignPorts(addresses, runs_.size()))
        facts.lists[list].push_back({address, evidence});
    }
    for (auto& [list, lines] : facts.lists) Sort(&lines);
    for (const auto& [pattern, evidence] : allows_) facts.allows.push_back({pattern, evidence});
    return facts;
  }

  // By text; what two paths are written alike, as `?`, is one line.
  static void Sort(std::vector<Line>* lines) {
    std::stable_sort(lines->begin(), lines->end(),
                     [](const Line& a, const Line& b) { return a.text < b.text; });
    std::vector<Line> unique;
    for (Line& line : *lines) {
      if (!unique.empty() && unique.back().text == line.text)
        unique.back().evidence.Add(line.evidence);
      else
        unique.push_back(std::move(line));
    }
    *lines = std::move(unique);
  }

  const std::vector<Trace>& runs_;
  const std::string& policy_directory_;
  Evidence stock_;
  PathTree paths_, sockets_;
  std::map<std::string, std::map<std::string, Evidence>> addresses_;  // by list
  std::map<std::string, Evidence> allows_;                            // by pattern
  std::optional<Error> unnamed_;
};

}  // namespace

Result<Facts> Gather(const std::vector<Trace>& runs, const std::string& policy_directory) {
  return Gatherer(runs, policy_directory).Run();
}

}  // namespace sysassert::learn
