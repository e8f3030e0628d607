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
    if (!grant.before)
    {
        Release(grant.lease.homeAddress, grant.lease.prefix, now);
        return;
    }
    for (PrefixLease lease : Of(grant.lease.homeAddress, now))
    {
        if (lease.prefix == grant.lease.prefix)
        {
            // Nothing else: the administrator may have changed it meanwhile.
            lease.correlator = grant.before->correlator;
            lease.confirmed = grant.before->confirmed;
            lease.isLonger = grant.before->isLonger;
            Update(lease, now);
        }
    }
}

} // namespace ns3::nemo
