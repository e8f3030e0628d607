// SPDX-License-Identifier: GPL-2.0-only
#include "nemo-requirement.h"
#include "support/mobile-node-test.h"
#include "support/only-home.h"

#include "ns3/boolean.h"
#include "ns3/inet6-socket-address.h"
#include "ns3/udp-socket-factory.h"
#include "ns3/uinteger.h"

// Which addresses a mobile node uses: home addresses that are lost and made anew, care-of addresses
// of every scope, and those that are not proven yet.

namespace ns3::nemo::tests::mip6_mobile_node_addresses_test
{

namespace
{

using State = HomeRegistration::State;

class MobileNodeAddressesTest : public MobileNodeTest
{
  protected:
    /// The home agent refuses this home address as duplicate from now on.
    void Refuse(const Ipv6Address& homeAddress)
    {
        const auto accept = m_world.agent->answer;
        m_world.agent->answer = [=](const ScriptedHomeAgent::Update& update) {
            auto body = accept(update);
            if (update.home == homeAddress)
            {
                body->status = BindingStatus::DUPLICATE_ADDRESS_DETECTION_FAILED;
            }
            return body;
        };
    }

    /// Router a advertises these prefixes, by addresses of its own.
    void AdvertiseOnA(const std::vector<std::string>& addresses)
    {
        AdvertisingConfig config = m_world.advertising;
        for (const auto& text : addresses)
        {
            AdvertisedPrefix prefix;
            prefix.address = Ipv6Address(text.c_str());
            config.prefixes.push_back(prefix);
        }
        m_world.routerA->stack->GetRouterAdvertiser()->Configure(2, config);
    }

    std::size_t UpdatesOnA() const
    {
        return m_world.Updates(m_world.a).size();
    }

