// SPDX-License-Identifier: GPL-2.0-only
#include "unit/stack/wifi-fixture.h"

namespace ns3::nemo::tests::mip6_wifi_station_test
{

namespace
{

class WifiStationTest : public WifiTest
{
  protected:
    Ptr<WifiLink> link = NewLink();
    Ptr<WifiNetDevice> accessPoint = NewAccessPoint(link, 36);
};

TEST_F(WifiStationTest, TheRadioHasTheAddressOfTheDevice)
{
    const auto roamer = NewRoamer({link});
    EXPECT_EQ(roamer.station->GetRadio(), roamer.radio);
    EXPECT_EQ(roamer.radio->GetAddress(), roamer.device->GetAddress());
    Hear(roamer.radio, accessPoint, STRONG);
    RunUntil(MilliSeconds(500));
    const auto proposals = Sent(WIFI_MAC_MGT_ASSOCIATION_REQUEST);
    ASSERT_EQ(proposals.size(), 1U);
    EXPECT_EQ(Address(proposals[0].header.GetAddr2()), roamer.device->GetAddress());
}

} // namespace

} // namespace ns3::nemo::tests::mip6_wifi_station_test
