// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_UPDATE_RATE_H
#define MIP6_UPDATE_RATE_H

#include "ns3/mip6-dialect.h"
#include "ns3/mip6-rate-limit.h"
#include "ns3/simulator.h"

#include <algorithm>

// How often a mobile node sends Binding Updates to one node, as its dialect has it.

namespace ns3::nemo
{

/// The first moment, now or later, at which one may leave for `destination` that says that the node
/// is at `careOf`. RFC 6275 section 11.8, draft-ietf-mobileip-ipv6-04 section 9.8.
inline Time
EarliestBindingUpdate(const MessageRateLimit& rate,
                      const DialectProfile& profile,
                      const Ipv6Address& destination,
                      const Ipv6Address& careOf)
{
    const Time now = Simulator::Now();
    const MessageRateLimit::SlowDown slow{profile.maxFastUpdates, profile.slowUpdateInterval};
    return std::max(
        rate.Earliest(destination, MobilityHeaderType::BINDING_UPDATE, now, profile.maxUpdateRate),
        rate.EarliestSame(destination, careOf, now, slow));
}

/// Such a one leaves now.
inline void
NoteBindingUpdate(MessageRateLimit& rate,
                  const DialectProfile& profile,
                  const Ipv6Address& destination,
                  const Ipv6Address& careOf)
{
    const Time now = Simulator::Now();
    rate.Note(destination, MobilityHeaderType::BINDING_UPDATE, now);
    rate.NoteSame(destination, careOf, now, {profile.maxFastUpdates, profile.slowUpdateInterval});
}

} // namespace ns3::nemo

#endif // MIP6_UPDATE_RATE_H
