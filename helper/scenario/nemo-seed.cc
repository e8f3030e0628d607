// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-seed.h"

namespace ns3::nemo
{

namespace
{

/// The finalizer of MurmurHash3: it maps the 32-bit numbers onto themselves, and 0 to 0.
uint32_t
Mix(uint32_t number)
{
    number ^= number >> 16;
    number *= 0x85ebca6bU;
    number ^= number >> 13;
    number *= 0xc2b2ae35U;
    number ^= number >> 16;
    return number;
}

} // namespace

uint32_t
SpreadSeed(uint32_t seed)
{
    uint32_t number = Mix(seed - 1);
    // The few that fall out of the range go round until they are in it, each to a place of its own.
    while (number >= LARGEST_SEED)
    {
        number = Mix(number);
    }
    return number + 1;
}

} // namespace ns3::nemo
