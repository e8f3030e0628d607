// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-json.h"

namespace ns3::nemo
{

namespace
{

/// Longest value that a message repeats.
constexpr std::size_t LONGEST_EXCERPT = 60;

} // namespace

std::string
AppendToPointer(const std::string& pointer, std::string_view token)
{
    std::string result = pointer + "/";
    for (const char c : token)
    {
        result += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
    }
    return result;
}

bool
IsUtf8(std::string_view text)
{
    // The library knows the rules: what it has to replace grows longer than what it keeps.
    const Json value = std::string(text);
    return value.dump(-1, ' ', false, Json::error_handler_t::replace) ==
           value.dump(-1, ' ', false, Json::error_handler_t::ignore);
}

std::string
Abridge(const Json& value)
{
    if (value.is_structured() && !value.empty())
    {
        return value.is_object() ? "{...}" : "[...]";
    }
    // Command lines may hold octets that are no UTF-8.
    std::string text = value.dump(-1, ' ', false, Json::error_handler_t::replace);
    if (text.size() > LONGEST_EXCERPT)
    {
        std::size_t end = LONGEST_EXCERPT;
        while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80U)
        {
            --end;
        }
        text = text.substr(0, end) + "...";
    }
    return text;
}

} // namespace ns3::nemo
