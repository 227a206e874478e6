// The JSON library, and the one way that text gets into it. Private to this room.
#ifndef SYSASSERT_REPORT_JSON_VALUE_H_
#define SYSASSERT_REPORT_JSON_VALUE_H_

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "sysassert/call.h"

namespace sysassert::report {

using Json = nlohmann::ordered_json;

// Sets object[key] to `bytes` made printable, and object[key + "_base64"] to the bytes themselves
// where the two differ.
void SetText(Json* object, const std::string& key, std::string_view bytes);

// One call as a typed object.
Json CallObject(const Call& call);

// One line; what is not UTF-8 after all is replaced and never thrown at.
std::string Dump(const Json& value, int indent = -1);

}  // namespace sysassert::report

#endif  // SYSASSERT_REPORT_JSON_VALUE_H_
