// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-mobility-icmpv6.h"

#include "ns3/abort.h"
#include "ns3/boolean.h"
#include "ns3/ipv6-interface.h"
#include "ns3/ipv6-route.h"
#include "ns3/mip6-checksum.h"
#include "ns3/mip6-neighbor-cache.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"

#include <algorithm>

namespace ns3::nemo
{

NS_OBJECT_ENSURE_REGISTERED(MobilityIcmpv6);

namespace
{

constexpr std::size_t MINIMUM_SIZE = 4; //!< type, code, checksum

} // namespace

TypeId
MobilityIcmpv6::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::nemo::MobilityIcmpv6")
            .SetParent<Icmpv6L4Protocol>()
            .SetGroupName("Nemo")
            .AddConstructor<MobilityIcmpv6>()
            .AddAttribute("ErrorRate",
                          "ICMPv6 errors per second that the node sends on average. RFC 4443 "
                          "section 2.4 (f).",
                          UintegerValue(10),
                          MakeUintegerAccessor(&MobilityIcmpv6::m_errorRate),
                          MakeUintegerChecker<uint32_t>(1, 1000000000))
            .AddAttribute("ErrorBurst",
                          "ICMPv6 errors that it sends at once after a rest. RFC 4443 section 2.4 "
                          "(f).",
                          UintegerValue(10),
                          MakeUintegerAccessor(&MobilityIcmpv6::m_errorBurst),
                          MakeUintegerChecker<uint32_t>(1))
            .AddTraceSource("Received",
                            "A valid ICMPv6 message for this node: type, octets, interface.",
                            MakeTraceSourceAccessor(&MobilityIcmpv6::m_received),
                            "ns3::nemo::MobilityIcmpv6::MessageCallback")
            .AddTraceSource("Sent",
                            "A message of Neighbor Discovery that was sent: type, octets, "
                            "interface. The unreachability probes of ns-3's neighbour cache go "
                            "past it.",
                            MakeTraceSourceAccessor(&MobilityIcmpv6::m_sent),
                            "ns3::nemo::MobilityIcmpv6::MessageCallback")
            .AddTraceSource("Drop",
                            "An invalid ICMPv6 message that arrived, or an error that was not sent "
                            "since there were too many.",
                            MakeTraceSourceAccessor(&MobilityIcmpv6::m_drop),
                            "ns3::nemo::MobilityIcmpv6::DropCallback");
    return tid;
}

TypeId
MobilityIcmpv6::GetInstanceTypeId() const
{
    return GetTypeId();
}

MobilityIcmpv6::MobilityIcmpv6() = default;

Ptr<MobilityIcmpv6>
MobilityIcmpv6::Install(Ptr<Node> node)
{
    Ptr<Ipv6L3Protocol> ipv6 = node->GetObject<Ipv6L3Protocol>();
    NS_ABORT_MSG_IF(!ipv6, "Install an IPv6 stack on the node before MobilityIcmpv6.");
    // ns-3's protocol 58 owns the neighbour caches of interfaces that it has seen.
    NS_ABORT_MSG_IF(ipv6->GetNInterfaces() > 1,
                    "Install MobilityIcmpv6 before the node gets IPv6 interfaces.");
    auto icmpv6 = CreateObject<MobilityIcmpv6>();
    icmpv6->SetAttribute("DAD", BooleanValue(false));
    icmpv6->SetNode(node);
    icmpv6->m_ipv6 = ipv6;
    ipv6->Insert(icmpv6);
    icmpv6->SetDownTarget6(MakeCallback(&MobilityIcmpv6::SendDown, PeekPointer(icmpv6)));
    // ns-3 disposes of what is aggregated to a node, not of a protocol that was inserted; the
    // neighbour caches point back at theirs and would stay with all that they lead to.
    Simulator::ScheduleDestroy(&Object::Dispose, icmpv6);
    return icmpv6;
}

void
MobilityIcmpv6::DoDispose()
{
    Reset();
    m_observers.clear();
    m_admission = nullptr;
    m_ipv6 = nullptr;
    Icmpv6L4Protocol::DoDispose();
}

void
MobilityIcmpv6::SetAdmission(Admission admission)
{
    m_admission = std::move(admission);
}

