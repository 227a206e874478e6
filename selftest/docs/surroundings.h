// What the documents' examples stand in: names that a reader's own project would have. Members
// named like our families prove that a fixture of theirs hides nothing that the examples need.
#ifndef SELFTEST_DOCS_SURROUNDINGS_H_
#define SELFTEST_DOCS_SURROUNDINGS_H_

#include <gtest/gtest.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <sysassert/gmock.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <iostream>
#include <string>

#include "wal/wal_client.h"

namespace docs {

class Fixture : public testing::Test {
 protected:
  void Close() {}
  void Write(int) {}
  int Open = 0;
};

}  // namespace docs

// Examples of a body begin where a reader's file has these.
using namespace sysassert;
using namespace std::chrono_literals;
namespace sys = sysassert::calls;

#endif  // SELFTEST_DOCS_SURROUNDINGS_H_
