// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_WIFI_STATION_H
#define MIP6_WIFI_STATION_H

#include "ns3/mip6-wifi-link.h"
#include "ns3/simple-ref-count.h"

#include <functional>

namespace ns3::nemo
{

/// Stands for the stations that there are not with ns-3.35.
class WifiStation : public SimpleRefCount<WifiStation>
{
  public:
    /// Nothing is ever told.
    void Listen(const std::function<void(Ptr<WifiLink> link)>& /* told */)
    {
    }
};

} // namespace ns3::nemo

#endif // MIP6_WIFI_STATION_H
