// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-link-watcher.h"

#include "ns3/callback.h"
#include "ns3/channel.h"
#include "ns3/node.h"

#include <utility>

namespace ns3::nemo
{

Ptr<LinkWatcher>
LinkWatcher::Watch(Ptr<NetDevice> device, Told told)
{
    Ptr<LinkWatcher> watcher = Create<LinkWatcher>();
    watcher->m_device = PeekPointer(device);
    watcher->m_told = std::move(told);
    watcher->m_wasUp = device->IsLinkUp();
    device->AddLinkChangeCallback(MakeCallback(&LinkWatcher::OnChange, watcher));
    return watcher;
}

void
LinkWatcher::Stop()
{
    m_told = nullptr;
}

void
LinkWatcher::OnChange()
{
    const bool wasUp = std::exchange(m_wasUp, m_device->IsLinkUp());
    for (const bool isUp : {false, true})
    {
        const Told told = m_told; // it may be stopped meanwhile
        if (told && (isUp ? m_wasUp : wasUp))
        {
            told(isUp);
        }
    }
}

} // namespace ns3::nemo
