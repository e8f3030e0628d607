// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_JSON_H
#define NEMO_JSON_H

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace ns3::nemo
{

/// A JSON value that keeps the keys of objects in the file's order: declaration order counts.
using Json = nlohmann::ordered_json;

/// Largest file that is read.
constexpr std::size_t MAX_JSON_OCTETS = 16 * 1024 * 1024;
/// Deepest nesting of objects and arrays.
constexpr std::size_t MAX_JSON_DEPTH = 32;
/// Longest key. A bound, so that pointers in messages stay short whatever the file holds.
constexpr std::size_t MAX_JSON_KEY = 256;

/// \return the pointer with one more reference token, escaped as RFC 6901 asks
std::string AppendToPointer(const std::string& pointer, std::string_view token);

/// \return whether the text is UTF-8 (RFC 3629), as all texts of JSON are
bool IsUtf8(std::string_view text);

/// \return the value as compact JSON, shortened if long, for messages
std::string Abridge(const Json& value);

} // namespace ns3::nemo

#endif // NEMO_JSON_H
