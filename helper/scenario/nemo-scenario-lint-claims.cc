// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-status.h"
#include "ns3/nemo-home-address.h"
#include "ns3/nemo-prefix-table.h"
#include "ns3/nemo-scenario-loader-parts.h"

#include <algorithm>
#include <deque>
#include <map>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace ns3::nemo
{

namespace
{

/// A refusal that can be foreseen.
struct ForeseenRefusal
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

/// \return the address, and that its owner did not choose it
std::string
DescribeHome(const Ipv6Address& home, const HomeSpec& spec)
{
    return "home address " + Write(home) +
           (spec.interfaceId ? "" : " (EUI-64, since there is no \"interfaceId\")");
}

/// \return an entry of a prefixTable that grants these, or "any" where that does
std::string
Remedy(const Ipv6Address& home, const MobileRouterSpec& router)
{
    std::string list;
    for (const auto& prefix : router.prefixes)
    {
        list += (list.empty() ? "\"" : ", \"") + prefix.ToString() + "\"";
    }
    const bool isExplicit = router.mode == RegistrationMode::EXPLICIT;
    return "; allowed: \"prefixTable\": {\"" + Write(home) + "\": [" + list + "]}" +
           (isExplicit ? ", or \"any\"" : "");
}

/// \return what comes of a claim that names its prefixes
std::optional<ForeseenRefusal>
JudgeClaims(const MobileRouterSpec& router,
            const HomeSpec& spec,
            const Ipv6Address& home,
            const HomeAgentSpec& agent)
{
    const auto table = MakeTable(agent);
    for (const auto& prefix : router.prefixes)
    {
        const auto verdict = table.Judge(home, prefix);
        if (verdict == PrefixTable::Verdict::AUTHORISED)
        {
            continue;
        }
        const bool isInvalid = verdict == PrefixTable::Verdict::INVALID;
        const std::string owner = prefix.ToString() + " to " + DescribeHome(home, spec);
        return ForeseenRefusal{isInvalid ? BindingStatus::INVALID_PREFIX
                                         : BindingStatus::NOT_AUTHORIZED_FOR_PREFIX,
                               (agent.prefixTable.empty() ? "it has no prefixTable that gives "
                                                          : "its prefixTable does not give ") +
                                   owner + (isInvalid ? "" : Remedy(home, router))};
    }
    return std::nullopt;
}

/// \return what comes of a mobile router's claims; nothing if they are granted, or if its home
///         address is not known by now
std::optional<ForeseenRefusal>
Foresee(const MobileRouterSpec& router,
        const HomeSpec& spec,
        const std::optional<Ipv6Address>& home,
        const HomeAgentSpec& agent)
{
    if (!agent.nemo)
    {
        return ForeseenRefusal{BindingStatus::MOBILE_ROUTER_OPERATION_NOT_PERMITTED,
                               "it serves no mobile routers (\"nemo\": false)"};
    }
    if (router.mode == RegistrationMode::ROUTING || !home)
    {
        return std::nullopt;
    }
    if (router.mode == RegistrationMode::EXPLICIT)
    {
        return JudgeClaims(router, spec, *home, agent);
    }
    if (!MakeTable(agent).Of(*home).empty())
    {
        return std::nullopt;
    }
    const std::string owner = DescribeHome(*home, spec);
    return ForeseenRefusal{
        BindingStatus::FORWARDING_SETUP_FAILED,
        router.mode == RegistrationMode::DELEGATED
            ? "it delegates no prefixes (no \"authority\"), and its prefixTable has none "
              "of " +
                  owner
            : "its prefixTable has no prefix of " + owner + Remedy(*home, router)};
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

/// \return every home address, also those that EUI-64 makes, and whose it is
std::map<Ipv6Address, std::string_view>
HomeAddresses(const Scenario& scenario)
{
    std::map<Ipv6Address, std::string_view> addresses;
    for (const auto& node : scenario.nodes)
    {
        for (const auto& home : HomesOf(node))
        {
            if (const auto address = HomeAddressOf(scenario, node, home))
            {
                addresses.emplace(*address, node.name);
            }
        }
    }
    return addresses;
}

} // namespace

void
WarnOfStrangers(LoadContext& context)
{
    const auto known = HomeAddresses(context.scenario);
    std::deque<std::string> texts;
    for (const auto& [address, owner] : known)
    {
        texts.push_back(Write(address) + " of " + std::string(owner));
    }
    const std::vector<std::string_view> all(texts.begin(), texts.end());
    for (const auto& node : context.scenario.nodes)
    {
        for (const auto& entry :
             node.homeAgent ? node.homeAgent->prefixTable : std::vector<PrefixTableSpec>())
        {
            if (known.count(entry.homeAddress) == 0)
            {
                context.diagnostics.AddWarning(
                    AppendToPointer("/nodes", node.name) + "/prefixTable/" +
                        Write(entry.homeAddress),
                    "no mobile node or mobile router has this home address; there are: " +
                        (all.empty() ? "none" : ListNames(all)));
            }
        }
    }
}

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
        const auto refusal =
            Foresee(*node.mobileRouter, home, HomeAddressOf(scenario, node, home), agent);
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
