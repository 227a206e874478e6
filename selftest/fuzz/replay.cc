// A fuzz target without a fuzzer: every file of the folders given, then mutations of them, always
// the same ones. replay MUTATIONS FOLDER…, or replay --made FOLDER, which writes what the target
// makes.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string_view>

#include "fuzz/target.h"

namespace sysassert::selftest {
namespace {

std::vector<std::string> FilesOf(const std::string& folder) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> files;
  for (const auto& path : paths) {
    std::ifstream file(path, std::ios::binary);
    files.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return files;
}

void Try(const std::string& input) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
}

class Mutator {
 public:
  explicit Mutator(const std::vector<std::string>& inputs) : inputs_(inputs) {}

  std::string Next() {
    std::string input = Any();
    for (std::size_t i = Below(4) + 1; i > 0; --i) Mutate(&input);
    return input;
  }

 private:
  std::size_t Below(std::size_t bound) { return bound == 0 ? 0 : random_() % bound; }
  const std::string& Any() { return inputs_[Below(inputs_.size())]; }

  void Mutate(std::string* input) {
    const std::size_t at = Below(input->size() + 1);
    const std::size_t size = Below(std::min<std::size_t>(input->size() - at, 64) + 1);
    const std::string& other = Any();
    switch (Below(5)) {
      case 0:
        input->erase(at, size);
        break;
      case 1:
        input->insert(at, input->substr(Below(input->size() + 1), size));
        break;
      case 2:
        input->insert(at, other.substr(Below(other.size() + 1), Below(64)));
        break;
      case 3:
        if (at < input->size()) (*input)[at] = static_cast<char>(random_());
        break;
      default:
        if (at < input->size()) (*input)[at] = static_cast<char>((*input)[at] ^ (1 << Below(8)));
    }
  }

  const std::vector<std::string>& inputs_;
  std::mt19937 random_{20260101};  // the same each time
};

int Main(int count, char** words) {
  if (count == 3 && std::string_view(words[1]) == "--made") {
    std::size_t number = 0;
    for (const std::string& input : MadeInputs())
      std::ofstream(words[2] + std::string("/made-") + std::to_string(number++), std::ios::binary)
          << input;
    return 0;
  }
  if (count < 2) return EXIT_FAILURE;
  std::vector<std::string> inputs = MadeInputs();
  for (int i = 2; i < count; ++i) {
    for (std::string& input : FilesOf(words[i])) inputs.push_back(std::move(input));
  }
  if (inputs.empty()) return EXIT_FAILURE;
  for (const std::string& input : inputs) Try(input);
  Mutator mutator(inputs);
  const int mutations = std::atoi(words[1]);
  for (int i = 0; i < mutations; ++i) Try(mutator.Next());
  std::printf("%zu inputs, %d mutations\n", inputs.size(), mutations);
  return 0;
}

}  // namespace
}  // namespace sysassert::selftest

int main(int count, char** words) { return sysassert::selftest::Main(count, words); }
