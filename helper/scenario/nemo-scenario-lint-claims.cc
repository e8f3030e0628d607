// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-status.h"
#include "ns3/nemo-prefix-table.h"
#include "ns3/nemo-scenario-loader-parts.h"

#include <algorithm>
#include <sstream>
#include <string>
#include <utility>
#include <variant>

namespace ns3::nemo
{

namespace
{

/// A refusal that can be foreseen.
struct Refusal
{
    BindingStatus status; ///< What the home agent will answer.
    std::string reason;   ///< Why.
};

std::string
Write(const Ipv6Address& address)
{
    std::ostringstream text;
    text << address;
    return text.str();
}

PrefixTable
MakeTable(const HomeAgentSpec& agent)
{
    PrefixTable table;
    table.SetAcceptAny(agent.acceptAnyPrefix);
    for (const auto& entry : agent.prefixTable)
    {
        for (const auto& prefix : entry.prefixes)
        {
            table.Add(entry.homeAddress, prefix);
        }
    }
    return table;
}

/// \return what comes of a mobile router's claims; nothing if they are granted, or if its home
///         address is known only when the node is built
std::optional<Refusal>
Foresee(const MobileRouterSpec& router, const HomeSpec& home, const HomeAgentSpec& agent)
{
    if (!agent.nemo)
    {
        return Refusal{BindingStatus::MOBILE_ROUTER_OPERATION_NOT_PERMITTED,
                       "it serves no mobile routers (\"nemo\": false)"};
    }
    if (router.mode == RegistrationMode::ROUTING)
    {
        return std::nullopt;
    }
    const bool isEmpty = agent.prefixTable.empty();
    if (!home.homeAddress && !isEmpty)
    {
        return std::nullopt;
    }
    const auto table = MakeTable(agent);
    const Ipv6Address address = home.homeAddress.value_or(Ipv6Address::GetAny());
    const std::string owner =
        home.homeAddress ? "home address " + Write(address) : "any home address";
    if (router.mode == RegistrationMode::DELEGATED)
    {
        return table.Of(address).empty()
                   ? std::optional(Refusal{BindingStatus::FORWARDING_SETUP_FAILED,
                                           "it delegates no prefixes (no \"authority\"), and its "
                                           "prefixTable has none of " +
                                               owner})
                   : std::nullopt;
    }
    if (router.mode == RegistrationMode::IMPLICIT)
    {
        return table.Of(address).empty()
                   ? std::optional(Refusal{BindingStatus::FORWARDING_SETUP_FAILED,
                                           "its prefixTable has no prefix of " + owner})
                   : std::nullopt;
    }
    for (const auto& prefix : router.prefixes)
    {
        const auto verdict = table.Judge(address, prefix);
        if (verdict != PrefixTable::Verdict::AUTHORISED)
        {
            return Refusal{verdict == PrefixTable::Verdict::INVALID
                               ? BindingStatus::INVALID_PREFIX
                               : BindingStatus::NOT_AUTHORIZED_FOR_PREFIX,
                           "its prefixTable does not give " + prefix.ToString() + " to " + owner};
        }
    }
    return std::nullopt;
}

/// \return whether the file itself expects such an answer at one of the two: then it is meant
bool
IsExpected(const Scenario& scenario, const std::string& agent, const std::string& router)
{
    return std::any_of(scenario.expect.begin(), scenario.expect.end(), [&](const auto& expect) {
        const auto* messages = std::get_if<MessagesExpectation>(&expect.kind);
        return messages != nullptr && messages->type == MessageType::BA && messages->status &&
               !IsAccepted(BindingStatus(*messages->status)) && messages->max != 0U &&
               (messages->node == agent || messages->node == router);
    });
}

} // namespace

void
WarnOfOpenRouting(LoadContext& context)
{
    const Scenario& scenario = context.scenario;
    for (const auto& node : scenario.nodes)
    {
        if (!node.mobileRouter || node.mobileRouter->mode != RegistrationMode::ROUTING)
        {
            continue;
        }
        const bool isProtected =
            std::any_of(scenario.security.begin(), scenario.security.end(), [&](const auto& spec) {
                return spec.mobile == node.name &&
                       std::any_of(spec.pairs.begin(), spec.pairs.end(), [](const auto& pair) {
                           return pair.kinds.count(TrafficKind::DATA) > 0;
                       });
            });
        if (!isProtected)
        {
            context.diagnostics.AddWarning(AppendToPointer("/nodes", node.name),
                                           "its routing messages are not protected, as RFC 3963 "
                                           "section 8 asks: \"security\" with \"protect\": "
                                           "[\"data\"] does");
        }
    }
}

void
WarnOfRefusals(LoadContext& context)
{
    const Scenario& scenario = context.scenario;
    for (const auto& node : scenario.nodes)
    {
        if (!node.mobileRouter)
        {
            continue;
        }
        const HomeSpec& home = node.mobile->homes.front();
        if (home.homeAgent.empty())
        {
            // Which one it will be is not known yet.
            continue;
        }
        const auto& agent = *scenario.FindNode(home.homeAgent)->homeAgent;
        if (agent.authority && agent.nemo)
        {
            // What it gives is known only when it is asked.
            continue;
        }
        const auto refusal = Foresee(*node.mobileRouter, home, agent);
        if (refusal && !IsExpected(scenario, home.homeAgent, node.name))
        {
            context.diagnostics.AddWarning(
                AppendToPointer("/nodes", node.name),
                "home agent \"" + home.homeAgent + "\" will refuse it with " +
                    std::to_string(static_cast<unsigned>(refusal->status)) + " (" +
                    std::string(ToString(refusal->status)) + "): " + refusal->reason);
        }
    }
}

} // namespace ns3::nemo
