// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_LINK_JUDGEMENT_H
#define MIP6_LINK_JUDGEMENT_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-heard-router.h"
#include "ns3/nstime.h"

#include <optional>
#include <vector>

namespace ns3::nemo
{

/// Whether two routers are on one link: they advertise a common on-link prefix that is valid at
/// `now`. Two routers of one link that advertise nothing in common cannot be told from two links.
/// RFC 6275 section 11.5.1.
bool AreOnSameLink(const HeardRouter& one, const HeardRouter& other, Time now);

/**
 * The address to be the primary care-of address: its prefix is one that the current router
 * advertises (RFC 6275 section 11.5.4). A preferred address comes before a deprecated one (section
 * 11.5.3), and the one in use before another that is as good.
 * @param addresses those of the interface
 * @param current the current router
 * @param inUse the present primary care-of address; :: if there is none
 * @param now the time
 * @return none if no address will do
 */
std::optional<Ipv6Address> BestCareOfAddress(const std::vector<FormedAddress>& addresses,
                                             const HeardRouter& current,
                                             const Ipv6Address& inUse,
                                             Time now);

} // namespace ns3::nemo

#endif // MIP6_LINK_JUDGEMENT_H
