// A directory of a test's own, gone with the test.
#ifndef EXAMPLES_TEMP_DIRECTORY_H_
#define EXAMPLES_TEMP_DIRECTORY_H_

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <system_error>

class TempDirectory {
 public:
  TempDirectory() {
    // The kernel's name for it: assertions compare resolved paths.
    std::string name =
        std::filesystem::canonical(std::filesystem::temp_directory_path()) / "example-XXXXXX";
    if (mkdtemp(name.data()) == nullptr) std::abort();
    path_ = name;
  }
  TempDirectory(const TempDirectory&) = delete;
  TempDirectory& operator=(const TempDirectory&) = delete;
  ~TempDirectory() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  const std::string& path() const { return path_; }
  std::string operator/(const std::string& name) const { return path_ + "/" + name; }

  // Writes a file and returns its path; missing parents are made.
  std::string Write(const std::string& name, const std::string& text) const {
    const std::filesystem::path file = *this / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file) << text;
    return file;
  }

 private:
  std::string path_;
};

#endif  // EXAMPLES_TEMP_DIRECTORY_H_
