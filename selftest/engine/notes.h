// Notes: an observer that writes down each event in a few words.
#ifndef SYSASSERT_SELFTEST_ENGINE_NOTES_H_
#define SYSASSERT_SELFTEST_ENGINE_NOTES_H_

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "events/observer.h"
#include "tables/row.h"

namespace sysassert::selftest {

// Also holds the tracer to what an observer may rely on: whoever is spoken of was born and has not
// ended, a slot has one thread at a time, and an exit has had its entry.
class Notes : public events::Observer {
 public:
  std::vector<std::string> lines;
  std::vector<std::string> notes;
  events::Decision decision{};  // at every entry…
  std::optional<Sysno> about;   // …or of this call alone

  void ExpectEveryoneEnded() const {
    for (const auto& [slot, thread] : there_)
      ADD_FAILURE() << "nobody said that " << Name(thread.ids) << " ended";
  }

  void OnRoot(const events::ThreadIds& root) override {
    Enter(root);
    Say("root", root);
  }
  void OnAttach(const events::ThreadIds& thread, int /*number*/) override {
    Enter(thread);
    Say("attach", thread);
  }
  void OnDetach(const events::ThreadIds& thread) override {
    At(thread);
    there_.erase(thread.slot);
    Say("detach", thread);
  }
  void OnBirth(const events::ThreadIds& parent, const events::ThreadIds& child,
               const events::Birth& birth) override {
    Enter(child);
    At(parent);
    lines.push_back("birth " + Name(child) + (birth.is_thread ? " a thread" : "") + " of " +
                    Name(parent));
  }
  void OnExec(const events::ThreadIds& former, const events::ThreadIds& now) override {
    EXPECT_EQ(former.slot, now.slot);
    At(former).ids = now;
    lines.push_back("exec by " + Name(former) + " now " + Name(now));
  }
  void OnMain(const events::ThreadIds& thread, bool exact) override {
    At(thread);
    Say(exact ? "main" : "main or before", thread);
  }
  events::Decision OnEntry(const events::ThreadIds& thread, const events::Entry& entry) override {
    At(thread).in_call = true;
    lines.push_back("entry " + Name(thread) + " " +
                    std::string(tables::NameOf(tables::FromNumber(entry.abi, entry.number))));
    const bool decides = !about || *about == tables::FromNumber(entry.abi, entry.number);
    return decides ? decision : events::Decision{};
  }
  void OnEntryAlone(const events::ThreadIds& thread) override {
    EXPECT_TRUE(std::exchange(At(thread).in_call, false)) << "it is told after the entry";
    Say("no exit", thread);
  }
  void OnExit(const events::ThreadIds& thread, const events::Exit& exit) override {
    EXPECT_TRUE(std::exchange(At(thread).in_call, false)) << "an exit that had no entry";
    lines.push_back("exit " + Name(thread) + " " + std::to_string(exit.result) +
                    (exit.denied ? " denied" : "") + (exit.trapped ? " trapped" : ""));
  }
  void OnSignal(const events::ThreadIds& thread, const Signal& signal) override {
    At(thread);
    lines.push_back("signal " + Name(thread) + " " +
                    std::string(tables::SignalName(signal.number)));
  }
  void OnGroupStop(const events::ThreadIds& thread, int signal) override {
    At(thread);
    lines.push_back("stop " + Name(thread) + " " + std::string(tables::SignalName(signal)));
  }
  void OnExiting(const events::ThreadIds& thread) override {
    At(thread);
    Say("exiting", thread);
  }
  void OnEnd(const events::ThreadIds& thread, int status) override {
    At(thread);
    there_.erase(thread.slot);
    lines.push_back("end " + Name(thread) +
                    (status < 0 ? ""
                     : WIFEXITED(status)
                         ? " exited " + std::to_string(WEXITSTATUS(status))
                         : " killed by " + std::string(tables::SignalName(WTERMSIG(status)))));
  }
  void OnBlindSpot(BlindSpot spot, const events::ThreadIds&, const std::string&) override {
    lines.push_back("blind spot " + std::string(NameOf(spot)));
  }
  void OnNote(const std::string& note) override { notes.push_back(note); }

 private:
  struct Known {
    events::ThreadIds ids;
    bool in_call = false;
  };
  void Enter(const events::ThreadIds& thread) {
    for (const auto& [slot, other] : there_) {
      EXPECT_NE(slot, thread.slot) << Name(thread);
      EXPECT_NE(other.ids.tid, thread.tid) << Name(thread) << " is born while it is there";
    }
    there_[thread.slot] = {thread};
  }
  Known& At(const events::ThreadIds& thread) {
    const auto found = there_.find(thread.slot);
    EXPECT_TRUE(found != there_.end() && found->second.ids.tid == thread.tid &&
                found->second.ids.pid == thread.pid)
        << Name(thread) << " is not there";
    return there_[thread.slot];
  }
  // "100", or "101/100" for a thread that is not its process's leader.
  static std::string Name(const events::ThreadIds& thread) {
    return thread.tid == thread.pid ? std::to_string(thread.tid)
                                    : std::to_string(thread.tid) + "/" + std::to_string(thread.pid);
  }
  void Say(const char* what, const events::ThreadIds& thread) {
    lines.push_back(std::string(what) + " " + Name(thread));
  }

  std::map<events::Slot, Known> there_;
};

}  // namespace sysassert::selftest

#endif  // SYSASSERT_SELFTEST_ENGINE_NOTES_H_
