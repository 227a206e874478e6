// One event of a policy test on its way to a call. Private to staging.cc and event*.cc.
#ifndef SYSASSERT_TRIAL_EVENT_H_
#define SYSASSERT_TRIAL_EVENT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "policy/yaml_source.h"
#include "tables/row.h"
#include "trial/staging.h"
#include "trial/trace_builder.h"

namespace sysassert::trial {

class Staging::Event {
 public:
  Event(Staging& staging, const policy::Node& node, Sysno id, Abi abi, Process& process);

  FakeCall Make(std::uint32_t thread);
  bool ran_program() const { return ok_ && (id_ == Sysno::execve || id_ == Sysno::execveat); }
  // What runs after a successful exec.
  std::string program() const { return runs_.empty() ? first_path_ : runs_; }

 private:
  const policy::Node* Find(const char* key) const { return node_.Find(key); }
  std::string Text(const policy::Node& node);
  std::string NameOfCall() const { return std::string(tables::NameOf(id_)); }
  const tables::Parameter& At(int i) const { return row_.parameters[static_cast<std::size_t>(i)]; }
  // A name leads from the directory of the process, until something says otherwise.
  void StartAtCwd();
  void ReadOutcome();
  // The flag word is a register, or the first word of a structure (open_how, clone_args).
  void ReadFlags();
  std::uint64_t NamesIn(const policy::Node& node,
                        const std::vector<const tables::NameTable*>& tables);
  void ReadNumbers();
  void ReadAddress();
  // The paths of a call by name; of one by descriptor, what the descriptor names.
  void ReadPaths();
  void NamePath(int index, const std::string& passed, const std::string& resolved);
  bool MayCreate() const;
  OpenFile OpenFileAt(const std::string& path);
  int Number();
  void Describe(int index, int number, const OpenFile& file);
  // A descriptor by its number is what an earlier event of the process opened.
  void ReadDescriptor();
  void ReadContent();
  // What a successful call answers, and what it changes for the events that follow.
  void Conclude();
  void HandOn();
  bool IsRename() const;
  std::string SecondPath();

  Staging& staging_;
  policy::Diagnostics& diagnostics_;
  const policy::Node& node_;
  const Sysno id_;
  const tables::Row& row_;
  Process& process_;
  FakeCall call_;
  bool ok_ = true;
  std::optional<std::int64_t> returns_;
  std::uint64_t flags_ = 0;
  bool cloexec_ = false;
  std::int64_t size_ = 0;
  int family_ = -1;
  std::string first_path_, runs_;
};

}  // namespace sysassert::trial

#endif  // SYSASSERT_TRIAL_EVENT_H_
