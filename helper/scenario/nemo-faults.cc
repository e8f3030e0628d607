// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-faults.h"

#include "ns3/boolean.h"
#include "ns3/double.h"
#include "ns3/nemo-topology-advertising.h"
#include "ns3/nemo-topology-power.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

namespace ns3::nemo
{

namespace
{

/// \return the low 64 bits of an address
Ipv6Address
IdentifierOf(const Ipv6Address& address)
{
    std::array<uint8_t, 16> octets{};
    address.GetBytes(octets.data());
    std::fill(octets.begin(), octets.begin() + 8, uint8_t{0});
    return Ipv6Address(octets.data());
}

/// Set an attribute if the fault names it.
template <typename AttributeValueType, typename Value>
void
SetIfNamed(Ptr<MobileLink> link, const std::string& attribute, const std::optional<Value>& value)
{
    if (value)
    {
        link->SetAttribute(attribute, AttributeValueType(*value));
    }
}

} // namespace

Faults::Faults(Topology& topology)
    : m_topology(topology)
{
}

void
Faults::Schedule()
{
    for (const auto& fault : m_topology.GetScenario().faults)
    {
        Simulator::Schedule(fault.at, [this, &fault]() {
            std::visit([this](const auto& what) { Apply(what); }, fault.what);
        });
    }
}

void
Faults::Apply(const NodeFault& fault)
{
    const BuiltNode& node = m_topology.GetNode(fault.node);
    switch (fault.action)
    {
    case NodeAction::CRASH:
        TurnOff(node);
        break;
    case NodeAction::RESTART:
        TurnOn(node, m_topology.GetScenario());
        break;
    }
}

void
Faults::Apply(const LinkFault& fault)
{
    const auto link = m_topology.GetLink(fault.link).link;
    SetIfNamed<TimeValue>(link, "Delay", fault.delay);
    SetIfNamed<DataRateValue>(link, "DataRate", fault.rate);
    SetIfNamed<DoubleValue>(link, "LossRate", fault.loss);
    SetIfNamed<DoubleValue>(link, "DuplicateRate", fault.duplicate);
    SetIfNamed<DoubleValue>(link, "ReorderRate", fault.reorder);
    SetIfNamed<UintegerValue>(link, "Mtu", fault.mtu);
    if (!fault.prefixes.empty())
    {
        Renumber(fault);
    }
    // Last, so that who hears of the link finds what is new.
    SetIfNamed<BooleanValue>(link, "Up", fault.up);
}

void
Faults::Renumber(const LinkFault& fault)
{
    BuiltLink& link = m_topology.GetLink(fault.link);
    auto prefixes = fault.prefixes;
    for (LinkPrefix old : link.prefixes)
    {
        const bool stays = std::any_of(prefixes.begin(), prefixes.end(), [&old](const auto& item) {
            return item.prefix == old.prefix;
        });
        if (!stays)
        {
            // RFC 4861 section 6.2.4: hosts have to be told that it is over.
            old.valid = Time(0);
            old.preferred = Time(0);
            old.decrementing = true;
            prefixes.push_back(old);
        }
    }
    link.prefixes = std::move(prefixes);
    AddAddresses(fault);
    const RoutePlanner planner(m_topology.GetScenario());
    for (const auto& node : m_topology.nodes)
    {
        for (std::size_t i = 0; i < node.spec->links.size(); ++i)
        {
            if (node.spec->links[i].link == fault.link)
            {
                AnnouncePrefixes(node, i, m_topology, planner);
            }
        }
    }
}

void
Faults::AddAddresses(const LinkFault& fault)
{
    for (auto& node : m_topology.nodes)
    {
        for (std::size_t i = 0; i < node.spec->links.size(); ++i)
        {
            BuiltInterface& interface = node.interfaces[i];
            const bool learns =
                Autoconfigures(m_topology.GetScenario(), *node.spec, node.spec->links[i]);
            if (interface.link != fault.link || learns || interface.addresses.empty())
            {
                continue;
            }
            for (const auto& item : fault.prefixes)
            {
                auto& own = interface.addresses;
                const auto identifier = IdentifierOf(own.front());
                const auto address = FormAddress(item.prefix, identifier, interface.device);
                if (std::find(own.begin(), own.end(), address) == own.end())
                {
                    AddGivenAddress(node, interface, address, item.prefix.length);
                    own.push_back(address);
                }
            }
        }
    }
}

} // namespace ns3::nemo
