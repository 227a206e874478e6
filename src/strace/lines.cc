#include "strace/lines.h"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace sysassert::strace {
namespace {

constexpr std::uint64_t kSecond = 1'000'000'000;

std::uint64_t Nanoseconds(const timespec& time) {
  return static_cast<std::uint64_t>(time.tv_sec) * kSecond +
         static_cast<std::uint64_t>(time.tv_nsec);
}

std::string Fraction(std::uint64_t ns, Precision precision) {
  const auto digits = static_cast<std::size_t>(precision);
  if (digits == 0) return "";
  return "." + fmt::format("{:09}", ns % kSecond).substr(0, digits);
}

}  // namespace

std::string Seconds(std::uint64_t ns, Precision precision, std::size_t width) {
  return fmt::format("{:>{}}", ns / kSecond, width) + Fraction(ns, precision);
}

std::string Lines::Time() {
  const Times& times = options_.times;
  std::string text;
  if (times.absolute != Times::Format::kNone) {
    timespec now{};
    clock_gettime(CLOCK_REALTIME, &now);
    if (times.absolute == Times::Format::kUnix) {
      text = std::to_string(now.tv_sec);
    } else {
      tm local{};
      std::array<char, 16> clock{};
      localtime_r(&now.tv_sec, &local);
      text = std::string(clock.data(), strftime(clock.data(), clock.size(), "%T", &local));
    }
    text += Fraction(static_cast<std::uint64_t>(now.tv_nsec), times.absolute_precision) + " ";
  }
  if (times.relative) {
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    const std::uint64_t since = spoke_ ? Nanoseconds(now) - Nanoseconds(previous_) : 0;
    previous_ = now;
    spoke_ = true;
    const std::string relative = Seconds(since, *times.relative, 6);
    text += times.absolute == Times::Format::kNone ? relative + " " : "(+" + relative + ") ";
  }
  return text;
}

std::string Lines::Prefix(const Head& head) {
  std::string text;
  if (!options_.output.empty() && !options_.separately &&
      (options_.follow || options_.attach.size() > 1))
    text = fmt::format("{:<{}}{} ", head.tid, head.name.empty() ? 5 : 0, head.name);
  else if (threads_ > 1 && options_.output.empty())
    text = fmt::format("[pid {:5}{}] ", head.tid, head.name);
  text += Time();
  if (options_.call_number) text += fmt::format("[{:4}] ", head.number);
  if (options_.instruction_pointer)
    text +=
        head.instruction != 0 ? fmt::format("[{:016x}] ", head.instruction) : "[????????????????] ";
  return text;
}

void Lines::CutOff() {
  if (!open_) return;
  line_ += " <unfinished ...>";
  End();
}

void Lines::Begin(const Head& head) {
  CutOff();
  speaker_ = head.tid;
  open_ = true;
  line_ = Prefix(head);
  written_ = 0;
}

void Lines::Append(std::string_view text) { line_ += text; }

void Lines::Append(Paint paint, std::string_view text) {
  constexpr std::string_view kCodes[] = {"\x1b[31m", "\x1b[33m", "\x1b[2m"}, kPlain = "\x1b[0m";
  if (!options_.colored) return Append(text);
  line_ += kCodes[static_cast<std::size_t>(paint)];
  line_ += text;
  line_ += kPlain;
}

void Lines::Pad() {
  if (line_.size() < options_.result_column) line_.resize(options_.result_column, ' ');
}

void Lines::End() {
  line_ += '\n';
  output_.Write(speaker_, std::string_view(line_).substr(written_));
  open_ = false;
}

void Lines::Flush() {
  if (open_ && written_ < line_.size()) {
    output_.Write(speaker_, std::string_view(line_).substr(written_));
    written_ = line_.size();
  }
  output_.Flush();
}

void Lines::Notice(int tid, const std::string& text) { Add(tid, text + "\n"); }

void Lines::Add(int tid, const std::string& text) {
  if (text.empty()) return;
  CutOff();
  output_.Write(tid, text);
}

void Lines::Say(const std::string& sentence) {
  CutOff();
  output_.Flush();
  fmt::print(stderr, "{}: {}\n", options_.program_name, sentence);
}

}  // namespace sysassert::strace
