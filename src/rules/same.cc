#include "rules/same.h"

#include <linux/close_range.h>

#include <algorithm>
#include <functional>

#include "tables/sets.h"

namespace sysassert::rules {
namespace {

std::string_view ParentOf(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string_view::npos) return {};
  return slash == 0 ? path.substr(0, 1) : path.substr(0, slash);
}

bool SameFile(const Object& opening, const Object& other) {
  if (other.syncs_everything) return true;
  if (other.syncs_device != 0 && other.syncs_device == opening.file.device) return true;
  if (opening.description != 0 && opening.description == other.description) return true;
  if (opening.file.known() && other.file.known()) return opening.file == other.file;
  // A name is the last resort: where the filesystem told no identity.
  return !opening.path.empty() && opening.path == other.path;
}

bool Closes(const Object& object, int fd) {
  const auto number = static_cast<std::uint32_t>(fd);
  return object.closes_first <= number && number <= object.closes_last;
}

// The number is given out again after a close: then what was opened is another one.
bool SameDescriptor(const Object& opening, const Object& other) {
  if (opening.pid != other.pid || opening.fd < 0) return false;
  if (Closes(other, opening.fd)) return true;
  if (opening.fd != other.fd) return false;
  return opening.description == 0 || other.description == 0 ||
         opening.description == other.description;
}

bool IsSameIn(const Object& opening, const Object& other, Same way) {
  switch (way) {
    case Same::kFile:
      return SameFile(opening, other);
    case Same::kDirectory:
      if (other.syncs_everything) return true;
      if (other.syncs_device != 0 && other.syncs_device == opening.file.device) return true;
      return !opening.directory.empty() && opening.directory == other.directory;
    case Same::kFd:
      return SameDescriptor(opening, other);
    case Same::kThread:
      return opening.pid == other.pid && opening.tid == other.tid;
    case Same::kProcess:
      return opening.pid == other.pid;
  }
  return false;
}

std::string_view NameOf(Same way) {
  switch (way) {
    case Same::kFile:
      return "file";
    case Same::kDirectory:
      return "directory";
    case Same::kFd:
      return "descriptor";
    case Same::kThread:
      return "thread";
    case Same::kProcess:
      return "process";
  }
  return "";
}

// Everything that IsSameIn looks at of an opening event.
bool InterchangeableIn(const Object& a, const Object& b, Same way) {
  switch (way) {
    case Same::kFile:
      return a.file == b.file && a.description == b.description && a.path == b.path;
    case Same::kDirectory:
      return a.directory == b.directory && a.file.device == b.file.device;
    case Same::kFd:
      return a.pid == b.pid && a.fd == b.fd && a.description == b.description;
    case Same::kThread:
      return a.pid == b.pid && a.tid == b.tid;
    case Same::kProcess:
      return a.pid == b.pid;
  }
  return false;
}

bool IsSync(Sysno id) {
  static const tables::SysnoBits kCalls = tables::FindGroup("@sync")->calls;
  return kCalls[static_cast<std::size_t>(id)];
}

}  // namespace

Object::Object(const Event& event) : index(event.index()) {
  const Call& call = event.call();
  pid = call.pid();
  tid = call.tid();
  const Descriptor descriptor = call.descriptor();
  fd = descriptor.number;
  description = descriptor.description;
  if (const std::vector<PathArgument>& paths = event.paths(); !paths.empty()) {
    path = paths.front().resolved;
    file = paths.front().file;
    directory = ParentOf(paths.back().resolved);
  } else {
    path = descriptor.path;
    file = descriptor.file;
    // To sync a file is not to sync the directory that has its name.
    const bool of_directory = descriptor.kind == FdKind::kDirectory;
    if (of_directory || !IsSync(event.id())) directory = of_directory ? path : ParentOf(path);
  }
  if (const Descriptor opened = call.opened(); opened.number >= 0) {
    fd = opened.number;
    description = opened.description;
    if (opened.file.known()) file = opened.file;
  }
  TakeClosed(event);
  syncs_everything = event.id() == Sysno::sync;
  if (event.id() == Sysno::syncfs) syncs_device = descriptor.file.device;
}

void Object::TakeClosed(const Event& event) {
  const auto& args = event.record().args;
  const auto number = [&args](int i) { return static_cast<std::uint32_t>(args[i]); };
  switch (event.id()) {
    case Sysno::close_range:
      if ((args[2] & CLOSE_RANGE_CLOEXEC) != 0) return;
      closes_first = number(0);
      closes_last = number(1);
      return;
    case Sysno::dup2:
    case Sysno::dup3:
      if (number(0) != number(1)) closes_first = closes_last = number(1);
      return;
    default:
      return;
  }
}

bool IsSame(const Object& opening, const Object& other, const std::vector<Same>& ways) {
  return std::all_of(ways.begin(), ways.end(),
                     [&](Same way) { return IsSameIn(opening, other, way); });
}

bool Interchangeable(const Object& a, const Object& b, const std::vector<Same>& ways) {
  return std::all_of(ways.begin(), ways.end(),
                     [&](Same way) { return InterchangeableIn(a, b, way); });
}

Keys KeysOf(const Object& object, Same way) {
  Keys keys;
  const auto add = [&keys, way](std::size_t kind, std::size_t value) {
    constexpr std::size_t kMixer = 0x9e3779b97f4a7c15U;
    const std::size_t what = static_cast<std::size_t>(way) * 8 + kind + 1;
    keys.key[keys.count++] = ((what * kMixer) ^ value) * kMixer;
  };
  const std::hash<std::string_view> hash;
  switch (way) {
    case Same::kFile:
      if (object.description != 0) add(0, object.description);
      if (object.file.known()) add(1, object.file.inode);
      if (!object.path.empty()) add(2, hash(object.path));
      break;
    case Same::kDirectory:
      if (!object.directory.empty()) add(0, hash(object.directory));
      break;
    case Same::kFd:
      if (object.fd >= 0) add(0, static_cast<std::size_t>(object.fd));
      break;
    case Same::kThread:
      add(0, static_cast<std::size_t>(object.tid));
      break;
    case Same::kProcess:
      add(0, static_cast<std::size_t>(object.pid));
      break;
  }
  if (keys.count == 0) add(3, 0);  // nothing is known of it
  return keys;
}

bool IsSameAsMany(const Object& object, Same way) {
  if (way == Same::kFd) return object.closes_first <= object.closes_last;
  return (way == Same::kFile || way == Same::kDirectory) &&
         (object.syncs_everything || object.syncs_device != 0);
}

std::string TextOf(const std::vector<Same>& ways) {
  std::string text;
  for (Same way : ways) text += (text.empty() ? " (same " : " and ") + std::string(NameOf(way));
  return text.empty() ? text : text + ")";
}

}  // namespace sysassert::rules
