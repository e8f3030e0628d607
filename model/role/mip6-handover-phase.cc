// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-handover-phase.h"

namespace ns3::nemo
{

std::string_view
ToString(HandoverPhase phase)
{
    switch (phase)
    {
    case HandoverPhase::LINK_DOWN:
        return "link-down";
    case HandoverPhase::LINK_UP:
        return "link-up";
    case HandoverPhase::ROUTER_ADVERTISEMENT:
        return "router-advertisement";
    case HandoverPhase::CARE_OF_READY:
        return "care-of-ready";
    case HandoverPhase::UPDATE_SENT:
        return "update-sent";
    case HandoverPhase::ACKNOWLEDGED:
        return "acknowledged";
    }
    return "?";
}

std::ostream&
operator<<(std::ostream& os, HandoverPhase phase)
{
    return os << ToString(phase);
}

} // namespace ns3::nemo
