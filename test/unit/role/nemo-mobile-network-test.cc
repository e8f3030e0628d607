// SPDX-License-Identifier: GPL-2.0-only
#include "nemo-requirement.h"
#include "support/only-home.h"
#include "unit/role/mobile-router-fixture.h"

#include "ns3/mip6-binding-registrar.h"
#include "ns3/mip6-home-agent.h"
#include "ns3/nemo-mobile-network.h"

namespace ns3::nemo::tests::nemo_mobile_network_test
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
    network.Write(update, MobileNetwork::Mode::EXPLICIT);
    const auto options = update.Options<MobileNetworkPrefixOption>();
    ASSERT_EQ(options.size(), 2U);
    EXPECT_EQ(NetworkPrefix(options[0].prefix, options[0].prefixLength), both[0]);
    EXPECT_EQ(NetworkPrefix(options[1].prefix, options[1].prefixLength), both[1]);
}

/// A mobile router whose home agent is a real one; the parameter is its home address.
class MobileRouterHomeAddressTest : public MobileRouterTest,
                                    public testing::WithParamInterface<std::string>
{
  protected:
    MobileRouterHomeAddressTest()
        : m_home(m_world.Address(GetParam())),
          m_homeAgent(CreateObject<HomeAgent>())
    {
        m_world.agent.reset();
        m_homeAgent->ServeLink(m_world.agentHome, m_world.Prefix("1::"), m_world.Address("1::1"));
        m_homeAgent->ServePrefix(m_world.Prefix("5::"));
        m_homeAgent->GetPrefixTable().Add(m_home, m_world.Prefix("5::"));
        m_world.agentNode->node->AddApplication(m_homeAgent);
        m_homeAgent->Boot();
        m_world.homeConfig.homeAddress = m_home;
    }

    const Ipv6Address m_home;
    Ptr<HomeAgent> m_homeAgent;
};

// RFC 3963 section 3: a home address out of the home link's prefix, or out of one of its own.
TEST_P(MobileRouterHomeAddressTest, IsRegistered)
{
    REQ("NEMO-3-6");
    Away();
    WorldNode& inside = NewInside();
    const auto acknowledgements = Acknowledgements(m_world.a);
    ASSERT_EQ(acknowledgements.size(), 1U);
    EXPECT_EQ(acknowledgements[0].signal->Get<BindingAcknowledgement>()->status,
              BindingStatus::ACCEPTED);
    EXPECT_EQ(acknowledgements[0].routing, m_home);
    const Binding* binding = BindingRegistrar::Of(m_world.agentNode->node)->GetCache().Find(m_home);
    ASSERT_NE(binding, nullptr);
    EXPECT_EQ(binding->careOfAddress, m_world.Address("2::10"));
    EXPECT_EQ(binding->prefixes, std::vector{m_world.Prefix("5::")});
    // Both are reached.
    m_world.mobileNode->Listen();
    for (const auto& to : {m_home, m_world.Address("5::2")})
    {
        m_world.correspondent->SendUdp(m_world.Address("c::5"), to);
    }
    m_world.RunUntil(Seconds(SETTLED + 5));
    EXPECT_EQ(m_world.mobileNode->received.size(), 1U);
    EXPECT_EQ(inside.received.size(), 1U);
    // From inside too.
    inside.SendUdp(m_world.Address("5::2"), m_home);
    m_world.RunUntil(Seconds(SETTLED + 10));
    EXPECT_EQ(m_world.mobileNode->received.size(), 2U);
}

TEST_P(MobileRouterHomeAddressTest, EndsWithTheReturnHome)
{
    REQ("NEMO-3-6", "HOME-2");
    MobileRouter& router = Away();
    // The way to the network at home; while it is away the binding goes before it.
    m_world.agentNode->Interfaces()->AddRoute(
        m_world.Prefix("5::"),
        m_world.mobileNode->Interfaces()->LinkLocalAddress(m_world.roaming),
        m_world.agentHome);
    m_world.Move(m_world.home);
    m_world.RunUntil(Seconds(SETTLED + 20));
    EXPECT_TRUE(router.IsAtHome());
    EXPECT_FALSE(RegistrationOf(router).MayBeBound());
    WorldNode& inside = NewInside();
    m_world.mobileNode->Listen();
    inside.SendUdp(m_world.Address("5::2"), m_home);
    m_world.RunUntil(Seconds(SETTLED + 25));
    EXPECT_EQ(m_world.mobileNode->received.size(), 1U) << "still reached from inside";
    EXPECT_EQ(BindingRegistrar::Of(m_world.agentNode->node)->GetCache().Find(m_home), nullptr);
}

INSTANTIATE_TEST_SUITE_P(HomeAddress,
                         MobileRouterHomeAddressTest,
                         testing::Values(std::string("1::10"), std::string("5::fe")));

} // namespace ns3::nemo::tests::nemo_mobile_network_test
