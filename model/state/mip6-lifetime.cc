// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-lifetime.h"

#include "ns3/abort.h"

#include <algorithm>

namespace ns3::nemo
{

Time
EndOfLifetime(Time start, uint32_t lifetime)
{
    return lifetime == INFINITE_LIFETIME ? Time::Max() : start + Seconds(lifetime);
}

Time
RemainingLifetime(Time remaining, uint32_t update, uint32_t acknowledged)
{
    if (acknowledged >= update)
    {
        return std::max(remaining, Time(0));
    }
    return std::max(remaining - Seconds(update - acknowledged), Time(0));
}

uint32_t
GrantedLifetime(uint32_t requested, uint32_t policyMaximum, uint32_t prefixValid, uint32_t unit)
{
    NS_ABORT_MSG_IF(unit == 0, "A lifetime needs a unit: 4 (RFC 6275) or 1 (1997 draft) seconds");
    const uint32_t granted = std::min({requested, policyMaximum, prefixValid});
    if (unit == 1)
    {
        return granted;
    }
    return std::min(granted - granted % unit, 0xffff * unit);
}

Time
RefreshDelay(uint32_t granted, std::optional<uint32_t> advice, uint32_t percent)
{
    NS_ABORT_MSG_IF(percent > 100, "A binding is refreshed within its lifetime: 0 to 100 percent");
    if (granted == 0)
    {
        return Time::Max();
    }
    // Whole milliseconds times 10: exact, where a fraction in floating point would drift.
    Time delay = granted == INFINITE_LIFETIME
                     ? Time::Max()
                     : MilliSeconds(static_cast<uint64_t>(granted) * percent * 10);
    if (advice && *advice > 0)
    {
        delay = std::min(delay, Seconds(*advice));
    }
    return delay;
}

} // namespace ns3::nemo
