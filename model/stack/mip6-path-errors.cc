// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-path-errors.h"

#include "ns3/icmpv6-header.h"
#include "ns3/mip6-checksum.h"
#include "ns3/mip6-extension-chain.h"
#include "ns3/simulator.h"

#include <algorithm>

namespace ns3::nemo
{

NS_OBJECT_ENSURE_REGISTERED(PathErrors);

namespace
{

constexpr uint8_t IPV6_IN_IPV6 = 41;
constexpr uint8_t ICMPV6 = 58;
constexpr uint32_t IPV6_HEADER_SIZE = 40;
constexpr uint32_t ICMPV6_ERROR_SIZE = 8;
constexpr uint32_t IPV6_MINIMUM_MTU = 1280;
constexpr uint8_t FIRST_INFORMATIONAL_TYPE = 128;
constexpr uint8_t ADDRESS_UNREACHABLE = 3;

/// Offsets in an IPv6 header. RFC 8200 section 3.
constexpr std::size_t PAYLOAD_LENGTH = 4;
constexpr std::size_t NEXT_HEADER = 6;
constexpr std::size_t SOURCE = 8;
constexpr std::size_t DESTINATION = 24;

Ipv6Address
AddressAt(const Octets& octets, std::size_t offset)
{
    return OctetReader(octets.data() + offset, 16).Address();
}

uint16_t
NumberAt(const Octets& octets, std::size_t offset)
{
    return OctetReader(octets.data() + offset, 2).U16();
}

void
PutAddress(Octets& octets, std::size_t offset, const Ipv6Address& address)
{
    address.GetBytes(octets.data() + offset);
}

/// RFC 4443 section 2.4 (e): no error about an error, nor to what is no single node.
bool
MayBeTold(const Octets& original, const Ipv6Address& source)
{
    const bool isError = original[NEXT_HEADER] == ICMPV6 && original.size() > IPV6_HEADER_SIZE &&
                         original[IPV6_HEADER_SIZE] < FIRST_INFORMATIONAL_TYPE;
    return !isError && !source.IsMulticast() && !source.IsAny();
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
PathErrors::Undo(const Octets& quoted) const
{
    Ipv6Address source = AddressAt(quoted, SOURCE);
    Ipv6Address destination = AddressAt(quoted, DESTINATION);
    const Ipv6Address wireDestination = destination;
    uint8_t next = quoted[NEXT_HEADER];
    std::size_t at = IPV6_HEADER_SIZE;
    while (next == ROUTING_HEADER || next == DESTINATION_OPTIONS_HEADER)
    {
        if (next == ROUTING_HEADER)
        {
            const auto result = ReadRoutingHeader(quoted.data() + at, quoted.size() - at);
            const auto* routing = std::get_if<ReceivedRoutingHeader>(&result);
            if (!routing)
            {
                return std::nullopt;
            }
            destination = routing->routing.address;
            next = routing->nextHeader;
            at += routing->size;
            continue;
        }
        const auto result =
            ReadOptionsHeader(quoted.data() + at, quoted.size() - at, MobilityDestinationOptions());
        const auto* options = std::get_if<OptionsHeader>(&result);
        if (!options)
        {
            return std::nullopt;
        }
        source = options->homeAddress.value_or(source);
        next = options->nextHeader;
        at += options->size;
    }
    if (at == IPV6_HEADER_SIZE && next != IPV6_IN_IPV6)
    {
        return std::nullopt;
    }
    Original original;
    original.wireDestination = wireDestination;
    original.overhead = static_cast<uint32_t>(at);
    if (next == IPV6_IN_IPV6)
    {
        if (quoted.size() < at + IPV6_HEADER_SIZE)
        {
            return std::nullopt;
        }
        original.octets.assign(quoted.begin() + static_cast<std::ptrdiff_t>(at), quoted.end());
        original.source = AddressAt(original.octets, SOURCE);
        original.destination = AddressAt(original.octets, DESTINATION);
    }
    else
    {
        original.overhead -= IPV6_HEADER_SIZE;
        original.octets.assign(quoted.begin(), quoted.begin() + IPV6_HEADER_SIZE);
        original.octets.insert(original.octets.end(),
                               quoted.begin() + static_cast<std::ptrdiff_t>(at),
                               quoted.end());
        original.octets[NEXT_HEADER] = next;
        PutAddress(original.octets, SOURCE, source);
        PutAddress(original.octets, DESTINATION, destination);
        original.source = source;
        original.destination = destination;
    }
    original.size = IPV6_HEADER_SIZE + NumberAt(original.octets, PAYLOAD_LENGTH);
    return original;
}

bool
PathErrors::OnIcmpv6(const Icmpv6Delivery& delivery)
{
    if (delivery.type < Icmpv6Header::ICMPV6_ERROR_DESTINATION_UNREACHABLE ||
        delivery.type > Icmpv6Header::ICMPV6_ERROR_PARAMETER_ERROR ||
        delivery.octets.size() < ICMPV6_ERROR_SIZE + IPV6_HEADER_SIZE)
    {
        return false;
    }
    const Octets quoted(delivery.octets.begin() + ICMPV6_ERROR_SIZE, delivery.octets.end());
    if (m_ipv6->GetInterfaceForAddress(AddressAt(quoted, SOURCE)) < 0)
    {
        return Redirect(delivery, quoted);
    }
    const auto original = Undo(quoted);
    if (!original)
    {
        return false;
    }
    uint32_t mtu = 0;
    if (delivery.type == Icmpv6Header::ICMPV6_ERROR_PACKET_TOO_BIG)
    {
        const uint32_t told = OctetReader(delivery.octets.data() + 4, 4).U32();
        m_path->GetPathMtu().Learn(original->wireDestination, told, Simulator::Now());
        // In terms of the original, and never below what every IPv6 link carries.
        mtu = std::max(told - std::min(told, original->overhead), IPV6_MINIMUM_MTU);
    }
    if (!MayBeTold(original->octets, original->source))
    {
        return true;
    }
    if (m_ipv6->GetInterfaceForAddress(original->source) >= 0)
    {
        TellLocally(delivery, *original, mtu);
    }
    else
    {
        Relay(delivery.type, *original, mtu);
    }
    return true;
}

/// ns-3 tells the node itself when a neighbour does not answer; a packet that was forwarded has
/// another source (RFC 4861 section 7.2.2).
bool
PathErrors::Redirect(const Icmpv6Delivery& delivery, const Octets& quoted)
{
    const Ipv6Address source = AddressAt(quoted, SOURCE);
    if (delivery.type != Icmpv6Header::ICMPV6_ERROR_DESTINATION_UNREACHABLE ||
        m_ipv6->GetInterfaceForAddress(delivery.header.GetSource()) < 0)
    {
        return false;
    }
    if (MayBeTold(quoted, source))
    {
        const auto packet = Create<Packet>(quoted.data(), static_cast<uint32_t>(quoted.size()));
        m_icmpv6->SendErrorDestinationUnreachable(packet, source, delivery.octets[1]);
    }
    return true;
}

void
PathErrors::TellLocally(const Icmpv6Delivery& delivery, const Original& original, uint32_t mtu)
{
    OctetWriter message;
    message.Append(Octets(delivery.octets.begin(), delivery.octets.begin() + ICMPV6_ERROR_SIZE));
    if (mtu > 0)
    {
        message.PatchU16(4, static_cast<uint16_t>(mtu >> 16));
        message.PatchU16(6, static_cast<uint16_t>(mtu & 0xffff));
    }
    message.PatchU16(2, 0);
    message.Append(original.octets);
    Ipv6Header header = delivery.header;
    header.SetDestination(original.source);
    header.SetPayloadLength(static_cast<uint16_t>(message.Size()));
    message.PatchU16(2,
                     UpperLayerChecksum(header.GetSource(),
                                        header.GetDestination(),
                                        ICMPV6,
                                        message.Get().data(),
                                        message.Size()));
    auto packet = Create<Packet>(message.Get().data(), static_cast<uint32_t>(message.Size()));
    m_icmpv6->Icmpv6L4Protocol::Receive(packet, header, m_ipv6->GetInterface(delivery.interface));
}

void
PathErrors::Relay(uint8_t type, const Original& original, uint32_t mtu)
{
    auto quoted =
        Create<Packet>(original.octets.data(), static_cast<uint32_t>(original.octets.size()));
    if (type != Icmpv6Header::ICMPV6_ERROR_PACKET_TOO_BIG)
    {
        // RFC 2473 section 8.3: whatever went wrong inside the tunnel, outside the tunnel's end
        // cannot be reached.
        m_icmpv6->SendErrorDestinationUnreachable(quoted, original.source, ADDRESS_UNREACHABLE);
    }
    else if (original.size > IPV6_MINIMUM_MTU)
    {
        m_icmpv6->SendErrorTooBig(quoted, original.source, mtu);
    }
}

} // namespace ns3::nemo
