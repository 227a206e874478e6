// Descriptors: what each descriptor number of a process names. A fact is asked of the kernel once
// and kept as long as every call that changes it stops; whether the last name of a file
// is gone, which anybody may have done, is asked anew where that is wanted.
#ifndef SYSASSERT_CAPTURE_DESCRIPTORS_H_
#define SYSASSERT_CAPTURE_DESCRIPTORS_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "capture/identities.h"
#include "capture/writer.h"
#include "sysassert/call.h"

namespace sysassert::capture {

inline constexpr std::uint32_t kNoFact = UINT32_MAX;

// One descriptor table (a files_struct): shared by CLONE_FILES, copied by fork.
class DescriptorTable {
 public:
  // What is known of something that has a name among files, which it may lose.
  struct Named {
    DescriptorFact fact;
    std::string name;
  };
  struct Open {
    std::uint32_t fact = kNoFact;
    std::uint32_t description = 0;
    FileIdentity file;
    bool cloexec = false;
    bool carries_network = false;  // a socket, not of AF_UNIX or AF_NETLINK, that does not listen
    std::shared_ptr<const Named> named;  // null: it has none
  };
  Open* Find(int fd) {
    return fd >= 0 && static_cast<std::size_t>(fd) < open_.size() && open_[fd].fact != kNoFact
               ? &open_[fd]
               : nullptr;
  }
  void Set(int fd, const Open& open) {
    if (fd < 0 || fd >= kMostDescriptors) return;
    if (static_cast<std::size_t>(fd) >= open_.size())
      open_.resize(static_cast<std::size_t>(fd) + 16);
    open_[fd] = open;
  }
  void Close(int fd) {
    if (Open* open = Find(fd)) *open = Open{};
  }
  void CloseRange(std::uint32_t first, std::uint32_t last) {
    for (std::size_t fd = first; fd <= last && fd < open_.size(); ++fd) open_[fd] = Open{};
  }
  std::size_t size() const { return open_.size(); }  // one past the highest number known
  void CloseOnExec() {
    for (Open& open : open_) {
      if (open.cloexec) open = Open{};
    }
  }

 private:
  static constexpr int kMostDescriptors = 1 << 20;
  std::vector<Open> open_;
};

// Whose descriptors are asked about.
struct Holder {
  int tid = 0, pid = 0;
};

// Asks the kernel, remembers, and writes the facts.
class Descriptors {
 public:
  // `keep`: every call that changes a descriptor stops, so that a fact stays true until one does.
  // Otherwise each use asks again. `look_for_deleted`: each asks whether it is deleted, at least.
  Descriptors(Writer& writer, Identities& identities, bool keep, bool look_for_deleted)
      : writer_(writer),
        identities_(identities),
        keep_(keep),
        look_for_deleted_(look_for_deleted) {}

  // The run begins: what is open now was opened by someone else.
  struct Inherited {
    std::vector<int> sockets;  // those that carry bytes of the network, or may
    std::vector<int> rings;    // of io_uring
  };
  Inherited NameInherited(DescriptorTable& table, const Holder& holder);
  // An exec has closed some, of which not every one was known to be close-on-exec.
  void ForgetClosed(DescriptorTable& table, const Holder& holder);
  // After an exec: the facts of what is open above the standard streams. nullopt where the process
  // does not show it (it is not dumpable).
  std::optional<std::vector<std::uint32_t>> HandedOn(DescriptorTable& table, const Holder& holder);
  // The fact of what `fd` names now in a thread; kNoFact if nothing. `as_of_now`: what it says of
  // `deleted` is, too.
  struct Known {
    std::uint32_t fact = kNoFact;
    bool as_of_now = true;
  };
  Known Lookup(DescriptorTable& table, const Holder& holder, int fd);
  // `fd` was just made by call `index`; `missing`: the moment at which nothing was at the name that
  // it opened, 0 where something was.
  std::uint32_t Opened(DescriptorTable& table, const Holder& holder, int fd, std::uint32_t index,
                       bool cloexec, std::uint64_t missing = 0);
  // `copy` was just made as another number for `fd`'s open description.
  std::uint32_t Duplicated(DescriptorTable& table, const Holder& holder, int fd, int copy,
                           std::uint32_t index, bool cloexec);
  void SetCloexec(DescriptorTable& table, int fd, bool cloexec);

 private:
  std::uint32_t Ask(DescriptorTable& table, const Holder& holder, int fd, std::uint32_t opened_by,
                    std::uint32_t description, bool cloexec, std::uint64_t missing);
  std::uint32_t Write(DescriptorTable& table, int fd, const DescriptorFact& fact,
                      const std::string& name, bool cloexec);
  // The same descriptor, as long as it names what it named; whether that is deleted is as of now.
  std::uint32_t SetDeleted(DescriptorTable& table, int fd, bool deleted);

  Writer& writer_;
  Identities& identities_;
  bool keep_, look_for_deleted_;
  bool naming_inherited_ = false;
  std::uint32_t descriptions_ = 0;
};

}  // namespace sysassert::capture

#endif  // SYSASSERT_CAPTURE_DESCRIPTORS_H_
