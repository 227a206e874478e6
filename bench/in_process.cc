// What happens inside one process, on a recording: loading it, decoding it, and judging it.
// usage: in_process RECORDING POLICY [--benchmark_…]. The policy must hold for the recording: a
// verdict that is reached otherwise is not timed.
#include <benchmark/benchmark.h>
#include <gmock/gmock.h>

#include <cstdio>
#include <optional>
#include <string>

#include "sysassert/gmock.h"
#include "sysassert/policy.h"

namespace {

using sysassert::Call;
using sysassert::Policy;
using sysassert::Trace;

std::string recording_file;
std::string policy_file;

const Trace& Recording() {
  static const Trace trace = Trace::Load(recording_file).value();
  return trace;
}

void PerCall(benchmark::State& state) {
  state.counters["calls"] = static_cast<double>(Recording().size());
  state.counters["time/call"] =
      benchmark::Counter(static_cast<double>(Recording().size() * state.iterations()),
                         benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

void Load(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(Trace::Load(recording_file).value().valid());
  PerCall(state);
}

void DecodeText(benchmark::State& state) {
  std::size_t bytes = 0;
  for (auto _ : state) {
    for (const Call& call : Recording()) bytes += call.text().size();
  }
  benchmark::DoNotOptimize(bytes);
  PerCall(state);
}

void Files(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(Recording().files().size());
  PerCall(state);
}

template <typename Matcher>
void Match(benchmark::State& state, const Matcher& matcher) {
  const testing::Matcher<const Trace&> asked(matcher);
  for (auto _ : state) {
    if (!asked.Matches(Recording())) return state.SkipWithError("the matcher does not match");
  }
  PerCall(state);
}

void TwentyRules(benchmark::State& state) {
  const Policy policy = Policy::FromFile(policy_file);
  for (auto _ : state) {
    if (!Check(Recording(), policy).ok()) return state.SkipWithError("the policy does not hold");
  }
  PerCall(state);
}

void Register() {
  namespace sys = sysassert::calls;
  using sysassert::Glob;
  const auto add = [](const char* name, auto matcher) {
    benchmark::RegisterBenchmark(name, [matcher](benchmark::State& state) {
      Match(state, matcher);
    })->Unit(benchmark::kMillisecond);
  };
  add("Never/connect", sysassert::Never(sys::Connect()));
  add("Never/open-of-a-file", sysassert::Never(sys::Open("/etc/shadow")));
  add("Never/open-below", sysassert::Never(sys::OpenForWriting(Glob("/usr/**"))));
  add("Never/failing-write", sysassert::Never(sys::Write().Failing()));
  add("Made/reads", sysassert::Made(sys::Read()).Times(testing::Gt(0)));
  add("NeverBetween", sysassert::NeverBetween(sys::Write(), sys::Fsync().As(sysassert::kSameFile),
                                              sys::Rename().As(sysassert::kSameFile)));
  add("Not(Contains)", testing::Not(testing::Contains(sys::Open("/etc/shadow"))));
  benchmark::RegisterBenchmark("TwentyRules", TwentyRules)->Unit(benchmark::kMillisecond);
  benchmark::RegisterBenchmark("Load", Load)->Unit(benchmark::kMillisecond);
  benchmark::RegisterBenchmark("Files", Files)->Unit(benchmark::kMillisecond);
  benchmark::RegisterBenchmark("DecodeText", DecodeText)->Unit(benchmark::kMillisecond);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: in_process RECORDING POLICY [--benchmark_…]\n");
    return 2;
  }
  recording_file = argv[1];
  policy_file = argv[2];
  argc -= 2;
  argv[2] = argv[0];
  argv += 2;
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  Register();
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
