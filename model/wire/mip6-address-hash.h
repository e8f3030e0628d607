// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_ADDRESS_HASH_H
#define MIP6_ADDRESS_HASH_H

#include "ns3/ipv6-address.h"

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace ns3::nemo
{

/// Hashes what is looked up for every packet: eight octets at a time, where ns3::Ipv6AddressHash
/// takes one. The values differ between machines, so nothing that a run writes may follow them.
struct AddressHash
{
    /// @return the value of an address
    std::size_t operator()(const Ipv6Address& address) const noexcept
    {
        uint8_t octets[16];
        address.GetBytes(octets);
        uint64_t halves[2];
        std::memcpy(halves, octets, sizeof(halves));
        return Mix(Mix(halves[0]) + halves[1]);
    }

    /// Spreads every bit over all (the finalizer of MurmurHash3): tables take the lowest ones.
    static constexpr uint64_t Mix(uint64_t value) noexcept
    {
        value = (value ^ (value >> 33)) * 0xff51afd7ed558ccdULL;
        value = (value ^ (value >> 33)) * 0xc4ceb9fe1a85ec53ULL;
        return value ^ (value >> 33);
    }
};

} // namespace ns3::nemo

#endif // MIP6_ADDRESS_HASH_H
