// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-path-errors.h"

#include "ns3/icmpv6-header.h"
#include "ns3/mip6-extension-chain.h"
#include "ns3/mip6-icmpv6-error.h"
#include "ns3/mip6-ipv6-numbers.h"
#include "ns3/mip6-quoted-front.h"
#include "ns3/simulator.h"

#include <algorithm>

namespace ns3::nemo
{

NS_OBJECT_ENSURE_REGISTERED(PathErrors);

namespace
{

constexpr uint8_t UNREACHABLE = Icmpv6Header::ICMPV6_ERROR_DESTINATION_UNREACHABLE;
constexpr uint8_t TOO_BIG = Icmpv6Header::ICMPV6_ERROR_PACKET_TOO_BIG;
constexpr uint8_t TIME_EXCEEDED = Icmpv6Header::ICMPV6_ERROR_TIME_EXCEEDED;
constexpr uint8_t PARAMETER_PROBLEM = Icmpv6Header::ICMPV6_ERROR_PARAMETER_ERROR;
constexpr uint8_t HOP_LIMIT_EXCEEDED = 0;  ///< code of Time Exceeded. RFC 4443 section 3.3
constexpr uint8_t ADDRESS_UNREACHABLE = 3; ///< code of Destination Unreachable. RFC 4443 3.1

/// An Encapsulating Security Payload.
bool
IsSealed(const QuotedPacket& quoted, const ExtensionFormat& format)
{
    const auto front = QuotedFront::Read(quoted, format);
    return front && front->next == ESP_HEADER;
}

} // namespace

TypeId
PathErrors::GetTypeId()
{
    static TypeId tid = TypeId("ns3::nemo::PathErrors")
                            .SetParent<Object>()
                            .SetGroupName("Nemo")
                            .AddConstructor<PathErrors>();
    return tid;
}

void
PathErrors::Attach(Ptr<Node> node, Ptr<MobilityIcmpv6> icmpv6, Ptr<PacketPath> path)
{
    m_ipv6 = node->GetObject<Ipv6L3Protocol>();
    m_icmpv6 = icmpv6;
    m_path = path;
    m_icmpv6->AddObserver(this);
}

void
PathErrors::DoDispose()
{
    m_ipv6 = nullptr;
    m_icmpv6 = nullptr;
    m_path = nullptr;
    Object::DoDispose();
}

std::optional<PathErrors::Original>
PathErrors::Undo(const QuotedPacket& quoted, const ExtensionFormat& format)
{
    const auto front = QuotedFront::Read(quoted, format);
    if (!front)
    {
        return std::nullopt;
    }
    const Octets& octets = quoted.GetOctets();
    const auto added = static_cast<uint32_t>(front->at) - front->fragment;
    if (front->next == IPV6_IN_IPV6)
    {
        if (octets.size() < front->at + IPV6_HEADER_SIZE)
        {
            return std::nullopt;
        }
        const auto inner = octets.begin() + static_cast<std::ptrdiff_t>(front->at);
        return Original{QuotedPacket(Octets(inner, octets.end())),
                        true,
                        added,
                        front->exhaustedLimit,
                        {}};
    }
    if (added == IPV6_HEADER_SIZE)
    {
        return std::nullopt; // nothing of ours
    }
    return Original{quoted.Without(front->at, front->next, front->source, front->destination),
                    false,
                    added - IPV6_HEADER_SIZE,
                    std::nullopt,
                    front->signals};
}

/// RFC 2473 section 8: whatever went wrong inside the tunnel, outside the tunnel's end cannot be
/// reached. What only the entry point could mend is nobody else's business.
std::optional<PathErrors::Report>
PathErrors::TranslateOutOfTunnel(const Report& wire, const Original& original)
{
    const Report unreachable{UNREACHABLE, ADDRESS_UNREACHABLE, 0};
    switch (wire.type)
    {
    case TOO_BIG:
        // Smaller packets are tunnelled all the same, in fragments.
        return original.packet.GetSize() > IPV6_MINIMUM_MTU ? std::optional(wire) : std::nullopt;
    case UNREACHABLE:
        return unreachable;
    case TIME_EXCEEDED:
        return wire.code == HOP_LIMIT_EXCEEDED ? std::optional(unreachable) : std::nullopt;
    default:
        return wire.value == original.exhaustedLimit ? std::optional(unreachable) : std::nullopt;
    }
}

std::optional<PathErrors::Report>
PathErrors::Translate(const Octets& message, const Original& original)
{
    Report report{message[0], message[1], OctetReader(message.data() + 4, 4).U32()};
    if (report.type == TOO_BIG)
    {
        if (report.value < IPV6_MINIMUM_MTU)
        {
            return std::nullopt; // no IPv6 link: RFC 8201 section 4
        }
        // In terms of the original. Who sends through a tunnel may count on what every IPv6 link
        // carries, while a node that adds to its own packets has to make these the smaller (RFC
        // 6275 section 9.3.2).
        const uint32_t mtu = report.value - std::min(report.value, original.overhead);
        report.value = original.tunnelled ? std::max(mtu, IPV6_MINIMUM_MTU) : mtu;
    }
    return original.tunnelled ? TranslateOutOfTunnel(report, original) : report;
}

bool
PathErrors::OnIcmpv6(const Icmpv6Delivery& delivery)
{
    if (delivery.type < UNREACHABLE || delivery.type > PARAMETER_PROBLEM)
    {
        return false;
    }
    const auto quoted = QuotedPacket::Of(delivery.octets);
    if (!quoted)
    {
        return false;
    }
    if (m_ipv6->GetInterfaceForAddress(quoted->GetSource()) < 0)
    {
        return Redirect(delivery, *quoted);
    }
    const ExtensionFormat& format = m_path->GetFormat();
    const auto original = Undo(*quoted, format);
    const bool isSealed = IsSealed(*quoted, format);
    // A fragment behind the first may be one of a tunnel packet too.
    if (delivery.type == TOO_BIG &&
        (original || isSealed || quoted->GetNextHeader() == FRAGMENT_HEADER))
    {
        m_path->GetPathMtu().Learn(quoted->GetDestination(),
                                   OctetReader(delivery.octets.data() + 4, 4).U32(),
                                   Simulator::Now());
    }
    if (isSealed)
    {
        // What was protected cannot be told from what is quoted of it; who sends too large packets
        // hears of it with the next one (RFC 4301 section 8.2.1).
        if (delivery.type != TOO_BIG)
        {
            m_path->Drop(DropReason::UNEXPECTED_MESSAGE, delivery.packet);
        }
        return true;
    }
    if (!original)
    {
        return false;
    }
    if (const auto report = Translate(delivery.octets, *original))
    {
        if (m_ipv6->GetInterfaceForAddress(original->packet.GetSource()) >= 0)
        {
            TellLocally(delivery, *report, *original);
        }
        else
        {
            Relay(*report, original->packet);
        }
    }
    return true;
}

/// ns-3 tells the node itself when a neighbour does not answer; a packet that was forwarded has
/// another source (RFC 4861 section 7.2.2).
bool
PathErrors::Redirect(const Icmpv6Delivery& delivery, const QuotedPacket& quoted)
{
    if (delivery.type != UNREACHABLE ||
        m_ipv6->GetInterfaceForAddress(delivery.header.GetSource()) < 0)
    {
        return false;
    }
    Relay({UNREACHABLE, delivery.octets[1], 0}, quoted);
    return true;
}

void
PathErrors::TellLocally(const Icmpv6Delivery& delivery,
                        const Report& report,
                        const Original& original)
{
    OctetWriter message;
    message.U8(report.type);
    message.U8(report.code);
    message.U16(0);
    message.U32(report.value);
    message.Append(original.packet.GetOctets());
    Ipv6Header header = delivery.header;
    header.SetDestination(original.packet.GetSource());
    header.SetPayloadLength(static_cast<uint16_t>(message.Size()));
    m_icmpv6->Redeliver(message.Get(), header, delivery.interface, original.signals);
}

void
PathErrors::Relay(const Report& report, const QuotedPacket& original)
{
    SendIcmpv6Error(*m_icmpv6, {report.type, report.code, report.value}, original);
}

} // namespace ns3::nemo
