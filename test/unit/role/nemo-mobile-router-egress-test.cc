// SPDX-License-Identifier: GPL-2.0-only
#include "nemo-requirement.h"
#include "support/hand-station.h"
#include "support/only-home.h"
#include "unit/role/mobile-router-fixture.h"

#include "ns3/boolean.h"
#include "ns3/string.h"

#include <array>

namespace ns3::nemo::tests::nemo_mobile_router_egress_test
{

namespace
{

constexpr uint8_t ROUTER_ADVERTISEMENT = 134;

const std::array<Ipv6Address, 2> ALL_ROUTERS{Ipv6Address("ff01::2"), Ipv6Address("ff02::2")};

} // namespace

/// What a mobile router is to the link that it visits. RFC 3963 sections 5.6 to 5.8.
class MobileRouterEgressTest : public MobileRouterTest
{
  protected:
    Mac48Address EgressLinkLayer() const
    {
        return m_world.mobileNode->Interfaces()->LinkLayerAddress(m_world.roaming);
    }

    /// Router Advertisements on a link from the mobile router's egress interface.
    std::vector<CaughtPacket> AdvertisedByMobileRouter(Ptr<MobileLink> link) const
    {
        return m_world.Caught(link, [this](const CaughtPacket& packet) {
            return packet.icmpv6 == ROUTER_ADVERTISEMENT && packet.from == EgressLinkLayer();
        });
    }

    /// How many of the All-Routers groups the egress interface is in.
    int Memberships() const
    {
        int count = 0;
        for (const Ipv6Address& group : ALL_ROUTERS)
        {
            count += m_world.mobileNode->Interfaces()->IsMember(group, m_world.roaming) ? 1 : 0;
        }
        return count;
    }

