// TracerLoop: a fixture that has the tracer serve a script.
#ifndef SYSASSERT_SELFTEST_ENGINE_TRACER_LOOP_H_
#define SYSASSERT_SELFTEST_ENGINE_TRACER_LOOP_H_

#include <gtest/gtest.h>

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "engine/tracer.h"
#include "notes.h"
#include "scripted_kernel.h"

namespace sysassert::selftest {

inline constexpr pid_t kRoot = 100;
inline constexpr engine::TracerOptions kUnfiltered = {false, true, false, true};
inline constexpr engine::TracerOptions kFiltered = {
    .filtered = true, .find_main = false, .filter_mark = kFilterMark};
inline constexpr engine::TracerOptions kFindingMain = {false, true, true, true};

class TracerLoop : public testing::Test {
 protected:
  // Serves the script to its end; in the end nobody may be left in a stop, and everyone who was
  // there has ended.
  std::vector<std::string> Run(const engine::TracerOptions& options = kUnfiltered) {
    tracer_.emplace(kernel_, notes_, options);
    EXPECT_TRUE(tracer_->Seize(kRoot, true).ok());
    tracer_->Run([this] {
      if (at_each_stop) at_each_stop();
    });
    kernel_.ExpectNobodyStopped();
    notes_.ExpectEveryoneEnded();
    return notes_.lines;
  }

  ScriptedKernel kernel_;
  Notes notes_;
  std::optional<engine::Tracer> tracer_;
  std::function<void()> at_each_stop;
};

}  // namespace sysassert::selftest

#endif  // SYSASSERT_SELFTEST_ENGINE_TRACER_LOOP_H_
