// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-expectations.h"

#include "ns3/nemo-expectations-route.h"
#include "ns3/nemo-measure-bindings.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <sstream>
#include <type_traits>
#include <variant>

namespace ns3::nemo
{

namespace
{

std::vector<NetworkPrefix>
Sorted(std::vector<NetworkPrefix> prefixes)
{
    std::sort(prefixes.begin(), prefixes.end());
    return prefixes;
}

std::string
Describe(const std::vector<BindingResult>& bindings)
{
    std::string text;
    for (const auto& binding : bindings)
    {
        text += (text.empty() ? "" : ", ") + ToString(binding);
    }
    return text.empty() ? "no binding" : text;
}

template <typename T>
bool
IsWithin(const T& value, const std::optional<T>& min, const std::optional<T>& max)
{
    return (!min || value >= *min) && (!max || value <= *max);
}

std::string
Describe(const std::optional<Time>& time)
{
    std::ostringstream text;
    if (!time)
    {
        return "none";
    }
    text << InSeconds(*time) << " s";
    return text.str();
}

/// \return when an expectation is judged, if it has a time
std::optional<Time>
TimeOf(const ExpectKind& kind)
{
    return std::visit(
        [](const auto& expected) -> std::optional<Time> {
            using Kind = std::decay_t<decltype(expected)>;
            if constexpr (std::is_same_v<Kind, BindingExpectation> ||
                          std::is_same_v<Kind, NoBindingExpectation> ||
                          std::is_same_v<Kind, BindingsExpectation> ||
                          std::is_same_v<Kind, RouteExpectation>)
            {
                return expected.at;
            }
            return std::nullopt;
        },
        kind);
}

} // namespace

Expectations::Expectations(const Topology& topology, const Traffic& traffic)
    : m_topology(topology),
      m_scenario(topology.GetScenario())
{
    for (std::size_t i = 0; i < m_scenario.expect.size(); ++i)
    {
        const auto* stack = std::get_if<StackExpectation>(&m_scenario.expect[i].kind);
        if (!stack)
        {
            continue;
        }
        const auto flow =
            static_cast<std::size_t>(m_scenario.FindFlow(stack->flow) - m_scenario.traffic.data());
        m_watches[i] = std::make_unique<StackWatch>(*stack, traffic.GetIdentity(flow), topology);
    }
}

void
Expectations::Schedule()
{
    for (std::size_t i = 0; i < m_scenario.expect.size(); ++i)
    {
        const auto& kind = m_scenario.expect[i].kind;
        const auto at = TimeOf(kind);
        if (at && *at < m_scenario.duration)
        {
            Simulator::Schedule(*at, [this, i, &kind]() { m_findings[i] = *JudgeNow(kind); });
        }
    }
}

std::vector<ExpectationResult>
Expectations::Conclude(const RunResults& measured)
{
    std::vector<ExpectationResult> results;
    for (std::size_t i = 0; i < m_scenario.expect.size(); ++i)
    {
        const auto found = m_findings.find(i);
        const Finding finding = found != m_findings.end() ? found->second : JudgeAtEnd(i, measured);
        results.push_back({m_scenario.expect[i].text, finding.passed, finding.actual});
    }
    return results;
}

std::optional<Expectations::Finding>
Expectations::JudgeNow(const ExpectKind& kind) const
{
    if (const auto* binding = std::get_if<BindingExpectation>(&kind))
    {
        return Judge(*binding);
    }
    if (const auto* noBinding = std::get_if<NoBindingExpectation>(&kind))
    {
        return Judge(*noBinding);
    }
    if (const auto* bindings = std::get_if<BindingsExpectation>(&kind))
    {
        return Judge(*bindings);
    }
    if (const auto* route = std::get_if<RouteExpectation>(&kind))
    {
        return Judge(*route);
    }
    return std::nullopt;
}

Expectations::Finding
Expectations::JudgeAtEnd(std::size_t index, const RunResults& measured) const
{
    const auto& kind = m_scenario.expect[index].kind;
    if (const auto* stack = std::get_if<StackExpectation>(&kind))
    {
        return Judge(*stack, *m_watches.at(index));
    }
    if (const auto* flow = std::get_if<FlowExpectation>(&kind))
    {
        return Judge(*flow, measured);
    }
    if (const auto* handover = std::get_if<HandoverExpectation>(&kind))
    {
        return Judge(*handover, measured);
    }
    if (const auto* messages = std::get_if<MessagesExpectation>(&kind))
    {
        return Judge(*messages, measured);
    }
    return *JudgeNow(kind);
}

bool
Expectations::Matches(const BindingsExpectation::Entry& entry, const BindingResult& binding) const
{
    return m_topology.Resolve(entry.home) == binding.home &&
           m_topology.Resolve(entry.careOf) == binding.careOf &&
           (!entry.prefixes || Sorted(*entry.prefixes) == Sorted(binding.prefixes));
}

Expectations::Finding
Expectations::Judge(const BindingExpectation& expected) const
{
    const BindingsExpectation::Entry entry{expected.home, expected.careOf, expected.prefixes};
    const auto bindings = BindingsOf(m_topology.GetNode(expected.node));
    const bool passed = std::any_of(bindings.begin(), bindings.end(), [&](const auto& binding) {
        return Matches(entry, binding);
    });
    return {passed, Describe(bindings)};
}

Expectations::Finding
Expectations::Judge(const NoBindingExpectation& expected) const
{
    const auto bindings = BindingsOf(m_topology.GetNode(expected.node));
    const auto home = m_topology.Resolve(expected.home);
    const bool passed = std::none_of(bindings.begin(), bindings.end(), [&](const auto& binding) {
        return binding.home == home;
    });
    return {passed, Describe(bindings)};
}

Expectations::Finding
Expectations::Judge(const BindingsExpectation& expected) const
{
    const auto bindings = BindingsOf(m_topology.GetNode(expected.node));
    const bool areThere =
        std::all_of(expected.table.begin(), expected.table.end(), [&](const auto& entry) {
            return std::any_of(bindings.begin(), bindings.end(), [&](const auto& binding) {
                return Matches(entry, binding);
            });
        });
    const bool areAll = !expected.exact || bindings.size() == expected.table.size();
    return {areThere && areAll, Describe(bindings)};
}

Expectations::Finding
Expectations::Judge(const RouteExpectation& expected) const
{
    const auto route = LookUpRoute(m_topology, m_topology.GetNode(expected.node), expected.to);
    bool passed =
        route.isNone == expected.none && route.tunnel.has_value() == expected.tunnel.has_value();
    if (passed && expected.tunnel && expected.tunnel->end)
    {
        passed = route.tunnel == m_topology.Resolve(*expected.tunnel->end);
    }
    if (passed && expected.link)
    {
        passed = route.link == *expected.link;
    }
    if (passed && expected.via)
    {
        const auto via = m_topology.Resolve(*expected.via);
        passed = via && LeadsTo(route, *via, m_topology);
    }
    return {passed, ToString(route, m_topology)};
}

Expectations::Finding
Expectations::Judge(const FlowExpectation& expected, const RunResults& measured) const
{
    const auto flow =
        std::find_if(measured.flows.begin(), measured.flows.end(), [&](const auto& one) {
            return one.flow->name == expected.flow;
        });
    const bool passed =
        IsWithin(flow->received, expected.receivedMin, expected.receivedMax) &&
        IsWithin(flow->lost, expected.lostMin, expected.lostMax) &&
        (!expected.delayMax || (flow->delayMax && *flow->delayMax <= *expected.delayMax));
    std::ostringstream text;
    text << flow->received << " of " << flow->sent << " received, " << flow->lost << " lost";
    if (flow->delayMax)
    {
        text << ", longest delay " << Describe(flow->delayMax);
    }
    return {passed, text.str()};
}

Expectations::Finding
Expectations::Judge(const HandoverExpectation& expected, const RunResults& measured) const
{
    for (const auto& handover : measured.handovers)
    {
        if (handover.node == expected.node && handover.index == expected.index)
        {
            const bool passed = handover.outage &&
                                IsWithin(*handover.outage, expected.outageMin, expected.outageMax);
            return {passed, "outage " + Describe(handover.outage)};
        }
    }
    return {false, "no such handover"};
}

Expectations::Finding
Expectations::Judge(const MessagesExpectation& expected, const RunResults& measured) const
{
    uint64_t count = 0;
    for (const auto& message : measured.messages)
    {
        const bool isMeant = message.node == expected.node && message.type == expected.type &&
                             (!expected.direction || message.direction == *expected.direction) &&
                             (!expected.status || message.status == expected.status);
        count += isMeant ? message.count : 0;
    }
    return {IsWithin(count, expected.min, expected.max), std::to_string(count)};
}

Expectations::Finding
Expectations::Judge(const StackExpectation& expected, const StackWatch& watch) const
{
    HeaderStack wanted;
    for (const auto& header : expected.headers)
    {
        const auto address = [this](const AddressSpec& spec) {
            return m_topology.Resolve(spec).value_or(Ipv6Address::GetAny());
        };
        StackHeader resolved{address(header.source), address(header.destination), {}, {}};
        if (header.routing)
        {
            resolved.routing = address(*header.routing);
        }
        if (header.homeAddress)
        {
            resolved.homeAddress = address(*header.homeAddress);
        }
        wanted.push_back(resolved);
    }
    std::ostringstream text;
    const char* separator = "";
    for (const auto& seen : watch.GetSeen())
    {
        text << separator << seen.count << " times [" << ToString(seen.stack) << "]";
        separator = ", ";
    }
    const auto& all = watch.GetSeen();
    return {all.size() == 1 && all.front().stack == wanted, all.empty() ? "no packet" : text.str()};
}

} // namespace ns3::nemo
