// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-security-policy.h"

#include "ns3/mip6-extension-chain.h"
#include "ns3/mip6-icmpv6.h"
#include "ns3/mip6-ipv6-numbers.h"
#include "ns3/mip6-message.h"
#include "ns3/mip6-mobility-header.h"
#include "ns3/mip6-octets.h"

namespace ns3::nemo
{

namespace
{

constexpr std::size_t MESSAGE_TYPE_OFFSET = 2; ///< Of MH Type. RFC 6275 section 6.1.1

/// The octets that one extension header of the inner packet takes, and what follows it.
struct Step
{
    std::size_t size;
    uint8_t next;
    bool isCut{false}; ///< the rest is in other fragments
};

/// RFC 8200 section 4.5. Behind a fragment that is not the first there are no headers to read;
/// one that is the only one is like none (RFC 6946).
std::optional<Step>
StepOverFragment(const uint8_t* data, std::size_t size)
{
    constexpr std::size_t FRAGMENT_HEADER_SIZE = 8;
    constexpr uint16_t OFFSET = 0xfff8;
    constexpr uint16_t MORE = 1;
    if (size < FRAGMENT_HEADER_SIZE)
    {
        return std::nullopt;
    }
    OctetReader reader(data, size);
    const uint8_t next = reader.U8();
    reader.Skip(1);
    const uint16_t place = reader.U16();
    return Step{(place & OFFSET) == 0 ? FRAGMENT_HEADER_SIZE : size,
                next,
                (place & (OFFSET | MORE)) != 0};
}

std::optional<Step>
StepOver(uint8_t header, const uint8_t* data, std::size_t size)
{
    if (header == HOP_BY_HOP_HEADER || header == DESTINATION_OPTIONS_HEADER)
    {
        const auto result = ReadOptionsHeader(data, size, MobilityDestinationOptions());
        const auto* read = std::get_if<OptionsHeader>(&result);
        return read ? std::optional(Step{read->size, read->nextHeader}) : std::nullopt;
    }
    if (header == ROUTING_HEADER)
    {
        const auto result = ReadRoutingHeader(data, size);
        const auto* read = std::get_if<ReceivedRoutingHeader>(&result);
        return read ? std::optional(Step{read->size, read->nextHeader}) : std::nullopt;
    }
    return header == FRAGMENT_HEADER ? StepOverFragment(data, size) : std::nullopt;
}

/// Whether a Mobility Header may be behind a header of this number.
bool
LeadsToMobility(uint8_t header)
{
    return header == MOBILITY_HEADER_PROTOCOL || header == HOP_BY_HOP_HEADER ||
           header == DESTINATION_OPTIONS_HEADER || header == ROUTING_HEADER ||
           header == FRAGMENT_HEADER;
}

std::optional<MobilityHeaderType>
MobilityMessageType(uint8_t protocol, const uint8_t* data, std::size_t size)
{
    if (protocol != MOBILITY_HEADER_PROTOCOL || size <= MESSAGE_TYPE_OFFSET)
    {
        return std::nullopt;
    }
    return static_cast<MobilityHeaderType>(data[MESSAGE_TYPE_OFFSET]);
}

} // namespace

SecurityMode
ModeOf(TrafficKind kind)
{
    return kind == TrafficKind::BINDING || kind == TrafficKind::PREFIX ? SecurityMode::TRANSPORT
                                                                       : SecurityMode::TUNNEL;
}

std::optional<TrafficKind>
KindOfSignal(uint8_t protocol, const uint8_t* data, std::size_t size)
{
    const auto type = MobilityMessageType(protocol, data, size);
    if (type == MobilityHeaderType::BINDING_UPDATE ||
        type == MobilityHeaderType::BINDING_ACKNOWLEDGEMENT)
    {
        return TrafficKind::BINDING;
    }
    if (protocol != ICMPV6 || size == 0)
    {
        return std::nullopt;
    }
    const auto icmpv6 = static_cast<MobilityIcmpv6Type>(data[0]);
    const bool isPrefix = icmpv6 == MobilityIcmpv6Type::MOBILE_PREFIX_SOLICITATION ||
                          icmpv6 == MobilityIcmpv6Type::MOBILE_PREFIX_ADVERTISEMENT;
    return isPrefix ? std::optional(TrafficKind::PREFIX) : std::nullopt;
}

TrafficKind
KindOfTunnelled(uint8_t nextHeader, const uint8_t* data, std::size_t size)
{
    bool isCut = false;
    while (const auto step = StepOver(nextHeader, data, size))
    {
        isCut = isCut || step->isCut;
        data += step->size;
        size -= step->size;
        nextHeader = step->next;
    }
    const auto type = MobilityMessageType(nextHeader, data, size);
    // Nobody gets around the policy by cutting a packet before its type.
    const bool isHidden = isCut && !type && LeadsToMobility(nextHeader);
    return isHidden || type == MobilityHeaderType::HOME_TEST_INIT ||
                   type == MobilityHeaderType::HOME_TEST
               ? TrafficKind::RETURN_ROUTABILITY
               : TrafficKind::DATA;
}

bool
SecurityPolicy::Covers(TrafficKind kind) const
{
    return kinds.count(kind) > 0 ||
           (ModeOf(kind) == SecurityMode::TUNNEL && kinds.count(TrafficKind::DATA) > 0);
}

} // namespace ns3::nemo
