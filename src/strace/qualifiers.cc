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

// Sets what a set such as `path,socket` or `!path` names.
Status SetFlags(const Words& words, std::span<const Flag> flags, std::string_view option) {
  for (const auto& [name, flag] : flags) *flag = words.inverted;
  for (const std::string& word : words.names) {
    bool known = false;
    for (const auto& [name, flag] : flags) {
      if (name != word) continue;
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
  draft.descriptor_details = true;
  return Unit{};
}

Result<DescriptorSet> ParseDescriptors(const std::string& set) {
  const Words words = SplitSet(set);
  DescriptorSet descriptors;
  descriptors.inverted = words.inverted;
  for (const std::string& word : words.names) {
    const auto fd = Integer(word);
    if (!fd || *fd < 0 || *fd > INT32_MAX)
      return Refused(fmt::format("invalid descriptor '{}'", word));
    descriptors.named.push_back(static_cast<int>(*fd));
  }
  return descriptors;
}

// Of a result that is an error, or that a 32-bit program sees otherwise.
void WarnOfResult(Draft& draft, std::int64_t answer) {
  constexpr int kMostErrors = 4095;
  const auto is_error = [](std::int64_t value) { return value < 0 && value >= -kMostErrors; };
  const auto value = static_cast<std::uint64_t>(answer);
  const auto narrow = static_cast<std::uint32_t>(value);
  const auto narrow_answer = static_cast<std::int32_t>(narrow);
  if (is_error(answer))
    draft.warn(
        fmt::format("Inadvertent injection of error {} is possible for retval={}", -answer, value));
  else if (is_error(narrow_answer))
    draft.warn(
        fmt::format("Inadvertent injection of error {} is possible in compat personality "
                    "for retval={}",
                    -narrow_answer, value));
  else if (narrow != value)
    draft.warn(fmt::format("Injected return value {} will be clipped to {} in compat personality",
                           value, narrow));
}

template <bool kFault>
Status Inject(Draft& draft, const std::string& text) {
  auto injection = ParseInjection(text, kFault);
  if (!injection.ok()) return injection.error();
  if (!kFault && text.find(":retval=") != std::string::npos)
    WarnOfResult(draft, injection->answer.value_or(0));
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
    {"trace t", "trace", "", Parse<ParseCalls, &Options::calls>},
    {"abbrev a", "abbrev", "", Parse<ParseCalls, &Options::abbreviated>},
    {"verbose v", "verbose", "", Parse<ParseCalls, &Options::with_structures>},
    {"raw x", "raw", "", Parse<ParseCalls, &Options::raw>},
    {"signal signals s", "signals signal", "", Parse<ParseSignals, &Options::signals>},
    {"read reads r", "read", "", Parse<ParseDescriptors, &Options::dump_read>},
    {"write writes w", "write", "", Parse<ParseDescriptors, &Options::dump_written>},
    {"fault", "fault", "", Inject<true>},
    {"inject", "inject", "", Inject<false>},
    {"status", "status", "", Parse<ParseStatuses, &Options::statuses>},
    {"quiet silent silence q", "quiet silent silence", "attach,personality", BeQuiet},
    {"kvm", "kvm", "", TakeKvm},
    {"trace-fds trace-fd fds fd", "trace-fds", "",
     Parse<ParseDescriptors, &Options::only_descriptors>},
    {"decode-fds decode-fd", "decode-fds", "path", DecodeDescriptors},
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
