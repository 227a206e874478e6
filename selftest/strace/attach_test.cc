// `sysassert trace -p`: what is there already is traced as strace traces it, and let go as it was.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <string>

#include "attached.h"
#include "strace_comparison.h"

namespace sysassert {
namespace {

using selftest::AttachedProgram;
using testing::HasSubstr, testing::MatchesRegex, testing::Not;

const std::string kOurs = std::string(SYSASSERT_BINARY) + " trace";

// A tracer that runs beside the test; its standard error is read here.
class Beside {
 public:
  explicit Beside(const std::string& command) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return;
    pid_ = fork();
    if (pid_ == 0) {
      dup2(ends[1], STDERR_FILENO);
      execl("/bin/sh", "sh", "-c", ("exec " + command).c_str(), nullptr);
      _exit(127);
    }
    close(ends[1]);
    from_ = ends[0];
  }
  ~Beside() {
    if (from_ >= 0) close(from_);
    if (pid_ > 0) {
      kill(pid_, SIGKILL);
      waitpid(pid_, nullptr, 0);
    }
  }
  Beside(const Beside&) = delete;
  Beside& operator=(const Beside&) = delete;

  // Reads until it has said `text`, or has ended.
  void ReadUntil(const std::string& text) {
    char piece[4096];
    while (said_.find(text) == std::string::npos) {
      const ssize_t got = read(from_, piece, sizeof piece);
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0) return;
      said_.append(piece, static_cast<std::size_t>(got));
    }
  }
  void Signal(int signal) const { kill(pid_, signal); }
  // The wait status, and everything it said.
  int Wait() {
    ReadUntil(std::string(1, '\0'));
    int status = 0;
    while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    pid_ = -1;
    return status;
  }
  const std::string& said() const { return said_; }

 private:
  pid_t pid_ = -1;
  int from_ = -1;
  std::string said_;
};

std::string Replaced(std::string text, const std::string& what, const std::string& by) {
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += by.size())
    text.replace(at, what.size(), by);
  return text;
}

// What a tracer says of a program from its attachment to its end, with the pid replaced. The
// program is told to end when the tracer has said `until`: where its sleep is shown, that is seen.
std::string Attached(const std::string& tracer, const char* how, const std::string& options,
                     const std::string& until = "attached") {
  AttachedProgram program(how);
  const std::string pid = std::to_string(program.pid());
  Beside tracing(tracer + " " + options + " -p " + pid);
  tracing.ReadUntil(until);
  program.End();
  EXPECT_EQ(program.Wait(), 7);
  EXPECT_EQ(tracing.Wait(), 0);
  const std::string said = Replaced(tracing.said(), pid, "PID");
  return said.substr(said.find(": ") + 2);  // whoever says it
}

TEST(Attach, ShowsASleepingProcessAsStraceDoes) {
  for (const char* options : {"-e trace=access", "-f -P /say/end", "-z -e trace=access"})
    EXPECT_EQ(Attached("strace", "", options), Attached(kOurs, "", options)) << options;
  for (const char* options : {"", "-f", "-q"})
    EXPECT_EQ(Attached("strace", "", options, "read(0"), Attached(kOurs, "", options, "read(0"))
        << options;
}

TEST(Attach, NamesTheCallThatIsRestarted) {
  const std::string text = Attached(kOurs, "polls", "-e trace=restart_syscall", "restart_syscall(");
  EXPECT_THAT(text, HasSubstr("restart_syscall(<... resuming interrupted poll ...>) = 1\n"));
}

TEST(Attach, CountsTheThreads) {
  EXPECT_THAT(Attached(kOurs, "threads", "-f"), HasSubstr("Process PID attached with 3 threads\n"));
  EXPECT_THAT(Attached(kOurs, "threads", ""), HasSubstr("Process PID attached\n"));
}

TEST(Attach, WritesAFileAsStraceDoes) {
  const std::string log = testing::TempDir() + "attach-" + std::to_string(getpid());
  const auto file = [&](const std::string& tracer) {
    Attached(tracer, "", "-e trace=access -o " + log);
    std::ifstream stream(log);
    return std::string(std::istreambuf_iterator<char>(stream), {});
  };
  const std::string theirs = file("strace");
  EXPECT_THAT(theirs, HasSubstr("exited with 7"));
  EXPECT_EQ(theirs, file(kOurs));
  unlink(log.c_str());
}

// Traces until `shown` was said, then sends the tracer a signal that it dies of; what it said.
std::string Interrupted(const std::string& tracer, const AttachedProgram& program,
                        const std::string& shown, int signal = SIGINT) {
  const std::string pid = std::to_string(program.pid());
  Beside tracing(tracer + " -p " + pid);
  tracing.ReadUntil(shown);
  tracing.Signal(signal);
  const int status = tracing.Wait();
  EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == signal) << status;
  return Replaced(tracing.said(), pid, "PID");
}

