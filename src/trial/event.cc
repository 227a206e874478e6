// What an event says, field by field.
#include "trial/event.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/socket.h>

#include <algorithm>
#include <cstring>
#include <initializer_list>
#include <utility>

#include "policy/address.h"
#include "policy/read.h"
#include "policy/words.h"
#include "rules/suggest.h"
#include "trial/socket_address.h"

namespace sysassert::trial {
namespace {

using policy::Entry;
using policy::Node;
using policy::Quote;
using policy::Written;
using tables::Parameter;
using tables::Row;

// The first parameter of a kind; -1: none.
int IndexOf(const Row& row, std::initializer_list<ArgumentKind> kinds, int from = 0) {
  for (int i = from; i < row.count; ++i) {
    const ArgumentKind kind = row.parameters[static_cast<std::size_t>(i)].kind;
    if (std::find(kinds.begin(), kinds.end(), kind) != kinds.end()) return i;
  }
  return -1;
}

std::optional<std::uint64_t> ValueIn(const tables::NameTable& table, std::string_view name) {
  for (std::size_t i = 0; i < table.count; ++i) {
    if (table.names[i].name == name) return table.names[i].value;
  }
  return std::nullopt;
}

// "O_WRONLY|O_CREAT", or a list of names.
std::vector<Written> WordsOf(const Node& node, policy::Diagnostics* diagnostics) {
  std::vector<Written> words;
  for (const Written& item : policy::ReadList(node, diagnostics)) {
    std::string_view rest = item.text;
    while (!rest.empty()) {
      const std::size_t bar = std::min(rest.find('|'), rest.size());
      words.push_back({std::string(rest.substr(0, bar)), item.spot});
      rest.remove_prefix(std::min(bar + 1, rest.size()));
    }
  }
  return words;
}

}  // namespace

Staging::Event::Event(Staging& staging, const Node& node, Sysno id, Abi abi, Process& process)
    : staging_(staging),
      diagnostics_(staging.diagnostics_),
      node_(node),
      id_(id),
      row_(tables::RowOf(id, abi)),
      process_(process),
      call_(id, abi) {}

FakeCall Staging::Event::Make(std::uint32_t thread) {
  call_.In(thread);
  StartAtCwd();
  ReadOutcome();
  ReadFlags();
  ReadNumbers();
  ReadAddress();
  ReadPaths();
  ReadDescriptor();
  ReadContent();
  Conclude();
  return std::move(call_);
}

std::string Staging::Event::Text(const Node& node) {
  return policy::ReadText(node, &diagnostics_).value_or("");
}

void Staging::Event::StartAtCwd() {
  if (IndexOf(row_, {ArgumentKind::kPath}) < 0) return;
  for (int i = 0; i < row_.count; ++i) {
    if (At(i).kind == ArgumentKind::kDirfd) call_.Arg(i, static_cast<std::uint64_t>(AT_FDCWD));
  }
}

void Staging::Event::ReadOutcome() {
  if (const Node* phase = Find("phase")) {
    if (phase->text == "loading")
      call_.Loading();
    else if (phase->text != "main")
      diagnostics_.Error(phase->spot, "a call is made in phase loading or main");
  }
  if (const Node* origin = Find("origin")) {
    if (origin->text == "denied")
      call_.MadeBy(Origin::kDenied);
    else if (origin->text == "injected")
      call_.MadeBy(Origin::kInjected);
    else if (origin->text != "kernel")
      diagnostics_.Error(origin->spot, "a result is of the kernel, injected or denied");
  }
  if (const Node* unfinished = Find("unfinished");
      unfinished != nullptr && policy::ReadBool(*unfinished, &diagnostics_).value_or(false)) {
    call_.Unfinished();
    ok_ = false;
    return;
  }
  const Node* result = Find("result");
  if (result == nullptr || result->text == "ok") return;
  if (const auto error = tables::ErrnoFromName(result->text)) {
    call_.Fails(*error);
    ok_ = false;
  } else if (const auto number = policy::NumberIn(result->text)) {
    returns_ = *number;
  } else {
    diagnostics_.Error(result->spot,
                       fmt::format("{} is no result; write ok, the name of an errno, or a number",
                                   Quote(result->text)));
  }
}

void Staging::Event::ReadFlags() {
  const Node* flags = Find("flags");
  if (flags == nullptr) return;
  for (int i = 0; i < row_.count; ++i) {
    const Parameter& parameter = At(i);
    const tables::NameTable* names = parameter.kind == ArgumentKind::kFlags
                                         ? parameter.names
                                         : tables::FlagsOfStructure(parameter.structure);
    if (names == nullptr) continue;
    flags_ = NamesIn(*flags, {names});
    cloexec_ = flags->text.find("CLOEXEC") != std::string::npos;
    if (parameter.kind == ArgumentKind::kFlags) {
      call_.Arg(i, flags_);
    } else {
      std::string bytes(88, '\0');
      std::memcpy(bytes.data(), &flags_, sizeof flags_);
      call_.Bytes(i, bytes);
    }
    return;
  }
  diagnostics_.Error(flags->spot, fmt::format("{} has no flags", NameOfCall()));
}

std::uint64_t Staging::Event::NamesIn(const Node& node,
                                      const std::vector<const tables::NameTable*>& tables) {
  std::uint64_t value = 0;
  for (const Written& word : WordsOf(node, &diagnostics_)) {
    std::optional<std::uint64_t> bits = policy::NumberIn(word.text);
    std::vector<std::string_view> known;
    for (const tables::NameTable* table : tables) {
      if (!bits) bits = ValueIn(*table, word.text);
      for (std::size_t i = 0; i < table->count; ++i) known.push_back(table->names[i].name);
    }
    if (!bits)
      diagnostics_.Error(word.spot,
                         fmt::format("{} has no flag {}{}", NameOfCall(), Quote(word.text),
                                     rules::DidYouMean(word.text, known)));
    value |= bits.value_or(0);
  }
  return value;
}

void Staging::Event::ReadNumbers() {
  const Node* arguments = Find("args");
  if (arguments != nullptr && !arguments->is_map())
    diagnostics_.Error(arguments->spot, "a map of arguments belongs here: args: {prot: PROT_EXEC}");
  for (const Entry& entry : arguments != nullptr ? arguments->entries : std::vector<Entry>()) {
    std::vector<std::string_view> known;
    int index = -1;
    for (int i = 0; i < row_.count; ++i) {
      known.push_back(At(i).name);
      if (At(i).name == entry.key.text) index = i;
    }
    if (index < 0) {
      diagnostics_.Error(entry.key.spot,
                         fmt::format("{} has no argument {}{}", NameOfCall(), Quote(entry.key.text),
                                     rules::DidYouMean(entry.key.text, known)));
      continue;
    }
    std::vector<const tables::NameTable*> tables;
    if (At(index).names != nullptr) tables.push_back(At(index).names);
    call_.Arg(index, NamesIn(entry.value, tables));
  }
  if (const Node* size = Find("size")) {
    size_ = policy::ReadNumber(*size, &diagnostics_).value_or(0);
    const int index = IndexOf(row_, {ArgumentKind::kSize});
    if (index >= 0) call_.Arg(index, static_cast<std::uint64_t>(size_));
  }
}

void Staging::Event::ReadAddress() {
  if (const Node* family = Find("family")) {
    const auto number = policy::FamilyOf(family->text);
    if (!number) diagnostics_.Error(family->spot, policy::NoFamilyWord(family->text));
    family_ = number.value_or(-1);
    if (id_ == Sysno::socket || id_ == Sysno::socketpair)
      call_.Arg(0, static_cast<std::uint64_t>(family_));
  }
  const Node* address = Find("addr");
  if (address == nullptr) return;
  const bool by_header = id_ == Sysno::sendmsg || id_ == Sysno::sendmmsg;
  const int index = by_header ? 1 : IndexOf(row_, {ArgumentKind::kSockaddr});
  if (index < 0)
    return diagnostics_.Error(address->spot, fmt::format("{} has no address", NameOfCall()));
  const std::vector<Written> addresses = policy::ReadList(*address, &diagnostics_);
  if (id_ != Sysno::sendmmsg && addresses.size() > 1)
    diagnostics_.Error(address->spot,
                       fmt::format("{} has one address; a sendmmsg has several", NameOfCall()));
  for (const Written& one : addresses) {
    const auto bytes = SocketAddressOf(one.text);
    if (!bytes) {
      diagnostics_.Error(one.spot,
                         "an address is 127.0.0.1:80, [::1]:443, unix:/run/x or unix:@name");
      continue;
    }
    const bool at_exit = At(index).when == tables::When::kExit;
    call_.Bytes(index, *bytes,
                by_header ? capture::ItemKind::kAddress
                : at_exit ? capture::ItemKind::kBytesOut
                          : capture::ItemKind::kBytes);
    const auto socket = policy::SocketIn(one.text);
    if (socket && socket->substr(0, 1) == "/" && !at_exit) call_.About(index, *socket);
    sa_family_t family = 0;
    std::memcpy(&family, bytes->data(), sizeof family);
    family_ = family;
  }
}

void Staging::Event::ReadPaths() {
  const Node* path = Find("path");
  if (const Node* runs = Find("runs")) {
    for (const Written& program : policy::ReadList(*runs, &diagnostics_))
      call_.Runs(runs_ = program.text);
  }
  if (path == nullptr) return;
  const std::vector<Written> paths = policy::ReadList(*path, &diagnostics_);
  std::vector<Written> passed = paths;
  if (const Node* as_passed = Find("as_passed")) {
    passed = policy::ReadList(*as_passed, &diagnostics_);
    if (passed.size() != paths.size())
      diagnostics_.Error(as_passed->spot, "as_passed has one text for each path");
  }
  for (const Written& name : paths) {
    if (name.text.empty() || name.text.front() != '/')
      diagnostics_.Error(name.spot,
                         "a path of an event is absolute, as the kernel found it; what was "
                         "passed is as_passed");
  }
  if (!paths.empty()) first_path_ = paths.front().text;
  const std::initializer_list<ArgumentKind> by_name = {ArgumentKind::kPath};
  const std::initializer_list<ArgumentKind> by_descriptor = {ArgumentKind::kFd,
                                                             ArgumentKind::kDirfd};
  const bool named = IndexOf(row_, by_name) >= 0;
  int index = -1;
  for (std::size_t i = 0; i < paths.size(); ++i) {
    if (id_ == Sysno::msync && i == 0) {
      call_.About(0, paths[0].text, staging_.InodeOf(paths[0].text));
      continue;
    }
    index = IndexOf(row_, named ? by_name : by_descriptor, index + 1);
    if (index < 0) {
      diagnostics_.Error(paths[i].spot,
                         fmt::format("{} has no {}path", NameOfCall(), i == 0 ? "" : "further "));
      return;
    }
    if (named) {
      NamePath(index, passed[std::min(i, passed.size() - 1)].text, paths[i].text);
    } else {
      Describe(index, i == 0 ? Number() : 3 + static_cast<int>(i), OpenFileAt(paths[i].text));
    }
  }
}

void Staging::Event::NamePath(int index, const std::string& passed, const std::string& resolved) {
  const bool makes =
      ok_ && row_.ret == tables::Ret::kFd && MayCreate() && staging_.inodes_.count(resolved) == 0;
  call_.Path(index, passed, resolved, makes ? 0 : staging_.InodeOf(resolved));
}

bool Staging::Event::MayCreate() const {
  return id_ == Sysno::creat || (flags_ & static_cast<std::uint64_t>(O_CREAT)) != 0;
}

Staging::OpenFile Staging::Event::OpenFileAt(const std::string& path) {
  OpenFile file;
  file.path = path;
  file.family = family_;
  if (family_ >= 0) file.kind = FdKind::kSocket;
  if (const Node* kind = Find("fd_kind")) {
    const auto known = policy::FdKindOf(kind->text);
    if (!known) diagnostics_.Error(kind->spot, policy::NoDescriptorWord(kind->text));
    file.kind = known.value_or(FdKind::kUnknown);
  }
  return file;
}

int Staging::Event::Number() {
  const Node* fd = Find("fd");
  return fd == nullptr ? 3 : static_cast<int>(policy::ReadNumber(*fd, &diagnostics_).value_or(3));
}

void Staging::Event::Describe(int index, int number, const OpenFile& file) {
  const std::uint64_t inode = file.path.empty() ? 0 : staging_.InodeOf(file.path);
  call_.Fd(index, number, file.path, inode, file.kind, file.description, file.family);
}

void Staging::Event::ReadDescriptor() {
  const int index = IndexOf(row_, {ArgumentKind::kFd});
  const bool by_path = Find("path") != nullptr && IndexOf(row_, {ArgumentKind::kPath}) < 0;
  if (index < 0) {
    if (const Node* fd = Find("fd"))
      diagnostics_.Error(fd->spot, fmt::format("{} has no descriptor", NameOfCall()));
    return;
  }
  if (by_path) return;
  const auto open = process_.files.find(Number());
  if (open != process_.files.end()) {
    if (family_ < 0) family_ = open->second.family;
    return Describe(index, Number(), open->second);
  }
  if (Find("fd_kind") != nullptr || family_ >= 0)
    Describe(index, Number(), OpenFileAt(""));
  else
    call_.Arg(index, static_cast<std::uint64_t>(Number()));
}

void Staging::Event::ReadContent() {
  const Node* content = Find("content");
  if (content == nullptr) return;
  const int index = IndexOf(row_, {ArgumentKind::kBytesIn, ArgumentKind::kBytesOut});
  if (index < 0)
    return diagnostics_.Error(content->spot,
                              fmt::format("{} neither writes nor reads bytes", NameOfCall()));
  const bool in = At(index).kind == ArgumentKind::kBytesIn;
  call_.Bytes(index, Text(*content), in ? capture::ItemKind::kBytes : capture::ItemKind::kBytesOut);
  if (size_ == 0) size_ = static_cast<std::int64_t>(content->text.size());
}

}  // namespace sysassert::trial
