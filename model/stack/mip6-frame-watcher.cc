// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-frame-watcher.h"

#include "ns3/callback.h"
#include "ns3/ipv6-header.h"
#include "ns3/ipv6-l3-protocol.h"
#include "ns3/node.h"

#include <utility>

namespace ns3::nemo
{

Ptr<FrameWatcher>
FrameWatcher::Watch(Ptr<NetDevice> device, Told told)
{
    Ptr<FrameWatcher> watcher = Create<FrameWatcher>();
    watcher->m_told = std::move(told);
    device->GetNode()->RegisterProtocolHandler(MakeCallback(&FrameWatcher::OnFrame, watcher),
                                               Ipv6L3Protocol::PROT_NUMBER,
                                               device);
    return watcher;
}

void
FrameWatcher::Stop()
{
    m_told = nullptr;
}

void
FrameWatcher::OnFrame(Ptr<NetDevice>,
                      Ptr<const Packet> packet,
                      uint16_t,
                      const Address& from,
                      const Address&,
                      NetDevice::PacketType)
{
    const Told told = m_told; // it may be stopped meanwhile
    Ipv6Header header;
    if (!told || !Mac48Address::IsMatchingType(from) ||
        packet->GetSize() < header.GetSerializedSize())
    {
        return;
    }
    packet->PeekHeader(header);
    told(Mac48Address::ConvertFrom(from), header.GetSource());
}

} // namespace ns3::nemo
