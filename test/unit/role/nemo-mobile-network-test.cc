// SPDX-License-Identifier: GPL-2.0-only
#include "nemo-requirement.h"
#include "unit/role/mobile-router-fixture.h"

#include "ns3/nemo-mobile-network.h"

namespace ns3::nemo::tests
{

namespace
{

constexpr uint8_t ROUTER_ADVERTISEMENT = 134;

} // namespace

/// What a mobile router is to its network.
class MobileNetworkInsideTest : public MobileRouterTest
{
  protected:
    /// The advertisements on the ingress link so far.
    std::vector<RouterAdvertisement> Advertisements() const
    {
        std::vector<RouterAdvertisement> advertisements;
        for (const CaughtPacket& packet : m_world.Caught(m_world.inside))
        {
            if (packet.icmpv6 == ROUTER_ADVERTISEMENT)
            {
                advertisements.push_back(packet.As<RouterAdvertisement>());
            }
        }
        return advertisements;
    }
};

// RFC 3963 section 3: the default gateway of the mobile network, at home as well as away.
TEST_F(MobileNetworkInsideTest, AdvertisesItselfAsDefaultRouterWithThePrefixOfTheLink)
{
    REQ("NEMO-3-3");
    m_world.NewMobileRouter(m_world.home);
    m_world.At(Seconds(20), [this]() { m_world.Move(m_world.a); });
    m_world.RunUntil(Seconds(40));
    const auto advertisements = Advertisements();
    ASSERT_GE(advertisements.size(), 30U);
    for (const RouterAdvertisement& advertisement : advertisements)
    {
        EXPECT_GT(advertisement.routerLifetime, 0U);
        const auto prefixes = AllOptions<PrefixInformation>(advertisement.options);
        ASSERT_EQ(prefixes.size(), 1U);
        EXPECT_EQ(NetworkPrefix(prefixes[0].prefix, prefixes[0].prefixLength),
                  m_world.Prefix("5::"));
        EXPECT_TRUE(prefixes[0].autonomous);
        EXPECT_TRUE(prefixes[0].onLink);
    }
    // A node inside, which has nothing but these.
    WorldNode& host = m_world.NewNode();
    const uint32_t interface = host.AddInterface(m_world.inside, "", false);
    RouterDiscovery::Config config;
    config.interfaceIdentifier = 0x77;
    host.stack->GetRouterDiscovery()->Start(interface, config);
    m_world.RunUntil(Seconds(50));
    EXPECT_TRUE(host.Interfaces()->Has(m_world.Address("5::77"), interface));
    EXPECT_EQ(host.Interfaces()->DefaultRouter(interface),
              m_world.mobileNode->Interfaces()->LinkLocalAddress(InterfaceOf("5::1")));
}

// RFC 3963 section 2: "A Mobile Network may have several ... prefixes".
TEST_F(MobileNetworkInsideTest, AdvertisesAndClaimsAllPrefixesOfALink)
{
    REQ("NEMO-3-3+1");
    WorldNode& router = m_world.NewNode();
    const uint32_t ingress = router.AddInterface(m_world.inside, "", false);
    MobileNetwork network;
    network.AddIngress({ingress,
                        {{m_world.Address("5::1"), 64}, {m_world.Address("15::1"), 64}},
                        m_world.advertising});
    network.Start(*router.stack);
    WorldNode& host = m_world.NewNode();
    const uint32_t interface = host.AddInterface(m_world.inside, "", false);
    RouterDiscovery::Config config;
    config.interfaceIdentifier = 0x77;
    host.stack->GetRouterDiscovery()->Start(interface, config);
    m_world.RunUntil(Seconds(10));

    const std::vector<NetworkPrefix> both{m_world.Prefix("5::"), m_world.Prefix("15::")};
    const auto advertisements = Advertisements();
    ASSERT_GE(advertisements.size(), 5U);
    for (const RouterAdvertisement& advertisement : advertisements)
    {
        std::vector<NetworkPrefix> prefixes;
        for (const auto& option : AllOptions<PrefixInformation>(advertisement.options))
        {
            prefixes.emplace_back(option.prefix, option.prefixLength);
        }
        EXPECT_EQ(prefixes, both);
    }
    EXPECT_TRUE(host.Interfaces()->Has(m_world.Address("5::77"), interface));
    EXPECT_TRUE(host.Interfaces()->Has(m_world.Address("15::77"), interface));

    Signal update{BindingUpdate(), {}};
    network.Write(update);
    const auto options = update.Options<MobileNetworkPrefixOption>();
    ASSERT_EQ(options.size(), 2U);
    EXPECT_EQ(NetworkPrefix(options[0].prefix, options[0].prefixLength), both[0]);
    EXPECT_EQ(NetworkPrefix(options[1].prefix, options[1].prefixLength), both[1]);
}

} // namespace ns3::nemo::tests
