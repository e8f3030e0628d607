// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_PREFIX_CLAIM_H
#define NEMO_PREFIX_CLAIM_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-home-policy.h"
#include "ns3/mip6-mobility-option.h"
#include "ns3/mip6-network-prefix.h"
#include "ns3/mip6-status.h"
#include "ns3/nemo-prefix-table.h"

#include <vector>

namespace ns3::nemo
{

/// The prefixes that a mobile router is to get, or why it gets none.
struct PrefixClaim
{
    BindingStatus status{BindingStatus::ACCEPTED}; ///< 141, 142 or 143 if it gets none.
    bool isExplicit{false};                        ///< The update has prefix options.
    std::vector<NetworkPrefix> prefixes;           ///< Each once; empty if it gets none.
    /// With 141 to 143, if the home agent delegates prefixes: which ones are at fault or not given,
    /// and why.
    std::vector<MobileNetworkPrefixConfirmation> refused;
};

/// Find the prefixes of a Binding Update with R = 1: those that it lists (explicit mode), or else
/// those that the home agent knows (implicit mode). An option that cannot be a prefix: 141, before
/// any look into the table; a prefix that the table refuses: 141 or 142; no option and nothing
/// known: 143, unless the home agent delegates prefixes and the update asks for some. RFC 3963
/// sections 6.2 and 6.6. Leases with I are added to what is listed
/// (draft-ietf-nemo-prefix-delegation-00 section 6.3).
///
/// `forwarded` are the prefixes that are bound at the moment: one that overlaps those of another
/// home address is never given away.
PrefixClaim FindPrefixes(const Ipv6Address& homeAddress,
                         const MobilityOptions& options,
                         const HomePolicy& policy,
                         const PrefixTable& forwarded);

} // namespace ns3::nemo

#endif /* NEMO_PREFIX_CLAIM_H */
