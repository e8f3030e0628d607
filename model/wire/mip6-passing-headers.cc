// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-passing-headers.h"

#include "ns3/mip6-extension-chain.h"
#include "ns3/mip6-ipv6-numbers.h"
#include "ns3/mip6-octets.h"

#include <variant>

namespace ns3::nemo
{

namespace
{

constexpr std::size_t UNIT = 8; ///< Hdr Ext Len counts in these, without the first
constexpr std::size_t MOST_HEADERS = 8;

/// Whether a Fragment header is that of the first fragment. RFC 8200 section 4.5.
bool
IsFirstFragment(const uint8_t* data)
{
    OctetReader reader(data, UNIT);
    reader.Skip(2);
    return (reader.U16() & 0xfff8) == 0;
}

} // namespace

bool
IsPassingHeader(uint8_t number)
{
    return number == HOP_BY_HOP_HEADER || number == ROUTING_HEADER || number == FRAGMENT_HEADER ||
           number == DESTINATION_OPTIONS_HEADER;
}

std::vector<PassingHeader>
ReadPassingHeaders(uint8_t first, const uint8_t* data, std::size_t size)
{
    std::vector<PassingHeader> headers;
    PassingHeader header{first, 0, 0};
    while (IsPassingHeader(header.number) && headers.size() < MOST_HEADERS &&
           size - header.offset >= UNIT)
    {
        const uint8_t* octets = data + header.offset;
        const bool isFragment = header.number == FRAGMENT_HEADER;
        header.size = isFragment ? UNIT : UNIT * (std::size_t(octets[1]) + 1);
        if (header.size > size - header.offset)
        {
            break;
        }
        headers.push_back(header);
        if (isFragment && !IsFirstFragment(octets))
        {
            break;
        }
        header = {octets[0], header.offset + header.size, 0};
    }
    return headers;
}

std::optional<PassingLimit>
FindEncapsulationLimit(uint8_t first, const uint8_t* data, std::size_t size)
{
    constexpr std::size_t OPTION_HEADER = 2;
    for (const PassingHeader& header : ReadPassingHeaders(first, data, size))
    {
        if (header.number != DESTINATION_OPTIONS_HEADER)
        {
            continue;
        }
        // Which other options are known is the business of the destination.
        const auto result =
            ReadOptionsHeader(data + header.offset, header.size, KnownOptions().set());
        const auto* options = std::get_if<OptionsHeader>(&result);
        if (options && options->encapsulationLimit)
        {
            return PassingLimit{*options->encapsulationLimit,
                                header.offset + options->encapsulationLimitOffset + OPTION_HEADER};
        }
    }
    return std::nullopt;
}

std::vector<uint8_t>
RoutingTypesOf(uint8_t first, const uint8_t* data, std::size_t size)
{
    constexpr std::size_t ROUTING_TYPE = 2;
    std::vector<uint8_t> types;
    for (const PassingHeader& header : ReadPassingHeaders(first, data, size))
    {
        if (header.number == ROUTING_HEADER)
        {
            types.push_back(data[header.offset + ROUTING_TYPE]);
        }
    }
    return types;
}

} // namespace ns3::nemo
