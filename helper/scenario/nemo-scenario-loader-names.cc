// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-scenario-loader-parts.h"
#include "ns3/nemo-scenario-names.h"

#include <algorithm>

// The names that the file gives to things, and those who name them.

namespace ns3::nemo
{

namespace
{

/// Longest name, so that names of files and messages stay usable.
constexpr std::size_t LONGEST_NAME = 200;

/// \return what a node has to be, for a message that there is none
std::string
DescribeRoles(uint32_t roles)
{
    std::vector<std::string_view> names;
    for (const auto& role : NODE_ROLES)
    {
        if ((VariantBit(role.value) & roles) != 0)
        {
            names.push_back(role.name);
        }
    }
    return "a node with \"role\": " + ListNames(names) + ", of which there is none";
}

} // namespace

void
NameIndex::Add(const std::string& name)
{
    if (m_index.count(name) == 0)
    {
        m_storage.push_back(name);
        m_names.emplace_back(m_storage.back());
        m_index.emplace(m_storage.back(), m_index.size());
    }
}

std::optional<std::size_t>
NameIndex::Find(const std::string& name) const
{
    const auto found = m_index.find(name);
    return found == m_index.end() ? std::nullopt : std::optional(found->second);
}

const std::vector<std::string_view>&
NameIndex::GetNames() const
{
    return m_names;
}

bool
IsName(std::string_view text)
{
    return !text.empty() && text.size() <= LONGEST_NAME &&
           std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      c == '.' || c == '_' || c == '-';
           });
}

bool
CheckName(const JsonValue& member)
{
    if (!IsName(member.GetKey()))
    {
        member.GetDiagnostics().AddError(
            {member.GetPointer(),
             "",
             "this key is not a name",
             "letters, digits, dot, underscore and hyphen, at most " + std::to_string(LONGEST_NAME),
             ""});
        return false;
    }
    return true;
}

void
RefuseKeyName(const JsonValue& member,
              const std::string& problem,
              const std::vector<std::string_view>& names)
{
    Diagnostics& diagnostics = member.GetDiagnostics();
    const bool busy = diagnostics.IsFull();
    diagnostics.AddError({member.GetPointer(),
                          "",
                          "\"" + member.GetKey() + "\" " + problem,
                          names.empty() ? "nothing: there is none" : ListNames(names),
                          busy ? "" : Suggest(member.GetKey(), names).value_or("")});
}

std::optional<std::string>
ReadLinkName(const JsonValue& value, const LoadContext& context)
{
    const bool known =
        value.Get().is_string() && context.links.Find(value.Get().get_ref<const std::string&>());
    if (!known && !context.hasLinks)
    {
        return std::nullopt; // that there are no links is told already
    }
    if (!known)
    {
        value.RefuseName("is not a link", context.links.GetNames());
        return std::nullopt;
    }
    return value.Get().get<std::string>();
}

std::optional<std::string>
ReadNodeName(const JsonValue& value,
             const LoadContext& context,
             uint32_t roles,
             const std::string& problem,
             const std::vector<std::string_view>& later)
{
    const auto index = value.Get().is_string()
                           ? context.nodes.Find(value.Get().get_ref<const std::string&>())
                           : std::nullopt;
    // A node whose role was refused may be what is asked for.
    const auto fits = [&](std::size_t node) {
        return !context.roles[node] || (VariantBit(*context.roles[node]) & roles) != 0;
    };
    if (index && fits(*index))
    {
        return value.Get().get<std::string>();
    }
    std::vector<std::string_view> allowed;
    for (std::size_t i = 0; i < context.roles.size() && !context.diagnostics.IsFull(); ++i)
    {
        if (fits(i))
        {
            allowed.push_back(context.nodes.GetNames()[i]);
        }
    }
    if (index || allowed.empty())
    {
        // It is spelled right, or there is none: nothing else can have been meant.
        value.Refuse(index ? problem : "is not a node",
                     allowed.empty() ? DescribeRoles(roles) : ListNames(allowed));
        return std::nullopt;
    }
    value.RefuseName("is not a node", allowed, later);
    return std::nullopt;
}

} // namespace ns3::nemo
