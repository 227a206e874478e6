// Which files and descriptors a call names.
#include <sys/socket.h>

#include <algorithm>
#include <optional>

#include "capture/recording.h"
#include "decode/call_view.h"
#include "decode/paths.h"
#include "sysassert/call.h"
#include "tables/row.h"

namespace sysassert {
namespace {

using capture::ItemKind;
using capture::Recording;
using decode::RowOf;
using tables::Parameter;
using tables::Row;

Descriptor DescriptorOf(const Recording& recording, std::uint32_t fact, int number) {
  const capture::DescriptorView view = recording.descriptor(fact);
  Descriptor descriptor;
  descriptor.number = number;
  descriptor.path = view.path;
  descriptor.kind = view.fact.kind;
  descriptor.family = view.fact.family;
  descriptor.file = view.fact.file;
  descriptor.description = view.fact.description;
  descriptor.cloexec = view.fact.cloexec != 0;
  descriptor.deleted = view.fact.deleted != 0;
  descriptor.inherited = view.fact.inherited != 0;
  return descriptor;
}

// What descriptor argument `i` named; its number alone where that is not known.
Descriptor ArgumentFd(const Recording& recording, std::size_t index, int i) {
  const auto number = static_cast<int>(recording.record(index).args[i]);
  const auto item = recording.item(index, ItemKind::kFd, static_cast<std::uint8_t>(i));
  if (item) return DescriptorOf(recording, item->value, number);
  Descriptor unknown;
  unknown.number = number;
  return unknown;
}

// The path of the dirfd that a path argument is relative to: the object itself where the path is
// empty (AT_EMPTY_PATH).
std::string_view DirfdPath(const Recording& recording, std::size_t index,
                           const Parameter& parameter) {
  if (parameter.dirfd < 0) return {};
  const auto item =
      recording.item(index, ItemKind::kFd, static_cast<std::uint8_t>(parameter.dirfd));
  return item ? recording.descriptor(item->value).path : std::string_view();
}

// An argument that is no path, and of which a file is known all the same: the name that a bind(2)
// makes, and what the pages of an msync(2) are of.
bool IsAboutFile(const Recording& recording, std::size_t index, const Row& row, int i) {
  const ArgumentKind kind = row.parameters[i].kind;
  return ((row.id == Sysno::bind && kind == ArgumentKind::kSockaddr) ||
          (row.id == Sysno::msync && i == 0)) &&
         recording.item(index, ItemKind::kPath, static_cast<std::uint8_t>(i)).has_value();
}

}  // namespace

std::string_view Call::path() const {
  const Row& row = RowOf(recording_->record(index_));
  // After a successful open the truth is the descriptor's own name.
  if (row.ret == tables::Ret::kFd) {
    const auto opened = recording_->item(index_, ItemKind::kOpened, capture::kResult);
    if (opened) return recording_->descriptor(opened->value).path;
  }
  for (int i = 0; i < row.count; ++i) {
    if (row.parameters[i].kind != ArgumentKind::kPath && row.id != Sysno::msync) continue;
    const auto resolved = recording_->item(index_, ItemKind::kPath, static_cast<std::uint8_t>(i));
    if (resolved) return recording_->path(resolved->value).resolved;
    const auto passed = recording_->item(index_, ItemKind::kBytes, static_cast<std::uint8_t>(i));
    const bool none = passed ? passed->bytes.empty() && !passed->truncated : raw(i) == 0;
    if (none) return DirfdPath(*recording_, index_, row.parameters[i]);
    return {};
  }
  return descriptor().path;
}

std::string_view Call::passed_path() const {
  const Row& row = RowOf(recording_->record(index_));
  for (int i = 0; i < row.count; ++i) {
    if (row.parameters[i].kind != ArgumentKind::kPath) continue;
    const auto passed = recording_->item(index_, ItemKind::kBytes, static_cast<std::uint8_t>(i));
    return passed ? passed->bytes : std::string_view();
  }
  return {};
}

namespace {

// The path in a sockaddr_un, as far as its first NUL.
std::string_view NameOfSocket(std::string_view address) {
  const std::string_view name = address.substr(std::min(address.size(), sizeof(sa_family_t)));
  return name.substr(0, name.find('\0'));
}

}  // namespace

std::vector<PathArgument> Call::paths() const {
  std::vector<PathArgument> paths;
  decode::ReadPaths(*this, &paths);
  return paths;
}

void decode::ReadPaths(const Call& call, std::vector<PathArgument>* paths) {
  const Recording& recording = *call.recording();
  const std::size_t index = call.index();
  const Row& row = RowOf(recording.record(index));
  paths->clear();
  for (int i = 0; i < row.count; ++i) {
    if (row.parameters[i].kind == ArgumentKind::kPath || IsAboutFile(recording, index, row, i))
      paths->emplace_back().argument = i;
  }
  if (paths->empty()) return;
  std::uint32_t resolved = 0;  // a bit for each argument
  std::optional<std::uint32_t> opened;
  for (const capture::ItemView item : recording.items(index)) {
    if (item.kind == ItemKind::kOpened && item.argument == capture::kResult && !opened)
      opened = item.value;
    for (PathArgument& path : *paths) {
      if (path.argument != item.argument) continue;
      if (item.kind == ItemKind::kBytes) {
        path.passed = row.id == Sysno::bind ? NameOfSocket(item.bytes) : item.bytes;
        path.unreadable = item.unreadable;
      } else if (item.kind == ItemKind::kPath) {
        const capture::PathView view = recording.path(item.value);
        path.resolved = view.resolved;
        path.file = view.file;
        resolved |= 1U << item.argument;
      }
    }
  }
  if (row.ret == tables::Ret::kFd) {
    if (!opened || static_cast<int>(recording.record(index).result) < 0) return;
    PathArgument& path = paths->front();
    const capture::DescriptorView file = recording.descriptor(*opened);
    const bool asked = (recording.record(index).flags & capture::kUnreadable) == 0;
    path.made = !path.resolved.empty() && !path.file.known() && asked;
    path.resolved = file.path;
    path.file = file.fact.file;
    return;
  }
  for (PathArgument& path : *paths) {
    if ((resolved & (1U << path.argument)) == 0 && path.passed.empty() && !path.unreadable)
      path.resolved = DirfdPath(recording, index, row.parameters[path.argument]);
  }
}

std::string_view Call::program_run() const {
  const std::vector<std::string_view> programs = programs_run();
  return programs.empty() ? std::string_view() : programs.back();
}

std::vector<std::string_view> Call::programs_run() const {
  std::vector<std::string_view> programs;
  for (const capture::ItemView item : recording_->items(index_)) {
    if (item.kind == ItemKind::kPath && item.argument == capture::kResult)
      programs.push_back(recording_->path(item.value).resolved);
  }
  return programs;
}

std::optional<std::vector<Descriptor>> Call::handed_on() const {
  std::vector<Descriptor> descriptors;
  bool known = false;
  for (const capture::ItemView item : recording_->items(index_)) {
    if (item.kind != ItemKind::kHandedOn) continue;
    known = known || item.value == capture::kListRead;
    if (item.value == capture::kListRead) continue;
    Descriptor descriptor =
        DescriptorOf(*recording_, item.value, recording_->descriptor(item.value).fact.number);
    descriptor.cloexec = false;  // whatever it was opened with: it is still there
    descriptors.push_back(descriptor);
  }
  if (!known) return std::nullopt;
  return descriptors;
}

Descriptor Call::descriptor() const {
  const Row& row = RowOf(recording_->record(index_));
  for (int i = 0; i < row.count; ++i) {
    if (row.parameters[i].kind == ArgumentKind::kFd) return ArgumentFd(*recording_, index_, i);
  }
  if (row.id == Sysno::io_submit) {
    const std::vector<Descriptor> submitted = descriptors();
    return submitted.empty() ? Descriptor() : submitted.front();
  }
  // With an empty path (AT_EMPTY_PATH) the dirfd is the object itself.
  for (int i = 0; i < row.count; ++i) {
    const Parameter& parameter = row.parameters[i];
    if (parameter.kind != ArgumentKind::kPath || parameter.dirfd < 0) continue;
    const auto passed = recording_->item(index_, ItemKind::kBytes, static_cast<std::uint8_t>(i));
    if (passed && passed->bytes.empty() && !passed->unreadable && !passed->truncated)
      return ArgumentFd(*recording_, index_, parameter.dirfd);
  }
  return {};
}

std::vector<Descriptor> Call::descriptors() const {
  std::vector<Descriptor> descriptors;
  const Row& row = RowOf(recording_->record(index_));
  for (int i = 0; i < row.count; ++i) {
    if (row.parameters[i].kind == ArgumentKind::kFd)
      descriptors.push_back(ArgumentFd(*recording_, index_, i));
  }
  if (row.id != Sysno::io_submit) return descriptors;
  for (const capture::ItemView item : recording_->items(index_)) {  // those of its blocks
    if (item.kind == ItemKind::kFd)
      descriptors.push_back(
          DescriptorOf(*recording_, item.value, recording_->descriptor(item.value).fact.number));
  }
  return descriptors;
}

std::vector<Descriptor> decode::MadeDescriptors(const Call& call) {
  std::vector<Descriptor> made;
  if (!call.succeeded()) return made;
  const Recording& recording = *call.recording();
  for (const capture::ItemView item : recording.items(call.index())) {
    if (item.kind == ItemKind::kOpened)
      made.push_back(
          DescriptorOf(recording, item.value, recording.descriptor(item.value).fact.number));
  }
  return made;
}

Descriptor Call::opened() const {
  const auto item = recording_->item(index_, ItemKind::kOpened, capture::kResult);
  if (!item) return {};
  return DescriptorOf(*recording_, item->value,
                      static_cast<int>(recording_->record(index_).result));
}

}  // namespace sysassert
