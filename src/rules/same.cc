#include "rules/same.h"

#include <algorithm>

namespace sysassert::rules {
namespace {

std::string ParentOf(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string_view::npos) return "";
  return slash == 0 ? "/" : std::string(path.substr(0, slash));
}

bool SameFile(const Object& opening, const Object& other) {
  if (other.syncs_everything) return true;
  for (const FileIdentity& file : opening.files) {
    if (other.syncs_device != 0 && other.syncs_device == file.device) return true;
    for (const FileIdentity& candidate : other.files) {
      if (file == candidate) return true;
    }
  }
  if (opening.description != 0 && opening.description == other.description) return true;
  // A name is the last resort: where the filesystem told no identity.
  return (opening.files.empty() || other.files.empty()) && !opening.path.empty() &&
         opening.path == other.path;
}

bool IsSameIn(const Object& opening, const Object& other, Same way) {
  switch (way) {
    case Same::kFile:
      return SameFile(opening, other);
    case Same::kDirectory:
      return other.syncs_everything ||
             (!opening.directory.empty() && opening.directory == other.directory);
    case Same::kFd:
      return opening.pid == other.pid && opening.fd >= 0 &&
             (opening.fd == other.fd ||
              (opening.description != 0 && opening.description == other.description));
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

}  // namespace

Object::Object(const Call& call) : index(call.index()), pid(call.pid()), tid(call.tid()) {
  const Descriptor descriptor = call.descriptor();
  fd = descriptor.number;
  description = descriptor.description;
  const std::vector<PathArgument> paths = call.paths();
  if (!paths.empty()) {
    path = paths.front().resolved;
    if (paths.front().file.known()) files.push_back(paths.front().file);
    directory = ParentOf(paths.back().resolved);
  } else {
    path = descriptor.path;
    if (descriptor.file.known()) files.push_back(descriptor.file);
    directory = descriptor.kind == FdKind::kDirectory ? path : ParentOf(path);
  }
  if (const Descriptor opened = call.opened(); opened.number >= 0) {
    fd = opened.number;
    description = opened.description;
    if (opened.file.known()) files.assign(1, opened.file);
  }
  syncs_everything = call.id() == Sysno::sync;
  if (call.id() == Sysno::syncfs) syncs_device = descriptor.file.device;
}

bool IsSame(const Object& opening, const Object& other, const std::vector<Same>& ways) {
  return std::all_of(ways.begin(), ways.end(),
                     [&](Same way) { return IsSameIn(opening, other, way); });
}

std::string TextOf(const std::vector<Same>& ways) {
  std::string text;
  for (Same way : ways) text += (text.empty() ? "same " : " and ") + std::string(NameOf(way));
  return text;
}

}  // namespace sysassert::rules
