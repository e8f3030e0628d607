// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_SEQUENCE_NUMBER_H
#define MIP6_SEQUENCE_NUMBER_H

#include <cstdint>

namespace ns3::nemo
{

/// Whether a Binding Update with sequence number `candidate` comes after the one with `last`,
/// compared modulo 2^16: `last` itself and the 32768 values before it are out of the window, the
/// 32767 values after it are newer. Whoever holds no last number accepts any candidate and does
/// not ask. RFC 6275 section 9.5.1.
constexpr bool
IsNewer(uint16_t candidate, uint16_t last)
{
    const auto distance = static_cast<uint16_t>(candidate - last);
    return distance != 0 && distance < 0x8000;
}

/// The smallest number that is newer than `last`; 0 follows 65535. RFC 6275 section 11.7.1.
constexpr uint16_t
SequenceAfter(uint16_t last)
{
    return static_cast<uint16_t>(last + 1);
}

} // namespace ns3::nemo

#endif /* MIP6_SEQUENCE_NUMBER_H */
