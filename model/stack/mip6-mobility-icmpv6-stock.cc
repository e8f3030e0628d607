// SPDX-License-Identifier: GPL-2.0-only
// What of ICMPv6 MobilityIcmpv6 lets ns-3 see.
#include "ns3/icmpv6-header.h"
#include "ns3/ipv6-interface.h"
#include "ns3/mip6-ipv6-numbers.h"
#include "ns3/mip6-mobility-icmpv6.h"
#include "ns3/mip6-neighbor-cache.h"
#include "ns3/mip6-path-mtu.h"
#include "ns3/simulator.h"

#include <variant>

namespace ns3::nemo
{

namespace
{

constexpr std::size_t MTU = 4;                     //!< where Packet Too Big names it
constexpr std::size_t QUOTED_DESTINATION = 8 + 24; //!< of the packet that an error quotes
constexpr std::size_t QUOTED_NEXT_HEADER = 8 + 6;  //!< likewise
constexpr uint8_t NO_NEXT_HEADER = 59;             //!< RFC 8200 section 4.7

constexpr std::size_t ECHO_SIZE = 8;                 //!< RFC 4443 section 4; of any other a header
constexpr std::size_t ERROR_WITH_QUOTE = 8 + 40 + 8; //!< with an IPv6 header and the least payload
constexpr std::size_t REDIRECT_SIZE = 40;            //!< without options

/// RFC 4861 section 8.1, as far as reading past the end is concerned.
std::optional<DropReason>
JudgeRedirect(const Octets& octets)
{
    if (octets.size() < REDIRECT_SIZE)
    {
        return DropReason::MESSAGE_TOO_SHORT;
    }
    for (std::size_t at = REDIRECT_SIZE; at < octets.size();)
    {
        const std::size_t length = at + 1 < octets.size() ? octets[at + 1] * std::size_t{8} : 0;
        if (length == 0 || length > octets.size() - at)
        {
            return DropReason::BAD_OPTION_LENGTH;
        }
        at += length;
    }
    return std::nullopt;
}

/// Whether an error is about a packet that was for nobody above IPv6: a signal of the 1997 dialect
/// that was alone in its packet, and that is taken off.
bool
IsAboutNobody(const Icmpv6Delivery& delivery)
{
    constexpr std::size_t QUOTED_HEADER = 8 + 40;
    return delivery.type < ICMPV6_FIRST_INFORMATIONAL && delivery.octets.size() >= QUOTED_HEADER &&
           delivery.octets[QUOTED_NEXT_HEADER] == NO_NEXT_HEADER;
}

bool
IsType(uint8_t type, NeighborMessageType neighbor)
{
    return type == static_cast<uint8_t>(neighbor);
}

} // namespace

void
MobilityIcmpv6::DeliverToStock(const Icmpv6Delivery& delivery,
                               Ptr<Packet> packet,
                               Ptr<Ipv6Interface> interface)
{
    // ns-3 would configure the interface from an advertisement, for ever (NS3-NOTES 4 to 9), and a
    // solicitation says nothing to a node that does not advertise.
    if (IsType(delivery.type, NeighborMessageType::ROUTER_ADVERTISEMENT) ||
        IsType(delivery.type, NeighborMessageType::ROUTER_SOLICITATION) || IsAboutNobody(delivery))
    {
        return;
    }
    if (IsType(delivery.type, NeighborMessageType::NEIGHBOR_ADVERTISEMENT))
    {
        const auto result = DecodeNeighborMessage(delivery.octets.data(), delivery.octets.size());
        if (const auto* reason = std::get_if<DropReason>(&result))
        {
            m_drop(*reason, packet);
            return;
        }
        NoteNeighborAdvertisement(
            interface,
            std::get<NeighborAdvertisement>(std::get<NeighborMessage>(result)));
        return;
    }
    auto reason = JudgeForStock(delivery, *interface);
    if (!reason && delivery.type == Icmpv6Header::ICMPV6_ERROR_PACKET_TOO_BIG)
    {
        reason = JudgePacketTooBig(delivery.octets);
    }
    if (reason)
    {
        m_drop(*reason, packet);
        return;
    }
    if (IsType(delivery.type, NeighborMessageType::NEIGHBOR_SOLICITATION))
    {
        m_taught.MakeRoom(delivery.interface, interface, delivery.header.GetSource());
    }
    Icmpv6L4Protocol::Receive(packet, delivery.header, interface);
}

std::optional<DropReason>
MobilityIcmpv6::JudgeForStock(const Icmpv6Delivery& delivery, const Ipv6Interface& interface)
{
    const std::size_t size = delivery.octets.size();
    if (delivery.type < ICMPV6_FIRST_INFORMATIONAL)
    {
        // ns-3 hands eight octets of the quoted payload to whose packet it was.
        return size < ERROR_WITH_QUOTE ? std::optional(DropReason::MESSAGE_TOO_SHORT)
                                       : std::nullopt;
    }
    if (delivery.type == static_cast<uint8_t>(NeighborMessageType::REDIRECT))
    {
        // RFC 4861 section 8.2: a router must not.
        return interface.IsForwarding() ? std::optional(DropReason::UNEXPECTED_MESSAGE)
                                        : JudgeRedirect(delivery.octets);
    }
    if (IsNeighborDiscovery(delivery.type))
    {
        const auto result = DecodeNeighborMessage(delivery.octets.data(), size);
        const auto* reason = std::get_if<DropReason>(&result);
        return reason ? std::optional(*reason) : std::nullopt;
    }
    return size < ECHO_SIZE ? std::optional(DropReason::MESSAGE_TOO_SHORT) : std::nullopt;
}

/// RFC 8201 section 4, and how much of it ns-3 shall keep.
std::optional<DropReason>
MobilityIcmpv6::JudgePacketTooBig(const Octets& octets)
{
    if (OctetReader(octets.data() + MTU, 4).U32() < IPV6_MINIMUM_MTU)
    {
        return DropReason::BAD_MTU;
    }
    const auto destination = Ipv6Address::Deserialize(octets.data() + QUOTED_DESTINATION);
    const Time now = Simulator::Now();
    if (m_pathMtus.size() >= MOST_PATH_MTUS && m_pathMtus.count(destination) == 0)
    {
        for (auto entry = m_pathMtus.begin(); entry != m_pathMtus.end();)
        {
            entry = entry->second <= now ? m_pathMtus.erase(entry) : std::next(entry);
        }
        if (m_pathMtus.size() >= MOST_PATH_MTUS)
        {
            return DropReason::TOO_MANY_PATH_MTUS;
        }
    }
    m_pathMtus[destination] = now + Seconds(PathMtu::LIFETIME_SECONDS); // as ns-3 does
    return std::nullopt;
}

void
MobilityIcmpv6::ForgetPathMtu(const Ipv6Address& destination)
{
    if (m_pathMtus.erase(destination) > 0)
    {
        m_ipv6->SetPmtu(destination, 0); // 0 is how ns-3 says that it knows none
    }
}

void
MobilityIcmpv6::ForgetPathMtus()
{
    for (const auto& [destination, until] : m_pathMtus)
    {
        m_ipv6->SetPmtu(destination, 0); // 0 is how ns-3 says that it knows none
    }
    m_pathMtus.clear();
}

} // namespace ns3::nemo
