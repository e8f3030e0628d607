// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_LINK_WATCHER_H
#define MIP6_LINK_WATCHER_H

#include "ns3/net-device.h"
#include "ns3/simple-ref-count.h"

#include <functional>

namespace ns3::nemo
{

/**
 * Tells when a device's link goes up or down.
 *
 * A callback cannot be taken back from a device, so the device keeps the watcher, and the owner
 * stops it when it goes. A device that is moved from link to link without a word in between tells
 * down and up.
 */
class LinkWatcher : public SimpleRefCount<LinkWatcher>
{
  public:
    /// Told at each change.
    using Told = std::function<void(bool isUp)>;

    /// Watch a device from now on.
    static Ptr<LinkWatcher> Watch(Ptr<NetDevice> device, Told told);

    /// Tell nothing any more.
    void Stop();

  private:
    void OnChange();

    NetDevice* m_device{nullptr}; ///< which keeps this object
    Told m_told;
    bool m_wasUp{false};
};

} // namespace ns3::nemo

#endif // MIP6_LINK_WATCHER_H
