// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-token-bucket.h"

#include <algorithm>

namespace ns3::nemo
{

bool
TokenBucket::Take(const Time& now, uint32_t rate, uint32_t burst)
{
    // Each token that is missing takes this long to come.
    const Time interval = Seconds(1) / static_cast<int64_t>(rate);
    const Time full = std::max(m_full, now) + interval;
    if (full - now > interval * static_cast<int64_t>(burst))
    {
        return false;
    }
    m_full = full;
    return true;
}

void
TokenBucket::Fill()
{
    m_full = Time(0);
}

} // namespace ns3::nemo
