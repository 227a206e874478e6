// Call's typed arguments, and strace's text of a whole call.
#include <fcntl.h>
#include <fmt/format.h>

#include <cstring>
#include <map>
#include <mutex>
#include <ostream>

#include "capture/recording.h"
#include "decode/arguments.h"
#include "sysassert/call.h"
#include "tables/row.h"

namespace sysassert {
namespace {

using capture::CallRecord;
using tables::Row;

const Row& RowOf(const CallRecord& record) {
  return tables::RowOf(tables::FromNumber(record.abi, record.number), record.abi);
}

// What a call that a signal cut short shows, as strace does. The codes are the kernel's own
// (include/linux/errno.h).
std::string_view RestartText(std::int64_t result) {
  switch (result) {
    case -512:
      return "? ERESTARTSYS (To be restarted if SA_RESTART is set)";
    case -513:
      return "? ERESTARTNOINTR (To be restarted)";
    case -514:
      return "? ERESTARTNOHAND (To be restarted if no handler)";
    case -516:
      return "? ERESTART_RESTARTBLOCK (Interrupted by signal)";
    default:
      return {};
  }
}

std::string ResultText(const CallRecord& record, const Row& row) {
  if ((record.flags & capture::kFinished) == 0) return "?";
  if ((record.flags & capture::kFailed) != 0) {
    if (const std::string_view restart = RestartText(record.result); !restart.empty())
      return std::string(restart);
    const auto error_number = static_cast<int>(-record.result);
    const std::string_view name = tables::ErrnoName(error_number);
    return fmt::format("-1 {} ({})",
                       name.empty() ? "ERRNO_" + std::to_string(error_number) : std::string(name),
                       strerror(error_number));
  }
  if (row.ret == tables::Ret::kAddress)
    return record.result == 0 ? "NULL"
                              : fmt::format("{:#x}", static_cast<std::uint64_t>(record.result));
  return std::to_string(record.result);
}

// Some arguments are there only if another says so: open's mode, fcntl's third.
int ShownArguments(const CallRecord& record, const Row& row) {
  constexpr std::uint64_t kAsksForMode = O_CREAT | (O_TMPFILE & ~O_DIRECTORY);
  switch (row.id) {
    case Sysno::open:
      return (record.args[1] & kAsksForMode) != 0 ? 3 : 2;
    case Sysno::openat:
      return (record.args[2] & kAsksForMode) != 0 ? 4 : 3;
    case Sysno::fcntl:
    case Sysno::fcntl64: {
      const auto command = static_cast<int>(record.args[1]);
      return command == F_GETFD || command == F_GETFL || command == F_GETOWN ||
                     command == F_GETSIG || command == F_GETPIPE_SZ
                 ? 2
                 : 3;
    }
    default:
      return row.count;
  }
}

// open_how and clone_args begin with the flags that openat and clone have in a register.
const tables::NameTable* FlagsOfStructure(std::string_view structure) {
  if (structure == "open_how") return tables::RowOf(Sysno::openat).parameters[2].names;
  if (structure == "clone_args") return tables::RowOf(Sysno::clone).parameters[0].names;
  return nullptr;
}

}  // namespace

std::string_view Call::name() const {
  const Sysno id = this->id();
  if (id != Sysno::kUnknown) return tables::NameOf(id);
  // Views must outlive the call: each number's name is made once and kept.
  static std::mutex mutex;
  static std::map<std::uint32_t, std::string> names;
  const auto number = static_cast<std::uint32_t>(this->number());
  const std::scoped_lock lock(mutex);
  std::string& unknown = names[number];
  if (unknown.empty()) unknown = fmt::format("syscall_{:#x}", number);
  return unknown;
}

std::vector<Argument> Call::arguments() const {
  const Row& row = RowOf(recording_->record(index_));
  std::vector<Argument> arguments;
  for (int i = 0; i < row.count; ++i)
    arguments.push_back(decode::ArgumentOf(*recording_, index_, row, i));
  return arguments;
}

std::optional<Argument> Call::argument(std::string_view name) const {
  const Row& row = RowOf(recording_->record(index_));
  for (int i = 0; i < row.count; ++i) {
    if (row.parameters[i].name == name) return decode::ArgumentOf(*recording_, index_, row, i);
  }
  return std::nullopt;
}

bool Call::HasFlag(std::string_view flag) const {
  const CallRecord& record = recording_->record(index_);
  const Row& row = RowOf(record);
  for (int i = 0; i < row.count; ++i) {
    const tables::Parameter& parameter = row.parameters[i];
    if (parameter.kind == ArgumentKind::kFlags && parameter.names != nullptr) {
      if (decode::HasNamedFlag(*parameter.names, record.args[i], flag)) return true;
    } else if (const tables::NameTable* names = FlagsOfStructure(parameter.structure);
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

std::string Call::text() const {
  const CallRecord& record = recording_->record(index_);
  const Row& row = RowOf(record);
  std::string text = std::string(name()) + "(";
  const int shown = ShownArguments(record, row);
  for (int i = 0; i < shown; ++i) {
    if (i > 0) text += ", ";
    text += decode::ArgumentOf(*recording_, index_, row, i).text;
  }
  text += ")";
  if (outcome() == Outcome::kUnfinished && row.ret != tables::Ret::kNone) text += " <unfinished>";
  return text + " = " + ResultText(record, row);
}

void PrintTo(const Call& call, std::ostream* out) {
  *out << (call.recording() == nullptr ? "no call" : call.text());
}

}  // namespace sysassert
