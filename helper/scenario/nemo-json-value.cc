// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-json-value.h"

#include <algorithm>
#include <limits>
#include <sstream>
#include <utility>

namespace ns3::nemo
{

namespace
{

/// \return the number as somebody would write it
std::string
Plain(double number)
{
    std::ostringstream text;
    text << number;
    return text.str();
}

/// \return whether the name is among them
bool
Holds(const std::vector<std::string_view>& names, const Json& value)
{
    return value.is_string() &&
           std::find(names.begin(), names.end(), value.get_ref<const std::string&>()) !=
               names.end();
}

} // namespace

JsonValue::JsonValue(const Json& json, std::string pointer, Diagnostics& diagnostics)
    : m_json(&json),
      m_pointer(std::move(pointer)),
      m_diagnostics(&diagnostics)
{
}

const std::string&
JsonValue::GetPointer() const
{
    return m_pointer;
}

const Json&
JsonValue::Get() const
{
    return *m_json;
}

Diagnostics&
JsonValue::GetDiagnostics() const
{
    return *m_diagnostics;
}

const std::string&
JsonValue::GetKey() const
{
    return m_key;
}

void
JsonValue::Refuse(const std::string& problem, const std::string& allowed) const
{
    m_diagnostics->AddError({m_pointer, Abridge(*m_json), problem, allowed, ""});
}

void
JsonValue::RefuseName(const std::string& problem,
                      const std::vector<std::string_view>& allowed,
                      const std::vector<std::string_view>& later) const
{
    Diagnostic error{m_pointer, Abridge(*m_json), problem, "", ""};
    if (Holds(later, *m_json))
    {
        error.problem = "is not built yet";
    }
    else if (m_json->is_string() && !m_diagnostics->IsFull())
    {
        error.suggestion = Suggest(m_json->get_ref<const std::string&>(), allowed).value_or("");
    }
    error.allowed = allowed.empty() ? "nothing: there is none" : ListNames(allowed);
    m_diagnostics->AddError(std::move(error));
}

std::optional<bool>
JsonValue::ReadBoolean() const
{
    if (!m_json->is_boolean())
    {
        Refuse("is neither true nor false", "true or false");
        return std::nullopt;
    }
    return m_json->get<bool>();
}

std::optional<int64_t>
JsonValue::ReadInteger(int64_t min, int64_t max) const
{
    constexpr auto largest = static_cast<uint64_t>(std::numeric_limits<int64_t>::max());
    const bool fits = m_json->is_number_unsigned() ? m_json->get<uint64_t>() <= largest
                                                   : m_json->is_number_integer();
    if (!fits || m_json->get<int64_t>() < min || m_json->get<int64_t>() > max)
    {
        const bool open = max == std::numeric_limits<int64_t>::max();
        Refuse(m_json->is_number() ? "is out of range" : "is not a number",
               "a whole number, " + std::to_string(min) +
                   (open ? " or more" : " to " + std::to_string(max)));
        return std::nullopt;
    }
    return m_json->get<int64_t>();
}

std::optional<double>
JsonValue::ReadNumber(double min, double max) const
{
    // Written so that NaN, which --set cannot make but a caller might, is out of range too.
    if (!m_json->is_number() || !(m_json->get<double>() >= min && m_json->get<double>() <= max))
    {
        Refuse(m_json->is_number() ? "is out of range" : "is not a number",
               "a number, " + Plain(min) + " to " + Plain(max));
        return std::nullopt;
    }
    return m_json->get<double>();
}

std::optional<std::string>
JsonValue::ReadString(const std::string& allowed) const
{
    if (!m_json->is_string())
    {
        Refuse("is not a string", allowed);
        return std::nullopt;
    }
    return m_json->get<std::string>();
}

std::optional<std::vector<JsonValue>>
JsonValue::ReadArray(const std::string& allowed) const
{
    if (!m_json->is_array())
    {
        Refuse("is not a list", allowed);
        return std::nullopt;
    }
    std::vector<JsonValue> items;
    items.reserve(m_json->size());
    for (const auto& item : *m_json)
    {
        items.emplace_back(item, m_pointer + "/" + std::to_string(items.size()), *m_diagnostics);
    }
    return items;
}

std::optional<std::vector<JsonValue>>
JsonValue::ReadMembers(const std::string& allowed) const
{
    if (!m_json->is_object())
    {
        Refuse("is not an object", allowed);
        return std::nullopt;
    }
    std::vector<JsonValue> members;
    members.reserve(m_json->size());
    for (const auto& item : m_json->items())
    {
        members.emplace_back(item.value(), AppendToPointer(m_pointer, item.key()), *m_diagnostics);
        members.back().m_key = item.key();
    }
    return members;
}

} // namespace ns3::nemo
