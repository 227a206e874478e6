#include "review/entry.h"

#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "learn/need.h"
#include "policy/address.h"
#include "policy/document.h"
#include "policy/only.h"
#include "policy/variables.h"
#include "sysassert/glob.h"

namespace sysassert::review {
namespace {

using Pieces = std::vector<PathGlob::Piece>;

class Variables {
 public:
  Variables(const std::string& path, std::string cwd)
      : policy_(Policy::FromFile(path)), cwd_(std::move(cwd)) {
    std::error_code ignored;
    directory_ = std::filesystem::absolute(path, ignored).lexically_normal().parent_path().string();
  }

  std::optional<Pieces> Expand(const std::string& entry, std::string* mistake) const {
    return policy::Expand(
        entry, [this](std::string_view name) { return ValueOf(name, kDepth); }, mistake);
  }

 private:
  static constexpr int kDepth = 8;  // of variables that are made of others

  std::optional<std::string> ValueOf(std::string_view name, int depth) const {
    if (name == "policy_dir") return directory_;
    if (name == "cwd") return cwd_;
    if (const auto& file = policy_.document()->file; file != nullptr && depth > 0) {
      const auto own = file->vars.find(std::string(name));
      if (own != file->vars.end()) return ValueOf(own->second, depth - 1);
    }
    const char* value = std::getenv(std::string(name).c_str());
    return value == nullptr ? std::nullopt : std::optional<std::string>(value);
  }

  std::optional<std::string> ValueOf(const policy::Written& written, int depth) const {
    std::string mistake, value;
    const auto pieces = policy::Expand(
        written.text, [&](std::string_view name) { return ValueOf(name, depth); }, &mistake);
    if (!pieces) return std::nullopt;
    for (const PathGlob::Piece& piece : *pieces) value += piece.text;
    return value;
  }

  Policy policy_;
  std::string cwd_, directory_;
};

bool IsOfAddresses(const std::string& rule) {
  const std::optional<std::string> list = learn::ListOf(rule);
  for (const policy::OnlyKey& key : policy::kOnlyKeys) {
    if (list && key.key == *list) return key.addresses;
  }
  return false;
}

}  // namespace

std::string WhyNotAllowed(const std::string& entry, const Change& change, const std::string& path) {
  std::string mistake;
  const auto glob_matches = [&](const std::string& pattern, std::string_view seen) {
    const auto pieces = Variables(path, change.cwd).Expand(pattern, &mistake);
    return pieces && PathGlob(*pieces).Matches(seen);
  };
  bool matches = false;
  if (!IsOfAddresses(change.rule)) {
    mistake = policy::MistakeIn(entry);
    matches = mistake.empty() && glob_matches(entry, change.seen);
  } else if (const auto socket = policy::SocketIn(entry)) {
    mistake = policy::MistakeInAddress(entry);
    const auto seen = policy::SocketIn(change.seen);
    matches = mistake.empty() && seen && glob_matches(std::string(*socket), *seen);
  } else {
    const auto address = policy::AddressPattern::Parse(entry, &mistake);
    matches = address && address->Matches(change.seen);
  }
  if (matches) return "";
  return mistake.empty() ? fmt::format("it does not match {}", change.seen) : mistake;
}

}  // namespace sysassert::review
