// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_FRAME_WATCHER_H
#define MIP6_FRAME_WATCHER_H

#include "ns3/ipv6-address.h"
#include "ns3/mac48-address.h"
#include "ns3/net-device.h"
#include "ns3/simple-ref-count.h"

#include <functional>

namespace ns3::nemo
{

/**
 * Tells from whom each IPv6 packet comes that a device receives, after the node has processed it.
 *
 * The node keeps the watcher, and the owner stops it when it goes.
 */
class FrameWatcher : public SimpleRefCount<FrameWatcher>
{
  public:
    /// Told of each packet: the link-layer address that it came from, and its IPv6 source.
    using Told = std::function<void(const Mac48Address& from, const Ipv6Address& source)>;

    /// Watch a device, which is on a node, from now on.
    static Ptr<FrameWatcher> Watch(Ptr<NetDevice> device, Told told);

    /// Tell nothing any more.
    void Stop();

  private:
    void OnFrame(Ptr<NetDevice> device,
                 Ptr<const Packet> packet,
                 uint16_t protocol,
                 const Address& from,
                 const Address& to,
                 NetDevice::PacketType type);

    Told m_told;
};

} // namespace ns3::nemo

#endif // MIP6_FRAME_WATCHER_H
