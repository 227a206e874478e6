// Any registers and any memory behind them, of any call: every structure is decoded as `sysassert
// trace` decodes it, from a thread that is stopped, and as recordings are. An input is a call's
// number, which of its operations, its registers and the bytes that its pointers find.
#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <random>

#include "capture/byte_capture.h"
#include "decode/call_text.h"
#include "decode/result.h"
#include "fuzz/target.h"
#include "sysassert/sysno.h"
#include "tables/row.h"
#include "tables/variants.h"

namespace sysassert::selftest {
namespace {

constexpr std::uint64_t kBase = 0x10000;  // where the bytes lie
constexpr std::size_t kMostText = 64U << 20U;

// The input's bytes, taken from its front.
class Input {
 public:
  Input(const std::uint8_t* data, std::size_t size) : data_(data), left_(size) {}
  template <typename Value>
  Value Take() {
    Value value{};
    const std::size_t bytes = std::min(sizeof value, left_);
    if (bytes > 0) std::memcpy(&value, data_, bytes);
    data_ += bytes;
    left_ -= bytes;
    return value;
  }
  // A word as a register holds it: of one that points, mostly an address within the bytes.
  std::uint64_t TakeRegister(bool points) {
    const auto kind = Take<std::uint8_t>();
    if (points && kind % 8 != 0) return kBase + Take<std::uint16_t>() % 64 * 4;
    return kind % 2 == 0 ? Take<std::uint64_t>() : Take<std::uint16_t>();
  }
  std::string_view rest() const { return {reinterpret_cast<const char*>(data_), left_}; }

 private:
  const std::uint8_t* data_;
  std::size_t left_;
};

std::size_t ReadFrom(std::string_view bytes, std::uint64_t address, std::span<std::byte> to) {
  if (address < kBase || address - kBase >= bytes.size()) return 0;
  const std::string_view there = bytes.substr(address - kBase, to.size());
  if (!there.empty()) std::memcpy(to.data(), there.data(), there.size());
  return there.size();
}

class Reader : public events::MemoryReader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}
  void Read(int /*tid*/, std::span<Piece> pieces) override {
    for (Piece& piece : pieces)
      piece.read = ReadFrom(bytes_, static_cast<std::uint64_t>(piece.from), piece.to);
  }

 private:
  std::string_view bytes_;
};

class Bytes : public decode::Memory {
 public:
  explicit Bytes(std::string_view bytes) : bytes_(bytes) {}
  std::size_t Read(std::uint64_t address, std::span<std::byte> to) const override {
    return ReadFrom(bytes_, address, to);
  }

 private:
  std::string_view bytes_;
};

class Protocol : public decode::Sockets {
 public:
  explicit Protocol(int protocol) : protocol_(protocol) {}
  int NetlinkProtocolOf(int /*fd*/) const override { return protocol_; }
  std::string GenericFamily(int /*type*/) const override { return ""; }

 private:
  int protocol_;
};

class Links : public decode::DescriptorLinks {
 public:
  std::string LinkOf(int fd) const override {
    return fd % 2 == 0 ? "anon_inode:bpf-map" : "anon_inode:bpf-prog";
  }
};

class Names : public decode::DescriptorNames {
 public:
  std::string NameOf(int fd) const override { return fd == 3 ? "</three>" : ""; }
};

void Print(const capture::CallInFlight& call, const decode::Style& style) {
  const decode::CallView view{
      call.record, capture::ItemRange(reinterpret_cast<const char*>(call.items.bytes().data()),
                                      call.items.count())};
  std::string entry, exit;
  const int written = decode::AppendEntryArguments(&entry, view, *call.row, style);
  decode::AppendExitArguments(&exit, view, *call.row, style, written);
  decode::AppendExitArguments(&exit, view, *call.row, style, 0);
  exit += decode::ResultText(view, *call.row, style);
  if (entry.size() + exit.size() > kMostText) std::abort();
}

bool Points(const tables::Parameter& parameter) {
  switch (parameter.kind) {
    case ArgumentKind::kPointer:
    case ArgumentKind::kPath:
    case ArgumentKind::kString:
    case ArgumentKind::kBytesIn:
    case ArgumentKind::kBytesOut:
    case ArgumentKind::kSockaddr:
    case ArgumentKind::kStruct:
    case ArgumentKind::kStringVector:
      return true;
    default:
      return false;
  }
}

// A call's registers: of an operation that it has, if the input asks for one.
void TakeArguments(Input* input, capture::CallInFlight* call) {
  const auto selections = tables::SelectionsOf(call->row->id);
  auto& args = call->record.args;
  const auto wanted = input->Take<std::uint8_t>();
  const bool selects = wanted != 0 && !selections.empty();
  const tables::Selection selection =
      selects ? selections[wanted % selections.size()] : tables::Selection();
  for (int i = 0; i < 6; ++i) {
    if (selects && i == selection.by)
      args[i] = selection.value;
    else if (selects && i == selection.also)
      args[i] = selection.also_value;
    else
      args[i] =
          input->TakeRegister(Points(tables::ParameterOf(*call->row, i, args, call->record.abi)));
  }
}

