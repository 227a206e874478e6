// Observe() watches a piece of this very process, so that state is kept: the first lookup has read
// the file, and the second must ask the kernel for nothing.
#include <gtest/gtest.h>
#include <sysassert/gmock.h>

#include <fstream>
#include <map>
#include <string>

#include "temp_directory.h"

namespace {

using namespace sysassert;
namespace sys = sysassert::calls;

// The first lines of files, each read once.
class Cache {
 public:
  const std::string& Lookup(const std::string& path) {
    const auto found = lines_.find(path);
    if (found != lines_.end()) return found->second;
    std::string line;
    std::ifstream in(path);
    std::getline(in, line);
    return lines_.emplace(path, line).first->second;
  }

 private:
  std::map<std::string, std::string> lines_;
};

TEST(Cache, FirstLookupReadsTheFile) {
  TempDirectory directory;
  const std::string file = directory.Write("greeting", "hello\n");
  Cache cache;
  EXPECT_THAT(Observe([&] { cache.Lookup(file); }),
              InOrder(sys::OpenForReading(file), sys::Read(file), sys::Close(file)));
}

TEST(Cache, SecondLookupIsFree) {
  TempDirectory directory;
  const std::string file = directory.Write("greeting", "hello\n");
  Cache cache;
  cache.Lookup(file);
  std::string line;
  EXPECT_THAT(Observe([&] { line = cache.Lookup(file); }), MakesNoCalls());
  EXPECT_EQ(line, "hello");  // what the lambda did, it did here
}

}  // namespace
