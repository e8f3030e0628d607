// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TEST_ROUTER_ADVERTISER_TEST_H
#define NEMO_TEST_ROUTER_ADVERTISER_TEST_H

#include "support/neighbor-world.h"

#include <gtest/gtest.h>
#include <vector>

namespace ns3::nemo::tests
{

/// A router on a link, 2001:db8:1::1 and 02:00:00:00:00:01, and a host.
class RouterAdvertiserTest : public ::testing::Test
{
  protected:
    RouterAdvertiserTest()
    {
        router.interfaces->AddAddress(ir, address, 64, true);
        router.interfaces->SetForwarding(ir, true);
    }

    /// A prefix with the router's address.
    AdvertisedPrefix OwnPrefix() const
    {
        AdvertisedPrefix prefix;
        prefix.address = address;
        prefix.router = true;
        return prefix;
    }

    /// Short intervals, one prefix.
    AdvertisingConfig Quick() const
    {
        AdvertisingConfig config;
        config.minInterval = MilliSeconds(30);
        config.maxInterval = MilliSeconds(70);
        config.prefixes.push_back(OwnPrefix());
        return config;
    }

    std::vector<SeenFrame> Seen() const
    {
        return world.Seen(link, NeighborMessageType::ROUTER_ADVERTISEMENT);
    }

    /// The host solicits.
    void Solicit()
    {
        RouterSolicitation message;
        message.options.emplace_back(SourceLinkLayerAddress{host.Hardware(ih)});
        host.SendRaw(ih,
                     MakePacket(message, host.interfaces->LinkLocalAddress(ih), allRouters),
                     Mac48Address("33:33:00:00:00:02"));
    }

    NeighborWorld world;
    Ptr<MobileLink> link = world.NewLink();
    NeighborNode& router = world.NewNode();
    NeighborNode& host = world.NewNode();
    const uint32_t ir = router.AddInterface(link, "02:00:00:00:00:01");
    const uint32_t ih = host.AddInterface(link);
    const Ipv6Address address{"2001:db8:1::1"};
    const Ipv6Address allRouters{"ff02::2"};
    const Ipv6Address allNodes{"ff02::1"};
};

} // namespace ns3::nemo::tests

#endif // NEMO_TEST_ROUTER_ADVERTISER_TEST_H
