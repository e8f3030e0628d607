// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-topology-host-icmpv6.h"

#include "ns3/icmpv6-header.h"
#include "ns3/ipv6-interface.h"
#include "ns3/ipv6-l3-protocol.h"
#include "ns3/ipv6-route.h"
#include "ns3/simulator.h"

namespace ns3::nemo
{

NS_OBJECT_ENSURE_REGISTERED(HostIcmpv6);

TypeId
HostIcmpv6::GetTypeId()
{
    static TypeId tid = TypeId("ns3::nemo::HostIcmpv6")
                            .SetParent<Icmpv6L4Protocol>()
                            .SetGroupName("Nemo")
                            .AddConstructor<HostIcmpv6>();
    return tid;
}

TypeId
HostIcmpv6::GetInstanceTypeId() const
{
    return GetTypeId();
}

Ptr<HostIcmpv6>
HostIcmpv6::Install(Ptr<Node> node)
{
    Ptr<Ipv6L3Protocol> ipv6 = node->GetObject<Ipv6L3Protocol>();
    auto icmpv6 = CreateObject<HostIcmpv6>();
    icmpv6->SetNode(node);
    // The last one inserted is protocol 58; the stack holds it.
    ipv6->Insert(icmpv6);
    icmpv6->SetDownTarget6(MakeCallback(&Ipv6::Send, Ptr<Ipv6>(ipv6)));
    // ns-3 disposes of what is aggregated to a node, not of a protocol that was inserted; the
    // neighbour caches point back at theirs and would stay with all that they lead to.
    Simulator::ScheduleDestroy(&Object::Dispose, icmpv6);
    return icmpv6;
}

void
HostIcmpv6::DisableAutoconfiguration(uint32_t interface)
{
    m_configured.insert(interface);
}

IpL4Protocol::RxStatus
HostIcmpv6::Receive(Ptr<Packet> packet, const Ipv6Header& header, Ptr<Ipv6Interface> interface)
{
    uint8_t type = 0;
    packet->CopyData(&type, sizeof(type));
    auto device = interface->GetDevice();
    const int32_t number = device->GetNode()->GetObject<Ipv6>()->GetInterfaceForDevice(device);
    if (type == Icmpv6Header::ICMPV6_ND_ROUTER_ADVERTISEMENT &&
        m_configured.count(static_cast<uint32_t>(number)) > 0)
    {
        // Without options it tells of no router and no prefix, but ends the solicitations.
        packet = packet->CreateFragment(0, Icmpv6RA().GetSerializedSize());
    }
    return Icmpv6L4Protocol::Receive(packet, header, interface);
}

} // namespace ns3::nemo
