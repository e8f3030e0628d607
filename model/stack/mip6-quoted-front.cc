// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-quoted-front.h"

#include "ns3/mip6-ah.h"
#include "ns3/mip6-ipv6-numbers.h"

namespace ns3::nemo
{

namespace
{

constexpr uint32_t FRAGMENT_HEADER_SIZE = 8;

bool
StepOverRouting(const uint8_t* data,
                std::size_t size,
                const ExtensionFormat& format,
                QuotedFront& front)
{
    const auto result = ReadRoutingHeader(data, size, format.ReadsSourceRoutes());
    const auto* read = std::get_if<ReceivedRoutingHeader>(&result);
    if (!read || read->routing.type != format.routingType || !read->routing.others.empty())
    {
        return false;
    }
    if (read->routing.segmentsLeft > 0)
    {
        front.destination = read->routing.address;
    }
    front.next = read->nextHeader;
    front.at += read->size;
    return true;
}

bool
StepOverOptions(const uint8_t* data,
                std::size_t size,
                const ExtensionFormat& format,
                QuotedFront& front)
{
    constexpr std::size_t OPTION_HEADER_SIZE = 2;
    const auto result = ReadOptionsHeader(data, size, format.Known(), format);
    const auto* read = std::get_if<OptionsHeader>(&result);
    if (!read)
    {
        return false;
    }
    front.source = read->homeAddress.value_or(front.source);
    if (read->encapsulationLimit == 0)
    {
        front.exhaustedLimit = front.at + read->encapsulationLimitOffset + OPTION_HEADER_SIZE;
    }
    for (const HeaderOption& option : read->others)
    {
        AppendOption(front.signals, option.type, option.data);
    }
    front.next = read->nextHeader;
    front.at += read->size;
    return true;
}

bool
StepOverFragment(const uint8_t* data, std::size_t size, QuotedFront& front)
{
    OctetReader reader(data, size);
    front.next = reader.U8();
    reader.Skip(1);
    const bool isFirst = (reader.U16() & 0xfff8) == 0;
    reader.Skip(4);
    front.at += FRAGMENT_HEADER_SIZE;
    front.fragment += FRAGMENT_HEADER_SIZE;
    return reader.Ok() && isFirst;
}

bool
StepOverSignature(const uint8_t* data, std::size_t size, QuotedFront& front)
{
    const auto result = ReadAuthenticationHeader(data, size);
    const auto* read = std::get_if<AuthenticationHeader>(&result);
    if (!read)
    {
        return false;
    }
    front.next = read->nextHeader;
    front.at += AH_SIZE;
    return true;
}

} // namespace

std::optional<QuotedFront>
QuotedFront::Read(const QuotedPacket& quoted, const ExtensionFormat& format)
{
    const Octets& octets = quoted.GetOctets();
    QuotedFront front{quoted.GetSource(), quoted.GetDestination(), quoted.GetNextHeader()};
    while (true)
    {
        const uint8_t* data = octets.data() + front.at;
        const std::size_t size = octets.size() - front.at;
        bool isRead = false;
        switch (front.next)
        {
        case ROUTING_HEADER:
            isRead = StepOverRouting(data, size, format, front);
            break;
        case DESTINATION_OPTIONS_HEADER:
            isRead = StepOverOptions(data, size, format, front);
            break;
        case FRAGMENT_HEADER:
            isRead = StepOverFragment(data, size, front);
            break;
        case AUTHENTICATION_HEADER:
            isRead = StepOverSignature(data, size, front);
            break;
        default:
            return front;
        }
        if (!isRead)
        {
            return std::nullopt;
        }
    }
}

} // namespace ns3::nemo
