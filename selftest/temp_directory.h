// TempDirectory: an empty directory of a test's own, named by its real path and removed at the end.
#ifndef SYSASSERT_SELFTEST_TEMP_DIRECTORY_H_
#define SYSASSERT_SELFTEST_TEMP_DIRECTORY_H_

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <string>

namespace sysassert::selftest {

class TempDirectory {
 public:
  TempDirectory() {
    std::string name = testing::TempDir() + "sysassert-selftest-XXXXXX";
    EXPECT_NE(mkdtemp(name.data()), nullptr) << name;
    path_ = std::filesystem::canonical(name).string();
  }
  ~TempDirectory() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TempDirectory(const TempDirectory&) = delete;
  TempDirectory& operator=(const TempDirectory&) = delete;

  const std::string& path() const { return path_; }
  std::string operator/(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

}  // namespace sysassert::selftest

#endif  // SYSASSERT_SELFTEST_TEMP_DIRECTORY_H_
