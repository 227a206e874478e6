// What an event changes for those that follow it: descriptors, and names of files.
#include <fcntl.h>
#include <unistd.h>

#include <utility>

#include "policy/read.h"
#include "trial/event.h"

namespace sysassert::trial {

using policy::Node;

void Staging::Event::Conclude() {
  if (!ok_) return;
  if (id_ == Sysno::close) process_.files.erase(Number());
  if (ran_program()) HandOn();
  if (id_ == Sysno::fcntl && call_.Argument(1) == F_SETFD && process_.files.count(Number()) != 0)
    process_.files[Number()].cloexec = (call_.Argument(2) & FD_CLOEXEC) != 0;
  if (IsRename()) staging_.inodes_[SecondPath()] = staging_.InodeOf(first_path_);
  if (row_.ret != tables::Ret::kFd) {
    const bool moves = row_.ret == tables::Ret::kBytes;
    call_.Returns(returns_.value_or(moves ? size_ : 0));
    return;
  }
  int number = 3;
  while (process_.files.count(number) != 0) ++number;
  number = static_cast<int>(returns_.value_or(number));
  OpenFile opened;
  const auto source = process_.files.find(Number());
  if ((id_ == Sysno::dup || id_ == Sysno::dup2 || id_ == Sysno::dup3) &&
      source != process_.files.end()) {
    opened = source->second;
  } else {
    opened = OpenFileAt(first_path_);
    opened.description = staging_.next_description_++;
  }
  if (const Node* cloexec = Find("cloexec"))
    cloexec_ = policy::ReadBool(*cloexec, &diagnostics_).value_or(false);
  opened.cloexec = cloexec_;
  process_.files[number] = opened;
  call_
      .Opens(number, opened.path, opened.path.empty() ? 0 : staging_.InodeOf(opened.path),
             opened.kind, opened.description, opened.family)
      .Cloexec(cloexec_);
}

// The program that runs is given what is not close-on-exec.
void Staging::Event::HandOn() {
  for (auto file = process_.files.begin(); file != process_.files.end();) {
    const auto& [number, open] = *file;
    if (open.cloexec) {
      file = process_.files.erase(file);
      continue;
    }
    if (number > STDERR_FILENO)
      call_.HandsOn(number, open.path, open.path.empty() ? 0 : staging_.InodeOf(open.path));
    ++file;
  }
  call_.HandsOnNothingElse();
}

bool Staging::Event::IsRename() const {
  return id_ == Sysno::rename || id_ == Sysno::renameat || id_ == Sysno::renameat2;
}

std::string Staging::Event::SecondPath() {
  const Node* path = Find("path");
  return path != nullptr && path->is_list() && path->items.size() > 1 ? path->items[1].text
                                                                      : first_path_;
}

}  // namespace sysassert::trial
