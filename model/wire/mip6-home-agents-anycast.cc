// SPDX-License-Identifier: GPL-2.0-only

#include "ns3/mip6-home-agents-anycast.h"

#include "ns3/mip6-octets.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace ns3::nemo
{

std::optional<Ipv6Address>
HomeAgentsAnycastAddress(const NetworkPrefix& subnet)
{
    constexpr std::size_t BITS = 128;               // of an address
    constexpr std::size_t IDENTIFIER_BITS = 7;      // of an anycast identifier
    constexpr uint8_t EUI64_PREFIX = 64;            // bits of a prefix before such an identifier
    constexpr std::size_t UNIVERSAL_LOCAL_BIT = 70; // counted from the start of the address
    if (subnet.length > BITS - IDENTIFIER_BITS)
    {
        return std::nullopt;
    }
    std::array<uint8_t, ADDRESS_SIZE> octets;
    subnet.address.GetBytes(octets.data());
    // The identifier is ones too, but for its last bit.
    for (std::size_t bit = subnet.length; bit < BITS - 1; ++bit)
    {
        if (subnet.length != EUI64_PREFIX || bit != UNIVERSAL_LOCAL_BIT)
        {
            octets[bit / 8] = static_cast<uint8_t>(octets[bit / 8] | 0x80 >> bit % 8);
        }
    }
    return Ipv6Address(octets.data());
}

} // namespace ns3::nemo
