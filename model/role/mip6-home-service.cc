// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-home-service.h"

#include "ns3/mip6-lifetime.h"

#include <algorithm>

namespace ns3::nemo
{

namespace
{

/// Whole seconds from `now` until `end`.
uint32_t
SecondsUntil(Time end, Time now)
{
    if (end == Time::Max())
    {
        return INFINITE_LIFETIME;
    }
    const int64_t seconds = std::max((end - now).GetMilliSeconds() / 1000, int64_t{0});
    // A longer lifetime is no limit to what 16 bits in units of 4 seconds can say.
    return static_cast<uint32_t>(std::min<int64_t>(seconds, INFINITE_LIFETIME - 1));
}

} // namespace

uint32_t
HomeService::RemainingSeconds(Time now) const
{
    return SecondsUntil(validUntil, now);
}

bool
HomeService::EndsDuring(uint32_t lifetime, Time now, uint32_t unit) const
{
    const uint32_t valid = SecondsUntil(validUntil, now);
    const uint32_t preferred = SecondsUntil(preferredUntil, now);
    return (valid != INFINITE_LIFETIME && valid / unit <= lifetime / unit) ||
           (preferred != INFINITE_LIFETIME && preferred / unit < lifetime / unit);
}

} // namespace ns3::nemo
