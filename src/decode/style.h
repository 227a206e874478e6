// Style: what a reader may choose of a call's text, as strace's options do. The default is the text
// of reports and recordings.
#ifndef SYSASSERT_DECODE_STYLE_H_
#define SYSASSERT_DECODE_STYLE_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace sysassert::decode {

// Which bytes of a string are in hexadecimal.
enum class Hex : std::uint8_t {
  kNone,        // what is not printable is in octal
  kCharacters,  // --strings-in-hex=non-ascii-chars: what is not printable
  kStrings,     // -x: all of a string with a byte that is not ASCII
  kAll,         // -xx
};

// What stands behind a descriptor's number: "</etc/passwd>", or nothing (-y).
class DescriptorNames {
 public:
  virtual ~DescriptorNames() = default;
  virtual std::string NameOf(int fd) const = 0;
};

// What stands behind a pid's number: "<sh>", or nothing (-Y).
class ProcessNames {
 public:
  virtual ~ProcessNames() = default;
  virtual std::string NameOf(int pid) const = 0;
};

// What a descriptor is to the kernel: "anon_inode:bpf-map", "socket:[7]"; empty where it is not
// open.
class DescriptorLinks {
 public:
  virtual ~DescriptorLinks() = default;
  virtual std::string LinkOf(int fd) const = 0;
};

// What a descriptor's socket speaks.
class Sockets {
 public:
  static constexpr int kNoNetlink = -2, kUnknown = -1;
  virtual ~Sockets() = default;
  // NETLINK_ROUTE and so on; kUnknown of a netlink socket that is not bound yet.
  virtual int NetlinkProtocolOf(int fd) const = 0;
  // The name of a family of generic netlink; empty for one that there is not.
  virtual std::string GenericFamily(int type) const = 0;
};

// Virtual machines of the thread (-e kvm=vcpu).
class VirtualProcessors {
 public:
  virtual ~VirtualProcessors() = default;
  // Why KVM_RUN on this descriptor ended last: a KVM_EXIT_ number; -1: not known.
  virtual int ExitReason(int fd) const = 0;
};

// The memory of the thread whose call is shown, while it is stopped. A recording has none: what was
// not captured is gone.
class Memory {
 public:
  virtual ~Memory() = default;
  // How many bytes from the first on could be read.
  virtual std::size_t Read(std::uint64_t address, std::span<std::byte> to) const = 0;
};

struct Style {
  Hex hex = Hex::kNone;
  std::size_t string_limit = SIZE_MAX;            // of strings that are copied whole; not of paths
  std::size_t buffer_limit = 32;                  // of what is read and written
  const DescriptorNames* descriptors = nullptr;   // null: numbers alone
  const ProcessNames* processes = nullptr;        // likewise
  const DescriptorLinks* links = nullptr;         // null: not asked
  const Sockets* sockets = nullptr;               // null: buffers are bytes
  const VirtualProcessors* processors = nullptr;  // null: not asked
  const Memory* memory = nullptr;                 // null: only what was captured is shown
  bool abbreviate = true;                         // not all members of large structures (-v)
  bool structures = true;                         // else their addresses (-e verbose=)
  bool raw = false;                               // every argument in hexadecimal (-e raw=)
  bool argument_names = false;                    // "dirfd=AT_FDCWD" (-N)
};

}  // namespace sysassert::decode

#endif  // SYSASSERT_DECODE_STYLE_H_
