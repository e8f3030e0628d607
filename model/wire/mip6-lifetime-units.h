// SPDX-License-Identifier: GPL-2.0-only

#ifndef MIP6_LIFETIME_UNITS_H
#define MIP6_LIFETIME_UNITS_H

#include <cstdint>

namespace ns3::nemo
{

constexpr uint32_t LIFETIME_UNIT = 4; //!< seconds in one unit of Lifetime. RFC 6275 section 6.1.7

/// Longest lifetime that the field can say, in seconds.
constexpr uint32_t MAX_LIFETIME = 0xffff * LIFETIME_UNIT;

/**
 * @param seconds any lifetime
 * @return the field's value: rounded down to whole units, at most 0xffff
 */
constexpr uint16_t
LifetimeUnits(uint32_t seconds)
{
    return static_cast<uint16_t>((seconds < MAX_LIFETIME ? seconds : MAX_LIFETIME) / LIFETIME_UNIT);
}

} // namespace ns3::nemo

#endif // MIP6_LIFETIME_UNITS_H
