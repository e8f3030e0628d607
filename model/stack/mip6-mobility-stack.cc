// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-mobility-stack.h"

#include "ns3/abort.h"
#include "ns3/boolean.h"
#include "ns3/ipv6-extension-demux.h"
#include "ns3/ipv6-l3-protocol.h"
#include "ns3/ipv6-list-routing.h"

#include <algorithm>

namespace ns3::nemo
{

NS_OBJECT_ENSURE_REGISTERED(MobilityStack);

TypeId
MobilityStack::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::nemo::MobilityStack")
            .SetParent<Object>()
            .SetGroupName("Nemo")
            .AddConstructor<MobilityStack>()
            .AddTraceSource("Drop",
                            "A packet ended at this node: reason, packet (null if none was made).",
                            MakeTraceSourceAccessor(&MobilityStack::m_drop),
                            "ns3::nemo::PacketPath::DropCallback");
    return tid;
}

Ptr<MobilityStack>
MobilityStack::Of(Ptr<const Node> node)
{
    return node->GetObject<MobilityStack>();
}

Ptr<MobilityStack>
MobilityStack::Install(Ptr<Node> node, Ptr<SignalCodec> codec)
{
    if (auto there = Of(node))
    {
        return there;
    }
    auto ipv6 = node->GetObject<Ipv6L3Protocol>();
    NS_ABORT_MSG_UNLESS(ipv6, "Install the internet stack before the mobility stack");
    // The loopback is there from the beginning; any other interface would keep ns-3's ICMPv6.
    NS_ABORT_MSG_UNLESS(ipv6->GetNInterfaces() <= 1,
                        "Install the mobility stack before any IPv6 interface is added");
    auto stack = CreateObject<MobilityStack>();
    stack->Assemble(node, codec);
    node->AggregateObject(stack);
    return stack;
}

void
MobilityStack::Assemble(Ptr<Node> node, Ptr<SignalCodec> codec)
{
    m_node = node;
    m_icmpv6 = MobilityIcmpv6::Install(node);
    m_interfaces = CreateObject<InterfaceTable>();
    m_interfaces->Attach(node, m_icmpv6);
    m_steering = CreateObject<Steering>();
    m_path = CreateObject<PacketPath>();
    m_path->Attach(node, PeekPointer(m_steering));
    m_security = CreateObject<PacketSecurity>();
    m_authentication = CreateObject<PacketAuthentication>();
    m_path->SetSecurity(m_security, m_authentication);
    m_icmpv6->SetAdmission([this](const Ipv6Header& header, Ptr<const Packet> packet) {
        return m_path->JudgeProtection(header, packet);
    });
    m_path->SetTunnelJudge([this](const Ipv6Header& outer,
                                  const Ipv6Header& inner,
                                  std::optional<uint32_t> interface) {
        return m_steering->JudgeTunnel(outer.GetSource(),
                                       outer.GetDestination(),
                                       inner.GetSource(),
                                       inner.GetDestination(),
                                       interface);
    });
    m_errors = CreateObject<PathErrors>();
    m_errors->Attach(node, m_icmpv6, m_path);
    m_routing = CreateObject<MobilityRouting>();
    m_routing->Attach(node, m_steering, m_path);
    m_port = CreateObject<MessagePort>();
    m_port->Attach(node, m_path, codec);
    m_proxy = CreateObject<AddressProxy>();
    m_proxy->Attach(m_icmpv6, m_interfaces);
    m_discovery = CreateObject<RouterDiscovery>();
    m_discovery->Attach(m_icmpv6, m_interfaces, m_proxy);
    m_advertiser = CreateObject<RouterAdvertiser>();
    m_advertiser->Attach(m_icmpv6, m_interfaces);
    m_groups = CreateObject<GroupMembership>();
    m_groups->Attach(node, m_icmpv6, m_interfaces, m_path, m_steering, GetTransformInterface());
    m_tunnels = CreateObject<TunnelInterfaces>();
    m_tunnels->Attach(node, m_interfaces, m_steering, m_path, m_routing);
    m_dynamicRouting = CreateObject<DynamicRouting>();
    m_dynamicRouting->Attach(node, m_interfaces, GetTransformInterface());
    m_routing->SetGroupForwarder(
        [this](Ptr<const Packet> packet, const Ipv6Header& header, uint32_t interface) {
            return m_groups->Forward(packet, header, interface);
        });
    m_routing->SetProxyQuery([this](const Ipv6Address& address, uint32_t interface) {
        return m_proxy->IsAnswering(address, interface);
    });
    // A host route that a Redirect installs in a mobile node would outlive the link it is for, and
    // what leaves a tunnel is nobody's neighbour.
    node->GetObject<Ipv6L3Protocol>()->SetAttribute("SendIcmpv6Redirect", BooleanValue(false));
    for (const Ptr<Object>& part :
         std::initializer_list<Ptr<Object>>{m_path, m_icmpv6, m_proxy, m_discovery, m_advertiser})
    {
        part->TraceConnectWithoutContext("Drop", MakeCallback(&MobilityStack::CountDrop, this));
    }
}

