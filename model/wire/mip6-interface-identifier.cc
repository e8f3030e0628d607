// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-interface-identifier.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace ns3::nemo
{

Ipv6Address
AddressIn(const NetworkPrefix& prefix, const Ipv6Address& identifier)
{
    std::array<uint8_t, 16> octets{};
    std::array<uint8_t, 16> last{};
    prefix.address.GetBytes(octets.data());
    identifier.GetBytes(last.data());
    for (std::size_t octet = 0; octet < octets.size(); ++octet)
    {
        const int kept = std::clamp(prefix.length - static_cast<int>(octet) * 8, 0, 8);
        octets[octet] = static_cast<uint8_t>(octets[octet] | (last[octet] & (0xff >> kept)));
    }
    return Ipv6Address::Deserialize(octets.data());
}

} // namespace ns3::nemo
