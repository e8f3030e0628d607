// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-topology-power.h"

#include "ns3/ipv6-l3-protocol.h"
#include "ns3/nemo-routes.h"

#include <cstddef>

namespace ns3::nemo
{

namespace
{

/// ns-3 itself forgets the neighbours of a device whose link changes.
void
PowerDevices(const BuiltNode& node, bool isOn)
{
    for (const auto& interface : node.interfaces)
    {
        interface.device->SetPower(isOn);
    }
}

} // namespace

void
AddGivenAddress(const BuiltNode& node,
                const BuiltInterface& interface,
                const Ipv6Address& address,
                uint8_t length)
{
    if (node.stack)
    {
        node.stack->GetInterfaceTable()->AddAddress(interface.number, address, length, true);
        return;
    }
    node.node->GetObject<Ipv6L3Protocol>()->AddAddress(
        interface.number,
        Ipv6InterfaceAddress(address, Ipv6Prefix(length)));
}

void
StartAutoconfiguration(const BuiltNode& node, const Scenario& scenario)
{
    for (std::size_t i = 0; node.stack && i < node.spec->links.size(); ++i)
    {
        if (Autoconfigures(scenario, *node.spec, node.spec->links[i]))
        {
            node.stack->GetRouterDiscovery()->Start(node.interfaces[i].number, {});
        }
    }
}

void
TurnOff(const BuiltNode& node)
{
    if (node.stack)
    {
        node.stack->PowerOff();
    }
    else
    {
        PowerDevices(node, false);
    }
}

void
TurnOn(const BuiltNode& node, const Scenario& scenario)
{
    if (!node.stack)
    {
        PowerDevices(node, true);
    }
    else if (!node.stack->IsPowered())
    {
        node.stack->PowerOn();
        StartAutoconfiguration(node, scenario);
    }
}

bool
HasPower(Ptr<const Node> node)
{
    for (uint32_t i = 0; i < node->GetNDevices(); ++i)
    {
        const auto device = DynamicCast<MobileLinkDevice>(node->GetDevice(i));
        if (device && !device->HasPower())
        {
            return false;
        }
    }
    return true;
}

} // namespace ns3::nemo
