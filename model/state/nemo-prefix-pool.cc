// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-prefix-pool.h"

#include <algorithm>
#include <array>

namespace ns3::nemo
{

namespace
{

/// Who fills a pool with obstacles is not to make a request last for ever.
constexpr uint32_t MOST_OBSTACLES = 65536;

using Bytes = std::array<uint8_t, 16>;

/// The address after the last one of a prefix; absent behind the end of all addresses.
std::optional<Ipv6Address>
AddressAfter(const NetworkPrefix& prefix)
{
    Bytes bytes{};
    PrefixPool::LastAddress(prefix).GetBytes(bytes.data());
    for (std::size_t octet = bytes.size(); octet-- > 0;)
    {
        if (++bytes[octet] != 0)
        {
            return Ipv6Address::Deserialize(bytes.data());
        }
    }
    return std::nullopt;
}

} // namespace

Ipv6Address
PrefixPool::LastAddress(const NetworkPrefix& prefix)
{
    Bytes bytes{};
    prefix.address.GetBytes(bytes.data());
    for (std::size_t octet = 0; octet < bytes.size(); ++octet)
    {
        const int kept =
            std::clamp(static_cast<int>(prefix.length) - static_cast<int>(octet) * 8, 0, 8);
        bytes[octet] = static_cast<uint8_t>(bytes[octet] | (0xff >> kept));
    }
    return Ipv6Address::Deserialize(bytes.data());
}

uint8_t
PrefixPool::LengthFor(uint8_t wanted) const
{
    return std::max({wanted, shortest, aggregate.length});
}

std::optional<NetworkPrefix>
PrefixPool::LowestFree(uint8_t length, const Obstacle& obstacle) const
{
    if (length < aggregate.length)
    {
        return std::nullopt;
    }
    NetworkPrefix candidate(aggregate.address, length);
    for (uint32_t seen = 0; seen < MOST_OBSTACLES; ++seen)
    {
        const auto found = obstacle(candidate);
        if (!found)
        {
            return candidate;
        }
        // A larger one takes what comes next, too.
        const auto next = AddressAfter(found->Covers(candidate) ? *found : candidate);
        if (!next || !aggregate.Contains(*next))
        {
            return std::nullopt;
        }
        candidate = NetworkPrefix(*next, length);
    }
    return std::nullopt;
}

} // namespace ns3::nemo
