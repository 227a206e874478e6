// Any registers and any memory behind them, of any call: every structure is decoded as `sysassert
// trace` decodes it, from a thread that is stopped, and as recordings are. An input is a call's
// number, its registers and the bytes that its pointers find.
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
  // A word as a register holds it: anything, a small number, or a pointer into the bytes.
  std::uint64_t TakeRegister() {
    const auto kind = Take<std::uint8_t>();
    switch (kind % 4) {
      case 0:
        return Take<std::uint64_t>();
      case 1:
        return Take<std::uint8_t>();
      case 2:
        return Take<std::uint16_t>();
      default:
        return kBase + Take<std::uint8_t>();
    }
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

 private:
  int protocol_;
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

// A call with pointers to its bytes, which are always the same.
std::string MadeInput(std::uint16_t id, std::uint8_t abi, std::mt19937* random) {
  std::string input;
  input += static_cast<char>(id & 0xffU);
  input += static_cast<char>(id >> 8U);
  input += static_cast<char>(abi);
  input += static_cast<char>((*random)());
  for (int i = 0; i < 6; ++i) {
    const auto kind = static_cast<char>((*random)() % 4);
    const std::size_t bytes = kind == 0 ? 8 : kind == 2 ? 2 : 1;
    input += kind;
    for (std::size_t k = 0; k < bytes; ++k) input += static_cast<char>((*random)());
  }
  for (int i = 0; i < 9; ++i) input += static_cast<char>((*random)() % 3);
  for (int i = 0; i < 512; ++i)
    input += static_cast<char>((*random)() % 7 == 0 ? (*random)() : i % 5);
  return input;
}

}  // namespace

std::vector<std::string> MadeInputs() {
  std::mt19937 random(20261130);
  std::vector<std::string> inputs;
  for (std::uint16_t id = 0; id + 1U < kSysnoCount; ++id) {
    for (std::uint8_t abi = 0; abi < 3; ++abi) inputs.push_back(MadeInput(id, abi, &random));
  }
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
  for (std::uint64_t& word : call.record.args) word = input.TakeRegister();
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
  capture.MessageAddresses(1, call);
  if (outcome % 3 != 0) call.record.flags |= capture::kFinished;
  if (outcome % 3 == 1) call.record.flags |= capture::kFailed;
  call.record.result = outcome % 3 == 1 ? -1 - (result & 0xfff) : result;
  if (outcome % 3 == 2) capture.AtExit(1, call);
  Print(call, style);  // as a recording has it
  style.memory = &memory;
  style.sockets = &protocol;
  if ((options & 8U) != 0) style.descriptors = &names;
  Print(call, style);
  return 0;
}
