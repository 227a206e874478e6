#include "trial/staging.h"

#include <fmt/format.h>

#include <filesystem>
#include <string_view>
#include <utility>
#include <vector>

#include "policy/keys.h"
#include "policy/read.h"
#include "rules/suggest.h"
#include "tables/row.h"
#include "trial/event.h"

namespace sysassert::trial {
namespace {

using policy::Entry;
using policy::Node;
using policy::Quote;

constexpr const char* kGlibcLoader = "/lib64/ld-linux-x86-64.so.2";
constexpr std::string_view kRoot = "/usr/bin/app";
constexpr std::int64_t kMostRepeats = 100'000;

std::string NameOfProgram(const std::string& exe) {
  return std::filesystem::path(exe).filename().string();
}

std::vector<std::string_view> NamesOfCalls() {
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i + 1 < kSysnoCount; ++i)
    names.push_back(tables::NameOf(static_cast<Sysno>(i)));
  return names;
}

}  // namespace

TraceBuilder::Run ReadRun(const Node* node, policy::Diagnostics* diagnostics) {
  TraceBuilder::Run run;
  run.exe = kRoot;
  run.loader = kGlibcLoader;
  if (node == nullptr || !policy::CheckKeys(*node, policy::Place::kTestRun, diagnostics))
    return run;
  for (const auto& [key, text] :
       {std::pair("exe", &run.exe), std::pair("cwd", &run.cwd), std::pair("home", &run.home)}) {
    const Node* value = node->Find(key);
    if (value == nullptr) continue;
    *text = policy::ReadText(*value, diagnostics).value_or(*text);
    if (text->empty() || text->front() != '/')
      diagnostics->Error(value->spot, "an absolute path belongs here");
  }
  if (const Node* variables = node->Find("env")) {
    if (!variables->is_map())
      diagnostics->Error(variables->spot, "a map of variables belongs here: env: {TMPDIR: /tmp}");
    for (const Entry& entry : variables->entries) {
      const auto value = policy::ReadText(entry.value, diagnostics);
      if (value) run.environment += entry.key.text + "=" + *value + '\0';
    }
  }
  run.name = NameOfProgram(run.exe);
  run.command = run.exe;
  return run;
}

Staging::Staging(const TraceBuilder::Run& run, policy::Diagnostics* diagnostics)
    : diagnostics_(*diagnostics), builder_(run), loader_(run.loader), root_(run.name) {
  Process& root = processes_[root_];
  root.pid = 100;
  root.exe = run.exe;
  root.next_tid = 101;
  root.leader = 0;
}

void Staging::Add(const Node& event) {
  if (!policy::CheckKeys(event, policy::Place::kTestEvent, &diagnostics_)) return;
  if (const Node* mark = event.Find("mark")) return AddMark(event, *mark);
  const Node* name = event.Find("call");
  if (name == nullptr)
    return diagnostics_.Error(event.spot, "an event is a call or a mark: {call: openat, path: /x}");
  const auto id = tables::FromName(name->text);
  if (!id) {
    const std::string meant = rules::DidYouMean(name->text, NamesOfCalls());
    return diagnostics_.Error(
        name->spot, fmt::format("{} is no system call{}", Quote(name->text),
                                meant.empty() ? "; an event names one, not a family" : meant));
  }
  Abi abi = Abi::kX86_64;
  if (const Node* arch = event.Find("arch")) {
    if (arch->text == "i386")
      abi = Abi::kI386;
    else if (arch->text != "x86_64")
      diagnostics_.Error(arch->spot, "an event is made on x86_64 or i386");
  }
  if (tables::NumberOf(*id, abi) < 0)
    return diagnostics_.Error(name->spot,
                              fmt::format("there is no {} on this architecture", name->text));
  std::int64_t times = 1;
  if (const Node* repeat = event.Find("times"))
    times = policy::ReadNumber(*repeat, &diagnostics_).value_or(1);
  if (times < 1 || times > kMostRepeats)
    return diagnostics_.Error(event.Find("times")->spot,
                              fmt::format("an event happens 1 to {} times", kMostRepeats));
  Process& process = ProcessOf(event);
  for (; times > 0; --times) {
    const std::uint32_t thread = ThreadOf(event, process);
    Event made(*this, event, *id, abi, process);
    builder_.Add(made.Make(thread));
    if (made.ran_program()) RunProgram(process, made.program());
  }
}

void Staging::AddMark(const Node& event, const Node& mark) {
  if (!policy::IsMarkName(mark.text))
    return diagnostics_.Error(mark.spot, "a mark is [A-Za-z0-9_.-]+, and neither . nor ..");
  Process& process = ProcessOf(event);
  builder_.Add(FakeCall(Sysno::access)
                   .Path(0, "/.sysassert/mark/" + mark.text, "")
                   .Fails(2)
                   .In(ThreadOf(event, process))
                   .Mark(mark.text));
}

// The first one is the root; another comes to be with its first event, as a child of the root or of
// `parent`, and has the descriptors of that.
Staging::Process& Staging::ProcessOf(const Node& event) {
  const Node* label = event.Find("process");
  const std::string name = label == nullptr ? root_ : label->text;
  const auto known = processes_.find(name);
  const Node* exe = event.Find("exe");
  if (known != processes_.end()) {
    if (exe != nullptr && exe->text != known->second.exe) RunProgram(known->second, exe->text);
    return known->second;
  }
  const Node* parent_label = event.Find("parent");
  const auto parent = processes_.find(parent_label == nullptr ? root_ : parent_label->text);
  if (parent == processes_.end())
    diagnostics_.Error(parent_label->spot, "no event before this one is of such a process");
  const Process& maker = parent == processes_.end() ? processes_[root_] : parent->second;
  Process process;
  process.pid = 100 * (static_cast<int>(processes_.size()) + 1);
  process.next_tid = process.pid + 1;
  process.files = maker.files;
  process.exe = exe != nullptr ? exe->text : "/usr/bin/" + name;
  process.leader =
      builder_.Thread(process.pid, process.pid, process.exe, name, maker.leader, loader_);
  return processes_[name] = std::move(process);
}

std::uint32_t Staging::ThreadOf(const Node& event, Process& process) {
  const Node* thread = event.Find("thread");
  if (thread == nullptr || thread->text == "main") return process.leader;
  const auto known = process.threads.find(thread->text);
  if (known != process.threads.end()) return known->second;
  const std::uint32_t made = builder_.Thread(process.next_tid++, process.pid, process.exe,
                                             thread->text, process.leader, loader_);
  process.threads[thread->text] = made;
  return made;
}

void Staging::RunProgram(Process& process, const std::string& exe) {
  process.exe = exe;
  process.threads.clear();
  process.leader =
      builder_.Thread(process.pid, process.pid, exe, NameOfProgram(exe), process.leader, loader_);
}

std::uint64_t Staging::InodeOf(const std::string& path) {
  std::uint64_t& inode = inodes_[path];
  if (inode == 0) inode = next_inode_++;
  return inode;
}

}  // namespace sysassert::trial
