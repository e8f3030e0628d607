// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_STEERING_ACTION_H
#define MIP6_STEERING_ACTION_H

#include "ns3/mip6-drop-reason.h"
#include "ns3/mip6-transform.h"

#include <cstdint>

namespace ns3::nemo
{

/// What becomes of a packet.
enum class Verdict : uint8_t
{
    PASS,      ///< as if there were no mobility: ns-3's routing decides
    TRANSFORM, ///< leaves through PacketPath with the action's Transform
    REFUSE,    ///< dropped, and the source is told (Destination Unreachable)
    DROP       ///< dropped and counted
};

/// A verdict with what it needs. Unused members are ignored.
struct SteeringAction
{
    Verdict verdict{Verdict::PASS};           ///< what becomes of it
    Transform transform;                      ///< of TRANSFORM
    uint8_t icmpCode{3};                      ///< of REFUSE: code of Destination Unreachable
    DropReason reason{DropReason::NO_TUNNEL}; ///< of REFUSE and DROP
};

} // namespace ns3::nemo

#endif // MIP6_STEERING_ACTION_H
