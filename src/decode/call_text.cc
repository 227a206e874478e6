// Call's typed arguments, and strace's text of a whole call.
#include "decode/call_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <mutex>
#include <ostream>

#include "capture/recording.h"
#include "decode/arguments.h"
#include "decode/live.h"
#include "decode/result.h"
#include "decode/shown.h"
#include "sysassert/call.h"
#include "tables/names.h"
#include "tables/row.h"
#include "tables/variants.h"

namespace sysassert {
namespace {

using capture::CallRecord;
using decode::RowOf;
using tables::Row;

// Of one that is an int: the upper half of its register is whatever the caller left there.
bool IsNamed(const tables::NameTable& table, std::uint32_t value, std::string_view name) {
  return std::any_of(table.names, table.names + table.count, [&](const tables::Name& one) {
    return one.name == name && static_cast<std::uint32_t>(one.value) == value;
  });
}

decode::CallView ViewOf(const capture::Recording& recording, std::size_t index) {
  return {recording.record(index), recording.items(index)};
}

}  // namespace

namespace decode {
namespace {

std::string LabelOf(const Shown::Argument& argument, const Row& row, const Style& style) {
  if (!argument.label.empty() || !style.argument_names) return std::string(argument.label);
  return std::string(row.parameters[static_cast<std::size_t>(argument.index)].name) + "=";
}

constexpr std::string_view kSeparator = ", ";

}  // namespace

std::string CallName(Sysno id, int number) {
  return id != Sysno::kUnknown ? std::string(tables::NameOf(id))
                               : fmt::format("syscall_{:#x}", static_cast<std::uint32_t>(number));
}

int AppendEntryArguments(std::string* text, const CallView& call, const Row& row,
                         const Style& style) {
  const Shown shown = style.raw ? AllArguments(row) : ShownArguments(call.record, row);
  for (int i = 0; i < shown.count; ++i) {
    const Shown::Argument& one = shown.arguments[i];
    const tables::Parameter& parameter =
        tables::ParameterOf(row, one.index, call.record.args, call.record.abi);
    const bool written_later =
        (parameter.when == tables::When::kExit && parameter.length != tables::Length::kNone) ||
        parameter.late || IsFilledByCall(row, parameter, style);
    if (written_later && !style.raw) {
      // Only of clone is it clear at the exit whether there is more.
      if (row.id == Sysno::clone && i > 0) text->resize(text->size() - kSeparator.size());
      return i;
    }
    *text += LabelOf(one, row, style);
    *text += ArgumentOf(call, row, one.index, style).text;
    if (!style.raw && IsAnswered(row, parameter, style)) return i + 1;
    if (i + 1 < shown.count) *text += ", ";
  }
  return shown.count;
}

void AppendExitArguments(std::string* text, const CallView& call, const Row& row,
                         const Style& style, int written) {
  const Shown shown = style.raw ? AllArguments(row) : ShownArguments(call.record, row);
  // What the entry wrote ends with a separator, unless an answer was to come.
  for (int i = std::max(written - 1, 0); i < shown.count; ++i) {
    const int index = shown.arguments[i].index;
    if (i >= written) {
      if (row.id == Sysno::clone && i == written && i > 0 && !style.raw) *text += kSeparator;
      *text += LabelOf(shown.arguments[i], row, style);
      *text += ArgumentOf(call, row, index, style).text;
    }
    const bool answered =
        !style.raw &&
        IsAnswered(row, tables::ParameterOf(row, index, call.record.args, call.record.abi), style);
    if (answered) *text += AnswerText(call, row, index, style);
    if (i + 1 < shown.count && (i >= written || answered)) *text += ", ";
  }
}

}  // namespace decode

std::string_view Call::name() const {
  const Sysno id = this->id();
  if (id != Sysno::kUnknown) return tables::NameOf(id);
  // Views must outlive the call: each number's name is made once and kept.
  static std::mutex mutex;
  static std::map<std::uint32_t, std::string> names;
  const auto number = static_cast<std::uint32_t>(this->number());
  const std::scoped_lock lock(mutex);
  std::string& unknown = names[number];
  if (unknown.empty()) unknown = decode::CallName(Sysno::kUnknown, this->number());
  return unknown;
}

std::vector<Argument> Call::arguments() const {
  const Row& row = RowOf(recording_->record(index_));
  std::vector<Argument> arguments;
  arguments.reserve(static_cast<std::size_t>(row.count));
  for (int i = 0; i < row.count; ++i)
    arguments.push_back(decode::ArgumentOf(ViewOf(*recording_, index_), row, i));
  return arguments;
}

std::optional<Argument> Call::argument(std::string_view name) const {
  const Row& row = RowOf(recording_->record(index_));
  for (int i = 0; i < row.count; ++i) {
    if (row.parameters[i].name == name)
      return decode::ArgumentOf(ViewOf(*recording_, index_), row, i);
  }
  return std::nullopt;
}

bool Call::HasFlag(std::string_view flag) const {
  const CallRecord& record = recording_->record(index_);
  const Row& row = RowOf(record);
  for (int i = 0; i < row.count; ++i) {
    const tables::Parameter& parameter = tables::ParameterOf(row, i, record.args, record.abi);
    if (parameter.kind == ArgumentKind::kFlags && parameter.names != nullptr) {
      if (decode::HasNamedFlag(*parameter.names, record.args[i], flag)) return true;
    } else if (const tables::NameTable* names = tables::FlagsOfStructure(parameter.structure);
               names != nullptr) {
      const auto item =
          recording_->item(index_, capture::ItemKind::kBytes, static_cast<std::uint8_t>(i));
      std::uint64_t word = 0;
      if (!item || item->bytes.size() < sizeof word) continue;
      std::memcpy(&word, item->bytes.data(), sizeof word);
      if (decode::HasNamedFlag(*names, word, flag)) return true;
    }
  }
  return false;
}

bool decode::HasNamedFlag(const Call& call, std::string_view argument, std::string_view flag) {
  const CallRecord& record = call.recording()->record(call.index());
  const Row& row = RowOf(record);
  for (int i = 0; i < row.count; ++i) {
    const tables::Parameter& parameter = tables::ParameterOf(row, i, record.args, record.abi);
    if (parameter.name != argument || parameter.names == nullptr) continue;
    if (parameter.kind == ArgumentKind::kFlags &&
        HasNamedFlag(*parameter.names, record.args[i], flag))
      return true;
    if (parameter.kind == ArgumentKind::kEnum &&
        IsNamed(*parameter.names, static_cast<std::uint32_t>(record.args[i]), flag))
      return true;
  }
  return false;
}

std::string Call::text() const {
  const CallRecord& record = recording_->record(index_);
  const Row& row = RowOf(record);
  const decode::CallView view = ViewOf(*recording_, index_);
  std::string text = std::string(name()) + "(";
  decode::AppendExitArguments(&text, view, row, {}, 0);
  if (outcome() == Outcome::kUnfinished && row.ret != tables::Ret::kNone)
    text += " <unfinished ...>";
  return text + ") = " + decode::ResultText(view, row);
}

void PrintTo(const Call& call, std::ostream* out) {
  *out << (call.recording() == nullptr ? "no call" : call.text());
}

}  // namespace sysassert
