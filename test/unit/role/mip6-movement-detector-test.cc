// SPDX-License-Identifier: GPL-2.0-only
// IPv6 Ready, mobile node: movement detection.
#include "nemo-requirement.h"
#include "support/mobile-world.h"

#include "ns3/boolean.h"
#include "ns3/mip6-movement-detector.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <iterator>
#include <sstream>
#include <vector>

namespace ns3::nemo::tests
{

namespace
{

using State = MovementDetector::State;
using Mode = MovementDetector::Mode;

constexpr uint8_t ROUTER_SOLICITATION = 133;

/// Hears what a detector finds out.
class Listener : public MovementListener
{
  public:
    struct Chosen
    {
        Time at;
        Ipv6Address router;
    };

    void OnLink(bool isUp) override
    {
        links.push_back(isUp);
    }

    bool MayUse(const HeardRouter& router) const override
    {
        return router.linkLocal != unusable;
    }

    std::vector<NetworkPrefix> HomePrefixesOf(const HeardRouter& router) const override
    {
        std::vector<NetworkPrefix> shown;
        std::copy_if(homePrefixes.begin(),
                     homePrefixes.end(),
                     std::back_inserter(shown),
                     [&](const auto& prefix) { return router.Find(prefix, Simulator::Now()); });
        return shown;
    }

    RouterDiscovery::AdoptOptions OnRouter(const HeardRouter& router) override
    {
        routers.push_back({Simulator::Now(), router.linkLocal});
        return options;
    }

    void OnUprooted() override
    {
        ++uprooted;
    }

    void OnCareOfAddress(const Ipv6Address& address) override
    {
        careOf.emplace_back(Simulator::Now(), address);
    }

    void OnCareOfAddressLost() override
    {
        careOf.emplace_back(Simulator::Now(), Ipv6Address::GetAny());
    }

    void OnMovementState(State from, State to) override
    {
        EXPECT_EQ(from, states.empty() ? State::SEARCHING : states.back());
        states.push_back(to);
    }

    std::vector<NetworkPrefix> homePrefixes;
    Ipv6Address unusable{Ipv6Address::GetAny()};
    RouterDiscovery::AdoptOptions options;
    std::vector<bool> links;
    std::vector<Chosen> routers;
    int uprooted{0};
    std::vector<std::pair<Time, Ipv6Address>> careOf;
    std::vector<State> states;
};

} // namespace

class MovementDetectorTest : public testing::Test
{
  protected:
    MovementDetectorTest()
    {
        m_config.interfaceIdentifier = 0x10;
        m_config.dadRandomDelay = Time(0);
    }

    ~MovementDetectorTest() override
    {
        m_it.reset();
    }

    /// The node, attached to a link.
    void Start(Ptr<MobileLink> link)
    {
        m_node = &m_world.NewNode();
        m_world.mobileNode = m_node;
        m_interface = m_node->AddInterface(link, "", false);
        m_world.roaming = m_interface;
        m_it = std::make_unique<MovementDetector>(m_node->stack->GetRouterDiscovery(),
                                                  m_interface,
                                                  m_listener);
        m_it->Start(m_config);
    }

    /// Another router on link a, with prefix 2:0:0:1::/64.
    WorldNode& SecondRouter()
    {
        WorldNode& router = m_world.NewNode();
        Ipv6Address address = m_world.Address("8::1");
        std::ostringstream text;
        text << address;
        router.AddInterface(m_world.a, text.str(), true);
        m_world.Advertise(router, 2, "8::1");
        return router;
    }

    /// What router a says from now on: one prefix, without its own address (R).
    void AdvertiseWithoutAddress(const std::string& text)
    {
        AdvertisingConfig config = m_world.advertising;
        AdvertisedPrefix prefix;
        prefix.address = m_world.Address(text);
        config.prefixes = {prefix};
        m_world.routerA->stack->GetRouterAdvertiser()->Configure(2, config);
    }

    /// Whether somebody on link a answers for an address.
    bool IsAnswered(const std::string& text)
    {
        WorldNode& asker = m_world.NewNode();
        const uint32_t interface = asker.AddInterface(m_world.a, "", false);
        bool isAnswered = false;
        asker.stack->GetAddressProxy()->Solicit(
            m_world.Address(text),
            interface,
            asker.Interfaces()->LinkLocalAddress(interface),
            [&](const auto& linkLayer) { isAnswered = linkLayer.has_value(); });
        m_world.RunUntil(Simulator::Now() + Seconds(5));
        return isAnswered;
    }