void
MobilityIcmpv6::AddObserver(Icmpv6Observer* observer)
{
    const bool known =
        std::find(m_observers.begin(), m_observers.end(), observer) != m_observers.end();
    NS_ABORT_MSG_IF(known, "Add an ICMPv6 observer only once.");
    m_observers.push_back(observer);
}

void
MobilityIcmpv6::TellOfUses()
{
    m_tellsOfUses = true;
}

void
MobilityIcmpv6::RemoveObserver(Icmpv6Observer* observer)
{
    m_observers.erase(std::remove(m_observers.begin(), m_observers.end(), observer),
                      m_observers.end());
}

std::optional<DropReason>
MobilityIcmpv6::Judge(const Octets& octets, const Ipv6Header& header) const
{
    if (octets.size() < MINIMUM_SIZE)
    {
        return DropReason::TRUNCATED;
    }
    if (!IsIcmpv6ChecksumRight(octets.data(),
                               octets.size(),
                               header.GetSource(),
                               header.GetDestination()))
    {
        return DropReason::BAD_CHECKSUM;
    }
    if (!IsNeighborDiscovery(octets[0]))
    {
        return std::nullopt;
    }
    if (header.GetHopLimit() != NEIGHBOR_HOP_LIMIT)
    {
        return DropReason::BAD_HOP_LIMIT;
    }
    if (octets[1] != 0)
    {
        return DropReason::BAD_CODE;
    }
    return std::nullopt;
}

IpL4Protocol::RxStatus
MobilityIcmpv6::Receive(Ptr<Packet> packet, const Ipv6Header& header, Ptr<Ipv6Interface> interface)
{
    Octets octets(packet->GetSize());
    packet->CopyData(octets.data(), packet->GetSize());
    auto reason = Judge(octets, header);
    if (!reason && m_admission)
    {
        reason = m_admission(header, packet);
    }
    if (reason)
    {
        m_drop(*reason, packet);
        return RX_OK;
    }
    const int32_t index = m_ipv6->GetInterfaceForDevice(interface->GetDevice());
    const Icmpv6Delivery delivery{octets[0], octets, packet, header, static_cast<uint32_t>(index)};
    m_received(delivery.type, octets, delivery.interface);
    if (!AskObservers(delivery))
    {
        DeliverToStock(delivery, packet, interface);
    }
    return RX_OK;
}

IpL4Protocol::RxStatus
MobilityIcmpv6::Receive(Ptr<Packet> /* packet */,
                        const Ipv4Header& /* header */,
                        Ptr<Ipv4Interface> /* interface */)
{
    return RX_ENDPOINT_UNREACH;
}

void
MobilityIcmpv6::Redeliver(const Octets& message,
                          const Ipv6Header& header,
                          uint32_t interface,
                          const Octets& signals)
{
    auto packet = Create<Packet>(message.data(), static_cast<uint32_t>(message.size()));
    const Icmpv6Delivery delivery{message.at(0),
                                  message,
                                  packet,
                                  header,
                                  interface,
                                  signals.empty() ? nullptr : &signals};
    if (!AskObservers(delivery))
    {
        DeliverToStock(delivery, packet, m_ipv6->GetInterface(interface));
    }
}

bool
MobilityIcmpv6::AskObservers(const Icmpv6Delivery& delivery)
{
    // An observer may remove any: go through a copy, and ask only those that are still there.
    const auto observers = m_observers;
    for (Icmpv6Observer* observer : observers)
    {
        const bool there =
            std::find(m_observers.begin(), m_observers.end(), observer) != m_observers.end();
        if (there && observer->OnIcmpv6(delivery))
        {
            return true;
        }
    }
    return false;
}

void
MobilityIcmpv6::FunctionDadTimeout(Ipv6Interface* interface, Ipv6Address address)
{
    // AddressProxy has probed it, if it was to be probed. And no solicitation: RouterDiscovery's.
    interface->SetState(address, Ipv6InterfaceAddress::PREFERRED);
}

int64_t
MobilityIcmpv6::AssignStreams(int64_t stream)
{
    return Icmpv6L4Protocol::AssignStreams(stream);
}

} // namespace ns3::nemo
