#include "strace/debug.h"

#include <fmt/format.h>
#include <sys/wait.h>

#include <cstdio>

#include "tables/row.h"

namespace sysassert::strace {
namespace {

std::string_view DecisionName(events::Decision::Kind kind) {
  using Kind = events::Decision::Kind;
  switch (kind) {
    case Kind::kPass:
      return "let it run";
    case Kind::kEntryIsEnough:
      return "let it run: its entry is enough";
    case Kind::kWatchExit:
      return "let it run, and stop at its exit";
    case Kind::kSkip:
      return "skip it with an error";
    case Kind::kAnswer:
      return "skip it with an answer";
    case Kind::kDetach:
      return "let it run, and release the thread";
  }
  return "";
}

}  // namespace

void Debug::Say(const events::ThreadIds& thread, const std::string& what) const {
  fmt::print(stderr, "{}: [pid {}, slot {}] {}\n", program_name_, thread.tid, thread.slot, what);
}

void Debug::OnRoot(const events::ThreadIds& root) {
  Say(root, "root");
  next_.OnRoot(root);
}
void Debug::OnAttach(const events::ThreadIds& thread, int number) {
  Say(thread, fmt::format("attached in call {}", number));
  next_.OnAttach(thread, number);
}
void Debug::OnDetach(const events::ThreadIds& thread) {
  Say(thread, "detached");
  next_.OnDetach(thread);
}
void Debug::OnBirth(const events::ThreadIds& parent, const events::ThreadIds& child,
                    const events::Birth& birth) {
  Say(child, fmt::format("born of {}, a {}", parent.tid, birth.is_thread ? "thread" : "process"));
  next_.OnBirth(parent, child, birth);
}
void Debug::OnExec(const events::ThreadIds& former, const events::ThreadIds& now) {
  Say(now, fmt::format("exec by {}", former.tid));
  next_.OnExec(former, now);
}
void Debug::OnMain(const events::ThreadIds& thread, bool exact) {
  Say(thread, exact ? "main" : "main, or near it");
  next_.OnMain(thread, exact);
}
events::Decision Debug::OnEntry(const events::ThreadIds& thread, const events::Entry& entry) {
  const events::Decision decision = next_.OnEntry(thread, entry);
  Say(thread, fmt::format("entry of call {} ({}): {}", entry.number,
                          tables::NameOf(tables::FromNumber(entry.abi, entry.number)),
                          DecisionName(decision.kind)));
  return decision;
}
void Debug::OnEntryAlone(const events::ThreadIds& thread) {
  Say(thread, "no exit will be told");
  next_.OnEntryAlone(thread);
}
void Debug::OnExit(const events::ThreadIds& thread, const events::Exit& exit) {
  Say(thread, fmt::format("exit with {}", exit.result));
  next_.OnExit(thread, exit);
}
void Debug::OnSignal(const events::ThreadIds& thread, const Signal& signal) {
  Say(thread, fmt::format("signal {}", signal.number));
  next_.OnSignal(thread, signal);
}
void Debug::OnGroupStop(const events::ThreadIds& thread, int signal) {
  Say(thread, fmt::format("group stop by signal {}", signal));
  next_.OnGroupStop(thread, signal);
}
void Debug::OnExiting(const events::ThreadIds& thread) {
  Say(thread, "exiting");
  next_.OnExiting(thread);
}
void Debug::OnEnd(const events::ThreadIds& thread, int status) {
  Say(thread, status < 0            ? "ended by another's exec"
              : WIFSIGNALED(status) ? fmt::format("ended by signal {}", WTERMSIG(status))
                                    : fmt::format("ended with {}", WEXITSTATUS(status)));
  next_.OnEnd(thread, status);
}
void Debug::OnBlindSpot(BlindSpot spot, const events::ThreadIds& thread, const std::string& cause) {
  Say(thread, "blind spot: " + cause);
  next_.OnBlindSpot(spot, thread, cause);
}
void Debug::OnNote(const std::string& note) {
  fmt::print(stderr, "{}: {}\n", program_name_, note);
  next_.OnNote(note);
}

}  // namespace sysassert::strace
