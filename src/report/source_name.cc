#include "report/source_name.h"

#include <filesystem>

namespace sysassert::report {

SourceName NameOfSource(const SourceTree& sources, std::string_view file) {
  using Kind = SourceName::Kind;
  constexpr std::string_view kStock = "stock:";
  if (file.starts_with(kStock)) {
    return {Kind::kStock, std::string(file.substr(kStock.size())) + ".yaml"};
  }
  const auto path = (std::filesystem::path(sources.cwd) / file).lexically_normal();
  if (!path.is_absolute()) return {Kind::kBelowRoot, path.string()};
  const auto below = path.lexically_relative(sources.root);
  const bool outside = below.empty() || *below.begin() == ".." || below == ".";
  return outside ? SourceName{Kind::kAbsolute, path.string()}
                 : SourceName{Kind::kBelowRoot, below.string()};
}

std::string UriPath(std::string_view path) {
  constexpr std::string_view kPlain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string uri;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    if (kPlain.find(c) != std::string_view::npos) {
      uri += c;
    } else {
      uri += {'%', kHex[byte >> 4], kHex[byte & 15]};
    }
  }
  return uri;
}

}  // namespace sysassert::report
