// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-prefix-authority.h"

namespace ns3::nemo
{

void
PrefixAuthority::Undo(const PrefixGrant& grant, Time now)
{
    if (!grant.IsGiven() || !grant.isNew)
    {
        return;
    }
    if (grant.before)
    {
        Update(*grant.before, now);
        return;
    }
    Release(grant.lease.homeAddress, grant.lease.prefix, now);
}

} // namespace ns3::nemo
