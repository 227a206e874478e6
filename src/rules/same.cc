#include "rules/same.h"

#include <algorithm>
#include <functional>

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

// A number alone says little: it is given out again after a close.
bool SameDescriptor(const Object& opening, const Object& other) {
  if (opening.pid != other.pid || opening.fd < 0) return false;
  if (opening.description != 0 && other.description != 0)
    return opening.description == other.description;
  return opening.fd == other.fd;
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

}  // namespace

Object::Object(const Event& event) : index(event.index()) {
  const Call& call = event.call();
  pid = call.pid();
  tid = call.tid();
  const Descriptor descriptor = call.descriptor();
  fd = descriptor.number;
  description = descriptor.description;
  if (const std::vector<PathArgument> paths = call.paths(); !paths.empty()) {
    path = paths.front().resolved;
    file = paths.front().file;
    directory = ParentOf(paths.back().resolved);
  } else {
    path = descriptor.path;
    file = descriptor.file;
    directory = descriptor.kind == FdKind::kDirectory ? path : ParentOf(path);
  }
  if (const Descriptor opened = call.opened(); opened.number >= 0) {
    fd = opened.number;
    description = opened.description;
    if (opened.file.known()) file = opened.file;
  }
  syncs_everything = event.id() == Sysno::sync;
  if (event.id() == Sysno::syncfs) syncs_device = descriptor.file.device;
}

bool IsSame(const Object& opening, const Object& other, const std::vector<Same>& ways) {
  return std::all_of(ways.begin(), ways.end(),
                     [&](Same way) { return IsSameIn(opening, other, way); });
}

bool Interchangeable(const Object& a, const Object& b, const std::vector<Same>& ways) {
  return std::all_of(ways.begin(), ways.end(),
                     [&](Same way) { return InterchangeableIn(a, b, way); });
}

std::size_t HashOf(const Object& object, const std::vector<Same>& ways) {
  std::size_t hash = 0;
  const auto mix = [&hash](std::size_t value) { hash = (hash ^ value) * 0x9e3779b97f4a7c15U; };
  for (Same way : ways) {
    if (way == Same::kFile) mix(object.file.known() ? object.file.inode : object.description);
    if (way == Same::kDirectory) mix(std::hash<std::string_view>()(object.directory));
    if (way == Same::kFd) mix(static_cast<std::size_t>(object.fd));
    mix(static_cast<std::size_t>(way == Same::kThread ? object.tid : 0));
  }
  return hash;
}

std::string TextOf(const std::vector<Same>& ways) {
  std::string text;
  for (Same way : ways) text += (text.empty() ? " (same " : " and ") + std::string(NameOf(way));
  return text.empty() ? text : text + ")";
}

}  // namespace sysassert::rules
