// `-e NAME=SET`.
#include <fmt/format.h>

#include "strace/draft.h"

namespace sysassert::strace {
namespace {

// Keeps what `set` parses to.
template <auto kParse, auto kMember>
Status Parse(Draft& draft, const std::string& set) {
  auto parsed = kParse(set);
  if (!parsed.ok()) return parsed.error();
  draft.options().*kMember = parsed.value();
  return Unit{};
}

Status DecodeDescriptors(Draft& draft, const std::string& set) {
  const Words words = SplitSet(set);
  for (const std::string& name : words.names) {
    if (name == "path" && !words.inverted)
      draft.descriptors = 1;
    else if (name == "none" && !words.inverted)
      draft.descriptors = 0;
    else if (name == "path" || name == "none" || name == "all" || name == "dev" ||
             name == "pidfd" || name == "socket")
      return Unsupported("-e decode-fds=" + set);
    else
      return Refused(fmt::format("invalid decode-fds '{}'", name));
  }
  return Unit{};
}

Status BeQuiet(Draft& draft, const std::string& set) {
  const Words words = SplitSet(set);
  Quiet& quiet = draft.options().quiet;
  draft.quiet_expression = true;
  const std::pair<std::string_view, bool*> kNames[] = {
      {"attach", &quiet.attach},
      {"exit", &quiet.exit},
      {"path-resolution", &quiet.path_resolution},
      {"path-resolve", &quiet.path_resolution},
      {"personality", &quiet.personality},
      {"thread-execve", &quiet.thread_execve},
      {"superseded", &quiet.thread_execve},
      {"exits", &quiet.exit},
  };
  for (const auto& [name, flag] : kNames) *flag = words.inverted;
  for (const std::string& word : words.names) {
    bool known = word == "none";
    for (const auto& [name, flag] : kNames) {
      if (name != word && word != "all") continue;
      *flag = !words.inverted;
      known = true;
    }
    if (!known) return Refused(fmt::format("invalid quiet '{}'", word));
  }
  return Unit{};
}

template <const char* kName>
Status Refuse(Draft& /*draft*/, const std::string& /*set*/) {
  return Unsupported(kName);
}
constexpr char kAbbrev[] = "-e abbrev", kVerbose[] = "-e verbose", kRaw[] = "-e raw",
               kRead[] = "-e read", kWrite[] = "-e write", kFault[] = "-e fault",
               kInject[] = "-e inject", kKvm[] = "-e kvm";

// strace takes singular, plural and the first letter of most.
constexpr QualifierRow kTable[] = {
    {"trace t", "", Parse<ParseCalls, &Options::calls>},
    {"abbrev a", "", Refuse<kAbbrev>},
    {"verbose v", "", Refuse<kVerbose>},
    {"raw x", "", Refuse<kRaw>},
    {"signal signals s", "", Parse<ParseSignals, &Options::signals>},
    {"read reads r", "", Refuse<kRead>},
    {"write writes w", "", Refuse<kWrite>},
    {"fault", "", Refuse<kFault>},
    {"inject", "", Refuse<kInject>},
    {"status", "", Parse<ParseStatuses, &Options::statuses>},
    {"quiet silent silence q", "attach,personality", BeQuiet},
    {"kvm", "", Refuse<kKvm>},
    {"decode-fds decode-fd", "path", DecodeDescriptors},
};

}  // namespace

std::span<const QualifierRow> QualifierTable() { return kTable; }

Status TakeExpression(Draft& draft, const Given& given) {
  const std::string text = given.text();
  const std::size_t equals = text.find('=');
  if (equals != std::string::npos) {
    for (const QualifierRow& row : kTable) {
      for (const std::string_view name : SplitNames(row.names)) {
        if (text.substr(0, equals) == name) return row.take(draft, text.substr(equals + 1));
      }
    }
  }
  return kTable[0].take(draft, text);
}

}  // namespace sysassert::strace
