#include "decode/socket_names.h"

#include <sys/socket.h>

#include <algorithm>
#include <cstring>
#include <optional>
#include <string_view>
#include <utility>

#include "capture/recording.h"
#include "decode/sockaddr.h"
#include "tables/row.h"

namespace sysassert {
namespace {

using capture::ItemKind;
using capture::ItemView;
using capture::Recording;
using tables::Parameter;
using tables::When;

const tables::Row& RowOf(const Call& call) { return tables::RowOf(call.id(), call.abi()); }

// "unix:/run/x" and "unix:x" name a file; "unix:@name" and "unix:" do not.
bool NamesFile(std::string_view address) {
  return address.size() > decode::kUnixPrefix.size() &&
         address.substr(0, decode::kUnixPrefix.size()) == decode::kUnixPrefix &&
         address[decode::kUnixPrefix.size()] != '@';
}

decode::SocketName NameOf(std::string_view bytes, std::optional<std::string_view> file) {
  decode::SocketName name;
  name.passed = decode::SocketAddress(bytes);
  if (name.passed.empty()) name.passed = "unknown";
  if (!NamesFile(name.passed))
    name.resolved = name.passed;
  else if (file)
    name.resolved = std::string(decode::kUnixPrefix) + std::string(*file);
  return name;
}

// The first sockaddr argument: its index and what was copied of it.
std::optional<std::pair<int, ItemView>> AddressArgument(const Call& call) {
  const tables::Row& row = RowOf(call);
  for (int i = 0; i < row.count; ++i) {
    const Parameter& parameter = row.parameters[static_cast<std::size_t>(i)];
    if (parameter.kind != ArgumentKind::kSockaddr) continue;
    const ItemKind kind = parameter.when == When::kEntry ? ItemKind::kBytes : ItemKind::kBytesOut;
    const auto item = call.recording()->item(call.index(), kind, static_cast<std::uint8_t>(i));
    if (item) return std::pair(i, *item);
  }
  return std::nullopt;
}

}  // namespace

std::vector<decode::SocketName> decode::SocketNames(const Call& call) {
  const Recording& recording = *call.recording();
  if (const auto argument = AddressArgument(call)) {
    const auto& [index, item] = *argument;
    if (SocketAddress(item.bytes).empty()) return {};
    std::optional<std::string_view> file;
    const auto resolved =
        recording.item(call.index(), ItemKind::kPath, static_cast<std::uint8_t>(index));
    if (resolved) {
      file = recording.path(resolved->value).resolved;
    } else if (item.kind == ItemKind::kBytesOut) {
      const std::string told = SocketAddress(item.bytes);
      if (told.substr(0, kUnixPrefix.size() + 1) != std::string(kUnixPrefix) + "/")
        return {NameOf(item.bytes, std::nullopt)};
      return {{told, told}};
    }
    return {NameOf(item.bytes, file)};
  }
  // Of the headers of sendmsg and sendmmsg; the file of one comes behind it.
  std::vector<SocketName> names;
  std::optional<ItemView> header;
  for (const ItemView item : recording.items(call.index())) {
    const bool is_file =
        header && item.kind == ItemKind::kPath && item.argument == header->argument;
    if (is_file) names.back() = NameOf(header->bytes, recording.path(item.value).resolved);
    header.reset();
    if (item.kind != ItemKind::kAddress) continue;
    header = item;
    names.push_back(NameOf(item.bytes, std::nullopt));
  }
  return names;
}

std::string Call::sockaddr() const {
  const std::vector<decode::SocketName> names = decode::SocketNames(*this);
  if (names.empty()) return "";
  const bool same = std::all_of(names.begin(), names.end(), [&names](const auto& name) {
    return name.passed == names.front().passed;
  });
  return same ? names.front().passed : "several";
}

bool Call::names_address() const {
  const tables::Row& row = RowOf(*this);
  for (int i = 0; i < row.count; ++i) {
    if (row.parameters[static_cast<std::size_t>(i)].kind == ArgumentKind::kSockaddr && raw(i) != 0)
      return true;
  }
  return !decode::SocketNames(*this).empty();
}

int Call::address_family() const {
  if (id() == Sysno::socket || id() == Sysno::socketpair) return static_cast<int>(raw(0));
  if (const auto argument = AddressArgument(*this)) {
    sa_family_t family = 0;
    if (argument->second.bytes.size() >= sizeof family) {
      std::memcpy(&family, argument->second.bytes.data(), sizeof family);
      // But for a connect, the kernel takes the socket's instead of none.
      if (family != AF_UNSPEC || id() == Sysno::connect) return family;
    }
  }
  if (const Descriptor fd = descriptor(); fd.family >= 0) return fd.family;
  return opened().family;
}

}  // namespace sysassert
