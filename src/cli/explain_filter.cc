#include "cli/explain_filter.h"

#include <fmt/format.h>

#include <string_view>
#include <vector>

#include "engine/filter.h"
#include "events/interest.h"
#include "tables/row.h"

namespace sysassert::cli {
namespace {

constexpr std::size_t kLineBytes = 78;

std::string ValueText(const tables::Parameter& parameter, std::uint32_t value) {
  if (parameter.names == nullptr) return fmt::format("{}", static_cast<std::int32_t>(value));
  return parameter.kind == ArgumentKind::kFlags ? tables::FlagsText(*parameter.names, value)
                                                : tables::EnumText(*parameter.names, value);
}

std::string TestText(Sysno id, const ArgumentTest& test) {
  const tables::Parameter& parameter = tables::RowOf(id).parameters[test.argument];
  const std::string_view name = parameter.name;
  const auto text = [&parameter](std::uint32_t value) { return ValueText(parameter, value); };
  if (test.mask == UINT32_MAX) {
    if (test.low == test.high) return fmt::format("{} is {}", name, text(test.low));
    if (test.high == UINT32_MAX) return fmt::format("{} is {} or more", name, test.low);
    return fmt::format("{} is {} to {}", name, test.low, test.high);
  }
  std::string bits = text(test.mask);
  // A word that says nothing of its field has the field's zero: O_RDONLY.
  if (const std::string nothing = text(0) + "|"; bits.starts_with(nothing))
    bits.erase(0, nothing.size());
  if (test.low == 1 && test.high == UINT32_MAX) return fmt::format("{} has any of {}", name, bits);
  if (test.high == 0) return fmt::format("{} has none of {}", name, bits);
  if (test.low == test.mask) return fmt::format("{} has {}", name, bits);
  if (test.low != test.high)
    return fmt::format("{} & {:#x} is {} to {}", name, test.mask, text(test.low), text(test.high));
  return fmt::format("{} & {:#x} is {}", name, test.mask, text(test.low));
}

// Calls of which all stop, wrapped; then a line for each of which a part does.
std::string CallsText(const Interest& stops, const SysnoSet& calls) {
  std::string text, parts;
  std::string line = " ";
  for (std::size_t i = 0; i + 1 < kSysnoCount; ++i) {
    const auto id = static_cast<Sysno>(i);
    if (!calls[i]) continue;
    const std::string_view name = tables::NameOf(id);
    if (const ArgumentTests* tests = stops.TestsOf(id)) {
      std::vector<std::string> alternatives;
      for (const ArgumentTest& test : *tests) alternatives.push_back(TestText(id, test));
      parts += fmt::format("  {} where {}\n", name, fmt::join(alternatives, ", or "));
      continue;
    }
    if (line.size() + 1 + name.size() > kLineBytes) {
      text += line + "\n";
      line = " ";
    }
    line += fmt::format(" {}", name);
  }
  if (line.size() > 1) text += line + "\n";
  return text + parts;
}

}  // namespace

std::string FilterText(const Interest& interest) {
  if (interest.everything()) return "every call stops: no filter\n";
  SysnoSet at_entry;
  for (std::size_t i = 0; i + 1 < kSysnoCount; ++i) {
    const auto id = static_cast<Sysno>(i);
    at_entry[i] = interest.Wants(id) && !interest.WantsResultOf(id);
  }
  const SysnoSet to_the_end = interest.calls() & ~at_entry;
  std::string text;
  if (to_the_end.any() || at_entry.none())
    text += "calls that stop and are recorded:\n" + CallsText(interest, to_the_end);
  if (at_entry.any())
    text += "calls that stop at their entry alone, since no rule asks how they end:\n" +
            CallsText(interest, at_entry);
  const Interest others = events::BesidesOf(interest);
  // Where a part is recorded, all that stops of it is told here.
  text += "calls that stop and are not recorded, unless they stand above:\n" +
          CallsText(others, others.calls());
  return text + fmt::format("instructions: {}, for x86_64 and i386; calls by any other ABI stop\n",
                            engine::CompileFilter(interest).size());
}

}  // namespace sysassert::cli
