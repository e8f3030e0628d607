// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-measure-paths.h"

#include "ns3/mip6-ipv6-numbers.h"
#include "ns3/simulator.h"

#include <algorithm>

namespace ns3::nemo
{

namespace
{

/// A packet that was on no link for so long has arrived or is lost.
const Time&
LongestPause()
{
    static const Time pause = Seconds(60);
    return pause;
}

} // namespace

PathMeter::PathMeter(const Topology& topology, const Traffic& traffic)
    : m_topology(topology),
      m_traffic(traffic)
{
    for (std::size_t node = 0; node < topology.nodes.size(); ++node)
    {
        for (const auto& interface : topology.nodes[node].interfaces)
        {
            m_owners[Mac48Address::ConvertFrom(interface.device->GetAddress())] = node;
        }
    }
    for (std::size_t root = 0; root < 2 * topology.GetScenario().traffic.size(); ++root)
    {
        m_steps.push_back(Step{root, {}, 0, 0, {}, {}});
    }
    for (std::size_t link = 0; link < topology.links.size(); ++link)
    {
        topology.links[link].link->TraceConnectWithoutContext(
            "FrameSent",
            MakeCallback(&PathMeter::OnFrame, this, link));
    }
}

std::optional<std::size_t>
PathMeter::RootOf(const ReadablePacket& packet) const
{
    for (std::size_t flow = 0; flow < m_topology.GetScenario().traffic.size(); ++flow)
    {
        const FlowIdentity& identity = m_traffic.GetIdentity(flow);
        if (IsOfFlow(packet, identity, FlowDirection::FORWARD))
        {
            return 2 * flow;
        }
        if (IsOfFlow(packet, identity, FlowDirection::REVERSE))
        {
            return 2 * flow + 1;
        }
    }
    return std::nullopt;
}

void
PathMeter::OnFrame(std::size_t link, const LinkFrame& frame)
{
    const auto packet = frame.protocol == ETHERNET_IPV6 ? ReadPacket(frame.packet) : std::nullopt;
    const auto root = packet ? RootOf(*packet) : std::nullopt;
    if (!root)
    {
        return;
    }
    if (Simulator::Now() - m_turn > LongestPause())
    {
        m_turn = Simulator::Now();
        ConcludeAll(m_older);
        std::swap(m_older, m_recent);
    }
    const auto ownerOf = [this](const Mac48Address& address) {
        const auto owner = m_owners.find(address);
        return owner == m_owners.end() ? m_topology.nodes.size() : owner->second;
    };
    Key key{*root, {}};
    std::copy(packet->payload.begin(), packet->payload.end(), key.second.begin());
    Follow(key,
           {link,
            ownerOf(frame.source),
            ownerOf(frame.destination),
            packet->stack.size(),
            packet->hopLimit},
           frame.packet->GetSize());
}

PathMeter::Traveller*
PathMeter::Find(const Key& key)
{
    auto found = m_recent.find(key);
    if (found == m_recent.end())
    {
        const auto older = m_older.find(key);
        if (older == m_older.end())
        {
            return nullptr;
        }
        found = m_recent.insert(m_older.extract(older)).position;
    }
    return &found->second;
}

void
PathMeter::Follow(const Key& key, const Hop& hop, uint32_t octets)
{
    Traveller* traveller = Find(key);
    if (!traveller)
    {
        traveller = &m_recent.emplace(key, Traveller{key.first, Simulator::Now()}).first->second;
    }
    else if (const auto passed = FindPassed(traveller->step, hop))
    {
        if (!IsRoot(m_steps[*passed].before))
        {
            return; // doubled on its way
        }
        // A segment of TCP that is sent once more.
        Conclude(*traveller);
        *traveller = {key.first, Simulator::Now()};
    }
    traveller->step = Extend(traveller->step, hop);
    m_steps[traveller->step].octets = std::max(m_steps[traveller->step].octets, octets);
}

bool
PathMeter::IsRoot(std::size_t step) const
{
    return m_steps[step].before == step;
}

std::optional<std::size_t>
PathMeter::FindPassed(std::size_t step, const Hop& hop) const
{
    for (; !IsRoot(step); step = m_steps[step].before)
    {
        if (m_steps[step].hop.Tie() == hop.Tie())
        {
            return step;
        }
    }
    return std::nullopt;
}

std::size_t
PathMeter::Extend(std::size_t step, const Hop& hop)
{
    const auto [next, isNew] = m_next.try_emplace({step, hop}, m_steps.size());
    if (isNew)
    {
        m_steps.push_back(Step{step, hop, 0, 0, {}, {}});
    }
    return next->second;
}

void
PathMeter::Conclude(const Traveller& traveller)
{
    Step& step = m_steps[traveller.step];
    step.first = step.packets == 0 ? traveller.left : std::min(step.first, traveller.left);
    step.last = std::max(step.last, traveller.left);
    ++step.packets;
}

void
PathMeter::ConcludeAll(Travellers& travellers)
{
    for (const auto& entry : travellers)
    {
        Conclude(entry.second);
    }
    travellers.clear();
}

std::vector<PathHop>
PathMeter::HopsOf(std::size_t step) const
{
    std::vector<PathHop> hops;
    for (; !IsRoot(step); step = m_steps[step].before)
    {
        const Hop& hop = m_steps[step].hop;
        const auto nameOf = [this](std::size_t node) {
            return node < m_topology.nodes.size() ? std::optional(m_topology.nodes[node].spec->name)
                                                  : std::nullopt;
        };
        hops.push_back({m_topology.links[hop.link].spec->name,
                        nameOf(hop.from).value_or(""),
                        nameOf(hop.to),
                        static_cast<uint32_t>(hop.headers),
                        hop.hopLimit,
                        m_steps[step].octets});
    }
    std::reverse(hops.begin(), hops.end());
    return hops;
}

std::vector<PathResult>
PathMeter::TakeResults(std::size_t flow)
{
    ConcludeAll(m_older);
    ConcludeAll(m_recent);
    std::vector<PathResult> results;
    for (std::size_t i = 0; i < m_steps.size(); ++i)
    {
        std::size_t root = i;
        while (!IsRoot(root))
        {
            root = m_steps[root].before;
        }
        const Step& step = m_steps[i];
        if (step.packets > 0 && root / 2 == flow)
        {
            results.push_back({root % 2 == 1, step.packets, step.first, step.last, HopsOf(i)});
        }
    }
    std::stable_sort(results.begin(), results.end(), [](const auto& a, const auto& b) {
        return std::tie(a.isBack, a.first) < std::tie(b.isBack, b.first);
    });
    return results;
}

} // namespace ns3::nemo
