#include "policy/schema.h"

#include <initializer_list>
#include <nlohmann/json.hpp>

#include "policy/keys.h"
#include "policy/words.h"

namespace sysassert::policy {
namespace {

using Json = nlohmann::ordered_json;

// The definitions, by the name that references use.
struct Definition {
  Place place;
  const char* name;
};
constexpr Definition kDefinitions[] = {
    {Place::kOnly, "only"},         {Place::kRule, "rule"},         {Place::kWhere, "where"},
    {Place::kPattern, "pattern"},   {Place::kLeaves, "leaves"},     {Place::kOrder, "order"},
    {Place::kFlags, "flags"},       {Place::kArgument, "argument"}, {Place::kMarks, "marks"},
    {Place::kOverride, "override"}, {Place::kNegation, "negation"},
};

Json Reference(const char* name) { return {{"$ref", std::string("#/definitions/") + name}}; }

// A plain scalar is a number or a truth value to a YAML reader, and a text here.
Json Text() { return {{"type", {"string", "number", "boolean"}}}; }
Json Name() { return {{"type", "string"}, {"pattern", "^[a-z][a-z0-9.-]*$"}}; }

Json Number() {
  constexpr const char* kPattern = "^-?(0x[0-9a-fA-F]+|[0-9]+)(KiB|MiB|GiB)?$";
  return {{"anyOf", {{{"type", "integer"}}, {{"type", "string"}, {"pattern", kPattern}}}}};
}

Json ListOf(const Json& item) { return {{"type", "array"}, {"items", item}}; }
Json PairOf(const Json& item) {
  Json pair = ListOf(item);
  pair["minItems"] = pair["maxItems"] = 2;
  return pair;
}
Json OneOrMore(const Json& item) { return {{"anyOf", {item, ListOf(item)}}}; }
Json MapOf(const Json& value) { return {{"type", "object"}, {"additionalProperties", value}}; }

Json Words(const std::vector<std::string_view>& words) {
  Json list = Json::array();
  for (const std::string_view word : words) list.push_back(std::string(word));
  return {{"enum", list}};
}

Json Words(std::string_view words) {
  std::vector<std::string_view> list;
  while (!words.empty()) {
    const std::size_t end = std::min(words.find('|'), words.size());
    list.push_back(words.substr(0, end));
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return Words(list);
}

Json SchemaOf(const Key& key) {
  switch (key.value) {
    case Value::kUntold:
      return Json::object();
    case Value::kVersion:
      return {{"const", 1}};
    case Value::kName:
      return Name();
    case Value::kText:
      return Text();
    case Value::kTexts:
      return OneOrMore(Text());
    case Value::kPair:
      return PairOf(Text());
    case Value::kTruth:
      return {{"type", "boolean"}};
    case Value::kNumber:
      return Number();
    case Value::kNumbers:
      return OneOrMore(Number());
    case Value::kRange:
      return PairOf(Number());
    case Value::kWord:
      return Words(key.words);
    case Value::kWords:
      return OneOrMore(Words(key.words));
    case Value::kDescriptors:
      return OneOrMore(Words(DescriptorWords()));
    case Value::kFamilies:
      return OneOrMore(Words(FamilyWords()));
    case Value::kEntries:
      return {{"anyOf", {{{"type", "null"}}, Text(), ListOf(Text())}}};
    case Value::kVariables:
      return MapOf(Text());
    case Value::kSets: {
      Json sets = MapOf(OneOrMore(Text()));
      sets["propertyNames"] = {{"pattern", "^@"}};
      return sets;
    }
    case Value::kOnly:
      return Reference("only");
    case Value::kWhere:
      return Reference("where");
    case Value::kThread:
      return {{"anyOf", {Text(), Reference("negation")}}};
    case Value::kPhase:
      return {{"anyOf", {Words("loading|main|all"), Reference("marks")}}};
    case Value::kRules:
      return ListOf(Reference("rule"));
    case Value::kOverrides:
      return ListOf(Reference("override"));
    case Value::kMarkCalls:
      return MapOf(Reference("pattern"));
    case Value::kPattern:
      return Reference("pattern");
    case Value::kPatterns:
      return OneOrMore(Reference("pattern"));
    case Value::kSteps: {
      Json steps = ListOf(Reference("pattern"));
      steps["minItems"] = 2;
      return steps;
    }
    case Value::kOrder:
      return Reference("order");
    case Value::kLeaves:
      return Reference("leaves");
    case Value::kBaseline:
      return {{"anyOf", {Number(), MapOf(Number())}}};
    case Value::kTolerance:
      return {{"anyOf", {Number(), {{"type", "string"}, {"pattern", "^[0-9]+%$"}}}}};
    case Value::kFlags:
      return Reference("flags");
    case Value::kArgument:
      return Reference("argument");
    case Value::kArguments:
      return MapOf(Reference("argument"));
  }
  return Json::object();
}

// The keys without which one of `place` does not load.
std::vector<std::string> RequiredAt(Place place) {
  switch (place) {
    case Place::kFile:
      return {"sysassert", "name"};
    case Place::kRule:
      return {"id"};
    case Place::kOrder:
      return {"from", "until"};
    case Place::kOverride:
      return {"rule", "reason"};
    default:
      return {};
  }
}

// For oneOf and anyOf: each of the keys, as required.
Json Needs(std::initializer_list<const char*> keys) {
  Json ways = Json::array();
  for (const char* key : keys) ways.push_back({{"required", {key}}});
  return ways;
}

Json MapAt(Place place) {
  Json map = {{"type", "object"}};
  for (const Key& key : KeysOf(place)) {
    Json& schema = map["properties"][std::string(key.name)];
    schema = {{"description", std::string(key.says)}};
    schema.update(SchemaOf(key));
  }
  map["patternProperties"] = {{"^x-", Json::object()}};  // free, for the author's own use
  map["additionalProperties"] = false;
  if (const auto required = RequiredAt(place); !required.empty()) map["required"] = required;
  if (place == Place::kRule)
    map["oneOf"] = Needs({"allow", "deny", "count", "order", "sequence", "leaves"});
  if (place == Place::kFile) map["anyOf"] = Needs({"only", "default_deny", "rules", "extends"});
  if (place == Place::kOrder) map["anyOf"] = Needs({"never", "must_end"});
  if (place == Place::kMarks) map["oneOf"] = Needs({"after", "before", "between"});
  return map;
}

}  // namespace

std::string PolicySchema() {
  Json schema = {{"$schema", "http://json-schema.org/draft-07/schema#"},
                 {"$id", "sysassert-policy-v1.schema.json"},
                 {"title", "A policy of sysassert, version 1"}};
  schema.update(MapAt(Place::kFile));
  for (const Definition& definition : kDefinitions)
    schema["definitions"][definition.name] = MapAt(definition.place);
  return schema.dump(2) + "\n";
}

}  // namespace sysassert::policy
