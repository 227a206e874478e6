#include "policy/bases.h"

#include <fmt/format.h>

#include <filesystem>
#include <string_view>
#include <vector>

#include "rules/suggest.h"

namespace sysassert::policy {
namespace {

constexpr std::string_view kStock = "stock:";

bool IsStock(const Written& base) { return base.text.rfind(kStock, 0) == 0; }

std::filesystem::path Below(const std::filesystem::path& directory, const std::string& name) {
  return (directory / name).lexically_normal();
}

std::shared_ptr<Source> OpenStock(const Written& base, Diagnostics* diagnostics) {
  const char* text = StockText(std::string_view(base.text).substr(kStock.size()));
  if (text != nullptr) return std::make_shared<Source>(base.text, "", text);
  std::vector<std::string> known;
  for (const std::string& policy : StockPolicies()) known.push_back(std::string(kStock) + policy);
  const std::vector<std::string_view> views(known.begin(), known.end());
  diagnostics->Error(base.spot, fmt::format("no stock policy {}{}", Quote(base.text),
                                            rules::DidYouMean(base.text, views)));
  return nullptr;
}

}  // namespace

std::string PathOfBase(const Source& from, const Written& base) {
  return IsStock(base) ? base.text : Below(from.directory(), base.text).string();
}

std::shared_ptr<Source> OpenBase(const Source& from, const Written& base,
                                 Diagnostics* diagnostics) {
  if (IsStock(base)) return OpenStock(base, diagnostics);
  const std::filesystem::path path = PathOfBase(from, base);
  // Messages name it as the file that extends it was named.
  const std::string shown =
      Below(std::filesystem::path(from.name()).parent_path(), base.text).string();
  std::string mistake;
  const auto text = ReadPolicyFile(path.string(), &mistake);
  if (text) return std::make_shared<Source>(shown, path.parent_path().string(), *text);
  diagnostics->Error(base.spot,
                     fmt::format("cannot extend {}: {} (names here are relative to this file)",
                                 Quote(shown), mistake));
  return nullptr;
}

}  // namespace sysassert::policy
