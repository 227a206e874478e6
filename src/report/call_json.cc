// One call as a typed JSON object.
#include <fmt/format.h>

#include "decode/arguments.h"
#include "decode/socket_names.h"
#include "report/escape.h"
#include "report/json.h"
#include "report/json_value.h"
#include "tables/row.h"

namespace sysassert::report {
namespace {

std::string_view NameOfAbi(Abi abi) {
  constexpr std::string_view kNames[] = {"x86_64", "i386", "x32", "aarch64"};
  return kNames[static_cast<int>(abi)];
}

std::string_view NameOfOrigin(Origin origin) {
  constexpr std::string_view kNames[] = {"kernel", "injected", "denied"};
  return kNames[static_cast<int>(origin)];
}

std::string_view NameOfKind(FdKind kind) {
  constexpr std::string_view kNames[] = {
      "unknown", "file",    "dir",     "pipe",     "socket",  "tty",   "device",   "memfd",
      "epoll",   "eventfd", "timerfd", "signalfd", "inotify", "pidfd", "io_uring", "anonymous"};
  return kNames[static_cast<int>(kind)];
}

Json FileObject(const FileIdentity& file) {
  return {{"device", file.device}, {"inode", file.inode}, {"birth_ns", file.birth_ns}};
}

Json ArgumentObject(const Argument& argument) {
  Json object = {{"name", argument.name}, {"kind", decode::KindName(argument.kind)}};
  // Hexadecimal text: readers that keep numbers as doubles would lose the low bits.
  object["raw"] = fmt::format("{:#x}", argument.value);
  SetText(&object, "text", argument.text);
  if (argument.bytes) SetText(&object, "bytes", *argument.bytes);
  return object;
}

Json PathObject(const PathArgument& path) {
  Json object = {{"argument", path.argument}};
  SetText(&object, "passed", path.passed);
  if (!path.resolved.empty()) SetText(&object, "resolved", path.resolved);
  if (path.file.known()) object["file"] = FileObject(path.file);
  if (path.unreadable) object["unreadable"] = true;
  return object;
}

Json DescriptorObject(const Descriptor& descriptor) {
  Json object = {{"number", descriptor.number}};
  SetText(&object, "path", descriptor.path);
  object["kind"] = NameOfKind(descriptor.kind);
  if (descriptor.file.known()) object["file"] = FileObject(descriptor.file);
  object["description"] = descriptor.description;
  object["cloexec"] = descriptor.cloexec;
  object["deleted"] = descriptor.deleted;
  object["inherited"] = descriptor.inherited;
  return object;
}

Json AddressObject(const decode::SocketName& name) {
  Json object;
  SetText(&object, "passed", name.passed);
  if (!name.resolved.empty()) SetText(&object, "resolved", name.resolved);
  return object;
}

void SetWho(const Call& call, Json* object) {
  (*object)["pid"] = call.pid();
  (*object)["tid"] = call.tid();
  SetText(object, "thread", call.thread_name());
  SetText(object, "exe", call.process().exe);
  (*object)["phase"] = call.phase() == Phase::kMain ? "main" : "loading";
}

void SetResult(const Call& call, Json* object) {
  if (call.outcome() == Outcome::kUnfinished) {
    (*object)["outcome"] = "unfinished";
  } else if (call.outcome() == Outcome::kNotWatched) {
    (*object)["outcome"] = "not watched";
  } else {
    (*object)["outcome"] = call.failed() ? "failed" : "succeeded";
    (*object)["result"] = call.result();
    if (call.failed()) {
      const std::string_view name = tables::ErrnoName(call.error_number());
      (*object)["error"] = name.empty() ? std::to_string(call.error_number()) : std::string(name);
    }
  }
  (*object)["origin"] = NameOfOrigin(call.origin());
  if (call.restarts() > 0) (*object)["restarts"] = call.restarts();
  (*object)["time_ns"] = call.time().count();
  (*object)["duration_ns"] = call.duration().count();
}

void SetObjects(const Call& call, Json* object) {
  if (!call.path().empty()) SetText(object, "path", call.path());
  for (const PathArgument& path : call.paths()) (*object)["paths"].push_back(PathObject(path));
  if (const Descriptor used = call.descriptor(); used.number >= 0) {
    (*object)["descriptor"] = DescriptorObject(used);
  }
  if (const Descriptor opened = call.opened(); opened.number >= 0) {
    (*object)["opened"] = DescriptorObject(opened);
  }
  if (const std::string address = call.sockaddr(); !address.empty()) {
    SetText(object, "address", address);
  }
  for (const decode::SocketName& name : decode::SocketNames(call))
    (*object)["addresses"].push_back(AddressObject(name));
  if (call.address_family() >= 0) (*object)["family"] = call.address_family();
  if (call.bytes() > 0) (*object)["moved"] = call.bytes();
  if (call.arguments_unreadable()) (*object)["unreadable"] = true;
}

}  // namespace

void SetText(Json* object, const std::string& key, std::string_view bytes) {
  std::string printable = Printable(bytes);
  const bool same = printable == bytes;
  (*object)[key] = std::move(printable);
  if (!same) (*object)[key + "_base64"] = Base64(bytes);
}

Json CallObject(const Call& call) {
  Json object = {{"index", call.index()}};
  SetText(&object, "name", call.name());
  object["number"] = call.number();
  object["abi"] = NameOfAbi(call.abi());
  SetWho(call, &object);
  object["arguments"] = Json::array();
  for (const Argument& argument : call.arguments()) {
    object["arguments"].push_back(ArgumentObject(argument));
  }
  SetResult(call, &object);
  SetObjects(call, &object);
  SetText(&object, "text", call.text());
  return object;
}

std::string Dump(const Json& value, int indent) {
  return value.dump(indent, ' ', false, Json::error_handler_t::replace);
}

std::string CallAsJson(const Call& call) { return Dump(CallObject(call)); }

}  // namespace sysassert::report
