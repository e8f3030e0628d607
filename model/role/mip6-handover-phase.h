// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_HANDOVER_PHASE_H
#define MIP6_HANDOVER_PHASE_H

#include <cstdint>
#include <ostream>
#include <string_view>

namespace ns3::nemo
{

/// What happens in a handover, in this order.
enum class HandoverPhase : uint8_t
{
    LINK_DOWN,            ///< the roaming interface lost its link
    LINK_UP,              ///< it has one again
    ROUTER_ADVERTISEMENT, ///< the advertisement came that another router was chosen by
    CARE_OF_READY,        ///< the care-of address was probed and may be used
    UPDATE_SENT,          ///< a Binding Update left: also refreshes and retransmissions
    ACKNOWLEDGED          ///< a valid Binding Acknowledgement came, whatever its status
};

/// @return its name in kebab-case, for example "care-of-ready"
std::string_view ToString(HandoverPhase phase);

/// Writes ToString().
std::ostream& operator<<(std::ostream& os, HandoverPhase phase);

} // namespace ns3::nemo

#endif // MIP6_HANDOVER_PHASE_H
