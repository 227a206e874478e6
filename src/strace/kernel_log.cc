#include "strace/kernel_log.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <charconv>
#include <cstring>

#include "decode/strings.h"

namespace sysassert::strace {
namespace {

constexpr std::size_t kMostRecord = 8192;  // CONSOLE_EXT_LOG_MAX

template <typename Number>
bool TakeNumber(std::string_view* text, char end, Number* number) {
  const auto [rest, error] = std::from_chars(text->data(), text->data() + text->size(), *number);
  if (error != std::errc() || rest == text->data() + text->size() || *rest != end) return false;
  text->remove_prefix(static_cast<std::size_t>(rest - text->data()) + 1);
  return true;
}

int HexDigit(char c) {
  const auto* digits = "0123456789abcdef";
  const char* found = c == 0 ? nullptr : std::strchr(digits, std::tolower(static_cast<int>(c)));
  return found == nullptr ? -1 : static_cast<int>(found - digits);
}

// The kernel writes bytes that are not printable, and the backslash, as \xNN.
std::string Unescaped(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 3 < text.size() && text[i + 1] == 'x' &&
        HexDigit(text[i + 2]) >= 0 && HexDigit(text[i + 3]) >= 0) {
      plain += static_cast<char>(HexDigit(text[i + 2]) * 16 + HexDigit(text[i + 3]));
      i += 3;
    } else {
      plain += text[i];
    }
  }
  return plain;
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// The number at `at`, which must end before `end` (0: anything that is no digit).
std::optional<int> NumberAt(std::string_view text, std::size_t at, char end) {
  int number = 0;
  const auto [rest, error] = std::from_chars(text.data() + at, text.data() + text.size(), number);
  if (error != std::errc() || number <= 0) return std::nullopt;
  const bool at_end = rest == text.data() + text.size();
  if (end != 0 && (at_end || *rest != end)) return std::nullopt;
  return number;
}

// "sh[17]", "pid=17", "pid 17", "process 17", "task 17": how the kernel names a process.
std::vector<int> PidsIn(std::string_view message) {
  constexpr std::string_view kWords[] = {"pid=", "pid ", "pid: ", "PID: ", "process ", "task "};
  std::vector<int> pids;
  const auto add = [&pids](std::optional<int> pid) {
    if (pid && std::find(pids.begin(), pids.end(), *pid) == pids.end()) pids.push_back(*pid);
  };
  for (const std::string_view word : kWords) {
    for (std::size_t at = message.find(word); at != std::string_view::npos;
         at = message.find(word, at + 1)) {
      const bool whole = at == 0 || std::isalpha(static_cast<unsigned char>(message[at - 1])) == 0;
      if (whole) add(NumberAt(message, at + word.size(), 0));
    }
  }
  for (std::size_t at = message.find('['); at != std::string_view::npos;
       at = message.find('[', at + 1)) {
    const bool after_name = at > 0 && message[at - 1] != ' ' && !IsDigit(message[at - 1]);
    if (after_name) add(NumberAt(message, at + 1, ']'));
  }
  return pids;
}

class DeviceSource : public KernelLogSource {
 public:
  explicit DeviceSource(int fd) : fd_(fd) {}
  ~DeviceSource() override { close(fd_); }
  std::optional<std::string> Next(bool* lost) override {
    std::array<char, kMostRecord> record{};
    while (true) {
      const ssize_t got = read(fd_, record.data(), record.size());
      if (got > 0) return std::string(record.data(), static_cast<std::size_t>(got));
      if (got < 0 && errno == EINTR) continue;
      if (got < 0 && errno == EPIPE) {  // overwritten before we came: the next read goes on
        *lost = true;
        continue;
      }
      return std::nullopt;
    }
  }

 private:
  int fd_;
};

}  // namespace

std::optional<KernelRecord> ParseKernelRecord(std::string_view text) {
  KernelRecord record;
  unsigned priority = 0;
  if (!TakeNumber(&text, ',', &priority) || !TakeNumber(&text, ',', &record.sequence) ||
      !TakeNumber(&text, ',', &record.monotonic_us))
    return std::nullopt;
  const std::size_t semicolon = text.find(';');  // after flags, and what newer kernels add
  if (semicolon == std::string_view::npos) return std::nullopt;
  text.remove_prefix(semicolon + 1);
  record.level = static_cast<int>(priority & 7U);
  record.facility = static_cast<int>(priority >> 3U);
  record.message = Unescaped(text.substr(0, text.find('\n')));  // KEY=value lines follow
  record.pids = PidsIn(record.message);
  return record;
}

Result<std::unique_ptr<KernelLogSource>> OpenKernelLog() {
  const int fd = open("/dev/kmsg", O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  if (fd >= 0 && lseek(fd, 0, SEEK_END) >= 0)
    return std::unique_ptr<KernelLogSource>(std::make_unique<DeviceSource>(fd));
  const int refused = errno;
  if (fd >= 0) close(fd);
  const bool forbidden = refused == EPERM || refused == EACCES;
  return Error{fmt::format("--kmsg: can't read /dev/kmsg: {}{}", strerror(refused),
                           forbidden ? "; run as root, or with CAP_SYSLOG and a readable /dev/kmsg"
                                     : "; this kernel or container has none"),
               refused, "", ""};
}

std::vector<KernelRecord> KernelLog::Take() {
  std::vector<KernelRecord> records;
  bool lost = false;
  while (const auto text = source_->Next(&lost)) {
    auto record = ParseKernelRecord(*text);
    if (!record) continue;
    // The bytes at a fault are a record of their own, and belong to the one before.
    const bool goes_on = record->message.rfind("Code: ", 0) == 0;
    if (!goes_on)
      shown_ =
          record->pids.empty() || std::any_of(record->pids.begin(), record->pids.end(),
                                              [this](int pid) { return traced_.count(pid) != 0; });
    if (shown_) records.push_back(std::move(*record));
  }
  lost_ += lost ? 1 : 0;
  return records;
}

std::string KernelLine(const KernelRecord& record) {
  // A line, and no string: what a terminal would obey is escaped, quotes are as they are.
  const std::string quoted = decode::Quote(record.message);
  std::string line;
  for (std::size_t i = 1; i + 1 < quoted.size(); ++i) {
    if (quoted[i] == '\\' && quoted[i + 1] == '"') continue;
    line += quoted[i];
    if (quoted[i] == '\\') line += quoted[++i];
  }
  return fmt::format("=== kernel [{:5}.{:06}] {} ===", record.monotonic_us / 1'000'000,
                     record.monotonic_us % 1'000'000, line);
}

}  // namespace sysassert::strace