void Append(std::string* input, std::uint64_t value, std::size_t bytes) {
  for (std::size_t i = 0; i < bytes; ++i) {
    const std::uint64_t rest = i < sizeof value ? value >> (8 * i) : 0;
    *input += static_cast<char>(rest & 0xffU);
  }
}

// A call whose bytes hold addresses of others among them, and are always the same. `front`: the
// first of its bytes.
std::string MadeInput(std::uint16_t id, std::uint8_t abi, std::uint8_t operation,
                      std::mt19937* random, const std::string& front = {}) {
  std::string input;
  Append(&input, id, 2);
  Append(&input, abi, 1);
  Append(&input, front.empty() ? (*random)() : 2, 1);  // 2: NETLINK_ROUTE
  Append(&input, operation, 1);
  for (int i = 0; i < 6; ++i) {
    Append(&input, front.empty() ? (*random)() | 1U : 1, 1);
    Append(&input, front.empty() ? (*random)() % 40 : i == 1 ? 0 : 400, 2);
  }
  Append(&input, (*random)() % 3, 1);
  Append(&input, (*random)() % 100, 8);
  std::string bytes = front;
  while (bytes.size() < 512) {
    const std::uint32_t what = (*random)() % 4;
    Append(&bytes,
           what == 0   ? kBase + (*random)() % 400
           : what == 1 ? (*random)() % 9
                       : (*random)(),
           what == 3 ? 4 : 8);
  }
  return input + bytes;
}

// A message of routes, whose attributes are of every type.
std::string RouteMessage(std::uint16_t type) {
  std::string attributes;
  for (std::uint16_t attribute = 0; attribute < 40; ++attribute) {
    Append(&attributes, 8, 2);
    Append(&attributes, attribute, 2);
    Append(&attributes, 0x01020304, 4);
  }
  std::string message;
  Append(&message, 16 + 16 + attributes.size(), 4);
  Append(&message, type, 2);
  Append(&message, 0x305, 2);
  Append(&message, 7, 8);
  Append(&message, 2, 16);
  return message + attributes;
}

}  // namespace

std::vector<std::string> MadeInputs() {
  std::mt19937 random(20261130);
  std::vector<std::string> inputs;
  for (std::uint16_t id = 0; id + 1U < kSysnoCount; ++id) {
    const std::size_t operations = tables::SelectionsOf(static_cast<Sysno>(id)).size();
    for (std::uint8_t abi = 0; abi < 3; ++abi) {
      for (std::size_t operation = 0; operation <= std::min<std::size_t>(operations, 255);
           ++operation)
        inputs.push_back(MadeInput(id, abi, static_cast<std::uint8_t>(operation), &random));
    }
  }
  for (std::uint16_t type = 1; type < 100; ++type)
    inputs.push_back(
        MadeInput(static_cast<std::uint16_t>(Sysno::sendto), 0, 0, &random, RouteMessage(type)));
  return inputs;
}

}  // namespace sysassert::selftest

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sysassert;
  using namespace sysassert::selftest;
  constexpr Abi kAbis[] = {Abi::kX86_64, Abi::kI386, Abi::kAarch64};
  Input input(data, size);
  const auto id = static_cast<Sysno>(input.Take<std::uint16_t>() % kSysnoCount);
  const Abi abi = kAbis[input.Take<std::uint8_t>() % std::size(kAbis)];
  const auto options = input.Take<std::uint8_t>();
  capture::CallInFlight call;
  call.row = &tables::RowOf(id, abi);
  call.record.abi = abi;
  call.record.number = tables::NumberOf(id, abi);
  TakeArguments(&input, &call);
  const auto outcome = input.Take<std::uint8_t>();
  const auto result = input.Take<std::int64_t>();
  Reader reader(input.rest());
  const Bytes memory(input.rest());
  const Protocol protocol(options % 24 - 2);
  const Names names;
  decode::Style style;
  style.abbreviate = (options & 1U) != 0;
  style.hex = static_cast<decode::Hex>(options / 2 % 3);
  style.string_limit = style.buffer_limit = options % 5 == 0 ? 0 : 32;
  capture::ByteCapture capture(reader, 32);
  for (int i = 0; i < call.row->count; ++i) capture.AtEntry(1, call, i);
  capture.MessageAddresses(1, call, [](int, std::string_view) {});
  if (outcome % 3 != 0) call.record.flags |= capture::kFinished;
  if (outcome % 3 == 1) call.record.flags |= capture::kFailed;
  call.record.result = outcome % 3 == 1 ? -1 - (result & 0xfff) : result;
  if (outcome % 3 == 2) capture.AtExit(1, call);
  Print(call, style);  // as a recording has it
  style.memory = &memory;
  const Links links;
  style.links = &links;
  style.sockets = &protocol;
  if ((options & 8U) != 0) style.descriptors = &names;
  Print(call, style);
  return 0;
}
