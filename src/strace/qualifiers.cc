// `-e NAME=SET`.
#include <fmt/format.h>

#include <span>
#include <string>
#include <string_view>
#include <utility>

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

using Flag = std::pair<std::string_view, bool*>;

// Sets what a set such as `path,socket` or `!path` names; "all" and "none" are words of every one.
Status SetFlags(const Words& words, std::span<const Flag> flags, std::string_view option) {
  for (const auto& [name, flag] : flags) *flag = words.inverted;
  for (const std::string& word : words.names) {
    bool known = word == "none";
    for (const auto& [name, flag] : flags) {
      if (name != word && word != "all") continue;
      *flag = !words.inverted;
      known = true;
    }
    if (!known) return Refused(fmt::format("invalid {} '{}'", option, word));
  }
  return Unit{};
}

Status DecodeDescriptors(Draft& draft, const std::string& set) {
  const Words words = SplitSet(set);
  DescriptorDetails details;
  const Flag kNames[] = {{"path", &details.path},
                         {"socket", &details.socket},
                         {"dev", &details.device},
                         {"pidfd", &details.pidfd}};
  if (Status set_flags = SetFlags(words, kNames, "decode-fds"); !set_flags.ok()) return set_flags;
  draft.options().descriptors = details;
  draft.descriptors = 0;
  return Unit{};
}

Result<DescriptorSet> ParseDescriptors(const std::string& set) {
  const Words words = SplitSet(set);
  DescriptorSet descriptors;
  descriptors.inverted = words.inverted;
  for (const std::string& word : words.names) {
    if (word == "none") continue;
    if (word == "all") {
      descriptors.inverted = !words.inverted;
      continue;
    }
    const auto fd = Integer(word);
    if (!fd || *fd < 0 || *fd > INT32_MAX)
      return Refused(fmt::format("invalid descriptor '{}'", word));
    descriptors.named.push_back(static_cast<int>(*fd));
  }
  return descriptors;
}

template <bool kFault>
Status Inject(Draft& draft, const std::string& text) {
  auto injection = ParseInjection(text, kFault);
  if (!injection.ok()) return injection.error();
  constexpr std::int64_t kMostErrors = 4095;
  const std::int64_t answer = injection->answer.value_or(0);
  if (!kFault && answer < 0 && answer >= -kMostErrors && text.find(":retval=") != std::string::npos)
    draft.Warn(fmt::format("Inadvertent injection of error {} is possible for retval={}", -answer,
                           static_cast<std::uint64_t>(answer)));
  draft.options().injections.push_back(std::move(injection).value());
  return Unit{};
}

Status BeQuiet(Draft& draft, const std::string& set) {
  const Words words = SplitSet(set);
  Quiet& quiet = draft.options().quiet;
  draft.quiet_expression = true;
  const Flag kNames[] = {
      {"attach", &quiet.attach},
      {"exit", &quiet.exit},
      {"path-resolution", &quiet.path_resolution},
      {"path-resolve", &quiet.path_resolution},
      {"personality", &quiet.personality},
      {"thread-execve", &quiet.thread_execve},
      {"superseded", &quiet.thread_execve},
      {"exits", &quiet.exit},
  };
  if (Status set_flags = SetFlags(words, kNames, "quiet"); !set_flags.ok()) return set_flags;
  return Unit{};
}

Status TakeKvm(Draft& draft, const std::string& set) {
  if (set != "vcpu") return Error{fmt::format("invalid -e kvm= argument: '{}'", set), 0, "", ""};
  draft.options().kvm_exits = true;
  return Unit{};
}

// strace takes singular, plural and the first letter of most.
constexpr QualifierRow kTable[] = {
    {"trace t", "", Parse<ParseCalls, &Options::calls>},
    {"abbrev a", "", Parse<ParseCalls, &Options::abbreviated>},
    {"verbose v", "", Parse<ParseCalls, &Options::with_structures>},
    {"raw x", "", Parse<ParseCalls, &Options::raw>},
    {"signal signals s", "", Parse<ParseSignals, &Options::signals>},
    {"read reads r", "", Parse<ParseDescriptors, &Options::dump_read>},
    {"write writes w", "", Parse<ParseDescriptors, &Options::dump_written>},
    {"fault", "", Inject<true>},
    {"inject", "", Inject<false>},
    {"status", "", Parse<ParseStatuses, &Options::statuses>},
    {"quiet silent silence q", "attach,personality", BeQuiet},
    {"kvm", "", TakeKvm},
    {"trace-fds trace-fd fds fd", "", Parse<ParseDescriptors, &Options::only_descriptors>},
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