    /// A station on link a solicits a neighbour. @return the answers
    static std::vector<HeardPacket> Ask(HandStation& station, const Ipv6Address& target)
    {
        NeighborSolicitation solicitation;
        solicitation.target = target;
        solicitation.options = {SourceLinkLayerAddress{station.LinkLayer()}};
        station.SendNeighbor(solicitation,
                             Ipv6Address("fe80::99"),
                             Ipv6Address::MakeSolicitedAddress(target));
        MobileWorld::RunUntil(Simulator::Now() + Seconds(5));
        return station.Neighbors<NeighborAdvertisement>(target);
    }
};

TEST_F(MobileRouterEgressTest, AdvertisesNothingOnTheVisitedLink)
{
    REQ("NEMO-5.6-3");
    Away();
    m_world.RunUntil(Seconds(3600));
    EXPECT_EQ(AdvertisedByMobileRouter(m_world.a).size(), 0U);
    const auto inside = m_world.Caught(m_world.inside, [](const CaughtPacket& packet) {
        return packet.icmpv6 == ROUTER_ADVERTISEMENT;
    });
    EXPECT_GT(inside.size(), 1000U) << "while it does so inside";
}

TEST_F(MobileRouterEgressTest, AnswersNoSolicitationsForRoutersOnTheVisitedLink)
{
    REQ("NEMO-5.6-4");
    Away();
    HandStation station(m_world.a);
    std::size_t answers = 0;
    for (int i = 0; i < 10; ++i)
    {
        station.SendNeighbor(RouterSolicitation{},
                             Ipv6Address("fe80::99"),
                             Ipv6Address::GetAllRoutersMulticast());
        m_world.RunUntil(Simulator::Now() + Seconds(4));
    }
    for (const HeardPacket& packet : station.Heard())
    {
        const bool isAnswer =
            packet.message && std::holds_alternative<RouterAdvertisement>(*packet.message);
        answers += isAnswer ? 1 : 0;
    }
    EXPECT_GE(answers, 10U) << "by the access router";
    EXPECT_EQ(AdvertisedByMobileRouter(m_world.a).size(), 0U);
}

// It is a host to the visited link, so the R flag of its answers is not set.
TEST_F(MobileRouterEgressTest, AnswersForItsAddressesOnTheVisitedLinkOnly)
{
    REQ("NEMO-5.6-5");
    Away();
    HandStation station(m_world.a);
    const auto answers = Ask(station, m_world.Address("2::10"));
    ASSERT_EQ(answers.size(), 1U);
    const auto& answer = std::get<NeighborAdvertisement>(*answers[0].message);
    EXPECT_EQ(answers[0].from, EgressLinkLayer());
    EXPECT_TRUE(answer.solicited);
    EXPECT_FALSE(answer.router);
    EXPECT_EQ(
        Ask(station, m_world.mobileNode->Interfaces()->LinkLocalAddress(m_world.roaming)).size(),
        1U);
    EXPECT_EQ(Ask(station, m_world.Address("5::1")).size(), 0U);
    EXPECT_EQ(Ask(station, m_world.Address("1::10")).size(), 0U);
}

// An ordinary router ignores them (RFC 4861 section 6.2.7); this one forwards on this interface
// until it learns by them that it has left home.
TEST_F(MobileRouterEgressTest, HearsAdvertisementsOnAForwardingInterface)
{
    REQ("NEMO-5.6-6");
    MobileRouter& router = m_world.NewMobileRouter(m_world.home);
    m_world.RunUntil(Seconds(SETTLED));
    ASSERT_TRUE(m_world.mobileNode->Interfaces()->IsForwarding(m_world.roaming));
    m_world.Move(m_world.a);
    m_world.RunUntil(Seconds(SETTLED + 10));
    EXPECT_EQ(router.GetCareOfAddress(), m_world.Address("2::10"));
    EXPECT_TRUE(m_world.mobileNode->Interfaces()->Has(m_world.Address("2::10"), m_world.roaming));
}

TEST_F(MobileRouterEgressTest, MovesByAdvertisementsAlone)
{
    REQ("NEMO-5.6-7");
    m_world.configure = [](MobileNode& node) {
        node.SetAttribute("MovementDetection", StringValue("advertisements"));
    };
    MobileRouter& router = Away();
    const auto& interfaces = m_world.mobileNode->Interfaces();
    ASSERT_EQ(interfaces->DefaultRouter(m_world.roaming),
              m_world.routerA->Interfaces()->LinkLocalAddress(m_world.agentHome));
    m_world.Move(m_world.b);
    m_world.RunUntil(Seconds(30));
    EXPECT_EQ(router.GetCareOfAddress(), m_world.Address("4::10"));
    EXPECT_EQ(interfaces->DefaultRouter(m_world.roaming),
              m_world.routerB->Interfaces()->LinkLocalAddress(m_world.agentHome));
    const auto updates = Updates(m_world.b);
    ASSERT_EQ(updates.size(), 1U);
    EXPECT_EQ(updates[0].source, m_world.Address("4::10"));
    EXPECT_EQ(RegistrationOf(router).GetState(), HomeRegistration::State::REGISTERED);
}

TEST_F(MobileRouterEgressTest, IsOfAllRoutersAtHomeOnly)
{
    REQ("NEMO-5.7-1", "NEMO-5.7-2", "NEMO-5.8-4");
    m_world.NewMobileRouter(m_world.home);
    m_world.RunUntil(Seconds(SETTLED));
    EXPECT_EQ(Memberships(), 2);
    m_world.Move(m_world.a);
    m_world.RunUntil(Seconds(20));
    EXPECT_EQ(Memberships(), 0);
    m_world.Move(m_world.b);
    m_world.RunUntil(Seconds(30));
    EXPECT_EQ(Memberships(), 0);
    m_world.Move(m_world.home);
    m_world.RunUntil(Seconds(40));
    EXPECT_EQ(Memberships(), 2) << "again";
}

TEST_F(MobileRouterEgressTest, NeedNotBeOfAllRoutersAtHome)
{
    REQ("NEMO-5.8-4");
    m_world.configure = [](MobileNode& node) {
        node.SetAttribute("JoinAllRouters", BooleanValue(false));
    };
    Away();
    m_world.Move(m_world.home);
    m_world.RunUntil(Seconds(30));
    EXPECT_EQ(Memberships(), 0);
}

/// The parameter is the attribute AdvertiseAtHome.
class MobileRouterAdvertisingAtHomeTest : public MobileRouterEgressTest,
                                          public testing::WithParamInterface<bool>
{
};

INSTANTIATE_TEST_SUITE_P(AdvertiseAtHome, MobileRouterAdvertisingAtHomeTest, testing::Bool());

TEST_P(MobileRouterAdvertisingAtHomeTest, SaysThatItIsNobodysDefaultRouterThere)
{
    REQ("NEMO-5.6-1", "NEMO-5.6-2", "NEMO-5.8-3");
    m_world.configure = [](MobileNode& node) {
        node.SetAttribute("AdvertiseAtHome", BooleanValue(GetParam()));
    };
    Away();
    m_world.RunUntil(Seconds(60));
    EXPECT_TRUE(AdvertisedByMobileRouter(m_world.a).empty());
    m_world.Move(m_world.home);
    m_world.RunUntil(Seconds(90));
    const auto unsolicited = AdvertisedByMobileRouter(m_world.home);
    EXPECT_EQ(!unsolicited.empty(), GetParam());
    // Answers come at once, unsolicited ones minutes apart by now.
    HandStation station(m_world.home);
    m_world.RunUntil(Seconds(150));
    const auto before = AdvertisedByMobileRouter(m_world.home).size();
    station.SendNeighbor(RouterSolicitation{},
                         Ipv6Address("fe80::99"),
                         Ipv6Address::GetAllRoutersMulticast());
    m_world.RunUntil(Seconds(155));
    const auto all = AdvertisedByMobileRouter(m_world.home);
    EXPECT_EQ(all.size(), before + (GetParam() ? 1 : 0));
    for (const CaughtPacket& packet : all)
    {
        EXPECT_EQ(packet.As<RouterAdvertisement>().routerLifetime, 0);
        EXPECT_TRUE(
            AllOptions<PrefixInformation>(packet.As<RouterAdvertisement>().options).empty());
    }
    const auto there = all.size();
    m_world.Move(m_world.a);
    m_world.RunUntil(Seconds(900));
    EXPECT_TRUE(AdvertisedByMobileRouter(m_world.a).empty());
    EXPECT_EQ(AdvertisedByMobileRouter(m_world.home).size(), there);
}

} // namespace ns3::nemo::tests::nemo_mobile_router_egress_test
