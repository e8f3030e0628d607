// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_WIFI_LINK_H
#define MIP6_WIFI_LINK_H

#include "ns3/mip6-mobile-link.h"

namespace ns3::nemo
{

/// Stands for the Wi-Fi links that there are not with ns-3.35, which has no WifiAssocManager.
class WifiLink : public MobileLink
{
};

} // namespace ns3::nemo

#endif // MIP6_WIFI_LINK_H
