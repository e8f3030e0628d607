// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-packet-path.h"

#include "ns3/boolean.h"
#include "ns3/ipv6-extension-demux.h"
#include "ns3/mip6-ipv6-numbers.h"
#include "ns3/uinteger.h"

namespace ns3::nemo
{

NS_OBJECT_ENSURE_REGISTERED(PacketPath);

TypeId
PacketPath::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::nemo::PacketPath")
            .SetParent<Object>()
            .SetGroupName("Nemo")
            .AddConstructor<PacketPath>()
            .AddAttribute("TunnelHopLimit",
                          "Hop Limit of outer headers, whatever that of the inner packet. RFC 2473 "
                          "section 6.3, RFC 3963 section 5.5.",
                          UintegerValue(64),
                          MakeUintegerAccessor(&PacketPath::m_tunnelHopLimit),
                          MakeUintegerChecker<uint8_t>(1))
            .AddAttribute("CopyTrafficClass",
                          "Copy the Traffic Class of the inner packet to the outer header (else "
                          "0). RFC 2473 section 6.4.",
                          BooleanValue(false),
                          MakeBooleanAccessor(&PacketPath::m_copyTrafficClass),
                          MakeBooleanChecker())
            .AddAttribute("CopyFlowLabel",
                          "Copy the Flow Label of the inner packet to the outer header (else 0). "
                          "RFC 2473 section 6.5.",
                          BooleanValue(false),
                          MakeBooleanAccessor(&PacketPath::m_copyFlowLabel),
                          MakeBooleanChecker())
            .AddAttribute("LimitEncapsulation",
                          "Put a Tunnel Encapsulation Limit option into every outer header, so "
                          "that tunnels nest no deeper. A packet that has one is limited in any "
                          "case. RFC 2473 section 4.1.1.",
                          BooleanValue(false),
                          MakeBooleanAccessor(&PacketPath::m_limitsEncapsulation),
                          MakeBooleanChecker())
            .AddAttribute("EncapsulationLimit",
                          "Tunnel Encapsulation Limit, with LimitEncapsulation: how many more "
                          "tunnels a packet may enter before it is out of this one. RFC 2473 "
                          "section 6.6.",
                          UintegerValue(4),
                          MakeUintegerAccessor(&PacketPath::m_encapsulationLimit),
                          MakeUintegerChecker<uint8_t>())
            .AddTraceSource("Drop",
                            "A packet ended here: reason, packet.",
                            MakeTraceSourceAccessor(&PacketPath::m_drop),
                            "ns3::nemo::PacketPath::DropCallback")
            .AddTraceSource("Encapsulated",
                            "A packet entered a tunnel: outer header, inner packet.",
                            MakeTraceSourceAccessor(&PacketPath::m_encapsulated),
                            "ns3::nemo::PacketPath::TunnelCallback")
            .AddTraceSource("Decapsulated",
                            "A packet left a tunnel: outer header, inner packet.",
                            MakeTraceSourceAccessor(&PacketPath::m_decapsulated),
                            "ns3::nemo::PacketPath::TunnelCallback")
            .AddTraceSource("CameStraight",
                            "A packet came to a home address by a routing header: the IPv6 header "
                            "on the wire, and with the home addresses in their places.",
                            MakeTraceSourceAccessor(&PacketPath::m_cameStraight),
                            "ns3::nemo::PacketPath::StraightCallback");
    return tid;
}

void
PacketPath::Hook(uint8_t number, ExtensionAdapter::Handler handler)
{
    const auto demux = m_node->GetObject<Ipv6ExtensionDemux>();
    // The first match wins, so ns-3's own object has to go.
    if (const auto old = demux->GetExtension(number))
    {
        demux->Remove(old);
    }
    auto extension = CreateObject<ExtensionAdapter>();
    extension->Serve(number, std::move(handler));
    extension->SetNode(m_node);
    demux->Insert(extension);
}

void
PacketPath::Attach(Ptr<Node> node, const HomeAddressAuthority* authority)
{
    m_node = node;
    m_ipv6 = node->GetObject<Ipv6L3Protocol>();
    m_authority = authority;
    for (const uint8_t number :
         {ROUTING_HEADER, DESTINATION_OPTIONS_HEADER, ESP_HEADER, AUTHENTICATION_HEADER})
    {
        Hook(number,
             [this, number](Ptr<const Packet> packet, uint32_t offset, const Ipv6Header& header) {
                 return Input(packet, offset, header, number);
             });
    }
    Hook(HOP_BY_HOP_HEADER,
         [this](Ptr<const Packet> packet, uint32_t offset, const Ipv6Header& header) {
             return HopByHop(packet, offset, header);
         });
    auto tunnel = CreateObject<ProtocolAdapter>();
    tunnel->Serve(IPV6_IN_IPV6,
                  [this](Ptr<Packet> packet,
                         const Ipv6Header& header,
                         Ptr<Ipv6Interface> interface) { Decapsulate(packet, header, interface); });
    m_ipv6->Insert(tunnel);
}

void
PacketPath::DoDispose()
{
    m_node = nullptr;
    m_ipv6 = nullptr;
    m_authority = nullptr;
    m_security = nullptr;
    m_authentication = nullptr;
    m_signals = {};
    m_riders = nullptr;
    m_tunnelDevice = nullptr;
    m_judge = nullptr;
    m_routed = NoRoutedTunnel;
    m_unbound = nullptr;
    Object::DoDispose();
}

void
PacketPath::SetTunnelJudge(TunnelJudge judge)
{
    m_judge = std::move(judge);
}

void
PacketPath::SetRoutedTunnels(RoutedTunnelQuery query)
{
    m_routed = std::move(query);
}

void
PacketPath::SetUnboundListener(UnboundListener listener)
{
    m_unbound = std::move(listener);
}

void
PacketPath::SetSecurity(Ptr<PacketSecurity> security, Ptr<PacketAuthentication> authentication)
{
    m_security = security;
    m_authentication = authentication;
}

void
PacketPath::SetFormat(const ExtensionFormat& format)
{
    m_format = format;
    SetMobilityAware(m_aware);
}

const ExtensionFormat&
PacketPath::GetFormat() const
{
    return m_format;
}

void
PacketPath::SetSignalListeners(SignalListeners listeners)
{
    m_signals = std::move(listeners);
}

void
PacketPath::SetRiderSource(RiderSource source)
{
    m_riders = std::move(source);
}

void
PacketPath::SetTunnelDevice(Ptr<NetDevice> device)
{
    m_tunnelDevice = device;
}

void
PacketPath::SetMobilityAware(bool aware)
{
    m_aware = aware;
    m_known = aware ? m_format.Known() : KnownOptions{};
}

const Arrival*
PacketPath::GetArrival() const
{
    return m_arrival;
}

const TunnelArrival*
PacketPath::GetTunnel() const
{
    return m_tunnel;
}

PathMtu&
PacketPath::GetPathMtu()
{
    return m_pathMtu;
}

void
PacketPath::Drop(DropReason reason, Ptr<const Packet> packet)
{
    ++m_dropped;
    m_drop(reason, packet);
}

uint64_t
PacketPath::GetDropped() const
{
    return m_dropped;
}

void
PacketPath::Reset()
{
    m_pathMtu.Clear();
}

} // namespace ns3::nemo
