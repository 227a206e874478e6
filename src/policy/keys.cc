#include "policy/keys.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

#include "rules/suggest.h"

namespace sysassert::policy {
namespace {

constexpr Key kKeys[] = {
    {Place::kFile, "sysassert", Value::kVersion, "the version of the language"},
    {Place::kFile, "name", Value::kName, "what reports call the policy"},
    {Place::kFile, "description", Value::kText, "for readers"},
    {Place::kFile, "extends", Value::kTexts,
     "policies that this one adds to: files beside it, stock:NAME"},
    {Place::kFile, "only", Value::kOnly, "whole kinds of access, each restricted to a list"},
    {Place::kFile, "mode", Value::kWord, "check observes, block refuses what is forbidden",
     "check|block"},
    {Place::kFile, "severity", Value::kWord, "of rules that do not say their own", "error|warn"},
    {Place::kFile, "vars", Value::kVariables, "values for ${NAME}; --var overrides them"},
    {Place::kFile, "sets", Value::kSets, "sets of calls of its own, by a name that begins with @"},
    {Place::kFile, "where", Value::kWhere, "the part of the run that every rule is held to"},
    {Place::kFile, "default_deny", Value::kTexts,
     "calls and sets of which nothing is allowed but by a rule"},
    {Place::kFile, "rules", Value::kRules, "in any order: none stops another"},
    {Place::kFile, "overrides", Value::kOverrides, "changes of rules of extended policies"},
    {Place::kFile, "marks", Value::kMarkCalls, "calls that are marks, by the name of the mark"},
    {Place::kFile, "runs", Value::kNumber, "how often check runs the command"},
    {Place::kFile, "aggregate", Value::kWord, "which run a count is judged by", "max|median"},

    {Place::kOnly, "read", Value::kEntries, "paths that may be opened for reading"},
    {Place::kOnly, "write", Value::kEntries,
     "paths that may be written, made, renamed, removed or changed"},
    {Place::kOnly, "exec", Value::kEntries, "programs that may be executed"},
    {Place::kOnly, "connect", Value::kEntries, "addresses that may be connected to"},
    {Place::kOnly, "listen", Value::kEntries, "addresses that may be bound"},

    {Place::kRule, "id", Value::kName, "what reports call the rule"},
    {Place::kRule, "allow", Value::kPattern, "what default_deny and only refuse, but not this"},
    {Place::kRule, "deny", Value::kPattern, "what must not happen"},
    {Place::kRule, "count", Value::kPattern, "what is counted"},
    {Place::kRule, "order", Value::kOrder, "what must happen between two events, or must not"},
    {Place::kRule, "sequence", Value::kSteps, "calls that must happen in this order"},
    {Place::kRule, "except", Value::kPatterns, "what the rule is not about"},
    {Place::kRule, "exactly", Value::kNumber, "so many"},
    {Place::kRule, "min", Value::kNumber, "at least so many"},
    {Place::kRule, "max", Value::kNumber, "at most so many"},
    {Place::kRule, "between", Value::kRange, "at least and at most"},
    {Place::kRule, "warn", Value::kNumber, "more than this warns"},
    {Place::kRule, "where", Value::kWhere, "the part of the run that the rule is held to"},
    {Place::kRule, "severity", Value::kWord, "a warning fails nothing", "error|warn"},
    {Place::kRule, "description", Value::kText, "for readers"},
    {Place::kRule, "may_be_absent", Value::kTruth, "it need not have had its chance"},
    {Place::kRule, "per", Value::kWords, "what is counted by itself; of a sequence: thread",
     "call|path|process|thread|result"},
    {Place::kRule, "of", Value::kWord, "what is summed", "calls|bytes"},
    {Place::kRule, "baseline", Value::kBaseline, "what it was when it was last reviewed"},
    {Place::kRule, "tolerance", Value::kTolerance,
     "how far above its baseline a count may be: 3, 5%"},
    {Place::kRule, "leaves", Value::kLeaves, "files that are made and are there at the end"},
    {Place::kRule, "errno", Value::kText, "what mode block answers"},

    {Place::kWhere, "process", Value::kWord, "which processes", "root|children|tree"},
    {Place::kWhere, "exe", Value::kTexts, "programs, by path"},
    {Place::kWhere, "under", Value::kTexts, "programs and their descendants, by path"},
    {Place::kWhere, "thread", Value::kThread, "threads, by name"},
    {Place::kWhere, "arch", Value::kWord, "of the call", "x86_64|i386|x32|aarch64"},
    {Place::kWhere, "phase", Value::kPhase, "before main, after it began, or between marks"},
    {Place::kWhere, "libc", Value::kWord, "of the program", "glibc|musl|none"},
    {Place::kWhere, "threads", Value::kWord, "what marks enclose is of every thread", "all"},

    {Place::kPattern, "call", Value::kTexts, "families, sets, exact:NAME"},
    {Place::kPattern, "path", Value::kTexts, "as the kernel resolved it"},
    {Place::kPattern, "as_passed", Value::kTexts, "the bytes that were passed"},
    {Place::kPattern, "exe", Value::kTexts, "what an exec runs"},
    {Place::kPattern, "fd", Value::kNumber, "the descriptor that it is about"},
    {Place::kPattern, "fd_kind", Value::kDescriptors, "what that descriptor is"},
    {Place::kPattern, "family", Value::kFamilies, "of the socket"},
    {Place::kPattern, "addr", Value::kTexts,
     "127.0.0.1:80, 10.0.0.0/8, [::1]:*, unix:/run/x, unix:@name"},
    {Place::kPattern, "flags", Value::kFlags, "of the call's one word of flags"},
    {Place::kPattern, "args", Value::kArguments, "of any argument, by its name"},
    {Place::kPattern, "cloexec", Value::kTruth, "of the descriptor that it made"},
    {Place::kPattern, "leaks", Value::kTruth,
     "an exec hands on a descriptor above the standard streams"},
    {Place::kPattern, "size", Value::kArgument, "bytes asked for, or moved"},
    {Place::kPattern, "result", Value::kTexts, "ok, an errno, a number"},
    {Place::kPattern, "origin", Value::kWord, "whose result it is", "kernel|injected|denied|any"},
    {Place::kPattern, "content", Value::kTexts, "a part of what was written or read"},

    {Place::kLeaves, "path", Value::kTexts, "where"},
    {Place::kOrder, "from", Value::kPattern, "opens the interval"},
    {Place::kOrder, "until", Value::kPattern, "closes it"},
    {Place::kOrder, "never", Value::kPattern, "must not happen in it"},
    {Place::kOrder, "same", Value::kWords, "as in the opening event", "file|dir|fd|thread|process"},
    {Place::kOrder, "must_end", Value::kTruth, "none may be open at the end"},
    {Place::kFlags, "all", Value::kTexts, "each of these"},
    {Place::kFlags, "any", Value::kTexts, "one of these"},
    {Place::kFlags, "none", Value::kTexts, "none of these"},
    {Place::kArgument, "eq", Value::kNumber, "is"},
    {Place::kArgument, "ne", Value::kNumber, "is not"},
    {Place::kArgument, "lt", Value::kNumber, "is less than"},
    {Place::kArgument, "le", Value::kNumber, "is at most"},
    {Place::kArgument, "gt", Value::kNumber, "is more than"},
    {Place::kArgument, "ge", Value::kNumber, "is at least"},
    {Place::kArgument, "mask", Value::kNumber, "the bits that are compared"},
    {Place::kArgument, "in", Value::kNumbers, "is one of"},
    {Place::kArgument, "any", Value::kTexts, "one of these"},
    {Place::kArgument, "all", Value::kTexts, "each of these"},
    {Place::kArgument, "none", Value::kTexts, "none of these"},
    {Place::kMarks, "after", Value::kText, "from this mark on"},
    {Place::kMarks, "before", Value::kText, "up to this mark"},
    {Place::kMarks, "between", Value::kPair, "from the first mark to the second"},
    {Place::kOverride, "rule", Value::kText, "of an extended policy"},
    {Place::kOverride, "drop", Value::kTruth, "it is not held to"},
    {Place::kOverride, "severity", Value::kWord, "instead of its own", "error|warn"},
    {Place::kOverride, "reason", Value::kText, "why, for the next reader"},
    {Place::kNegation, "not", Value::kText, "every other name"},

    {Place::kTestFile, "sysassert-test"},
    {Place::kTestFile, "policy"},
    {Place::kTestFile, "vars"},
    {Place::kTestFile, "default_deny"},
    {Place::kTestFile, "run"},
    {Place::kTestFile, "cases"},
    {Place::kTestRun, "exe"},
    {Place::kTestRun, "cwd"},
    {Place::kTestRun, "home"},
    {Place::kTestRun, "env"},
    {Place::kTestCase, "name"},
    {Place::kTestCase, "events"},
    {Place::kTestCase, "fires"},
    {Place::kTestEvent, "call"},
    {Place::kTestEvent, "mark"},
    {Place::kTestEvent, "path"},
    {Place::kTestEvent, "as_passed"},
    {Place::kTestEvent, "runs"},
    {Place::kTestEvent, "fd"},
    {Place::kTestEvent, "fd_kind"},
    {Place::kTestEvent, "family"},
    {Place::kTestEvent, "addr"},
    {Place::kTestEvent, "flags"},
    {Place::kTestEvent, "args"},
    {Place::kTestEvent, "content"},
    {Place::kTestEvent, "size"},
    {Place::kTestEvent, "cloexec"},
    {Place::kTestEvent, "result"},
    {Place::kTestEvent, "origin"},
    {Place::kTestEvent, "unfinished"},
    {Place::kTestEvent, "phase"},
    {Place::kTestEvent, "arch"},
    {Place::kTestEvent, "process"},
    {Place::kTestEvent, "parent"},
    {Place::kTestEvent, "exe"},
    {Place::kTestEvent, "thread"},
    {Place::kTestEvent, "times"},
};

// What stands at a place, with an example.
std::string_view BelongsAt(Place place) {
  switch (place) {
    case Place::kFile:
      return "a map, which begins with 'sysassert: 1',";
    case Place::kOnly:
      return "a map, only: {read: [/etc/hosts], exec: []},";
    case Place::kRule:
      return "a rule, {id: no-exec, deny: {call: exec}},";
    case Place::kWhere:
      return "a scope, where: {phase: main},";
    case Place::kPattern:
      return "a pattern, {call: open, path: /etc/shadow},";
    case Place::kLeaves:
      return "a map, leaves: {path: \"/tmp/**\"},";
    case Place::kOrder:
      return "an order, {from: …, until: …, never: …},";
    case Place::kFlags:
      return "a map, flags: {any: [O_CREAT]},";
    case Place::kArgument:
      return "a test, {gt: 4096} or {any: [PROT_EXEC]},";
    case Place::kMarks:
      return "a phase, {after: ready},";
    case Place::kOverride:
      return "an override, {rule: no-exec, drop: true, reason: it runs make},";
    case Place::kNegation:
      return "a map, {not: NAME},";
    case Place::kTestFile:
      return "a policy test, a map of keys,";
    case Place::kTestRun:
      return "a map, {cwd: /w, home: /home/u, env: {TMPDIR: /tmp}},";
    case Place::kTestCase:
      return "a case, {name: …, events: […], fires: […]},";
    case Place::kTestEvent:
      return "an event, {call: openat, path: /etc/shadow},";
  }
  return "";
}

}  // namespace

std::vector<Key> KeysOf(Place place) {
  std::vector<Key> keys;
  std::copy_if(std::begin(kKeys), std::end(kKeys), std::back_inserter(keys),
               [place](const Key& key) { return key.place == place; });
  return keys;
}

bool KnowsKey(Place place, std::string_view name) {
  return name.rfind("x-", 0) == 0 ||  // free, for the author's own use
         std::any_of(std::begin(kKeys), std::end(kKeys),
                     [&](const Key& key) { return key.place == place && key.name == name; });
}

bool CheckKeys(const Node& node, Place place, Diagnostics* diagnostics) {
  if (!node.is_map()) {
    diagnostics->Error(node.spot, std::string(BelongsAt(place)) + " belongs here");
    return false;
  }
  std::vector<std::string_view> known;
  for (const Key& key : KeysOf(place)) known.push_back(key.name);
  for (const Entry& entry : node.entries) {
    const std::string& name = entry.key.text;
    if (KnowsKey(place, name)) continue;
    std::string hint = rules::DidYouMean(name, known);
    if (hint.empty()) hint = fmt::format("; known here: {}", fmt::join(known, ", "));
    diagnostics->Error(entry.key.spot, fmt::format("unknown key {}{}", Quote(name), hint));
  }
  return true;
}

}  // namespace sysassert::policy
