// Names: ioctl requests, as the kernel's headers have them.
#include <algorithm>
#include <cstdio>
#include <iterator>
#include <set>
#include <span>
#include <string>
#include <string_view>

#include "tables/names.h"
#include "tables/names_attributes.h"
#include "tables/names_builder.h"

namespace sysassert::tables {
namespace {

constexpr Name kIoctlNames[] = {
#include "tables/ioctls.inc"
};

// Those whose number is another one in a 32-bit process.
constexpr Name kNarrowNames[] = {
#include "tables/ioctls_i386.inc"
};

constexpr bool IsSorted(std::span<const Name> names) {
  for (std::size_t i = 1; i < names.size(); ++i) {
    if (names[i - 1].value > names[i].value) return false;
  }
  return true;
}
static_assert(IsSorted(kIoctlNames) && IsSorted(kNarrowNames));

constexpr bool IsNarrow(std::string_view name) {
  return std::any_of(std::begin(kNarrowNames), std::end(kNarrowNames),
                     [name](const Name& one) { return one.name == name; });
}

// "A or B": those of `names` that are this request, in the order of the alphabet.
template <typename Takes>
void AddNames(std::span<const Name> names, std::uint32_t request, Takes takes,
              std::set<std::string_view>* all) {
  auto known =
      std::lower_bound(names.begin(), names.end(), request,
                       [](const Name& name, std::uint32_t number) { return name.value < number; });
  for (; known != names.end() && known->value == request; ++known) {
    if (takes(known->name)) all->insert(known->name);
  }
}

// A part of a request's name, which stands beside its number: by name, or a number alone.
std::string Inner(const NameTable& names, std::uint32_t value) {
  if (ConstantsAreSpelt() == Constants::kNames) return EnumText(names, value);
  const std::string_view name = NameOf(names, value);
  if (!name.empty()) return std::string(name);
  char number[2 + 8 + 1];
  std::snprintf(number, sizeof number, "%#x", value);
  return number;
}

// Requests of input devices that hold a number or a size; linux/input.h. Empty for all others.
std::string InputRequest(std::uint32_t request, Abi abi) {
  constexpr std::uint32_t kInput = 'E', kWrite = 1, kRead = 2;
  const std::uint32_t number = request & 0xffU, size = (request >> 16U) & 0x3fffU,
                      direction = request >> 30U;
  if (((request >> 8U) & 0xffU) != kInput) return "";
  const std::uint32_t effect = abi == Abi::kI386 ? 44 : 48;  // struct ff_effect, with a pointer
  if (direction == kWrite && number == 0x80 && size == effect) return "EVIOCSFF";
  if (direction == kWrite && number >= 0xc0)
    return "EVIOCSABS(" + Inner(kInputAxes, number - 0xc0) + ")";
  if (direction != kRead) return "";
  if (number >= 0x20 && number < 0x40) {
    const std::uint32_t event = number - 0x20;  // 0: which events there are at all
    return "EVIOCGBIT(" + (event == 0 ? "0" : Inner(kInputEvents, event)) + ", " +
           std::to_string(size) + ")";
  }
  if (number >= 0x40 && number < 0x80) return "EVIOCGABS(" + Inner(kInputAxes, number - 0x40) + ")";
  constexpr Name kOfAnySize[] = {
      {0x06, "EVIOCGNAME"}, {0x07, "EVIOCGPHYS"},    {0x08, "EVIOCGUNIQ"},
      {0x09, "EVIOCGPROP"}, {0x0a, "EVIOCGMTSLOTS"}, {0x18, "EVIOCGKEY"},
      {0x19, "EVIOCGLED"},  {0x1a, "EVIOCGSND"},     {0x1b, "EVIOCGSW"}};
  for (const Name& sized : kOfAnySize) {
    if (sized.value == number) return std::string(sized.name) + "(" + std::to_string(size) + ")";
  }
  return "";
}

// Requests that hold a number, or how long their buffer is: of sound (linux/soundcard.h), raw
// devices (linux/hidraw.h, hiddev.h), joysticks, uinput, and buses (linux/spi/spidev.h).
struct Sized {
  char group;
  std::uint32_t direction;  // of asm-generic/ioctl.h
  int number;               // -1: any, and it is what stands in brackets
  std::string_view name;
};
constexpr Sized kSized[] = {{'M', 1, -1, "MIXER_WRITE"},      {'M', 2, -1, "MIXER_READ"},
                            {'H', 2, 0x04, "HIDIOCGRAWNAME"}, {'H', 2, 0x05, "HIDIOCGRAWPHYS"},
                            {'H', 2, 0x08, "HIDIOCGRAWUNIQ"}, {'H', 2, 0x12, "HIDIOCGPHYS"},
                            {'H', 2, 0x06, "HIDIOCSFEATURE"}, {'H', 3, 0x06, "HIDIOCSFEATURE"},
                            {'H', 3, 0x07, "HIDIOCGFEATURE"}, {'j', 2, 0x13, "JSIOCGNAME"},
                            {'U', 2, 0x2c, "UI_GET_SYSNAME"}, {'k', 1, 0x00, "SPI_IOC_MESSAGE"}};
std::string SizedRequest(std::uint32_t request) {
  const std::uint32_t number = request & 0xffU, group = (request >> 8U) & 0xffU,
                      size = (request >> 16U) & 0x3fffU, direction = request >> 30U;
  for (const Sized& sized : kSized) {
    if (group != static_cast<unsigned char>(sized.group) || direction != sized.direction) continue;
    if (sized.number >= 0 && static_cast<std::uint32_t>(sized.number) != number) continue;
    return std::string(sized.name) + "(" + std::to_string(sized.number < 0 ? number : size) + ")";
  }
  return "";
}

// By its parts; asm-generic/ioctl.h.
std::string Parts(std::uint32_t request) {
  static constexpr const char* kDirections[] = {"_IOC_NONE", "_IOC_WRITE", "_IOC_READ",
                                                "_IOC_READ|_IOC_WRITE"};
  char text[64];
  std::snprintf(text, sizeof text, "_IOC(%s, %#x, %#x, %#x)", kDirections[request >> 30U],
                (request >> 8U) & 0xffU, request & 0xffU, (request >> 16U) & 0x3fffU);
  return text;
}

}  // namespace

constinit const NameTable kIoctls = Table("IOCTL", kIoctlNames);

namespace {

// Of this request, by the alphabet.
std::set<std::string_view> NamesOf(std::uint32_t request, Abi abi) {
  std::set<std::string_view> known;
  const auto any = [](std::string_view) { return true; };
  if (abi == Abi::kI386) AddNames(kNarrowNames, request, any, &known);
  if (abi == Abi::kI386)
    AddNames(
        kIoctlNames, request, [](std::string_view name) { return !IsNarrow(name); }, &known);
  else
    AddNames(kIoctlNames, request, any, &known);
  return known;
}

}  // namespace

bool IsIoctlOfWideAlone(std::uint64_t request) {
  const auto number = static_cast<std::uint32_t>(request);
  const auto [first, end] =
      std::equal_range(std::begin(kIoctlNames), std::end(kIoctlNames), Name{number, {}},
                       [](const Name& a, const Name& b) { return a.value < b.value; });
  return first != end &&
         std::all_of(first, end, [](const Name& name) { return IsNarrow(name.name); });
}

bool IsIoctl(std::uint64_t value, Abi abi) {
  const auto request = static_cast<std::uint32_t>(value);
  const auto is_in = [request](std::span<const Name> names, auto takes) {
    auto known = std::lower_bound(
        names.begin(), names.end(), request,
        [](const Name& name, std::uint32_t number) { return name.value < number; });
    for (; known != names.end() && known->value == request; ++known) {
      if (takes(known->name)) return true;
    }
    return false;
  };
  const bool narrow = abi == Abi::kI386;
  return is_in(kIoctlNames,
               [narrow](std::string_view name) { return !narrow || !IsNarrow(name); }) ||
         (narrow && is_in(kNarrowNames, [](std::string_view) { return true; })) ||
         !InputRequest(request, abi).empty();
}

std::string IoctlText(std::uint64_t value, Abi abi) {
  const auto request = static_cast<std::uint32_t>(value);
  char number[16];
  std::snprintf(number, sizeof number, "%#x", request);
  std::string names = SizedRequest(request);
  for (const std::string_view name : NamesOf(request, abi))
    names += (names.empty() ? "" : " or ") + std::string(name);
  if (names.empty()) names = InputRequest(request, abi);
  return Spelt(number, names.empty() ? Parts(request) : names);
}

}  // namespace sysassert::tables
