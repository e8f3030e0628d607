// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_JSON_DOCUMENT_H
#define NEMO_JSON_DOCUMENT_H

#include "ns3/nemo-diagnostics.h"
#include "ns3/nemo-json.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ns3::nemo
{

/// Parse JSON with comments. Nesting beyond MAX_JSON_DEPTH and longer keys are errors like those of
/// the grammar, which come with line and column. A key given twice is an error too, but the rest is
/// read all the same.
/// \return the value, or nothing if the text is not JSON or too much
std::optional<Json> ParseJson(std::string_view text, Diagnostics& diagnostics);

/// Read a whole file and parse it.
/// \return as ParseJson; nothing, too, if the file cannot be read
std::optional<Json> ReadJsonFile(const std::string& file, Diagnostics& diagnostics);

/// Put one `--set` into the document: POINTER=VALUE, the value JSON or else a string. What holds
/// the last part of the pointer must exist; a new key of an object is made, "-" appends to an
/// array. An error is added if that is not so.
void ApplySetting(std::string_view setting, Json& document, Diagnostics& diagnostics);

/// As ApplySetting, of a value that is there already.
/// \param pointer begins with "/"
void SetAtPointer(const std::string& pointer, Json value, Json& document, Diagnostics& diagnostics);

/// \param pointer a JSON pointer (RFC 6901), which is empty or begins with "/"
/// \return its reference tokens, "~1" and "~0" being "/" and "~" again
std::vector<std::string> SplitPointer(std::string_view pointer);

} // namespace ns3::nemo

#endif // NEMO_JSON_DOCUMENT_H
