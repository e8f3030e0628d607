// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-json-object.h"

#include <utility>

namespace ns3::nemo
{

namespace
{

/// \return what has a key of this name, in words; empty: nothing of what a file is made of
std::string
FindHolders(std::string_view key)
{
    constexpr std::pair<KeyContext, const char*> contexts[] = {
        {KeyContext::SCENARIO, "the file itself"},
        {KeyContext::LINK, "links"},
        {KeyContext::NODE, "nodes"},
        {KeyContext::NODE_LINK, "a node's place on a link"},
        {KeyContext::MOVEMENT, "movements"},
        {KeyContext::TRAFFIC, "flows"},
        {KeyContext::SECURITY, "security"},
        {KeyContext::OUTPUT, "output"},
        {KeyContext::EXPECT, "expectations"},
        {KeyContext::EXPECT_FLOW, "expectations of a flow"}};
    std::string text;
    for (const auto& [context, name] : contexts)
    {
        const auto* rule = FindKeyRule(context, key);
        text +=
            rule != nullptr && rule->built ? (text.empty() ? "" : " and ") + std::string(name) : "";
    }
    return text;
}

/// Add the error about a key that may not stand in this context.
void
RefuseKey(const JsonValue& member, KeyContext context, uint32_t variants)
{
    const auto allowed = GetKeys(context, variants);
    const auto* rule = FindKeyRule(context, member.GetKey());
    Diagnostic error{member.GetPointer(), "", "", ListNames(allowed), ""};
    if (rule != nullptr && (rule->variants & variants) == 0)
    {
        error.problem = rule->reason.empty()
                            ? "this key is not for this kind"
                            : "\"" + member.GetKey() + "\" " + std::string(rule->reason);
    }
    else if (rule != nullptr)
    {
        error.problem = "\"" + member.GetKey() + "\" is not built yet";
    }
    else
    {
        error.problem = "there is no such key";
        const bool busy = member.GetDiagnostics().IsFull();
        error.suggestion = busy ? "" : Suggest(member.GetKey(), allowed).value_or("");
        const auto holders = busy ? "" : FindHolders(member.GetKey());
        error.problem += holders.empty() ? "" : " here: it is a key of " + holders;
    }
    member.GetDiagnostics().AddError(std::move(error));
}

} // namespace

JsonObject::JsonObject(const JsonValue& value)
    : m_value(value)
{
}

std::optional<JsonObject>
JsonObject::Open(const JsonValue& value, KeyContext context, uint32_t variants)
{
    if (!value.Get().is_object())
    {
        const auto keys = ListNames(GetKeys(context, variants));
        value.Refuse("is not an object", "an object with keys out of " + keys);
        return std::nullopt;
    }
    const auto members = value.ReadMembers("");
    for (const auto& member : *members)
    {
        const auto* rule = FindKeyRule(context, member.GetKey());
        if (rule == nullptr || !rule->built || (rule->variants & variants) == 0)
        {
            RefuseKey(member, context, variants);
        }
    }
    return JsonObject(value);
}

const JsonValue&
JsonObject::GetValue() const
{
    return m_value;
}

bool
JsonObject::Has(std::string_view key) const
{
    return m_value.Get().contains(std::string(key));
}

std::optional<JsonValue>
JsonObject::Find(std::string_view key) const
{
    const auto found = m_value.Get().find(std::string(key));
    if (found == m_value.Get().end())
    {
        return std::nullopt;
    }
    return JsonValue(*found, AppendToPointer(m_value.GetPointer(), key), m_value.GetDiagnostics());
}

std::optional<JsonValue>
JsonObject::Require(std::string_view key, const std::string& allowed) const
{
    auto value = Find(key);
    if (!value)
    {
        m_value.GetDiagnostics().AddError(
            {m_value.GetPointer(), "", "\"" + std::string(key) + "\" is missing", allowed, ""});
    }
    return value;
}

} // namespace ns3::nemo
