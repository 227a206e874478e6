// The words of the language: which keys stand where, in one table.
#ifndef SYSASSERT_POLICY_KEYS_H_
#define SYSASSERT_POLICY_KEYS_H_

#include <string_view>
#include <vector>

#include "policy/yaml_source.h"

namespace sysassert::policy {

enum class Place {
  kFile,
  kOnly,
  kRule,
  kWhere,
  kPattern,
  kLeaves,
  kOrder,
  kFlags,
  kArgument,
  kMarks,
  kOverride,
  kNegation,
  kTestFile,  // of a policy test
  kTestRun,
  kTestCase,
  kTestEvent
};

// What stands behind a key. The readers of read.h and rule.cc decide; this is what an editor is
// told.
enum class Value {
  kUntold,  // no part of the schema
  kVersion,
  kName,
  kText,
  kTexts,  // one text, or a list of them
  kPair,   // two texts
  kTruth,
  kNumber,
  kNumbers,  // one, or a list
  kRange,    // [least, most]
  kWord,     // one of Key::words
  kWords,    // one, or a list
  kDescriptors,
  kFamilies,
  kEntries,  // of `only`: texts, or nothing
  kVariables,
  kSets,
  kOnly,
  kWhere,
  kThread,
  kPhase,
  kRules,
  kOverrides,
  kMarkCalls,
  kPattern,
  kPatterns,  // one, or a list
  kSteps,
  kOrder,
  kLeaves,
  kBaseline,
  kTolerance,
  kFlags,
  kArgument,
  kArguments
};

struct Key {
  Place place;
  std::string_view name;
  Value value = Value::kUntold;
  std::string_view says = {};   // in a few words, for an editor
  std::string_view words = {};  // "check|block"
};

// In the order in which documents have them.
std::vector<Key> KeysOf(Place place);

// Reports keys that do not belong there, with what was meant. False if `node` is no map at all.
bool CheckKeys(const Node& node, Place place, Diagnostics* diagnostics);

// Is it a word of the language there, or an author's own "x-…"?
bool KnowsKey(Place place, std::string_view name);

}  // namespace sysassert::policy

#endif  // SYSASSERT_POLICY_KEYS_H_