    Ipv6Address LinkLocal(const WorldNode& router) const
    {
        return router.Interfaces()->LinkLocalAddress(2);
    }

    std::size_t Solicitations(Ptr<MobileLink> link) const
    {
        return m_world
            .Caught(link,
                    [](const CaughtPacket& packet) { return packet.icmpv6 == ROUTER_SOLICITATION; })
            .size();
    }

    MobileWorld m_world;
    MovementDetector::Config m_config;
    Listener m_listener;
    WorldNode* m_node{nullptr};
    uint32_t m_interface{0};
    std::unique_ptr<MovementDetector> m_it;
};

TEST_F(MovementDetectorTest, FormsACareOfAddressOfTheRoutersPrefix)
{
    REQ("BOOK-003");
    Start(m_world.a);
    EXPECT_EQ(m_it->GetState(), State::SEARCHING);
    m_world.RunUntil(Seconds(5));
    EXPECT_EQ(m_it->GetState(), State::SETTLED);
    ASSERT_EQ(m_listener.careOf.size(), 1U);
    EXPECT_EQ(m_it->GetCareOfAddress(), m_world.Address("2::10"));
    EXPECT_EQ(m_listener.careOf[0].second, m_world.Address("2::10"));
    EXPECT_EQ(m_it->GetCurrentRouter()->linkLocal, LinkLocal(*m_world.routerA));
    EXPECT_EQ(Solicitations(m_world.a), 1U);
}

TEST_F(MovementDetectorTest, TheSameRouterAfterALinkChangeMeansNothingHasMoved)
{
    REQ("RFC-150");
    Start(m_world.a);
    m_world.RunUntil(Seconds(5));
    m_world.Move(m_world.a);
    EXPECT_EQ(m_it->GetState(), State::SUSPICIOUS);
    EXPECT_EQ(m_it->GetCareOfAddress(), m_world.Address("2::10"));
    m_world.RunUntil(Seconds(10));
    EXPECT_EQ(m_it->GetState(), State::SETTLED);
    EXPECT_EQ(m_listener.routers.size(), 1U);
    EXPECT_EQ(m_listener.careOf.size(), 1U);
    EXPECT_EQ(m_listener.links, (std::vector{false, true}));
    EXPECT_EQ(Solicitations(m_world.a), 2U) << "one more, as the link layer hinted at a move";
}

TEST_F(MovementDetectorTest, AnotherRouterAfterALinkChangeIsAMove)
{
    REQ("RFC-191");
    Start(m_world.a);
    m_world.RunUntil(Seconds(5));
    m_world.Move(m_world.b);
    m_world.RunUntil(Seconds(10));
    ASSERT_EQ(m_listener.routers.size(), 2U);
    EXPECT_EQ(m_listener.routers[1].router, LinkLocal(*m_world.routerB));
    ASSERT_EQ(m_listener.careOf.size(), 3U);
    EXPECT_TRUE(m_listener.careOf[1].second.IsAny());
    EXPECT_EQ(m_listener.careOf[1].first, m_listener.routers[1].at) << "gone with its router";
    EXPECT_EQ(m_listener.careOf[2].second, m_world.Address("4::10"));
    EXPECT_FALSE(m_node->Interfaces()->Has(m_world.Address("2::10")));
    EXPECT_TRUE(m_node->Interfaces()->Has(m_world.Address("4::10")));
    EXPECT_EQ(m_node->Interfaces()->DefaultRouter(m_interface), LinkLocal(*m_world.routerB));
}

TEST_F(MovementDetectorTest, Peer_51_ASecondRouterIsNoMoveWhileTheFirstIsThere)
{
    REQ("BOOK-051");
    Start(m_world.a);
    m_world.RunUntil(Seconds(5));
    SecondRouter();
    m_world.RunUntil(Seconds(120));
    EXPECT_EQ(m_listener.routers.size(), 1U);
    EXPECT_EQ(m_listener.careOf.size(), 1U);
    EXPECT_EQ(m_node->stack->GetRouterDiscovery()->RoutersHeard(m_interface).size(), 2U);
}

TEST_F(MovementDetectorTest, ASecondRouterIsUsedWhenTheFirstFallsSilent)
{
    REQ("RFC-197");
    m_world.advertising.advertisementInterval = true;
    m_world.Advertise(*m_world.routerA, 2, "2::1");
    Start(m_world.a);
    WorldNode& second = SecondRouter();
    m_world.RunUntil(Seconds(30));
    const Ipv6Address first = m_listener.routers[0].router;
    ASSERT_EQ(m_listener.routers.size(), 1U) << "as long as both advertise";
    WorldNode& old = first == LinkLocal(second) ? second : *m_world.routerA;
    WorldNode& other = first == LinkLocal(second) ? *m_world.routerA : second;
    old.stack->GetRouterAdvertiser()->Disable(2, false);
    m_world.RunUntil(Seconds(40));
    ASSERT_EQ(m_listener.routers.size(), 2U);
    EXPECT_EQ(m_listener.routers[1].router, LinkLocal(other));
    // At most two intervals: one to miss an advertisement of the first, one to hear the second.
    EXPECT_LE(m_listener.routers[1].at, Seconds(33));
}

TEST_F(MovementDetectorTest, ARouterThatFallsSilentIsSolicited)
{
    REQ("BOOK-049", "RFC-150");
    m_world.advertising.advertisementInterval = true;
    m_world.Advertise(*m_world.routerA, 2, "2::1");
    Start(m_world.a);
    m_world.RunUntil(Seconds(10));
    const Time last = m_it->GetCurrentRouter()->lastHeard;
    m_world.routerA->stack->GetRouterAdvertiser()->Disable(2, false);
    m_world.RunUntil(Seconds(12));
    const auto solicitations = m_world.Caught(m_world.a, [](const CaughtPacket& packet) {
        return packet.icmpv6 == ROUTER_SOLICITATION;
    });
    ASSERT_EQ(solicitations.size(), 2U);
    EXPECT_EQ(solicitations[1].at, last + MilliSeconds(1500)) << "the interval it told";
    EXPECT_EQ(m_it->GetState(), State::SUSPICIOUS);
    EXPECT_EQ(m_it->GetCareOfAddress(), m_world.Address("2::10")) << "nothing else is known yet";
    m_world.Advertise(*m_world.routerA, 2, "2::1");
    m_world.RunUntil(Seconds(15));
    EXPECT_EQ(m_it->GetState(), State::SETTLED);
}

TEST_F(MovementDetectorTest, ANewRouterIsUsedIfTheOldOneDoesNotAnswer)
{
    Start(m_world.a);
    m_world.RunUntil(Seconds(5));
    m_world.a->Detach(m_world.routerA->Device(2));
    SecondRouter();
    m_world.RunUntil(Seconds(15));
    ASSERT_EQ(m_listener.routers.size(), 2U);
    EXPECT_EQ(m_it->GetCareOfAddress(), m_world.Address("8::10"));
}

TEST_F(MovementDetectorTest, ARouterUnheardForLongIsAskedAndThenSolicited)
{
    REQ("RFC-150");
    m_world.advertising.minInterval = Seconds(200);
    m_world.advertising.maxInterval = Seconds(600);
    m_world.Advertise(*m_world.routerA, 2, "2::1");
    Start(m_world.a);
    m_world.RunUntil(Seconds(100));
    const auto asked = [this]() {
        return m_world
            .Caught(m_world.a,
                    [this](const CaughtPacket& packet) {
                        return packet.icmpv6 == 135 &&
                               packet.destination == LinkLocal(*m_world.routerA);
                    })
            .size();
    };
    const std::size_t before = asked();
    EXPECT_GE(before, 1U) << "it is there, though seldom heard";
    EXPECT_EQ(m_it->GetState(), State::SETTLED);
    m_world.a->Detach(m_world.routerA->Device(2));
    const std::size_t solicited = Solicitations(m_world.a);
    m_world.RunUntil(Seconds(140));
    EXPECT_EQ(asked(), before + 3) << "MAX_UNICAST_SOLICIT";
    EXPECT_GT(Solicitations(m_world.a), solicited);
    EXPECT_EQ(m_it->GetState(), State::SUSPICIOUS);
}

TEST_F(MovementDetectorTest, PrefixesThatComeAndGoAreNoMove)
{
    AdvertiseWithoutAddress("2::1");
    Start(m_world.a);
    m_world.RunUntil(Seconds(5));
    // Another prefix, and then advertisements with only one of the two at a time.
    AdvertiseWithoutAddress("8::1");
    m_world.RunUntil(Seconds(8));
    AdvertiseWithoutAddress("2::1");
    m_world.RunUntil(Seconds(20));
    EXPECT_EQ(m_listener.routers.size(), 1U);
    EXPECT_EQ(m_it->GetCareOfAddress(), m_world.Address("2::10"));
    EXPECT_EQ(m_listener.careOf.size(), 1U);
}

TEST_F(MovementDetectorTest, ANewPrefixAndAVanishedRouterAreAMove)
{
    REQ("BOOK-046");
    AdvertiseWithoutAddress("2::1");
    Start(m_world.a);
    m_world.RunUntil(Seconds(5));
    SecondRouter();
    m_world.RunUntil(Seconds(20));
    EXPECT_EQ(m_listener.routers.size(), 1U) << "a new prefix alone is none";
    AdvertiseWithoutAddress("9::1");
    m_world.RunUntil(Seconds(30));
    EXPECT_EQ(m_listener.routers.size(), 1U) << "nor is a missing one";
    m_world.a->Detach(m_world.routerA->Device(2));
    m_world.RunUntil(Seconds(80));
    EXPECT_EQ(m_listener.routers.size(), 2U) << "both are";
    EXPECT_EQ(m_it->GetCareOfAddress(), m_world.Address("8::10"));
}

TEST_F(MovementDetectorTest, TheOldAddressStaysAsLongAsItsRouterCanBeReached)
{
    REQ("RFC-155");
    m_world.advertising.advertisementInterval = true;
    m_world.Advertise(*m_world.routerA, 2, "2::1");
    Start(m_world.a);
    m_world.RunUntil(Seconds(10));
    SecondRouter();
    m_world.routerA->stack->GetRouterAdvertiser()->Disable(2, false);
    m_world.RunUntil(Seconds(20));
    EXPECT_EQ(m_it->GetCurrentRouter()->globalAddresses[0], m_world.Address("8::1"));
    EXPECT_EQ(m_it->GetCareOfAddress(), m_world.Address("8::10"))
        << "the primary one has a prefix of the current router";
    EXPECT_TRUE(m_node->Interfaces()->Has(m_world.Address("2::10")));
    m_node->Listen();
    m_world.correspondent->SendUdp(Ipv6Address::GetAny(), m_world.Address("2::10"));
    m_world.RunUntil(Seconds(21));
    EXPECT_EQ(m_node->received.size(), 1U) << "what is on its way arrives";
    EXPECT_TRUE(IsAnswered("2::10"));
    m_world.a->Detach(m_world.routerA->Device(2));
    m_world.RunUntil(Seconds(90));
    EXPECT_FALSE(m_node->Interfaces()->Has(m_world.Address("2::10")));
    EXPECT_FALSE(IsAnswered("2::10"));
    EXPECT_TRUE(IsAnswered("8::10"));
    EXPECT_EQ(m_it->GetCareOfAddress(), m_world.Address("8::10"));
}

TEST_F(MovementDetectorTest, RoutersOfOneLinkReplaceEachOtherWithoutAMove)
{
    m_world.advertising.advertisementInterval = true;
    m_world.Advertise(*m_world.routerA, 2, "2::1");
    Start(m_world.a);
    m_world.RunUntil(Seconds(10));
    WorldNode& second = m_world.NewNode();
    std::ostringstream text;
    text << m_world.Address("2::2");
    second.AddInterface(m_world.a, text.str(), true);
    m_world.Advertise(second, 2, "2::2");
    m_world.routerA->stack->GetRouterAdvertiser()->Disable(2, false);
    m_world.RunUntil(Seconds(30));
    EXPECT_EQ(m_it->GetCurrentRouter()->linkLocal, LinkLocal(second));
    EXPECT_EQ(m_listener.careOf.size(), 1U) << "the prefix is the same";
    EXPECT_EQ(m_node->Interfaces()->DefaultRouter(m_interface), LinkLocal(second));
}

TEST_F(MovementDetectorTest, ARouterThatLeavesOfficeIsReplaced)
{
    Start(m_world.a);
    m_world.RunUntil(Seconds(5));
    SecondRouter();
    m_world.RunUntil(Seconds(10));
    m_world.routerA->stack->GetRouterAdvertiser()->Disable(2, true);
    m_world.RunUntil(Seconds(20));
    EXPECT_EQ(m_listener.routers.size(), 2U);
    EXPECT_EQ(m_it->GetCareOfAddress(), m_world.Address("8::10"));
}

TEST_F(MovementDetectorTest, TheLastRouterThatLeavesOfficeLeavesTheAddress)
{
    Start(m_world.a);
    m_world.RunUntil(Seconds(5));
    m_world.routerA->stack->GetRouterAdvertiser()->Disable(2, true);
    m_world.RunUntil(Seconds(10));
    EXPECT_EQ(m_it->GetState(), State::SUSPICIOUS);
    EXPECT_GT(Solicitations(m_world.a), 1U);
    EXPECT_EQ(m_it->GetCareOfAddress(), m_world.Address("2::10"));
}

TEST(MovementDetectorAmbiguityTest, AddressesInPrefixesTellRoutersApart)
{
    REQ("BOOK-050");
    for (const bool tells : {true, false})
    {
        SCOPED_TRACE(tells);
        MobileWorld world;
        Ptr<MobileLink> links[2] = {world.NewLink(), world.NewLink()};
        const char* texts[2] = {"21::1", "22::1"};
        for (int i = 0; i < 2; ++i)
        {
            WorldNode& router = world.NewNode();
            const uint32_t interface = router.AddInterface(nullptr, "", true);
            // The same hardware address makes the same link-local address.
            auto device = CreateObject<MobileLinkDevice>();
            device->SetAddress(Mac48Address("00:00:00:00:0a:01"));
            router.node->AddDevice(device);
            const uint32_t same = router.Interfaces()->AddInterface(device);
            EXPECT_NE(same, interface);
            links[i]->Attach(device);
            AdvertisingConfig advertising = world.advertising;
            AdvertisedPrefix prefix;
            prefix.address = world.Address(texts[i]);
            prefix.router = tells;
            advertising.prefixes = {prefix};
            router.stack->GetRouterAdvertiser()->Configure(same, advertising);
        }
        world.mobileNode = &world.NewNode();
        world.roaming = world.mobileNode->AddInterface(links[0], "", false);
        Listener listener;
        MovementDetector it(world.mobileNode->stack->GetRouterDiscovery(), world.roaming, listener);
        MovementDetector::Config config;
        config.interfaceIdentifier = 0x10;
        it.Start(config);
        world.RunUntil(Simulator::Now() + Seconds(5));
        world.Move(links[1]);
        world.RunUntil(Simulator::Now() + Seconds(10));
        const bool isNoticed = it.GetCareOfAddress() == world.Address("22::10");
        EXPECT_EQ(isNoticed, tells) << "without R it is missed, as the header says";
        EXPECT_EQ(listener.routers.size(), tells ? 2U : 1U);
    }
}

TEST_F(MovementDetectorTest, AdvertisementsAloneMeansNoSolicitation)
{
    m_config.mode = Mode::ADVERTISEMENTS;
    Start(m_world.a);
    m_world.RunUntil(Seconds(5));
    m_world.Move(m_world.b);
    m_world.RunUntil(Seconds(10));
    EXPECT_EQ(m_it->GetCareOfAddress(), m_world.Address("4::10"));
    EXPECT_EQ(Solicitations(m_world.a) + Solicitations(m_world.b), 0U);
    const auto silent = m_world.NewLink();
    m_world.Move(silent);
    m_world.RunUntil(Seconds(100));
    EXPECT_EQ(m_it->GetState(), State::SUSPICIOUS);
    EXPECT_EQ(Solicitations(silent), 0U) << "not for the router that has fallen silent either";
}

TEST_F(MovementDetectorTest, TrustingTheLinkLayerDropsTheAddressAtOnce)
{
    m_config.mode = Mode::LINK;
    Start(m_world.a);
    EXPECT_EQ(m_listener.uprooted, 0) << "the first link is no move";
    m_world.RunUntil(Seconds(5));
    m_world.Move(m_world.a);
    EXPECT_EQ(m_listener.uprooted, 1);
    EXPECT_EQ(m_it->GetState(), State::SEARCHING);
    EXPECT_TRUE(m_it->GetCareOfAddress().IsAny());
    EXPECT_FALSE(m_node->Interfaces()->Has(m_world.Address("2::10")));
    m_world.RunUntil(Seconds(10));
    EXPECT_EQ(Solicitations(m_world.a), 2U);
    EXPECT_EQ(m_listener.routers.size(), 2U);
    EXPECT_EQ(m_it->GetCareOfAddress(), m_world.Address("2::10"));
}

TEST_F(MovementDetectorTest, ADeprecatedAddressMakesWayForAPreferredOne)
{
    REQ("RFC-153");
    AdvertisingConfig config = m_world.advertising;
    AdvertisedPrefix dies;
    dies.address = m_world.Address("2::1");
    dies.preferred = Seconds(10);
    dies.countsFrom = Simulator::Now();
    AdvertisedPrefix lives;
    lives.address = m_world.Address("8::1");
    config.prefixes = {dies, lives};
    m_world.routerA->stack->GetRouterAdvertiser()->Configure(2, config);
    Start(m_world.a);
    m_world.RunUntil(Seconds(8));
    EXPECT_EQ(m_it->GetCareOfAddress(), m_world.Address("2::10"));
    m_world.RunUntil(Seconds(12));
    EXPECT_EQ(m_it->GetCareOfAddress(), m_world.Address("8::10"));
    EXPECT_EQ(m_listener.careOf.size(), 2U) << "without a gap";
}

TEST_F(MovementDetectorTest, Peer_05_AContestedAddressIsNotUsed)
{
    WorldNode& owner = m_world.NewNode();
    std::ostringstream text;
    text << m_world.Address("2::10");
    owner.AddInterface(m_world.a, text.str(), false);
    Start(m_world.a);
    m_world.RunUntil(Seconds(10));
    EXPECT_EQ(m_it->GetState(), State::SETTLED);
    EXPECT_TRUE(m_listener.careOf.empty());
}

TEST_F(MovementDetectorTest, ARouterThatIsNoWayOutCanShowTheHomeLink)
{
    AdvertisingConfig config = m_world.advertising;
    config.routerLifetime = Time(0);
    AdvertisedPrefix prefix;
    prefix.address = m_world.Address("2::1");
    config.prefixes = {prefix};
    m_world.routerA->stack->GetRouterAdvertiser()->Configure(2, config);
    Start(m_world.a);
    m_world.RunUntil(Seconds(5));
    EXPECT_TRUE(m_listener.routers.empty());
    m_listener.homePrefixes = {m_world.Prefix("2::")};
    m_world.RunUntil(Seconds(10));
    ASSERT_EQ(m_listener.routers.size(), 1U);
    // A router with a way out takes over, on the same link.
    WorldNode& second = m_world.NewNode();
    std::ostringstream text;
    text << m_world.Address("2::2");
    second.AddInterface(m_world.a, text.str(), true);
    m_world.Advertise(second, 2, "2::2");
    m_world.RunUntil(Seconds(15));
    EXPECT_EQ(m_listener.routers.size(), 2U);
    EXPECT_EQ(m_node->Interfaces()->DefaultRouter(m_interface), LinkLocal(second));
}

TEST_F(MovementDetectorTest, WhatMayNotBeUsedIsIgnored)
{
    m_listener.unusable = LinkLocal(*m_world.routerA);
    Start(m_world.a);
    m_world.RunUntil(Seconds(10));
    EXPECT_TRUE(m_listener.routers.empty());
    EXPECT_EQ(m_it->GetState(), State::SEARCHING);
}

TEST_F(MovementDetectorTest, StoppedItForgets)
{
    Start(m_world.a);
    m_world.RunUntil(Seconds(5));
    m_it->Stop();
    m_listener.states.clear();
    EXPECT_EQ(m_it->GetState(), State::SEARCHING);
    EXPECT_TRUE(m_it->GetCareOfAddress().IsAny());
    EXPECT_FALSE(m_node->Interfaces()->Has(m_world.Address("2::10")));
    m_world.Move(m_world.b);
    m_world.RunUntil(Seconds(10));
    EXPECT_EQ(m_listener.routers.size(), 1U);
    m_it->Start(m_config);
    m_world.RunUntil(Seconds(15));
    EXPECT_EQ(m_it->GetCareOfAddress(), m_world.Address("4::10"));
}

} // namespace ns3::nemo::tests
