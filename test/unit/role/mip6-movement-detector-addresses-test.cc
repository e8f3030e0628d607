// SPDX-License-Identifier: GPL-2.0-only
// Which care-of address there is, and what the modes of movement detection do. IPv6 Ready, mobile
// node: movement detection.
#include "nemo-requirement.h"
#include "support/movement-detector-test.h"

#include "ns3/simulator.h"

#include <gtest/gtest.h>
#include <sstream>
#include <vector>

namespace ns3::nemo::tests::mip6_movement_detector_addresses_test
{

namespace
{

using State = MovementDetector::State;
using Mode = MovementDetector::Mode;

} // namespace

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
        MovementWitness listener;
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

} // namespace ns3::nemo::tests::mip6_movement_detector_addresses_test
