// ExpectApproved: a text that users read, held to the one that was approved in selftest/approved/.
#ifndef SYSASSERT_SELFTEST_APPROVED_H_
#define SYSASSERT_SELFTEST_APPROVED_H_

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace sysassert::selftest {

// `name` is a path under selftest/approved/ without its .txt. Where the text differs, it is written
// to received/ in the build's working directory: look at it, and copy it over if it is better.
inline void ExpectApproved(const std::string& name, const std::string& text) {
  std::ifstream file(std::string(SYSASSERT_SOURCE) + "/selftest/approved/" + name + ".txt");
  std::ostringstream approved;
  approved << file.rdbuf();
  if (file.is_open() && approved.str() == text) return;
  const std::filesystem::path received = std::filesystem::path("received") / (name + ".txt");
  std::filesystem::create_directories(received.parent_path());
  std::ofstream(received) << text;
  ADD_FAILURE() << (file.is_open() ? "differs from the approved text of " : "no approved text of ")
                << name << "; received in " << std::filesystem::absolute(received) << ":\n"
                << text << "--- approved:\n"
                << approved.str();
}

}  // namespace sysassert::selftest

#endif  // SYSASSERT_SELFTEST_APPROVED_H_
