// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-json-document.h"

#include "ns3/nemo-json-builder.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>
#include <vector>

namespace ns3::nemo
{

namespace
{

/// "~1" and "~0" back to "/" and "~".
std::string
UnescapeToken(std::string_view token)
{
    std::string plain;
    for (std::size_t i = 0; i < token.size(); ++i)
    {
        const bool escaped = token[i] == '~' && i + 1 < token.size();
        plain += escaped ? (token[++i] == '1' ? '/' : '~') : token[i];
    }
    return plain;
}

/// \return the index that the token writes, or nothing if it writes none below size
std::optional<std::size_t>
ParseIndex(const std::string& token, std::size_t size)
{
    const bool digits =
        std::all_of(token.begin(), token.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (token.empty() || token.size() > 9 || !digits || std::stoul(token) >= size)
    {
        return std::nullopt;
    }
    return std::stoul(token);
}

/// \return the member of that name or index, or nullptr
Json*
FindChild(Json& parent, const std::string& token)
{
    if (parent.is_object())
    {
        const auto found = parent.find(token);
        return found == parent.end() ? nullptr : &*found;
    }
    const auto index = parent.is_array() ? ParseIndex(token, parent.size()) : std::nullopt;
    return index ? &parent[*index] : nullptr;
}

/// Longest value that a message proposes.
constexpr std::size_t LONGEST_PROPOSAL = 160;

/// \return objects in each other with these keys, as JSON; empty: it would be too long
std::string
Nest(const std::vector<std::string>& keys)
{
    std::string text = "...";
    for (auto key = keys.rbegin(); key != keys.rend(); ++key)
    {
        text = "{" + Json(*key).dump(-1, ' ', false, Json::error_handler_t::replace) + ": " + text +
               "}";
    }
    return text.size() > LONGEST_PROPOSAL ? "" : text;
}

/// Where a value may be a text for short, the key that it has in the object that it is short for.
/// \param tokens of the pointer to the value
std::string
KeyOfShorthand(const std::vector<std::string>& tokens)
{
    const auto size = tokens.size();
    const bool isPlace =
        size == 4 && tokens[0] == "nodes" && (tokens[2] == "links" || tokens[2] == "ingress");
    return isPlace                                 ? "address"
           : size > 0 && tokens.back() == "prefix" ? "prefix"
           : size > 0 && tokens.back() == "to"     ? "node"
                                                   : "";
}

/// \return the error about a pointer that leads below a value which has nothing below it
/// \param tokens of the pointer to the value
Diagnostic
DescribeLeaf(const Json& leaf,
             const std::string& above,
             const std::vector<std::string>& tokens,
             const std::string& pointer,
             const std::string& token)
{
    const auto key = KeyOfShorthand(tokens);
    const std::string value = leaf.dump(-1, ' ', false, Json::error_handler_t::replace);
    const bool isShort = !key.empty() && (leaf.is_string() || leaf.is_null()) &&
                         value.size() + token.size() < LONGEST_PROPOSAL;
    const std::string whole =
        isShort ? "{\"" + key + "\": " + value + ", " + Nest({token}).substr(1) : "an object";
    return {pointer,
            "",
            "cannot be set: " + (above.empty() ? "the file" : above) + " is " + Abridge(leaf) +
                ", which has nothing below it",
            "a value for all of it: " + above + "=" + whole,
            ""};
}

/// \return the error about a pointer that leads past what is not there
/// \param rest the tokens below it
Diagnostic
DescribeMissing(const Json& parent,
                const std::string& pointer,
                const std::string& token,
                const std::vector<std::string>& rest)
{
    Diagnostic error{pointer, "", "does not exist, so nothing below it can be set", "", ""};
    if (parent.is_object())
    {
        std::vector<std::string_view> keys;
        for (const auto& item : parent.items())
        {
            keys.push_back(item.key());
        }
        error.allowed = ListNames(keys);
        error.suggestion = Suggest(token, keys).value_or("");
        const auto whole = error.suggestion.empty() ? Nest(rest) : "";
        error.allowed += whole.empty() ? "" : ", or all of it: " + pointer + "=" + whole;
    }
    else if (parent.is_array())
    {
        error.allowed = "an index below " + std::to_string(parent.size());
    }
    return error;
}

/// Put the value under the last token.
/// \param above pointer to the parent
void
SetChild(Json& parent,
         const std::string& above,
         const std::vector<std::string>& tokens,
         Json value,
         Diagnostics& diagnostics)
{
    const auto& token = tokens.back();
    const auto pointer = AppendToPointer(above, token);
    if (Json* child = FindChild(parent, token))
    {
        *child = std::move(value);
    }
    else if (parent.is_object() && token.size() <= MAX_JSON_KEY)
    {
        parent[token] = std::move(value);
    }
    else if (parent.is_array() && token == "-")
    {
        parent.push_back(std::move(value));
    }
    else if (parent.is_array())
    {
        diagnostics.AddError(
            {pointer,
             "",
             "cannot be set",
             "an index below " + std::to_string(parent.size()) + ", or - to append",
             ""});
    }
    else if (parent.is_object())
    {
        const auto most = std::to_string(MAX_JSON_KEY) + " octets";
        diagnostics.AddError({above, "", "gets a key that is too long", "at most " + most, ""});
    }
    else
    {
        const std::vector<std::string> way(tokens.begin(), std::prev(tokens.end()));
        diagnostics.AddError(DescribeLeaf(parent, above, way, pointer, token));
    }
}

/// The value of a setting: JSON, else a string. Only errors of the grammar make it a string; a
/// key given twice does not.
std::optional<Json>
ParseSettingValue(std::string_view text, const std::string& pointer, Diagnostics& diagnostics)
{
    if (!Json::accept(text.begin(), text.end()))
    {
        return Json(std::string(text));
    }
    Diagnostics inner("");
    auto value = ParseJson(text, inner);
    for (auto error : inner.GetErrors())
    {
        error.pointer = pointer + error.pointer;
        diagnostics.AddError(std::move(error));
    }
    return value;
}

} // namespace

std::vector<std::string>
SplitPointer(std::string_view pointer)
{
    std::vector<std::string> tokens;
    while (!pointer.empty())
    {
        pointer.remove_prefix(1);
        const auto end = std::min(pointer.find('/'), pointer.size());
        tokens.push_back(UnescapeToken(pointer.substr(0, end)));
        pointer.remove_prefix(end);
    }
    return tokens;
}

std::optional<Json>
ParseJson(std::string_view text, Diagnostics& diagnostics)
{
    JsonBuilder builder(text, diagnostics);
    if (!Json::sax_parse(text.begin(),
                         text.end(),
                         &builder,
                         Json::input_format_t::json,
                         true,
                         true))
    {
        return std::nullopt;
    }
    return builder.Take();
}

std::optional<Json>
ReadJsonFile(const std::string& file, Diagnostics& diagnostics)
{
    std::ifstream stream(file, std::ios::binary);
    std::string text;
    if (stream)
    {
        // One octet beyond the limit shows that there is more; devices and pipes have no size.
        text.resize(MAX_JSON_OCTETS + 1);
        stream.read(text.data(), static_cast<std::streamsize>(text.size()));
        text.resize(static_cast<std::size_t>(stream.gcount()));
    }
    if (!stream.is_open() || stream.bad())
    {
        std::error_code error;
        const bool exists = std::filesystem::exists(file, error);
        const std::string problem = !exists ? "there is no such file"
                                    : std::filesystem::is_directory(file, error)
                                        ? "this is a folder"
                                        : "the file cannot be read";
        diagnostics.AddError({"", "", problem, "a JSON file", ""});
        return std::nullopt;
    }
    if (text.size() > MAX_JSON_OCTETS)
    {
        const auto most = std::to_string(MAX_JSON_OCTETS) + " octets";
        diagnostics.AddError({"", "", "the file is too large", "at most " + most, ""});
        return std::nullopt;
    }
    return ParseJson(text, diagnostics);
}

void
ApplySetting(std::string_view setting, Json& document, Diagnostics& diagnostics)
{
    const auto equals = setting.find('=');
    if (!IsUtf8(setting))
    {
        const Json shown = std::string(setting);
        diagnostics.AddError({"--set", Abridge(shown), "is no UTF-8", "", ""});
        return;
    }
    if (equals == std::string_view::npos || setting.front() != '/')
    {
        const Json shown = std::string(setting);
        diagnostics.AddError({"--set", Abridge(shown), "sets nothing", "/json/pointer=value", ""});
        return;
    }
    const std::string whole(setting.substr(0, equals));
    auto value = ParseSettingValue(setting.substr(equals + 1), whole, diagnostics);
    if (!value)
    {
        return;
    }
    SetAtPointer(whole, std::move(*value), document, diagnostics);
}

void
SetAtPointer(const std::string& pointer, Json value, Json& document, Diagnostics& diagnostics)
{
    const auto tokens = SplitPointer(pointer);
    Json* parent = &document;
    std::string above;
    for (auto token = tokens.begin(); token != std::prev(tokens.end()); ++token)
    {
        const std::string before = above;
        above = AppendToPointer(above, *token);
        Json* child = FindChild(*parent, *token);
        if (child == nullptr && !parent->is_structured())
        {
            diagnostics.AddError(
                DescribeLeaf(*parent, before, {tokens.begin(), token}, above, *token));
            return;
        }
        if (child == nullptr)
        {
            diagnostics.AddError(
                DescribeMissing(*parent, above, *token, {std::next(token), tokens.end()}));
            return;
        }
        parent = child;
    }
    SetChild(*parent, above, tokens, std::move(value), diagnostics);
}

} // namespace ns3::nemo