TEST(Detach, LeavesAProcessThatSleepsAsItWas) {
  for (const int signal : {SIGINT, SIGTERM}) {
    AttachedProgram program("");
    EXPECT_THAT(Interrupted(kOurs, program, "read(0, ", signal),
                MatchesRegex(".*Process PID attached\nread\\(0,  <detached ...>\n.*"
                             "Process PID detached\n"));
    program.AwaitState("S");
    program.End();
    EXPECT_EQ(program.Wait(), 7);
  }
}

// A tracer that crashes says nothing any more; the kernel lets go of everybody.
TEST(Detach, ByACrashLeavesEverybodyGoingOn) {
  for (const char* option : {"", " -f"}) {
    AttachedProgram sleeping("");
    Interrupted(kOurs + option, sleeping, "read(0, ", SIGKILL);
    sleeping.End();
    EXPECT_EQ(sleeping.Wait(), 7);

    AttachedProgram stopped("stopped");
    Interrupted(kOurs + option, stopped, "--- stopped by SIGSTOP ---\n", SIGKILL);
    stopped.AwaitState("T");
    kill(stopped.pid(), SIGCONT);
    stopped.AwaitState("S");
    stopped.End();
    EXPECT_EQ(stopped.Wait(), 7);
  }
  AttachedProgram busy("makes");
  Interrupted(kOurs + " -f", busy, "/say/thread", SIGKILL);
  busy.End();
  EXPECT_EQ(busy.Wait(), 7);
}

TEST(Detach, LeavesAStoppedProcessStopped) {
  AttachedProgram program("stopped");
  EXPECT_THAT(Interrupted(kOurs, program, "--- stopped by SIGSTOP ---\n"),
              HasSubstr("Process PID detached\n"));
  program.AwaitState("T");
  kill(program.pid(), SIGCONT);
  program.AwaitState("S");
  program.End();
  EXPECT_EQ(program.Wait(), 7);
}

TEST(Detach, LeavesAVforkToItsChild) {
  AttachedProgram program("vfork");
  Interrupted(kOurs, program, "attached");
  EXPECT_EQ(program.State(), 'D');
  program.End();
  EXPECT_EQ(program.Wait(), 7);
}

TEST(Detach, LeavesNobodyBehindWhereThreadsAreMade) {
  for (int i = 0; i < 5; ++i) {
    AttachedProgram program("makes");
    Interrupted(kOurs + " -f", program, "/say/thread");
    program.End();
    EXPECT_EQ(program.Wait(), 7);
  }
}

// Status, and what was said without the program's name.
std::string Complaint(const std::string& tracer, const std::string& options) {
  Beside tracing(tracer + " " + options);
  const int status = tracing.Wait();
  return std::to_string(WEXITSTATUS(status)) + "\n" +
         Replaced(tracing.said(), tracer + ": ", "strace: ");
}

TEST(Attach, RefusesAsStraceDoes) {
  AttachedProgram program("");
  ASSERT_EQ(ptrace(PTRACE_SEIZE, program.pid(), 0, 0), 0);
  const std::string traced = "-p " + std::to_string(program.pid());
  const std::string link = testing::TempDir() + "strace";
  unlink(link.c_str());
  ASSERT_EQ(symlink(SYSASSERT_BINARY, link.c_str()), 0);
  for (const std::string& options :
       {traced, traced + " -p 1073741823", std::string("-p 1073741823"), std::string("-p 0"),
        std::string("-p x"), std::string("-p -1"), std::string("-p '1073741822 1073741823'"),
        std::string("-p 1073741822,1073741823"), std::string("-p ''"), std::string("-p 1,x,2")})
    EXPECT_EQ(Complaint("strace", options),
              Replaced(Complaint(link, options), link + ": ", "strace: "))
        << options;
  unlink(link.c_str());
}

TEST(Attach, TakesAListAsPidofPrintsIt) {
  AttachedProgram one(""), other("");
  Beside tracing(kOurs + " -e trace=access -p '" + std::to_string(one.pid()) + " " +
                 std::to_string(other.pid()) + "'");
  tracing.ReadUntil(std::to_string(other.pid()) + " attached");
  for (AttachedProgram* program : {&one, &other}) {
    const std::string line = std::to_string(program->pid()) + "] access(\"/say/end\"";
    if (program == &one) {
      program->End();
      tracing.ReadUntil("+++ exited with 7 +++");
      EXPECT_THAT(tracing.said(), HasSubstr(line)) << "two are traced";
    } else {
      program->End();
    }
    EXPECT_EQ(program->Wait(), 7);
  }
  EXPECT_EQ(tracing.Wait(), 0);
}

}  // namespace
}  // namespace sysassert
