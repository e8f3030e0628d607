// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-topology.h"

#include "ns3/abort.h"

#include <algorithm>
#include <array>
#include <utility>
#include <variant>

namespace ns3::nemo
{

const BuiltInterface*
BuiltNode::FindRoaming(std::size_t index) const
{
    const std::size_t first = spec->links.size();
    return first + index < interfaces.size() ? &interfaces[first + index] : nullptr;
}

const BuiltInterface*
BuiltNode::FindInterface(const std::string& link) const
{
    const auto found =
        std::find_if(interfaces.begin(), interfaces.end(), [&link](const auto& interface) {
            return interface.link == link;
        });
    return found == interfaces.end() ? nullptr : &*found;
}

Topology::Topology(const Scenario& scenario)
    : m_scenario(scenario)
{
}

const Scenario&
Topology::GetScenario() const
{
    return m_scenario;
}

const BuiltNode&
Topology::GetNode(const std::string& name) const
{
    const auto found = std::find_if(nodes.begin(), nodes.end(), [&name](const BuiltNode& node) {
        return node.spec->name == name;
    });
    NS_ABORT_MSG_IF(found == nodes.end(), "The scenario has no node \"" << name << "\".");
    return *found;
}

const BuiltLink&
Topology::GetLink(const std::string& name) const
{
    const auto found = std::find_if(links.begin(), links.end(), [&name](const BuiltLink& link) {
        return link.spec->name == name;
    });
    NS_ABORT_MSG_IF(found == links.end(), "The scenario has no link \"" << name << "\".");
    return *found;
}

BuiltLink&
Topology::GetLink(const std::string& name)
{
    return const_cast<BuiltLink&>(std::as_const(*this).GetLink(name));
}

const BuiltNode*
Topology::FindNode(Ptr<const Node> node) const
{
    const auto found = std::find_if(nodes.begin(), nodes.end(), [&node](const BuiltNode& one) {
        return one.node == node;
    });
    return found == nodes.end() ? nullptr : &*found;
}

std::string
Topology::NameOf(Ptr<const MobileLink> link) const
{
    const auto found = std::find_if(links.begin(), links.end(), [&link](const BuiltLink& one) {
        return one.link == link;
    });
    return found == links.end() ? "" : found->spec->name;
}

std::vector<Ipv6Address>
Topology::HomeAddressesOf(const BuiltNode& node) const
{
    std::vector<Ipv6Address> addresses;
    for (const auto& home : HomesOf(*node.spec))
    {
        addresses.push_back(FormAddress(home.prefix, home.interfaceId, node.FindRoaming()->device));
    }
    return addresses;
}

std::optional<Ipv6Address>
Topology::AddressOf(const BuiltNode& node) const
{
    if (node.spec->mobile)
    {
        return HomeAddressesOf(node).front();
    }
    for (const auto& interface : node.interfaces)
    {
        if (!interface.addresses.empty())
        {
            return interface.addresses.front();
        }
    }
    return std::nullopt;
}

std::optional<Ipv6Address>
Topology::AddressOn(const BuiltNode& node, const std::string& link) const
{
    if (const auto* interface = node.FindInterface(link))
    {
        return interface->addresses.empty() ? std::nullopt
                                            : std::optional(interface->addresses.front());
    }
    const auto* roaming = node.FindRoaming();
    if (!roaming)
    {
        return std::nullopt;
    }
    const auto& homes = node.spec->mobile->homes;
    const auto home = std::find_if(homes.begin(), homes.end(), [&link](const HomeSpec& one) {
        return one.link == link;
    });
    if (home != homes.end())
    {
        return FormAddress(home->prefix, home->interfaceId, roaming->device);
    }
    const auto& prefixes = GetLink(link).spec->prefixes;
    return prefixes.empty() ? std::nullopt
                            : std::optional(FormAddress(prefixes.front().prefix,
                                                        node.spec->mobile->interfaceId,
                                                        roaming->device));
}

std::optional<Ipv6Address>
Topology::Resolve(const AddressSpec& spec) const
{
    if (const auto* address = std::get_if<Ipv6Address>(&spec))
    {
        return *address;
    }
    const auto& named = std::get<NodeAddress>(spec);
    const BuiltNode& node = GetNode(named.node);
    return named.link ? AddressOn(node, *named.link) : AddressOf(node);
}

const BuiltNode*
Topology::FindOwner(const Ipv6Address& address) const
{
    for (const BuiltNode& node : nodes)
    {
        for (const auto& interface : node.interfaces)
        {
            const auto& own = interface.addresses;
            if (std::find(own.begin(), own.end(), address) != own.end())
            {
                return &node;
            }
        }
        const auto homeAddresses = HomeAddressesOf(node);
        if (std::find(homeAddresses.begin(), homeAddresses.end(), address) != homeAddresses.end())
        {
            return &node;
        }
    }
    return nullptr;
}

Ipv6Address
FormAddress(const NetworkPrefix& prefix,
            const std::optional<Ipv6Address>& identifier,
            Ptr<const NetDevice> device)
{
    if (!identifier)
    {
        const Mac48Address mac = Mac48Address::ConvertFrom(device->GetAddress());
        return Ipv6Address::MakeAutoconfiguredAddress(mac, prefix.address);
    }
    std::array<uint8_t, 16> high{};
    std::array<uint8_t, 16> low{};
    prefix.address.GetBytes(high.data());
    identifier->GetBytes(low.data());
    for (std::size_t i = 0; i < high.size(); ++i)
    {
        high[i] = static_cast<uint8_t>(high[i] | low[i]);
    }
    return Ipv6Address(high.data());
}

} // namespace ns3::nemo
