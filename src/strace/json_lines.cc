#include "strace/json_lines.h"

#include <fmt/format.h>
#include <sys/wait.h>

#include <ctime>
#include <nlohmann/json.hpp>

#include "decode/arguments.h"
#include "decode/call_text.h"
#include "decode/result.h"
#include "tables/variants.h"

namespace sysassert::strace {
namespace {

using Json = nlohmann::ordered_json;

std::uint64_t Now() {
  timespec now{};
  clock_gettime(CLOCK_REALTIME, &now);
  return static_cast<std::uint64_t>(now.tv_sec) * 1'000'000'000 +
         static_cast<std::uint64_t>(now.tv_nsec);
}

std::string SignalName(int signal) {
  const std::string_view name = tables::SignalName(signal);
  return name.empty() ? std::to_string(signal) : std::string(name);
}

Json Begin(const char* type, const events::ThreadIds& thread, std::uint64_t realtime_ns) {
  return {{"type", type}, {"pid", thread.pid}, {"tid", thread.tid}, {"realtime_ns", realtime_ns}};
}

// What is no UTF-8 is replaced, never thrown at: strace's text has none such anyway.
std::string Line(const Json& object) {
  return object.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

Json ArgumentObject(const Argument& argument) {
  return {{"name", argument.name},
          {"kind", decode::KindName(argument.kind)},
          // Hexadecimal text: readers that keep numbers as doubles would lose the low bits.
          {"raw", fmt::format("{:#x}", argument.value)},
          {"text", argument.text}};
}

void SetResult(const decode::CallView& call, const tables::Row& row, const decode::Style& style,
               std::uint64_t spent_ns, Json* object) {
  const capture::CallRecord& record = call.record;
  if ((record.flags & capture::kFinished) == 0) {
    (*object)["outcome"] = "unfinished";
    return;
  }
  const bool failed = (record.flags & capture::kFailed) != 0;
  (*object)["outcome"] = failed ? "failed" : "succeeded";
  (*object)["result"] = failed ? -1 : record.result;
  if (failed) {
    const std::string_view name = tables::ErrnoName(static_cast<int>(-record.result));
    (*object)["error"] = name.empty() ? std::to_string(-record.result) : std::string(name);
  }
  (*object)["result_text"] = decode::ResultText(call, row, style);
  (*object)["duration_ns"] = spent_ns;
}

}  // namespace

JsonCall BeginJson(const decode::CallView& call, const tables::Row& row,
                   const decode::Style& style) {
  JsonCall begun;
  begun.realtime_ns = Now();
  for (int i = 0; i < row.count; ++i)
    begun.arguments.push_back(decode::ArgumentOf(call, row, i, style));
  return begun;
}

std::string CallLine(const events::ThreadIds& thread, JsonCall begun, const decode::CallView& call,
                     const tables::Row& row, const decode::Style& style, std::uint64_t spent_ns) {
  constexpr const char* kAbis[] = {"x86_64", "i386", "x32", "aarch64"};
  Json object = Begin("call", thread, begun.realtime_ns);
  object["name"] = decode::CallName(row.id, call.record.number);
  object["number"] = call.record.number;
  object["abi"] = kAbis[static_cast<std::size_t>(call.record.abi)];
  object["arguments"] = Json::array();
  for (int i = 0; i < row.count; ++i) {
    const tables::Parameter& parameter =
        tables::ParameterOf(row, i, call.record.args, call.record.abi);
    Argument& argument = begun.arguments[static_cast<std::size_t>(i)];
    if (parameter.when == tables::When::kExit) argument = decode::ArgumentOf(call, row, i, style);
    object["arguments"].push_back(ArgumentObject(argument));
  }
  SetResult(call, row, style, spent_ns, &object);
  if (!begun.explanation.empty()) object["explanation"] = begun.explanation;
  return Line(object);
}

std::string SignalLine(const events::ThreadIds& thread, const events::Observer::Signal& signal) {
  Json object = Begin("signal", thread, Now());
  object["signal"] = SignalName(signal.number);
  object["code"] = signal.code;
  if (signal.sender != 0) object["sender"] = signal.sender;
  return Line(object);
}

std::string KernelJsonLine(const KernelRecord& record) {
  return Line({{"type", "kernel"},
               {"monotonic_us", record.monotonic_us},
               {"level", record.level},
               {"facility", record.facility},
               {"sequence", record.sequence},
               {"message", record.message},
               {"pids", record.pids}});
}

std::string HintJsonLine(const Hint& hint) {
  return Line({{"type", "hint"},
               {"kind", hint.kind},
               {"count", hint.count},
               {"text", hint.text},
               {"first", hint.first}});
}

std::string StopLine(const events::ThreadIds& thread, int signal) {
  Json object = Begin("stop", thread, Now());
  object["signal"] = SignalName(signal);
  return Line(object);
}

std::string BirthLine(const events::ThreadIds& parent, const events::ThreadIds& child,
                      bool is_thread) {
  Json object = Begin("birth", child, Now());
  object["parent"] = parent.tid;
  object["thread"] = is_thread;
  return Line(object);
}

std::string EndLine(const events::ThreadIds& thread, int status) {
  Json object = Begin("end", thread, Now());
  if (WIFEXITED(status)) {
    object["exited"] = WEXITSTATUS(status);
  } else {
    object["killed"] = SignalName(WTERMSIG(status));
    object["core"] = WCOREDUMP(status) != 0;
  }
  return Line(object);
}

}  // namespace sysassert::strace
