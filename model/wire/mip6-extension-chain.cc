// SPDX-License-Identifier: GPL-2.0-only

#include "ns3/mip6-extension-chain.h"

#include "ns3/abort.h"

#include <utility>

namespace ns3::nemo
{

namespace
{

constexpr std::size_t OPTIONS_OFFSET = 2;  //!< of the first option in its header
constexpr std::size_t MAX_OPTIONS = 2046;  //!< octets of options that Hdr Ext Len can say
constexpr std::size_t MAX_ADDRESSES = 127; //!< that fit into a type 0 routing header

/// @return the address as octets
Octets
OctetsOf(const Ipv6Address& address)
{
    OctetWriter writer;
    writer.Address(address);
    return writer.Release();
}

/// Adds the shortest padding of this size: nothing, Pad1 or PadN.
void
AppendPadding(Octets& options, std::size_t size)
{
    if (size == 1)
    {
        options.push_back(PAD1_OPTION);
    }
    else if (size > 1)
    {
        options.push_back(PADN_OPTION);
        options.push_back(static_cast<uint8_t>(size - 2));
        options.insert(options.end(), size - 2, 0);
    }
}

/// Writes a destination options header.
void
WriteOptionsHeader(uint8_t nextHeader, Octets options, OctetWriter& writer)
{
    AppendPadding(options,
                  (2 * LENGTH_UNIT - OPTIONS_OFFSET - options.size() % LENGTH_UNIT) % LENGTH_UNIT);
    NS_ABORT_MSG_IF(options.size() > MAX_OPTIONS, "an options header holds at most 2046 octets");
    writer.U8(nextHeader);
    writer.U8(static_cast<uint8_t>((OPTIONS_OFFSET + options.size()) / LENGTH_UNIT - 1));
    writer.Append(options);
}

/// Writes a routing header of type 0 or 2, which have the same layout.
void
WriteRoutingHeader(uint8_t nextHeader, const RoutingHeader& routing, OctetWriter& writer)
{
    const std::size_t addresses = 1 + routing.others.size();
    NS_ABORT_MSG_IF(addresses > MAX_ADDRESSES, "a routing header holds at most 127 addresses");
    writer.U8(nextHeader);
    writer.U8(static_cast<uint8_t>(addresses * ADDRESS_SIZE / LENGTH_UNIT));
    writer.U8(routing.type);
    writer.U8(routing.segmentsLeft);
    writer.U32(0); // Reserved
    writer.Address(routing.address);
    for (const auto& address : routing.others)
    {
        writer.Address(address);
    }
}

} // namespace

bool
operator==(const RoutingHeader& a, const RoutingHeader& b)
{
    return a.type == b.type && a.address == b.address && a.segmentsLeft == b.segmentsLeft &&
           a.others == b.others;
}

void
AppendOption(Octets& options, uint8_t type, const Octets& data, uint8_t modulus, uint8_t remainder)
{
    NS_ABORT_MSG_IF(data.size() > 0xff, "the data of an option has at most 255 octets");
    const std::size_t position = (OPTIONS_OFFSET + options.size()) % modulus;
    const std::size_t ahead = std::size_t{modulus} + remainder;
    AppendPadding(options, (ahead - position) % modulus);
    options.push_back(type);
    options.push_back(static_cast<uint8_t>(data.size()));
    options.insert(options.end(), data.begin(), data.end());
}

Octets
ExtensionChain::SerialiseFront(uint8_t following, uint8_t& firstHeader) const
{
    Octets front;
    if (encapsulationLimit)
    {
        AppendOption(front, ENCAPSULATION_LIMIT_OPTION, {*encapsulationLimit});
    }
    if (homeAddress)
    {
        AppendOption(front, homeAddressType, OctetsOf(*homeAddress), 8, 6);
    }
    OctetWriter writer;
    firstHeader = front.empty() ? following : DESTINATION_OPTIONS_HEADER;
    if (routing)
    {
        WriteRoutingHeader(firstHeader, *routing, writer);
        firstHeader = ROUTING_HEADER;
    }
    if (!front.empty())
    {
        WriteOptionsHeader(following, std::move(front), writer);
    }
    return writer.Release();
}

Octets
ExtensionChain::SerialiseBack(uint8_t payloadProtocol, uint8_t& firstHeader) const
{
    firstHeader = payloadProtocol;
    if (options.empty())
    {
        return {};
    }
    OctetWriter writer;
    WriteOptionsHeader(payloadProtocol, options, writer);
    firstHeader = DESTINATION_OPTIONS_HEADER;
    return writer.Release();
}

Octets
ExtensionChain::Serialise(uint8_t payloadProtocol, uint8_t& firstHeader) const
{
    uint8_t middle = payloadProtocol;
    const Octets back = SerialiseBack(payloadProtocol, middle);
    Octets all = SerialiseFront(middle, firstHeader);
    all.insert(all.end(), back.begin(), back.end());
    return all;
}

std::size_t
ExtensionChain::Size() const
{
    uint8_t ignored = 0;
    return Serialise(0, ignored).size();
}

} // namespace ns3::nemo
