// SPDX-License-Identifier: GPL-2.0-only
#include "nemo-requirement.h"
#include "support/home-agent-bench.h"

#include "ns3/boolean.h"
#include "ns3/mip6-access-router.h"
#include "ns3/simulator.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::mip6_access_router_test
{

namespace
{

/// An access router with link 4::/64, made of the bench without its home agent.
class AccessRouterTest : public ::testing::Test
{
  protected:
    AccessRouterTest()
    {
        m_bench.node->AddApplication(m_router);
        AdvertisingConfig config;
        config.minInterval = MilliSeconds(50);
        config.maxInterval = MilliSeconds(1500);
        AdvertisedPrefix prefix;
        prefix.address = Ipv6Address("4::");
        config.prefixes = {prefix};
        m_router->Advertise(m_bench.homeInterface, config);
    }

    /// Send a datagram from the link; is it forwarded?
    bool IsForwarded(const char* source)
    {
        m_bench.world->Clear();
        m_bench.neighbour->Send(MakeDatagram(Ipv6Address(source), Ipv6Address("3::2"), 64),
                                m_bench.HomeMac());
        m_bench.Run(MilliSeconds(10));
        return !m_bench.world->Heard([](const HeardPacket& p) { return p.protocol == 17; }).empty();
    }

    std::size_t Advertisements()
    {
        m_bench.neighbour->Clear();
        m_bench.Run(Seconds(30));
        return m_bench.neighbour
            ->Heard([](const HeardPacket& packet) {
                return packet.message &&
                       std::holds_alternative<RouterAdvertisement>(*packet.message);
            })
            .size();
    }

    HomeAgentBench m_bench{false};
    Ptr<AccessRouter> m_router{CreateObject<AccessRouter>()};
};

TEST_F(AccessRouterTest, ItAdvertisesWhileItRuns)
{
    m_router->Boot();
    EXPECT_GE(Advertisements(), 10U);
    m_router->Halt();
    EXPECT_EQ(Advertisements(), 0U);
    m_router->Boot();
    m_bench.stack->PowerOff();
    EXPECT_EQ(Advertisements(), 0U);
    m_bench.stack->PowerOn();
    EXPECT_GE(Advertisements(), 10U);
}

TEST_F(AccessRouterTest, ItFiltersOnlyIfTold)
{
    m_router->Boot();
    EXPECT_TRUE(IsForwarded("4::55"));
    EXPECT_TRUE(IsForwarded("1::2"));
}

TEST_F(AccessRouterTest, ItLetsOutOnlyItsOwnSources)
{
    m_router->SetAttribute("IngressFiltering", BooleanValue(true));
    m_router->Boot();
    EXPECT_TRUE(IsForwarded("4::55"));
    EXPECT_FALSE(IsForwarded("1::2"));
    EXPECT_FALSE(IsForwarded("9::1"));
    EXPECT_EQ(m_bench.Drops(DropReason::INGRESS_FILTER), 2U);
    m_router->Admit(m_bench.homeInterface, P("9::/64"));
    EXPECT_TRUE(IsForwarded("9::1"));
    EXPECT_FALSE(IsForwarded("1::2"));
    m_router->Halt();
    EXPECT_TRUE(IsForwarded("1::2"));
}

} // namespace

} // namespace ns3::nemo::tests::mip6_access_router_test
