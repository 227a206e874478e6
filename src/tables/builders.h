// The words that rows are written in: one small function a kind of argument. Private to tables/.
#ifndef SYSASSERT_TABLES_BUILDERS_H_
#define SYSASSERT_TABLES_BUILDERS_H_

#include "tables/halves.h"
#include "tables/row.h"
#include "tables/structure_sizes.h"

namespace sysassert::tables::build {

// How many bytes stand behind a pointer.
struct Bytes {
  Length length = Length::kNone;
  std::uint32_t size = 0;
  std::int8_t of = -1;
};
constexpr Bytes Fixed(std::uint32_t size) { return {Length::kFixed, size, -1}; }
// As many as the structure of this name has.
constexpr Bytes SizeOf(std::string_view structure) {
  return {IsAtMost(structure) ? Length::kUpTo : Length::kFixed, StructureSize(structure), -1};
}
constexpr Bytes BytesOf(int argument) {
  return {Length::kArgument, 0, static_cast<std::int8_t>(argument)};
}
constexpr Bytes ElementsOf(int argument, std::uint32_t size) {
  return {Length::kArgumentElements, size, static_cast<std::int8_t>(argument)};
}
constexpr Bytes ResultBytes() { return {Length::kResult, 0, -1}; }
constexpr Bytes NodesOf(int argument) {
  return {Length::kNodes, StructureSize("nodemask"), static_cast<std::int8_t>(argument)};
}
constexpr Bytes PagesOf(int argument) {
  return {Length::kPages, 0, static_cast<std::int8_t>(argument)};
}
// As many as an int says that stands `offset` bytes behind where the argument points.
constexpr Bytes CountedAt(int argument, std::uint32_t offset) {
  return {Length::kCounted, offset, static_cast<std::int8_t>(argument)};
}
constexpr Bytes Pointee(int argument, std::uint32_t at_least = 0) {
  return {Length::kPointee, at_least, static_cast<std::int8_t>(argument)};
}

// What a path is relative to, and whether its last component is followed.
struct At {
  constexpr explicit At(int argument) : dirfd(static_cast<std::int8_t>(argument)) {}
  std::int8_t dirfd;
};
struct Walk {
  Follow follow = Follow::kAlways;
  std::int8_t of = -1;
};
inline constexpr Walk kFollowed{Follow::kAlways, -1};
inline constexpr Walk kNotFollowed{Follow::kNever, -1};
constexpr Walk UnlessNofollow(int flags) {
  return {Follow::kUnlessAtNofollow, static_cast<std::int8_t>(flags)};
}
constexpr Walk IfFollow(int flags) {
  return {Follow::kIfAtFollow, static_cast<std::int8_t>(flags)};
}
inline constexpr Walk kAsOpened{Follow::kAsOpened, -1};

constexpr Parameter plain(std::string_view name, ArgumentKind kind) {
  Parameter parameter;
  parameter.name = name;
  parameter.kind = kind;
  return parameter;
}
constexpr Parameter memory(std::string_view name, ArgumentKind kind, When when, Bytes bytes,
                           std::string_view structure = {}) {
  Parameter parameter = plain(name, kind);
  parameter.when = when;
  parameter.length = bytes.length;
  parameter.size = bytes.size;
  parameter.of = bytes.of;
  parameter.structure = structure;
  return parameter;
}
constexpr Parameter named(std::string_view name, ArgumentKind kind, const NameTable& names) {
  Parameter parameter = plain(name, kind);
  parameter.names = &names;
  return parameter;
}

// Values that the register holds whole, by their type in C: int, unsigned int, unsigned long, long
// (as an offset is, too); a size_t of bytes is size().
constexpr Parameter integer(std::string_view name) { return plain(name, ArgumentKind::kInteger); }
constexpr Parameter count(std::string_view name) { return plain(name, ArgumentKind::kUnsigned); }
constexpr Parameter long_count(std::string_view name) {
  return plain(name, ArgumentKind::kUnsignedLong);
}
constexpr Parameter long_number(std::string_view name) {
  return plain(name, ArgumentKind::kOffset);
}
constexpr Parameter submitted(std::string_view name) {
  Parameter parameter = count(name);
  parameter.structure = kRingEntries;
  return parameter;
}
constexpr Parameter offset(std::string_view name) { return plain(name, ArgumentKind::kOffset); }
constexpr Parameter hex(std::string_view name) {
  Parameter parameter = integer(name);
  parameter.structure = kInHex;
  return parameter;
}
constexpr Parameter long_hex(std::string_view name) {
  Parameter parameter = offset(name);
  parameter.structure = kInHex;
  return parameter;
}
// The first of two registers that hold a value of 64 bits, and the second.
constexpr Parameter low_half(Parameter parameter) {
  parameter.structure = kLowHalf;
  return parameter;
}
constexpr Parameter high_half(Parameter parameter) {
  parameter.structure = kHighHalf;
  return parameter;
}
constexpr Parameter size(std::string_view name) { return plain(name, ArgumentKind::kSize); }
constexpr Parameter fd(std::string_view name) { return plain(name, ArgumentKind::kFd); }
constexpr Parameter dirfd(std::string_view name) { return plain(name, ArgumentKind::kDirfd); }
constexpr Parameter mode(std::string_view name) { return plain(name, ArgumentKind::kMode); }
constexpr Parameter typed_mode(std::string_view name) {
  Parameter parameter = mode(name);
  parameter.structure = kWithFileType;
  return parameter;
}
constexpr Parameter signal_number(std::string_view name) {
  return plain(name, ArgumentKind::kSignal);
}
constexpr Parameter pid(std::string_view name) { return plain(name, ArgumentKind::kPid); }
constexpr Parameter device(std::string_view name) { return plain(name, ArgumentKind::kDevice); }
constexpr Parameter uid(std::string_view name) { return plain(name, ArgumentKind::kUid); }
constexpr Parameter gid(std::string_view name) { return plain(name, ArgumentKind::kGid); }
constexpr Parameter unused(std::string_view name) { return plain(name, ArgumentKind::kUnused); }
constexpr Parameter flags(std::string_view name, const NameTable& names) {
  return named(name, ArgumentKind::kFlags, names);
}
// An unsigned long: the kernel looks at its upper half, too.
constexpr Parameter long_flags(std::string_view name, const NameTable& names) {
  Parameter parameter = flags(name, names);
  parameter.structure = kLongFlags;
  return parameter;
}
constexpr Parameter choice(std::string_view name, const NameTable& names) {
  return named(name, ArgumentKind::kEnum, names);
}
// A register that decode/words.h has a printer for.
constexpr Parameter spelt(Parameter parameter, std::string_view printer) {
  parameter.structure = printer;
  return parameter;
}
constexpr Parameter word(std::string_view name, std::string_view printer) {
  return spelt(integer(name), printer);
}
constexpr Parameter other_half(std::string_view name) { return unused(name); }
constexpr Parameter clock_id(std::string_view name, const NameTable& names) {
  return named(name, ArgumentKind::kClock, names);
}
constexpr Parameter key(std::string_view name) { return word(name, "key"); }

// Pointers. An address is a value in its own right (munmap's); a pointer is one whose object is not
// described, which keeps its row from counting as fully decoded.
inline constexpr std::string_view kAddressOnly = "address";
constexpr Parameter pointer(std::string_view name) { return plain(name, ArgumentKind::kPointer); }
constexpr Parameter address(std::string_view name) {
  Parameter parameter = pointer(name);
  parameter.structure = kAddressOnly;
  return parameter;
}
constexpr Parameter live(std::string_view name, std::string_view object) {
  Parameter parameter = pointer(name);
  parameter.structure = object;
  return parameter;
}
constexpr Parameter path(std::string_view name, Walk walk = kFollowed) {
  Parameter parameter = plain(name, ArgumentKind::kPath);
  parameter.follow = walk.follow;
  parameter.of = walk.of;
  return parameter;
}
constexpr Parameter path(std::string_view name, At at, Walk walk = kFollowed) {
  Parameter parameter = path(name, walk);
  parameter.dirfd = at.dirfd;
  return parameter;
}
constexpr Parameter string(std::string_view name) { return plain(name, ArgumentKind::kString); }
// One that is shown whole, whatever a reader's limit of strings: a path that is not walked.
constexpr Parameter unabridged(std::string_view name) {
  Parameter parameter = string(name);
  parameter.structure = kUnabridged;
  return parameter;
}
constexpr Parameter strings(std::string_view name) {
  return plain(name, ArgumentKind::kStringVector);
}
constexpr Parameter bytes_in(std::string_view name, Bytes bytes) {
  return memory(name, ArgumentKind::kBytesIn, When::kEntry, bytes);
}
constexpr Parameter bytes_out(std::string_view name, Bytes bytes) {
  return memory(name, ArgumentKind::kBytesOut, When::kExit, bytes);
}
// Bytes that are shown in hexadecimal.
constexpr Parameter binary_in(std::string_view name, Bytes bytes) {
  Parameter parameter = bytes_in(name, bytes);
  parameter.structure = kInHex;
  return parameter;
}
constexpr Parameter binary_out(std::string_view name, Bytes bytes) {
  Parameter parameter = memory(name, ArgumentKind::kBytesOut, When::kExit, bytes);
  parameter.structure = kInHex;
  return parameter;
}
// Bytes that end with a NUL, which is not shown.
constexpr Parameter text_out(std::string_view name, Bytes bytes) {
  Parameter parameter = bytes_out(name, bytes);
  parameter.structure = kTerminated;
  return parameter;
}
// `structure` is the name that decode/ has a printer for; its size comes from StructureSize.
constexpr Parameter struct_in(std::string_view name, std::string_view structure) {
  return memory(name, ArgumentKind::kStruct, When::kEntry, SizeOf(structure), structure);
}
constexpr Parameter struct_out(std::string_view name, std::string_view structure) {
  return memory(name, ArgumentKind::kStruct, When::kExit, SizeOf(structure), structure);
}
constexpr Parameter struct_in(std::string_view name, std::string_view structure, Bytes bytes) {
  return memory(name, ArgumentKind::kStruct, When::kEntry, bytes, structure);
}
constexpr Parameter struct_out(std::string_view name, std::string_view structure, Bytes bytes) {
  return memory(name, ArgumentKind::kStruct, When::kExit, bytes, structure);
}
// What the call fills in, of which `asked` says what it was asked for.
constexpr Parameter struct_out(std::string_view name, std::string_view structure,
                               std::string_view asked) {
  Parameter parameter = struct_out(name, structure);
  parameter.asked = asked;
  return parameter;
}
// What the call reads, and what it answers in the same place.
constexpr Parameter struct_in(std::string_view name, std::string_view structure,
                              std::string_view answer) {
  Parameter parameter = struct_in(name, structure);
  parameter.answer = answer;
  return parameter;
}
// What the call reads, and changes, or what it writes to where that points.
constexpr Parameter struct_late(std::string_view name, std::string_view structure, Bytes bytes) {
  Parameter parameter = struct_in(name, structure, bytes);
  parameter.late = true;
  return parameter;
}
// One structure, in which argument `of` says how many of something there are.
constexpr Parameter counted(Parameter parameter, int of) {
  parameter.of = static_cast<std::int8_t>(of);
  return parameter;
}
// An array of `structure`, as many as argument `of` says.
constexpr Parameter array_in(std::string_view name, std::string_view structure, int of) {
  return struct_in(name, structure, ElementsOf(of, StructureSize(structure)));
}
constexpr Parameter array_out(std::string_view name, std::string_view structure, int of) {
  return struct_out(name, structure, ElementsOf(of, StructureSize(structure)));
}
// Likewise, of structures that the call changes; what it changed stands with its result.
constexpr Parameter array_changed(std::string_view name, std::string_view structure, int of) {
  Parameter parameter = array_in(name, structure, of);
  parameter.changed = true;
  return parameter;
}
constexpr Parameter socket_address(std::string_view name, Bytes bytes) {
  return memory(name, ArgumentKind::kSockaddr, When::kEntry, bytes);
}
constexpr Parameter socket_address_out(std::string_view name, Bytes bytes) {
  return memory(name, ArgumentKind::kSockaddr, When::kExit, bytes);
}

}  // namespace sysassert::tables::build

#endif  // SYSASSERT_TABLES_BUILDERS_H_