void
MobilityStack::DoDispose()
{
    for (const Ptr<Object>& part : std::initializer_list<Ptr<Object>>{m_advertiser,
                                                                      m_discovery,
                                                                      m_groups,
                                                                      m_dynamicRouting,
                                                                      m_tunnels,
                                                                      m_proxy,
                                                                      m_port,
                                                                      m_errors,
                                                                      m_routing,
                                                                      m_path,
                                                                      m_security,
                                                                      m_authentication,
                                                                      m_steering,
                                                                      m_interfaces})
    {
        if (part)
        {
            part->Dispose();
        }
    }
    // The parts stay until this object goes: roles that are disposed of later, in whichever order
    // ns-3 has sorted what is aggregated to the node, still take back what they told them.
    m_node = nullptr;
    m_listeners.clear();
    Object::DoDispose();
}

Ptr<PacketPath>
MobilityStack::GetPacketPath() const
{
    return m_path;
}

Ptr<PacketSecurity>
MobilityStack::GetPacketSecurity() const
{
    return m_security;
}

Ptr<PacketAuthentication>
MobilityStack::GetPacketAuthentication() const
{
    return m_authentication;
}

Ptr<MobilityRouting>
MobilityStack::GetRouting() const
{
    return m_routing;
}

Ptr<Steering>
MobilityStack::GetSteering() const
{
    return m_steering;
}

Ptr<MessagePort>
MobilityStack::GetMessagePort() const
{
    return m_port;
}

Ptr<AddressProxy>
MobilityStack::GetAddressProxy() const
{
    return m_proxy;
}

Ptr<RouterDiscovery>
MobilityStack::GetRouterDiscovery() const
{
    return m_discovery;
}

Ptr<RouterAdvertiser>
MobilityStack::GetRouterAdvertiser() const
{
    return m_advertiser;
}

Ptr<GroupMembership>
MobilityStack::GetGroupMembership() const
{
    return m_groups;
}

Ptr<TunnelInterfaces>
MobilityStack::GetTunnelInterfaces() const
{
    return m_tunnels;
}

Ptr<DynamicRouting>
MobilityStack::GetDynamicRouting() const
{
    return m_dynamicRouting;
}

Ptr<InterfaceTable>
MobilityStack::GetInterfaceTable() const
{
    return m_interfaces;
}

Ptr<MobilityIcmpv6>
MobilityStack::GetIcmpv6() const
{
    return m_icmpv6;
}

uint32_t
MobilityStack::GetTransformInterface() const
{
    return m_routing->GetTransformInterface();
}

void
MobilityStack::SetMobilityAware(bool aware)
{
    m_path->SetMobilityAware(aware);
    m_port->SetMobilityAware(aware);
}

void
MobilityStack::Listen(PowerListener* listener)
{
    m_listeners.push_back(listener);
}

void
MobilityStack::Unlisten(PowerListener* listener)
{
    m_listeners.erase(std::remove(m_listeners.begin(), m_listeners.end(), listener),
                      m_listeners.end());
}

void
MobilityStack::PowerOff()
{
    if (!m_powered)
    {
        return;
    }
    m_powered = false;
    // A listener may unlisten: go through a copy.
    const auto listeners = m_listeners;
    for (auto* listener : listeners)
    {
        listener->OnPowerOff();
    }
    PowerDevices(false);
    m_dynamicRouting->PowerOff();
    m_tunnels->Reset();
    m_discovery->Reset();
    m_advertiser->Reset();
    m_icmpv6->Reset();
    m_proxy->Reset();
    m_groups->Reset();
    m_steering->Reset();
    m_port->ForgetWaiting();
    m_path->Reset();
    m_interfaces->ForgetLearned();
}

void
MobilityStack::PowerOn()
{
    if (m_powered)
    {
        return;
    }
    m_powered = true;
    PowerDevices(true);
    m_dynamicRouting->PowerOn();
    const auto listeners = m_listeners;
    for (auto* listener : listeners)
    {
        listener->OnPowerOn();
    }
}

void
MobilityStack::PowerDevices(bool isOn)
{
    for (uint32_t i = 0; i < m_node->GetNDevices(); ++i)
    {
        if (const auto device = DynamicCast<MobileLinkDevice>(m_node->GetDevice(i)))
        {
            device->SetPower(isOn);
        }
    }
}

bool
MobilityStack::IsPowered() const
{
    return m_powered;
}

uint64_t
MobilityStack::GetDropCount(DropReason reason) const
{
    return m_dropCounts[static_cast<std::size_t>(reason)];
}

void
MobilityStack::CountDrop(DropReason reason, Ptr<const Packet> packet)
{
    ++m_dropCounts[static_cast<std::size_t>(reason)];
    m_drop(reason, packet);
}

int64_t
MobilityStack::AssignStreams(int64_t stream)
{
    int64_t used = 0;
    used += m_icmpv6->AssignStreams(stream + used);
    used += m_proxy->AssignStreams(stream + used);
    used += m_discovery->AssignStreams(stream + used);
    used += m_advertiser->AssignStreams(stream + used);
    // Last, so that what is not protected is drawn as ever.
    used += m_security->AssignStreams(stream + used);
    return used;
}

} // namespace ns3::nemo
