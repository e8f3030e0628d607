// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-json-builder.h"

#include <algorithm>
#include <utility>

namespace ns3::nemo
{

namespace
{

/// \return the last octet of the text that is no blank; NUL: there is none
char
LastLetter(std::string_view text)
{
    const auto last = text.find_last_not_of(" \t\r\n");
    return last == std::string_view::npos ? '\0' : text[last];
}

/// What people do wrong who write JSON by hand.
/// \param problem what the parser says
/// \param read the text up to where it says so
/// \return what to do; empty: nothing comes to mind
std::string
FindCure(const std::string& problem, std::string_view read)
{
    const auto says = [&problem](std::string_view part) {
        return problem.find(part) != std::string::npos;
    };
    const bool isEnd = says("unexpected ']'") || says("unexpected '}'");
    if (isEnd && LastLetter(read.substr(0, read.size() - 1)) == ',')
    {
        return "no comma after the last item";
    }
    // Only between two values it expects nothing but the end.
    const bool isBetween = says("; expected ']'") || says("; expected '}'");
    if (isBetween && !isEnd && !says("end of input") && !says("invalid"))
    {
        return "a comma before it";
    }
    if (says("invalid literal") && LastLetter(read) == '\'')
    {
        return "double quotes around strings and keys";
    }
    return "";
}

/// What the parser says, without its own prefix and position and without control characters.
std::string
Reword(std::string text)
{
    const auto cut = [&text](std::string_view begin, std::string_view end) {
        const auto found = text.rfind(begin, 0) == 0 ? text.find(end) : std::string::npos;
        text.erase(0, found == std::string::npos ? 0 : found + end.size());
    };
    cut("[json.exception", "] ");
    cut("parse error", ": ");
    cut("syntax error while parsing", " - ");
    for (char& c : text)
    {
        c = static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) > 0x7e ? '?' : c;
    }
    return text;
}

} // namespace

JsonBuilder::JsonBuilder(std::string_view text, Diagnostics& diagnostics)
    : m_text(text),
      m_diagnostics(diagnostics)
{
}

Json
JsonBuilder::Take()
{
    return std::move(m_result);
}

bool
JsonBuilder::null()
{
    return Add(nullptr);
}

bool
JsonBuilder::boolean(bool value)
{
    return Add(value);
}

bool
JsonBuilder::number_integer(Json::number_integer_t value)
{
    return Add(value);
}

bool
JsonBuilder::number_unsigned(Json::number_unsigned_t value)
{
    return Add(value);
}

bool
JsonBuilder::number_float(double value, const std::string& /* text */)
{
    return Add(value);
}

bool
JsonBuilder::string(std::string& value)
{
    return Add(std::move(value));
}

bool
JsonBuilder::binary(Json::binary_t& /* value */)
{
    return false;
}

bool
JsonBuilder::start_object(std::size_t /* size */)
{
    return Open(Json::object());
}

bool
JsonBuilder::key(std::string& value)
{
    Level& level = m_levels.back();
    if (value.size() > MAX_JSON_KEY)
    {
        const auto most = std::to_string(MAX_JSON_KEY) + " octets";
        m_diagnostics.AddError(
            {Pointer(), "", "has a key that is too long", "at most " + most, ""});
        return false;
    }
    level.key = std::move(value);
    level.duplicate = !level.keys.insert(level.key).second;
    if (level.duplicate)
    {
        m_diagnostics.AddError({AppendToPointer(Pointer(), level.key),
                                "",
                                "this key is given twice in the same object",
                                "each key once",
                                ""});
    }
    return true;
}

bool
JsonBuilder::end_object()
{
    return Close();
}

bool
JsonBuilder::start_array(std::size_t /* size */)
{
    return Open(Json::array());
}

bool
JsonBuilder::end_array()
{
    return Close();
}

bool
JsonBuilder::parse_error(std::size_t position,
                         const std::string& /* token */,
                         const nlohmann::detail::exception& error)
{
    const auto before = m_text.substr(0, std::min(position > 0 ? position - 1 : 0, m_text.size()));
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const auto lineStart = before.rfind('\n');
    const auto column =
        before.size() - (lineStart == std::string_view::npos ? 0 : lineStart + 1) + 1;
    const std::string problem = Reword(error.what());
    m_diagnostics.AddError(
        {Pointer(),
         "",
         "line " + std::to_string(line) + ", column " + std::to_string(column) + ": " + problem,
         FindCure(problem, m_text.substr(0, std::min(position, m_text.size()))),
         ""});
    return false;
}

bool
JsonBuilder::Add(Json value)
{
    if (m_levels.empty())
    {
        m_result = std::move(value);
        return true;
    }
    Level& level = m_levels.back();
    if (level.value.is_array())
    {
        level.value.push_back(std::move(value));
        return true;
    }
    if (!level.duplicate)
    {
        // Straight into the vector below: the map's own insertion searches it from the start, and
        // the keys are known to differ.
        auto& members = level.value.get_ref<Json::object_t&>();
        members.Json::object_t::Container::emplace_back(std::move(level.key), std::move(value));
    }
    level.key.clear();
    return true;
}

bool
JsonBuilder::Open(Json value)
{
    if (m_levels.size() >= MAX_JSON_DEPTH)
    {
        const auto most = std::to_string(MAX_JSON_DEPTH) + " levels";
        m_diagnostics.AddError({Pointer(), "", "is nested too deeply", "at most " + most, ""});
        return false;
    }
    m_levels.push_back(Level{std::move(value), {}, {}, false});
    return true;
}

bool
JsonBuilder::Close()
{
    Json value = std::move(m_levels.back().value);
    m_levels.pop_back();
    return Add(std::move(value));
}

std::string
JsonBuilder::Pointer() const
{
    std::string pointer;
    for (std::size_t i = 0; i + 1 < m_levels.size(); ++i)
    {
        const Level& level = m_levels[i];
        pointer = AppendToPointer(pointer,
                                  level.value.is_array() ? std::to_string(level.value.size())
                                                         : level.key);
    }
    return pointer;
}

} // namespace ns3::nemo
