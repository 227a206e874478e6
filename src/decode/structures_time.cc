// Structures of time. A width of 4 is i386's, whose long has 32 bits.
#include <fmt/chrono.h>
#include <fmt/format.h>

#include <cstdlib>
#include <ctime>

#include "decode/fields.h"
#include "decode/structures.h"

namespace sysassert::decode {
namespace {

constexpr std::uint64_t kUtimeNow = 0x3fffffff, kUtimeOmit = 0x3ffffffe;  // linux/stat.h

// Parts of a second have no sign, whatever stands there.
std::string TimevalText(std::int64_t seconds, std::uint64_t microseconds) {
  return fmt::format("{{tv_sec={}, tv_usec={}}}", seconds, microseconds);
}

template <std::size_t kWidth>
std::string Timespec(std::string_view bytes) {
  const Fields fields(bytes);
  return TimespecText(fields.SignedLong(0, kWidth), fields.Long(1, kWidth));
}

template <std::size_t kWidth>
std::string Timeval(std::string_view bytes) {
  const Fields fields(bytes);
  return TimevalText(fields.SignedLong(0, kWidth), fields.Long(1, kWidth));
}

// A time of utimensat, which may be a word instead.
std::string FileTime(std::int64_t seconds, std::uint64_t nanoseconds) {
  if (nanoseconds == kUtimeNow || nanoseconds == kUtimeOmit)
    return tables::Spelt(TimespecText(seconds, nanoseconds),
                         nanoseconds == kUtimeNow ? "UTIME_NOW" : "UTIME_OMIT");
  return TimespecText(seconds, nanoseconds) +
         DateComment(seconds, static_cast<std::int64_t>(nanoseconds));
}

template <std::size_t kWidth>
std::string FileTimes(std::string_view bytes) {
  const Fields fields(bytes);
  return "[" + FileTime(fields.SignedLong(0, kWidth), fields.Long(1, kWidth)) + ", " +
         FileTime(fields.SignedLong(2, kWidth), fields.Long(3, kWidth)) + "]";
}

template <std::size_t kWidth>
std::string Timevals(std::string_view bytes) {
  const Fields fields(bytes);
  std::string text = "[";
  for (std::size_t i = 0; i < 4; i += 2) {
    const std::int64_t seconds = fields.SignedLong(i, kWidth);
    const std::uint64_t microseconds = fields.Long(i + 1, kWidth);
    text += (i > 0 ? ", " : "") + TimevalText(seconds, microseconds) +
            (microseconds < 1'000'000
                 ? DateComment(seconds, static_cast<std::int64_t>(microseconds) * 1000, 6)
                 : "");
  }
  return text + "]";
}

template <std::size_t kWidth>
std::string Itimerspec(std::string_view bytes) {
  const Fields fields(bytes);
  return "{it_interval=" + TimespecText(fields.SignedLong(0, kWidth), fields.Long(1, kWidth)) +
         ", it_value=" + TimespecText(fields.SignedLong(2, kWidth), fields.Long(3, kWidth)) + "}";
}

template <std::size_t kWidth>
std::string Itimerval(std::string_view bytes) {
  const Fields fields(bytes);
  return "{it_interval=" + TimevalText(fields.SignedLong(0, kWidth), fields.Long(1, kWidth)) +
         ", it_value=" + TimevalText(fields.SignedLong(2, kWidth), fields.Long(3, kWidth)) + "}";
}

template <std::size_t kWidth>
std::string Utimbuf(std::string_view bytes) {
  const Fields fields(bytes);
  const std::int64_t access = fields.SignedLong(0, kWidth);
  const std::int64_t change = fields.SignedLong(1, kWidth);
  return fmt::format("{{actime={}{}, modtime={}{}}}", access, DateComment(access, 0), change,
                     DateComment(change, 0));
}

template <std::size_t kWidth>
std::string Times(std::string_view bytes) {
  const Fields fields(bytes);
  return fmt::format(
      "{{tms_utime={}, tms_stime={}, tms_cutime={}, tms_cstime={}}}",
      ClockTicksText(fields.SignedLong(0, kWidth)), ClockTicksText(fields.SignedLong(1, kWidth)),
      ClockTicksText(fields.SignedLong(2, kWidth)), ClockTicksText(fields.SignedLong(3, kWidth)));
}

template <std::size_t kWidth>
std::string Seconds(std::string_view bytes) {
  const std::int64_t seconds = Fields(bytes).SignedLong(0, kWidth);
  return fmt::format("[{}{}]", seconds, DateComment(seconds, 0));
}

std::string Timezone(std::string_view bytes) {
  const Fields fields(bytes);
  return fmt::format("{{tz_minuteswest={}, tz_dsttime={}}}", fields.S32(0), fields.S32(4));
}

}  // namespace

// In UTC, so that a recording reads the same everywhere.
std::string DateComment(std::int64_t seconds, std::int64_t nanoseconds, int digits) {
  if (seconds == 0 && nanoseconds == 0) return "";
  if (nanoseconds < 0 || nanoseconds >= 1'000'000'000) return "";  // no time at all
  const std::time_t time = seconds;
  std::tm utc{};
  if (gmtime_r(&time, &utc) == nullptr) return "";
  std::string text = fmt::format("{:%Y-%m-%dT%H:%M:%S}", utc);
  if (nanoseconds != 0)
    text += "." + fmt::format("{:09}", nanoseconds).substr(0, static_cast<std::size_t>(digits));
  return " /* " + text + "+0000 */";
}

// User space always sees a hundred a second.
std::string ClockTicksText(std::int64_t ticks) {
  const bool bare = ticks == 0 || tables::ConstantsAreSpelt() == tables::Constants::kNumbers;
  return bare ? std::to_string(ticks)
              : fmt::format("{} /* {}{}.{:02} s */", ticks, ticks < 0 && ticks > -100 ? "-" : "",
                            ticks / 100, std::abs(ticks % 100));
}

std::string TimespecText(std::int64_t seconds, std::uint64_t nanoseconds) {
  return fmt::format("{{tv_sec={}, tv_nsec={}}}", seconds, nanoseconds);
}

const StructurePrinter kTimePrinters[] = {
    {"timespec", 16, Timespec<8>},
    {"timespec64", 16, Timespec<8>},
    {"timespec32", 8, Timespec<4>},
    {"timespecs", 32, FileTimes<8>},
    {"timespecs64", 32, FileTimes<8>},
    {"timespecs32", 16, FileTimes<4>},
    {"timeval", 16, Timeval<8>},
    {"timeval32", 8, Timeval<4>},
    {"timevals", 32, Timevals<8>},
    {"timevals32", 16, Timevals<4>},
    {"itimerspec", 32, Itimerspec<8>},
    {"itimerspec64", 32, Itimerspec<8>},
    {"itimerspec32", 16, Itimerspec<4>},
    {"itimerval", 32, Itimerval<8>},
    {"itimerval32", 16, Itimerval<4>},
    {"utimbuf", 16, Utimbuf<8>},
    {"utimbuf32", 8, Utimbuf<4>},
    {"tms", 32, Times<8>},
    {"tms32", 16, Times<4>},
    {"time", 8, Seconds<8>},
    {"time32", 4, Seconds<4>},
    {"timezone", 8, Timezone},
    {},
};

}  // namespace sysassert::decode
