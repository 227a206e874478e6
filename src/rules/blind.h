// What a run did not see, and which questions that leaves open.
#ifndef SYSASSERT_RULES_BLIND_H_
#define SYSASSERT_RULES_BLIND_H_

#include <string>

#include "capture/recording.h"
#include "sysassert/blind_spot.h"
#include "sysassert/rules.h"

namespace sysassert::rules {

// What `asked` asks for and the run did not watch: "connect, all of openat", of the latter a part
// was watched. Empty where it saw all.
std::string NotWatchedText(const capture::Recording& recording, const Interest& asked);

// Could it hide calls that the pattern, or one of the rule's, is about? Of the blind spots that
// hide one kind of call, or what is done to one file; one that hides calls of any kind hides these.
// `anyone` is a call of the run, null if it made none.
bool HidesFrom(const BlindSpotReport& spot, const Pattern& pattern, const Call* anyone);
bool HidesFrom(const BlindSpotReport& spot, const Rule& rule, const Call* anyone);

}  // namespace sysassert::rules

#endif  // SYSASSERT_RULES_BLIND_H_
