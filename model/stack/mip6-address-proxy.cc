// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-address-proxy.h"

#include "ns3/abort.h"
#include "ns3/pointer.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <utility>
#include <variant>

namespace ns3::nemo
{

NS_OBJECT_ENSURE_REGISTERED(AddressProxy);

namespace
{

/// @return whether a solicitation is valid as far as its addresses tell. RFC 4861 section 7.1.1
bool
IsValid(const Ipv6Header& header, const NeighborSolicitation& message)
{
    if (!header.GetSource().IsAny())
    {
        return true;
    }
    return header.GetDestination() == Ipv6Address::MakeSolicitedAddress(message.target) &&
           !FindOption<SourceLinkLayerAddress>(message.options);
}

/// @return whether an advertisement is valid as far as its addresses tell. RFC 4861 section 7.1.2
bool
IsValid(const Ipv6Header& header, const NeighborAdvertisement& message)
{
    return !(header.GetDestination().IsMulticast() && message.solicited);
}

} // namespace

std::size_t
AddressProxy::PlaceHash::operator()(const Place& place) const
{
    constexpr std::size_t spread = 0x9e3779b97f4a7c15;
    return Ipv6AddressHash()(place.first) ^ (place.second * spread);
}

TypeId
AddressProxy::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::nemo::AddressProxy")
            .SetParent<Object>()
            .SetGroupName("Nemo")
            .AddConstructor<AddressProxy>()
            .AddAttribute("DupAddrDetectTransmits",
                          "Solicitations of a probe; 0: none, every address counts as free. RFC "
                          "4862 section 5.1.",
                          UintegerValue(1),
                          MakeUintegerAccessor(&AddressProxy::m_transmits),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("RetransTimer",
                          "Time between solicitations, and between repeated advertisements. RFC "
                          "4861 section 10.",
                          TimeValue(Seconds(1)),
                          MakeTimeAccessor(&AddressProxy::m_retransTimer),
                          MakeTimeChecker(NanoSeconds(1)))
            .AddAttribute("MaxMulticastSolicit",
                          "MAX_MULTICAST_SOLICIT: solicitations to resolve an address. RFC 4861 "
                          "section 10.",
                          UintegerValue(3),
                          MakeUintegerAccessor(&AddressProxy::m_maxMulticastSolicit),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("NeighborAdvertisementRepeats",
                          "How often an unsolicited advertisement is repeated, at most "
                          "MAX_NEIGHBOR_ADVERTISEMENT times. RFC 6275 sections 10.4.1, 11.5.5.",
                          UintegerValue(0),
                          MakeUintegerAccessor(&AddressProxy::m_repeats),
                          MakeUintegerChecker<uint32_t>(0, MAX_NEIGHBOR_ADVERTISEMENT))
            .AddAttribute("ProbeDelay",
                          "Draws from 0 to 1: the part of its longest delay that a probe waits. "
                          "RFC 4862 section 5.4.2.",
                          StringValue("ns3::UniformRandomVariable[Min=0.0|Max=1.0]"),
                          MakePointerAccessor(&AddressProxy::m_delay),
                          MakePointerChecker<RandomVariableStream>())
            .AddTraceSource("Drop",
                            "An invalid message of Neighbor Discovery, or one that cannot be "
                            "answered.",
                            MakeTraceSourceAccessor(&AddressProxy::m_drop),
                            "ns3::nemo::AddressProxy::DropCallback");
    return tid;
}

AddressProxy::~AddressProxy()
{
    if (m_icmpv6)
    {
        m_icmpv6->RemoveObserver(this);
    }
}

void
AddressProxy::Attach(Ptr<MobilityIcmpv6> icmpv6, Ptr<InterfaceTable> interfaces)
{
    NS_ABORT_MSG_IF(m_icmpv6, "Attach an AddressProxy only once.");
    m_icmpv6 = icmpv6;
    m_interfaces = interfaces;
    m_icmpv6->AddObserver(this);
}

void
AddressProxy::DoDispose()
{
    m_answering.clear();
    m_probes.clear();
    m_solicits.clear();
    m_repeating.clear();
    if (m_icmpv6)
    {
        m_icmpv6->RemoveObserver(this);
    }
    m_icmpv6 = nullptr;
    m_interfaces = nullptr;
    m_delay = nullptr;
    Object::DoDispose();
}

// --- Defence

TargetLinkLayerAddress
AddressProxy::OwnTargetOption(uint32_t interface) const
{
    return {m_interfaces->LinkLayerAddress(interface)};
}

void
AddressProxy::Advertise(const Ipv6Address& address,
                        uint32_t interface,
                        bool router,
                        bool override,
                        std::optional<uint32_t> repeats,
                        std::optional<Ipv6Address> source)
{
    NS_ABORT_MSG_IF(repeats && *repeats > MAX_NEIGHBOR_ADVERTISEMENT,
                    "An advertisement is repeated at most " << MAX_NEIGHBOR_ADVERTISEMENT
                                                            << " times.");
    NeighborAdvertisement message;
    message.router = router;
    message.override = override;
    message.target = address;
    message.options.emplace_back(OwnTargetOption(interface));
    const Ipv6Address from = source.value_or(m_interfaces->SourceFor(interface, address));
    const Ipv6Address to = Ipv6Address::GetAllNodesMulticast();
    const Place place{address, interface};
    m_repeating[place] = {EncodeNeighborMessage(message, from, to),
                          from,
                          1 + repeats.value_or(m_repeats),
                          {}};
    Repeat(place);
}

void
AddressProxy::Repeat(const Place& place)
{
    Repeating& repeating = m_repeating.at(place);
    --repeating.left;
    m_icmpv6->SendNeighborMessage(place.second,
                                  repeating.message,
                                  repeating.source,
                                  Ipv6Address::GetAllNodesMulticast());
    if (repeating.left == 0)
    {
        m_repeating.erase(place);
        return;
    }
    repeating.timer.Schedule(m_retransTimer, [this, place]() { Repeat(place); });
}

bool
AddressProxy::OnIcmpv6(const Icmpv6Delivery& delivery)
{
    const auto type = static_cast<NeighborMessageType>(delivery.type);
    if (type != NeighborMessageType::NEIGHBOR_SOLICITATION &&
        type != NeighborMessageType::NEIGHBOR_ADVERTISEMENT)
    {
        return false;
    }
    const auto result = DecodeNeighborMessage(delivery.octets.data(), delivery.octets.size());
    if (const auto* reason = std::get_if<DropReason>(&result))
    {
        m_drop(*reason, delivery.packet);
        return true;
    }
    const auto& message = std::get<NeighborMessage>(result);
    const auto* solicitation = std::get_if<NeighborSolicitation>(&message);
    const auto* advertisement = std::get_if<NeighborAdvertisement>(&message);
    if ((solicitation && !IsValid(delivery.header, *solicitation)) ||
        (advertisement && !IsValid(delivery.header, *advertisement)))
    {
        m_drop(DropReason::BAD_ADDRESS, delivery.packet);
        return true;
    }
    if (solicitation)
    {
        return OnSolicitation(delivery, *solicitation);
    }
    OnAdvertisement(delivery, *advertisement);
    return false; // the neighbour cache wants it too
}

bool
AddressProxy::OnSolicitation(const Icmpv6Delivery& delivery, const NeighborSolicitation& message)
{
    const bool isOwn = m_interfaces->Has(message.target, delivery.interface);
    if (isOwn || IsAnswering(message.target, delivery.interface))
    {
        Reply(delivery, message, isOwn);
        return true;
    }
    const bool isProbe = delivery.header.GetSource().IsAny();
    if (isProbe && IsProbing(message.target, delivery.interface))
    {
        // Two that want the same address: neither gets it. RFC 4862 section 5.4.3.
        EndProbe({message.target, delivery.interface}, false);
        return true;
    }
    return false;
}

std::optional<Mac48Address>
AddressProxy::WhereToReply(const Icmpv6Delivery& delivery, const NeighborSolicitation& message)
{
    const Ipv6Address source = delivery.header.GetSource();
    if (const auto* option = FindOption<SourceLinkLayerAddress>(message.options))
    {
        m_interfaces->LearnNeighbor(delivery.interface, source, option->address);
        return option->address;
    }
    return m_interfaces->NeighborLinkLayer(delivery.interface, source);
}

void
AddressProxy::Reply(const Icmpv6Delivery& delivery, const NeighborSolicitation& message, bool isOwn)
{
    const uint32_t interface = delivery.interface;
    const bool isProbe = delivery.header.GetSource().IsAny();
    NeighborAdvertisement answer;
    answer.router =
        isOwn ? m_interfaces->IsForwarding(interface) : FlagFor(message.target, interface).value();
    answer.solicited = !isProbe;
    answer.override = isOwn; // a proxy gives way: RFC 4861 section 7.2.8
    answer.target = message.target;
    answer.options.emplace_back(OwnTargetOption(interface));
    const Ipv6Address source =
        isOwn ? message.target : m_interfaces->SourceFor(interface, message.target);
    if (isProbe)
    {
        const Ipv6Address all = Ipv6Address::GetAllNodesMulticast();
        m_icmpv6->SendNeighborMessage(interface, answer, source, all);
        return;
    }
    const auto where = WhereToReply(delivery, message);
    if (!where)
    {
        m_drop(DropReason::UNEXPECTED_MESSAGE, delivery.packet);
        return;
    }
    const Ipv6Address solicitor = delivery.header.GetSource();
    m_icmpv6->SendNeighborMessage(interface, answer, source, solicitor, where);
}

void
AddressProxy::OnAdvertisement(const Icmpv6Delivery& delivery, const NeighborAdvertisement& message)
{
    const Place place{message.target, delivery.interface};
    if (m_probes.count(place) > 0)
    {
        EndProbe(place, false);
    }
    const auto* option = FindOption<TargetLinkLayerAddress>(message.options);
    if (option && m_solicits.count(place) > 0)
    {
        EndSolicit(place, option->address);
    }
}

// --- The node

int64_t
AddressProxy::AssignStreams(int64_t stream)
{
    m_delay->SetStream(stream);
    return 1;
}

void
AddressProxy::Reset()
{
    m_repeating.clear();
    m_solicits.clear();
    m_answeringFor.clear();
    while (!m_probes.empty())
    {
        const Place place = m_probes.begin()->first;
        CancelProbe(place.first, place.second);
    }
    for (const auto& [place, router] : std::exchange(m_answering, {}))
    {
        m_interfaces->LeaveGroup(Ipv6Address::MakeSolicitedAddress(place.first), place.second);
    }
}

} // namespace ns3::nemo