    const Ipv6Address m_home{m_world.Address("1::10")};
};

TEST_F(MobileNodeAddressesTest, AHomeAddressThatIsLostIsReplacedByARandomOne)
{
    REQ("BOOK-075", "BOOK-075+1");
    m_world.configure = [](MobileNode& node) {
        node.SetAttribute("NewHomeAddresses", UintegerValue(1));
        node.SetAttribute("LifetimeRequested", TimeValue(Seconds(40)));
    };
    MobileNode& node = Registered();
    const auto open = [&](const Ipv6Address& address) {
        auto socket = Socket::CreateSocket(m_world.mobileNode->node, UdpSocketFactory::GetTypeId());
        socket->Bind(Inet6SocketAddress(address, 0));
        return socket;
    };
    m_world.correspondent->Listen();
    const auto& received = m_world.correspondent->received;
    const auto send = [&](Ptr<Socket> socket) {
        socket->SendTo(Create<Packet>(50), 0, Inet6SocketAddress(m_world.Address("c::5"), 9));
        RunFor(Seconds(1));
    };
    const auto before = open(m_home);
    const std::size_t datagrams = m_world.Tunnelled(m_world.a).size();
    send(before);
    EXPECT_EQ(m_world.Tunnelled(m_world.a).size(), datagrams + 1);
    // Out of coverage until the binding has lapsed; meanwhile another node takes the address.
    m_world.Move(nullptr);
    RunFor(Seconds(60));
    Refuse(m_home);
    m_world.Move(m_world.b);
    RunFor(Seconds(10));
    ASSERT_EQ(node.GetHomes().size(), 2U);
    EXPECT_EQ(node.FindHome(m_home)->GetRegistration().GetState(), State::REFUSED);
    const auto& made = *node.GetHomes().back();
    EXPECT_EQ(made.GetRegistration().GetState(), State::REGISTERED);
    EXPECT_TRUE(m_world.homeConfig.prefix.Contains(made.GetConfig().homeAddress));
    EXPECT_NE(made.GetConfig().homeAddress, m_home);
    send(before);
    EXPECT_EQ(m_world.mobileNode->Drops(DropReason::HOME_ADDRESS_LOST), 1U);
    EXPECT_TRUE(m_world.Tunnelled(m_world.b).empty());
    SendToCorrespondent();
    RunFor(Seconds(1));
    ASSERT_EQ(received.size(), 2U);
    EXPECT_EQ(received[0].first, m_home);
    EXPECT_EQ(received[1].first, made.GetConfig().homeAddress);
    // And no more than it may.
    Refuse(made.GetConfig().homeAddress);
    m_world.Move(m_world.a);
    RunFor(Seconds(60));
    EXPECT_EQ(node.GetHomes().size(), 2U);
}

TEST_F(MobileNodeAddressesTest, AWiderScopeIsPreferredAndANarrowerOneOfNoUse)
{
    REQ("BOOK-095");
    AdvertiseOnA({"fec0:0:0:7::1", "fd00:0:2::1"});
    MobileNode& node = Registered();
    EXPECT_EQ(node.GetCareOfAddress(), m_world.Address("2::10"));
    m_world.Move(nullptr);
    AdvertiseOnA({"fec0:0:0:7::1"});
    RunFor(Seconds(1));
    const std::size_t updates = UpdatesOnA();
    m_world.Move(m_world.a);
    RunFor(Seconds(60));
    EXPECT_TRUE(m_world.mobileNode->Interfaces()->Has(Ipv6Address("fec0:0:0:7::10")));
    EXPECT_EQ(UpdatesOnA(), updates);
    EXPECT_FALSE(OnlyHome(node).GetRegistration().GetCareOfAddress() ==
                 Ipv6Address("fec0:0:0:7::10"));
}

TEST_F(MobileNodeAddressesTest, ASiteLocalHomeAddressDoesWithASiteLocalCareOfAddress)
{
    REQ("BOOK-095");
    m_world.homeConfig.homeAddress = Ipv6Address("fec0:0:0:1::10");
    m_world.homeConfig.prefix = NetworkPrefix(Ipv6Address("fec0:0:0:1::"), 64);
    AdvertiseOnA({"fec0:0:0:7::1"});
    MobileNode& node = m_world.NewMobileNode(m_world.a);
    RunFor(Seconds(10));
    EXPECT_EQ(OnlyHome(node).GetRegistration().GetCareOfAddress(), Ipv6Address("fec0:0:0:7::10"));
    EXPECT_GT(UpdatesOnA(), 0U);
}

TEST_F(MobileNodeAddressesTest, InAnotherSiteASiteLocalHomeAddressIsNotRegistered)
{
    REQ("BOOK-096");
    m_world.homeConfig.homeAddress = Ipv6Address("fec0:0:0:1::10");
    m_world.homeConfig.homeAgent = Ipv6Address("fec0:0:0:1::1");
    m_world.homeConfig.prefix = NetworkPrefix(Ipv6Address("fec0:0:0:1::"), 64);
    AdvertiseOnA({"fec0:0:0:7::1"});
    // No route leads to the home agent from here.
    MobileNode& node = m_world.NewMobileNode(m_world.a);
    RunFor(Seconds(30));
    EXPECT_GT(UpdatesOnA(), 1U);
    EXPECT_EQ(OnlyHome(node).GetRegistration().GetState(), State::REGISTERING);
    // And another node has its address.
    m_world.routerA->AddInterface(m_world.NewLink(), "fec0:0:0:1::1", true);
    const std::size_t before = UpdatesOnA();
    RunFor(Seconds(60));
    EXPECT_GT(UpdatesOnA(), before);
    EXPECT_EQ(OnlyHome(node).GetRegistration().GetState(), State::REGISTERING);
    EXPECT_FALSE(OnlyHome(node).GetRegistration().IsBound());
    EXPECT_EQ(m_world.routerA->stack->GetSteering()->RuleOf(m_world.homeConfig.homeAddress),
              nullptr);
    EXPECT_TRUE(m_world.agent->updates.empty());
}

TEST_F(MobileNodeAddressesTest, AnOptimisticAddressIsUsedWhileItIsProbed)
{
    m_world.configure = [](MobileNode& node) {
        node.SetAttribute("OptimisticDad", BooleanValue(true));
    };
    MobileNode& node = Registered();
    const auto probes =
        m_world.Solicitations(m_world.a, m_world.Address("2::10"), Ipv6Address::GetAny());
    ASSERT_EQ(probes.size(), 1U);
    const auto updates = m_world.Updates(m_world.a);
    ASSERT_EQ(updates.size(), 1U);
    EXPECT_LT(updates[0].at, probes[0].at + Seconds(1));
    EXPECT_EQ(*m_world.Last(HandoverPhase::ROUTER_ADVERTISEMENT),
              *m_world.Last(HandoverPhase::UPDATE_SENT));
    EXPECT_EQ(node.GetCareOfAddress(), m_world.Address("2::10"));
}

TEST_F(MobileNodeAddressesTest, AnOptimisticAddressThatIsTakenIsGivenUp)
{
    m_world.configure = [](MobileNode& node) {
        node.SetAttribute("OptimisticDad", BooleanValue(true));
    };
    m_world.NewNode().AddInterface(m_world.a, "fd00:0:2::10", false);
    MobileNode& node = m_world.NewMobileNode(m_world.a);
    RunFor(Seconds(10));
    EXPECT_TRUE(node.GetCareOfAddress().IsAny());
    EXPECT_FALSE(m_world.mobileNode->Interfaces()->Has(m_world.Address("2::10")));
    EXPECT_NE(OnlyHome(node).GetRegistration().GetState(), State::REGISTERED);
}

TEST_F(MobileNodeAddressesTest, AnotherRouterWithTheSamePrefixIsNoMove)
{
    REQ("BOOK-051+1");
    WorldNode& second = m_world.NewRouter(m_world.a, "2::2", "c::7");
    second.Interfaces()->AddRoute(m_world.Prefix("1::"), m_world.Address("c::1"), 3);
    m_world.configure = [](MobileNode& node) {
        node.SetAttribute("RouterReachableTime", TimeValue(Seconds(3)));
    };
    MobileNode& node = m_world.NewMobileNode(m_world.a);
    RunFor(Seconds(20));
    ASSERT_EQ(UpdatesOnA(), 1U);
    const auto routers = m_world.mobileNode->stack->GetRouterDiscovery();
    const Ipv6Address first = routers->CurrentRouter(m_world.roaming)->linkLocal;
    const bool usesA = first == m_world.routerA->Interfaces()->LinkLocalAddress(2);
    (usesA ? *m_world.routerA : second).stack->PowerOff();
    RunFor(Seconds(60));
    EXPECT_NE(routers->CurrentRouter(m_world.roaming)->linkLocal, first);
    EXPECT_EQ(node.GetCareOfAddress(), m_world.Address("2::10"));
    EXPECT_EQ(UpdatesOnA(), 1U);
}

TEST_F(MobileNodeAddressesTest, AnotherRouterWithAnotherPrefixIsOneAsSoonAsTheFirstFails)
{
    REQ("BOOK-003+1");
    MobileNode& node = Registered();
    WorldNode& second = m_world.NewRouter(m_world.a, "6::1", "c::7");
    second.Interfaces()->AddRoute(m_world.Prefix("1::"), m_world.Address("c::1"), 3);
    m_world.RouteByCore(m_world.Prefix("6::"), "c::7");
    RunFor(Seconds(60));
    EXPECT_EQ(UpdatesOnA(), 1U) << "the first router is there";
    m_world.routerA->stack->PowerOff();
    RunFor(Seconds(60));
    EXPECT_EQ(node.GetCareOfAddress(), m_world.Address("6::10"));
    ASSERT_EQ(UpdatesOnA(), 2U);
    EXPECT_EQ(m_world.Updates(m_world.a).back().source, m_world.Address("6::10"));
    m_world.mobileNode->Listen();
    SendToHome();
    RunFor(Seconds(1));
    EXPECT_EQ(m_world.mobileNode->received.size(), 1U);
}

} // namespace

} // namespace ns3::nemo::tests::mip6_mobile_node_addresses_test
