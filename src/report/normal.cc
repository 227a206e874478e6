#include "report/normal.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <iterator>
#include <utility>

#include "session/run_environment.h"

namespace sysassert::report {
namespace {

constexpr int kFirstEphemeralPort = 32768;  // net.ipv4.ip_local_port_range, by default

bool IsNumber(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

bool IsBelow(std::string_view path, std::string_view directory) {
  return path.size() > directory.size() && path.substr(0, directory.size()) == directory &&
         path[directory.size()] == '/';
}

// ".s" of "cc3kD9.s"; empty where there is none, or it is the whole name.
std::string_view EndingOf(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  return dot == std::string_view::npos || dot == 0 ? std::string_view() : name.substr(dot);
}

std::set<std::string> EndingsOf(const std::set<std::string>& names) {
  std::set<std::string> endings;
  for (const std::string& name : names)
    endings.emplace(EndingOf(std::string_view(name).substr(name.rfind('/') + 1)));
  return endings;
}

std::set<std::string> Shared(const std::set<std::string>& a, const std::set<std::string>& b) {
  std::set<std::string> shared;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(),
                        std::inserter(shared, shared.end()));
  return shared;
}

std::string_view Head(std::string_view path) { return path.substr(0, path.find('/')); }

// "/proc/812/task/813/stat": which process and thread, and which descriptor, differ.
std::string NormalProc(std::string_view rest) {
  std::string normal = "/proc";
  while (!rest.empty()) {
    const std::string_view component = Head(rest);
    const bool self = component == "self" || component == "thread-self" || IsNumber(component);
    const bool names_process = normal == "/proc" && self;
    const bool names_thread = normal.ends_with("/task") && IsNumber(component);
    normal += names_process ? "/<pid>" : names_thread ? "/<tid>" : "/" + std::string(component);
    rest.remove_prefix(std::min(component.size() + 1, rest.size()));
  }
  return normal;
}

}  // namespace

Normal::Normal(const Trace& run) : cwd_(run.cwd()), temporary_{"/tmp", "/var/tmp", "/dev/shm"} {
  std::string own = VariableOf(run, "TMPDIR").value_or("");
  while (own.ends_with('/')) own.pop_back();
  if (own.starts_with('/')) temporary_.insert(temporary_.begin(), own);
  std::stable_sort(temporary_.begin(), temporary_.end(),
                   [](const auto& a, const auto& b) { return a.size() > b.size(); });
}

std::string_view Normal::TemporaryAbove(std::string_view path) const {
  const auto above = std::find_if(temporary_.begin(), temporary_.end(),
                                  [&](const auto& directory) { return IsBelow(path, directory); });
  if (above == temporary_.end() || (IsBelow(path, cwd_) && cwd_.size() > above->size())) return "";
  return *above;
}

std::string Normal::Path(std::string_view path) const {
  constexpr std::string_view kProc = "/proc", kTerminals = "/dev/pts";
  const std::string_view temporary = TemporaryAbove(path);
  if (!temporary.empty()) {
    const std::string_view name = Head(path.substr(temporary.size() + 1));
    const std::string_view directory = path.substr(0, temporary.size() + 1 + name.size());
    if (kept_.count(std::string(directory)) > 0) return std::string(path);
    return std::string(temporary) + "/<temp>" + std::string(KindOf(name)) +
           std::string(path.substr(directory.size()));
  }
  if (cwd_.size() > 1 && (path == cwd_ || IsBelow(path, cwd_)))
    return "<cwd>" + std::string(path.substr(cwd_.size()));
  if (IsBelow(path, kProc)) return NormalProc(path.substr(kProc.size() + 1));
  if (IsBelow(path, kTerminals) && IsNumber(path.substr(kTerminals.size() + 1)))
    return "/dev/pts/<num>";
  const std::size_t bracket = path.find(":[");  // socket:[812]
  if (bracket != std::string_view::npos && !path.starts_with('/'))
    return std::string(path.substr(0, bracket));
  return std::string(path);
}

std::string Normal::Address(std::string_view address) const {
  constexpr std::string_view kUnix = "unix:";
  if (address.starts_with(kUnix)) return std::string(kUnix) + Path(address.substr(kUnix.size()));
  const std::size_t colon = address.rfind(':');
  if (colon == std::string_view::npos) return std::string(address);
  int port = 0;
  std::from_chars(address.data() + colon + 1, address.data() + address.size(), port);
  if (port < kFirstEphemeralPort) return std::string(address);
  return std::string(address.substr(0, colon)) + ":<port>";
}

std::set<std::string> Normal::TemporaryNames(const Trace& run) const {
  std::set<std::string> names;
  for (const Call& call : run) {
    for (const PathArgument& path : call.paths()) {
      const std::string_view above = TemporaryAbove(path.resolved);
      if (above.empty()) continue;
      const std::string_view name = Head(path.resolved.substr(above.size() + 1));
      names.emplace(path.resolved.substr(0, above.size() + 1 + name.size()));
    }
  }
  return names;
}

void Normal::Align(const Trace& a, Normal* normal_a, const Trace& b, Normal* normal_b) {
  const std::set<std::string> of_a = normal_a->TemporaryNames(a);
  const std::set<std::string> of_b = normal_b->TemporaryNames(b);
  normal_a->kept_ = normal_b->kept_ = Shared(of_a, of_b);
  normal_a->endings_ = normal_b->endings_ = Shared(EndingsOf(of_a), EndingsOf(of_b));
}

std::string_view Normal::KindOf(std::string_view name) const {
  constexpr std::size_t kRandom =
      6;  // letters and digits, at least, that mktemp(1) may end it with
  const std::string_view ending = EndingOf(name);
  const bool random =
      ending.size() > kRandom && std::all_of(ending.begin() + 1, ending.end(),
                                             [](unsigned char c) { return std::isalnum(c) != 0; });
  return random && endings_.count(std::string(ending)) == 0 ? std::string_view() : ending;
}

}  // namespace sysassert::report
