// SPDX-License-Identifier: GPL-2.0-only

#include "ns3/mip6-checksum.h"

#include "ns3/abort.h"

#include <array>

namespace ns3::nemo
{

namespace
{

constexpr std::size_t ICMPV6_HEADER_SIZE = 4;     //!< type, code and checksum
constexpr std::size_t ICMPV6_CHECKSUM_OFFSET = 2; //!< of the checksum in an ICMPv6 message

/// @return the sum with the 16-bit words of the octets added; an odd last octet counts as high
uint64_t
AddWords(uint64_t sum, const uint8_t* data, std::size_t size)
{
    // Octet by octet: GCC 14 reads the last one of an odd size ahead of the question whether there
    // is one, and of nothing at all there is no address.
    for (std::size_t i = 0; i < size; ++i)
    {
        sum += i % 2 == 0 ? static_cast<uint64_t>(data[i]) << 8 : data[i];
    }
    return sum;
}

/// @return the sum with the words of an address added
uint64_t
AddAddress(uint64_t sum, const Ipv6Address& address)
{
    std::array<uint8_t, 16> octets;
    address.GetBytes(octets.data());
    return AddWords(sum, octets.data(), octets.size());
}

} // namespace

uint16_t
UpperLayerChecksum(const Ipv6Address& source,
                   const Ipv6Address& destination,
                   uint8_t nextHeader,
                   const uint8_t* data,
                   std::size_t size)
{
    uint64_t sum = (size & 0xffff) + ((size >> 16) & 0xffff) + nextHeader;
    sum = AddAddress(AddAddress(sum, source), destination);
    sum = AddWords(sum, data, size);
    while (sum > 0xffff)
    {
        sum = (sum & 0xffff) + (sum >> 16);
    }
    return static_cast<uint16_t>(~sum);
}

void
WriteIcmpv6Checksum(Octets& message, const Ipv6Address& source, const Ipv6Address& destination)
{
    NS_ABORT_MSG_IF(message.size() < ICMPV6_HEADER_SIZE, "an ICMPv6 message has 4 octets or more");
    message[ICMPV6_CHECKSUM_OFFSET] = 0;
    message[ICMPV6_CHECKSUM_OFFSET + 1] = 0;
    const uint16_t checksum =
        UpperLayerChecksum(source, destination, ICMPV6_PROTOCOL, message.data(), message.size());
    message[ICMPV6_CHECKSUM_OFFSET] = static_cast<uint8_t>(checksum >> 8);
    message[ICMPV6_CHECKSUM_OFFSET + 1] = static_cast<uint8_t>(checksum & 0xff);
}

bool
IsIcmpv6ChecksumRight(const uint8_t* data,
                      std::size_t size,
                      const Ipv6Address& source,
                      const Ipv6Address& destination)
{
    return UpperLayerChecksum(source, destination, ICMPV6_PROTOCOL, data, size) == 0;
}

} // namespace ns3::nemo
