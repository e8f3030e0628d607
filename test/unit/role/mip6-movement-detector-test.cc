// SPDX-License-Identifier: GPL-2.0-only
// Movement from link to link: when a router is another, when it is not there any more. IPv6 Ready,
// mobile node: movement detection.
#include "nemo-requirement.h"
#include "support/movement-detector-test.h"

#include "ns3/simulator.h"

#include <gtest/gtest.h>
#include <sstream>
#include <vector>

namespace ns3::nemo::tests::mip6_movement_detector_test
{

namespace
{

using State = MovementDetector::State;

} // namespace

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

} // namespace ns3::nemo::tests::mip6_movement_detector_test
