// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-prefix-lease.h"

#include "ns3/mip6-lifetime.h"

#include <algorithm>
#include <tuple>

namespace ns3::nemo
{

namespace
{

auto
Fields(const PrefixLease& lease)
{
    return std::tie(lease.homeAddress,
                    lease.prefix,
                    lease.correlator,
                    lease.persistent,
                    lease.implicit,
                    lease.confirmed,
                    lease.isLonger,
                    lease.expires);
}

} // namespace

uint32_t
PrefixLease::ValidLifetime(Time now) const
{
    if (expires == Time::Max())
    {
        return INFINITE_LIFETIME;
    }
    const int64_t seconds =
        std::max(expires - now, Time(0)).GetTimeStep() / Seconds(1).GetTimeStep();
    return static_cast<uint32_t>(std::min<int64_t>(seconds, INFINITE_LIFETIME - 1));
}

bool
operator==(const PrefixLease& a, const PrefixLease& b)
{
    return Fields(a) == Fields(b);
}

PrefixType
TypeOf(const NetworkPrefix& prefix)
{
    static const NetworkPrefix siteLocal(Ipv6Address("fec0::"), 10);
    static const NetworkPrefix uniqueLocal(Ipv6Address("fc00::"), 7);
    if (siteLocal.Covers(prefix))
    {
        return PrefixType::PRIVATE;
    }
    return uniqueLocal.Covers(prefix) ? PrefixType::UNIQUE_LOCAL : PrefixType::GLOBAL;
}

bool
PrefixGrant::IsGiven() const
{
    return status == PrefixStatus::OK || status == PrefixStatus::LONGER_PREFIX_ALLOCATED;
}

} // namespace ns3::nemo
