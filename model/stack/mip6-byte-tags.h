// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_BYTE_TAGS_H
#define MIP6_BYTE_TAGS_H

#include "ns3/packet.h"
#include "ns3/tag.h"

#include <functional>

namespace ns3::nemo
{

/// Give a packet the byte tags of another, over all its octets: what measures a flow by them, as
/// ns3::FlowMonitor does, finds them again where packets are made anew.
/// @param from whose tags
/// @param to who gets them
/// @param isKept whether it gets this one; absent: it gets all
void CopyByteTags(Ptr<const Packet> from,
                  Ptr<Packet> to,
                  const std::function<bool(const Tag&)>& isKept = {});

} // namespace ns3::nemo

#endif // MIP6_BYTE_TAGS_H
