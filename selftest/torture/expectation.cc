#include "torture/expectation.h"

#include <algorithm>
#include <csignal>
#include <cstring>
#include <set>
#include <sstream>

#include "capture/recording.h"
#include "events/check.h"
#include "session/trace_data.h"
#include "tables/row.h"

namespace sysassert::selftest {
namespace {

int SignalNumber(const std::string& name) {
  if (name == "SIGRTMIN") return SIGRTMIN;
  for (int number = 1; number < 32; ++number) {
    const char* known = sigabbrev_np(number);
    if (known != nullptr && name == std::string("SIG") + known) return number;
  }
  SYSASSERT_CHECK(false && "unknown signal in an expectation");
  return 0;
}

Sysno CallNamed(const std::string& name) {
  for (std::size_t i = 0; i + 1 < kSysnoCount; ++i) {
    if (tables::NameOf(static_cast<Sysno>(i)) == name) return static_cast<Sysno>(i);
  }
  SYSASSERT_CHECK(false && "unknown call in an expectation");
  return Sysno::kUnknown;
}

BlindSpot SpotNamed(const std::string& name) {
  for (int i = 0; NameOf(static_cast<BlindSpot>(i)) != "unknown"; ++i) {
    if (NameOf(static_cast<BlindSpot>(i)) == name) return static_cast<BlindSpot>(i);
  }
  SYSASSERT_CHECK(false && "unknown blind spot in an expectation");
  return {};
}

const std::vector<capture::SignalFact>& SignalsOf(const Trace& trace) {
  return trace.data()->recording().signals();
}

}  // namespace

Expectation::Expectation(std::string_view text) {
  std::istringstream all{std::string(text)};
  for (std::string term; std::getline(all, term, ',');) {
    term.erase(0, term.find_first_not_of(' '));
    terms_.push_back(Parse(term));
  }
}

Expectation::Term Expectation::Parse(const std::string& text) {
  std::istringstream words(text);
  std::string head;
  std::string value;
  std::string count;
  words >> head;
  Term term;
  term.text = text;
  if (head == "processes" || head == "threads") {
    term.kind = head == "threads" ? Term::Kind::kThreads : Term::Kind::kProcesses;
    words >> count;
  } else if (head == "ends" || head == "signal") {
    term.kind = head == "ends" ? Term::Kind::kEnds : Term::Kind::kSignal;
    words >> value >> count;
    term.number = SignalNumber(value);
  } else if (head == "note") {
    term.kind = Term::Kind::kNote;
    words >> term.value;
  } else if (head == "blind") {
    term.kind = Term::Kind::kBlind;
    words >> value;
    term.spot = SpotNamed(value);
  } else if (head == "said") {
    term.kind = Term::Kind::kSaid;
    term.call = Sysno::access;
    words >> term.value >> count;
  } else {
    term.kind = Term::Kind::kCall;
    const std::size_t equals = head.find('=');
    term.call = CallNamed(head.substr(0, equals));
    if (equals != std::string::npos) term.value = head.substr(equals + 1);
    words >> count;
    SYSASSERT_CHECK(!count.empty());
  }
  if (!count.empty()) {
    term.count = std::stoi(count);
    term.at_least = count.back() == '+';
  }
  return term;
}

Watch Expectation::NarrowWatch() const {
  SysnoSet calls;
  calls.set(static_cast<std::size_t>(Sysno::access));
  for (const Term& term : terms_) {
    if (term.call != Sysno::kUnknown) calls.set(static_cast<std::size_t>(term.call));
  }
  return WatchingCalls(calls);
}

std::vector<BlindSpot> Expectation::BlindSpots() const {
  std::vector<BlindSpot> spots;
  for (const Term& term : terms_) {
    if (term.kind == Term::Kind::kBlind) spots.push_back(term.spot);
  }
  return spots;
}

bool Expectation::IsOf(const Term& term, const Call& call) {
  if (call.id() != term.call) return false;
  if (term.kind == Term::Kind::kSaid) return call.passed_path() == "/say/" + term.value;
  if (term.value.empty()) return true;
  if (term.value == "ok") return call.succeeded();
  if (term.value == "unfinished") return call.outcome() == Outcome::kUnfinished;
  if (term.value == "restarted") return call.restarts() > 0;
  return call.failed() && tables::ErrnoName(call.error_number()) == term.value;
}

std::string Expectation::Failure(const Term& term, const Trace& trace) {
  int count = 0;
  switch (term.kind) {
    case Term::Kind::kCall:
    case Term::Kind::kSaid:
      for (const Call& call : trace) count += IsOf(term, call) ? 1 : 0;
      break;
    case Term::Kind::kSignal:
      for (const capture::SignalFact& signal : SignalsOf(trace))
        count += signal.signal == term.number ? 1 : 0;
      break;
    case Term::Kind::kProcesses:
    case Term::Kind::kThreads: {
      if (!trace.watched_everything()) return "";
      std::set<int> ids;
      for (const Call& call : trace)
        ids.insert(term.kind == Term::Kind::kThreads ? call.tid() : call.pid());
      count = static_cast<int>(ids.size());
      break;
    }
    case Term::Kind::kEnds:
      count =
          trace.status().kind == ExitStatus::Kind::kSignaled && trace.status().value == term.number;
      break;
    case Term::Kind::kNote:
      for (const std::string& note : trace.notes()) count += note.find(term.value) == 0 ? 1 : 0;
      break;
    case Term::Kind::kBlind:
      for (const BlindSpotReport& report : trace.blind_spots())
        count += report.spot == term.spot ? 1 : 0;
      break;
  }
  const bool holds = term.at_least ? count >= term.count : count == term.count;
  return holds ? "" : "'" + term.text + "' does not hold: " + std::to_string(count);
}

std::vector<std::string> Expectation::Failures(const Trace& trace) const {
  std::vector<std::string> failures;
  bool ends = false;
  for (const Term& term : terms_) {
    ends = ends || term.kind == Term::Kind::kEnds;
    if (std::string failure = Failure(term, trace); !failure.empty())
      failures.push_back(std::move(failure));
  }
  if (!ends && trace.status().kind != ExitStatus::Kind::kExited)
    failures.push_back(trace.status().text());
  const std::vector<BlindSpot> expected = BlindSpots();
  for (const BlindSpotReport& report : trace.blind_spots()) {
    if (std::find(expected.begin(), expected.end(), report.spot) == expected.end())
      failures.push_back("blind spot " + std::string(NameOf(report.spot)) + ": " + report.cause);
  }
  return failures;
}

}  // namespace sysassert::selftest
