// Result<T> and Error: what the *environment* refuses. What the traced program does (its errno, its
// signals, its death) is never an Error: it is data in the Trace.
#ifndef SYSASSERT_RESULT_H_
#define SYSASSERT_RESULT_H_

#include <string>
#include <utility>
#include <variant>

namespace sysassert {

// One refused step. `Message()` names the attempt, the cause and the remedy, in that order.
struct Error {
  std::string operation;  // what was attempted: "PTRACE_SEIZE 812", "open policies/a.yaml"
  int error_number = 0;   // errno of the attempt; 0 where no system call failed
  std::string context;    // the cause, as far as it could be found; may be empty
  std::string remedy;     // what the reader can do about it; may be empty

  // "PTRACE_SEIZE 812: EPERM (Operation not permitted); <context>\n  remedy  <remedy>"
  std::string Message() const;
};

// A value or an Error. Accessing the wrong one ends the process with a message (it is the caller's
// bug).
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}  // NOLINT(runtime/explicit)
  Result(Error error)
      : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT(runtime/explicit)

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  T& value() & { return *Checked<0>(); }
  const T& value() const& { return *const_cast<Result*>(this)->template Checked<0>(); }
  T&& value() && { return std::move(*Checked<0>()); }
  const Error& error() const { return *const_cast<Result*>(this)->template Checked<1>(); }

  T* operator->() { return Checked<0>(); }
  T& operator*() & { return *Checked<0>(); }
  const T* operator->() const { return &value(); }
  const T& operator*() const& { return value(); }

 private:
  template <std::size_t kIndex>
  auto* Checked() {
    auto* held = std::get_if<kIndex>(&state_);
    if (held == nullptr) ResultMisused(ok() ? nullptr : &std::get<1>(state_));
    return held;
  }
  [[noreturn]] static void ResultMisused(const Error* error);

  std::variant<T, Error> state_;
};

namespace internal {
[[noreturn]] void DieOfMisusedResult(const Error* error);
}  // namespace internal

template <typename T>
void Result<T>::ResultMisused(const Error* error) {
  internal::DieOfMisusedResult(error);
}

struct Unit {};
using Status = Result<Unit>;

}  // namespace sysassert

#endif  // SYSASSERT_RESULT_H_
