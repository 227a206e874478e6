#include "rules/offenders.h"

#include "rules/text.h"
#include "tables/sets.h"

namespace sysassert::rules {
namespace {

bool InGroup(const char* name, Sysno id) {
  const tables::Group* group = tables::FindGroup(name);
  return group != nullptr && group->calls[static_cast<std::size_t>(id)];
}

const char* TitleOf(Sysno id) {
  if (InGroup("@exec", id)) return "forbidden program";
  if (InGroup("@network", id) || InGroup("@unix", id)) return "forbidden network access";
  if (InGroup("@file", id)) return "forbidden file access";
  return "forbidden call";
}

}  // namespace

void Offenders::Fill(const Trace& seen, Violation* violation) const {
  const Call call = first(seen);
  violation->title = TitleOf(call.id());
  violation->call = call.index();
  violation->calls = indices_;
  violation->repeats = indices_.size() - 1;
  violation->fields.emplace_back("process", ProcessText(call));
}

}  // namespace sysassert::rules
