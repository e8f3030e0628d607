// SPDX-License-Identifier: GPL-2.0-only
// Mobile nodes that learn from away that the prefixes of their home link have changed. RFC 6275
// sections 10.6, 11.4.2 and 11.4.3; ipv6-ready group 8 and "MPS timing".
#include "nemo-requirement.h"
#include "support/home-agents-test.h"

#include "ns3/boolean.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace ns3::nemo::tests::mobile_prefix_discovery_test
{

namespace
{

using Solicitation = MobilePrefixSolicitation;
using Advertisement = MobilePrefixAdvertisement;
using State = HomeRegistration::State;

} // namespace

class MobilePrefixDiscoveryTest : public HomeAgentsTest
{
  protected:
    MobilePrefixDiscoveryTest()
    {
        m_world.homeConfig.homeAgent = m_world.Address("1::2");
    }

    /// The mobile node, registered abroad, at 20 s.
    MobileNode& Launch()
    {
        Add("1::2", 1);
        m_world.RunUntil(Seconds(5));
        MobileNode& node = m_world.NewMobileNode(m_world.a);
        m_world.RunUntil(Seconds(20));
        EXPECT_EQ(Home(node).GetRegistration().GetState(), State::REGISTERED);
        return node;
    }

    static const MobileNodeHome& Home(const MobileNode& node)
    {
        return *node.GetHomes().front();
    }

    /// The home link has other lifetimes from now on, or another prefix.
    void Serve(const std::string& prefix, const std::string& own, Time valid, Time preferred)
    {
        m_agents[0].node->Interfaces()->AddAddress(m_agents[0].interface,
                                                   m_world.Address(own),
                                                   64,
                                                   true);
        m_agents[0].role->ServeLink(m_agents[0].interface,
                                    m_world.Prefix(prefix),
                                    m_world.Address(own),
                                    valid,
                                    preferred);
    }

    /// The home link gets prefix 7::/64, 1::/64 ends 300 s later, and the mobile node hears of it.
    void Renumber()
    {
        m_world.RouteByCore(m_world.Prefix("7::"), "c::1");
        m_world.agentNode->Interfaces()->AddAddress(m_world.agentHome,
                                                    m_world.Address("7::1"),
                                                    64,
                                                    true);
        Serve("7::", "7::2", Time::Max(), Time::Max());
        Serve("1::", "1::2", Seconds(300), Seconds(0));
        Move();
        RunFor(Seconds(5));
    }

    /// Whether the mobile node has this home address on its roaming interface.
    bool IsPlacedAtHome(const std::string& text) const
    {
        return m_world.mobileNode->Interfaces()->Has(m_world.Address(text), m_world.roaming);
    }

    /// Let the mobile node refresh its binding now, by moving it.
    void Move()
    {
        m_world.Move(m_world.b);
        RunFor(Seconds(5));
    }

    std::vector<CaughtPacket> Solicitations(Ptr<MobileLink> link) const
    {
        return Messages<Solicitation>(link);
    }
};

TEST_F(MobilePrefixDiscoveryTest, StatusOneIsFollowedByASolicitation)
{
    REQ("RFC-113", "RFC-176", "RFC-147");
    MobileNode& node = Launch();
    Serve("1::", "1::2", Seconds(1000), Seconds(100)); // deprecated before the binding ends
    Move();
    const auto answers = m_world.Caught(m_world.b, [](const CaughtPacket& packet) {
        return packet.IsAcknowledgement();
    });
    ASSERT_EQ(answers.size(), 1U);
    EXPECT_EQ(answers[0].signal->Get<BindingAcknowledgement>()->status,
              BindingStatus::ACCEPTED_PREFIX_DISCOVERY_NECESSARY);
    const auto asked = Solicitations(m_world.b);
    ASSERT_EQ(asked.size(), 1U);
    EXPECT_GE(asked[0].at, answers[0].at);
    EXPECT_LT(asked[0].at - answers[0].at, MilliSeconds(10));
    EXPECT_EQ(asked[0].source, node.GetCareOfAddress());
    EXPECT_EQ(asked[0].homeAddress, std::optional(m_world.Address("1::10")));
    EXPECT_EQ(asked[0].destination, m_world.Address("1::2"));
    ASSERT_EQ(Messages<Advertisement>(m_world.b).size(), 1U);
    EXPECT_NEAR((Home(node).GetValidUntil() - Seconds(20)).GetSeconds(), 1000, 1);
}

TEST_F(MobilePrefixDiscoveryTest, ASolicitationIsSentAgainAndHoldsTheRefreshBack)
{
    REQ("RFC-176", "RFC-178");
    m_world.configure = [](MobileNode& node) {
        node.SetAttribute("LifetimeRequested", TimeValue(Seconds(100)));
    };
    Launch();
    m_agents[0].role->SetAttribute("MobilePrefixAdvertisements", BooleanValue(false));
    Serve("1::", "1::2", Seconds(10000), Seconds(50));
    Move();
    RunFor(Seconds(90));
    const auto asked = Solicitations(m_world.b);
    ASSERT_GE(asked.size(), 5U);
    const auto gaps = Gaps(asked);
    EXPECT_EQ(std::vector<int64_t>(gaps.begin(), gaps.begin() + 5),
              (std::vector<int64_t>{3000, 6000, 12000, 24000, 32000}));
    EXPECT_EQ(m_world.Updates(m_world.b).size(), 1U); // due at 80 s
    m_agents[0].role->SetAttribute("MobilePrefixAdvertisements", BooleanValue(true));
    RunFor(Seconds(40));
    EXPECT_GE(m_world.Updates(m_world.b).size(), 2U);
}

TEST_F(MobilePrefixDiscoveryTest, OnlyWhatWasAskedForIsBelieved)
{
    REQ("RFC-148");
    MobileNode& node = Launch();
    const Time before = Home(node).GetValidUntil();
    const auto send = [&](uint16_t identifier, const Ipv6Address& from, bool routed) {
        Advertisement message;
        message.identifier = identifier;
        PrefixInformation option;
        option.prefixLength = 64;
        option.autonomous = true;
        option.validLifetime = 500;
        option.preferredLifetime = 500;
        option.prefix = m_world.Address("1::");
        message.options.emplace_back(option);
        Envelope envelope;
        envelope.source = from;
        envelope.destination = m_world.Address("1::10");
        if (routed)
        {
            envelope.careOfDestination = node.GetCareOfAddress();
        }
        // What comes by the tunnel anybody can have written.
        const bool isAgents = routed && from == m_agents[0].address;
        WorldNode& sender = isAgents ? *m_agents[0].node : *m_world.correspondent;
        sender.stack->GetMessagePort()->Send(message, envelope);
        RunFor(MilliSeconds(200));
    };
    const Ipv6Address agent = m_world.Address("1::2");
    send(7, m_world.Address("c::5"), true); // not from the home agent
    send(7, agent, false);                  // by the tunnel
    EXPECT_TRUE(Solicitations(m_world.a).empty());
    EXPECT_EQ(Home(node).GetValidUntil(), before);
    // Unasked: not believed, but a reason to ask.
    send(7, agent, true);
    ASSERT_EQ(Solicitations(m_world.a).size(), 1U);
    const uint16_t identifier =
        std::get<Solicitation>(Message(Solicitations(m_world.a)[0])).identifier;
    EXPECT_EQ(Home(node).GetValidUntil(), Time::Max()); // what the home agent has answered
    // The same answer once more, and an older one.
    send(identifier, agent, true);
    EXPECT_EQ(Solicitations(m_world.a).size(), 1U);
    EXPECT_EQ(Home(node).GetValidUntil(), Time::Max());
}

/// RFC 6275 section 11.4.3: as of an advertisement on a link, RFC 4862 section 5.5.3.
TEST_F(MobilePrefixDiscoveryTest, OnlyAPrefixForAddressesMakesAHomeAddress)
{
    REQ("RFC-149");
    MobileNode& node = Launch();
    m_agents[0].role->SetAttribute("MobilePrefixAdvertisements", BooleanValue(false));
    Envelope envelope;
    envelope.source = m_world.Address("1::2");
    envelope.destination = m_world.Address("1::10");
    envelope.careOfDestination = node.GetCareOfAddress();
    const auto port = m_agents[0].node->stack->GetMessagePort();
    port->Send(Advertisement{}, envelope); // a reason to ask
    RunFor(MilliSeconds(200));
    ASSERT_EQ(Solicitations(m_world.a).size(), 1U);
    Advertisement answer;
    answer.identifier = std::get<Solicitation>(Message(Solicitations(m_world.a)[0])).identifier;
    PrefixInformation good;
    good.prefixLength = 64;
    good.autonomous = true;
    good.validLifetime = good.preferredLifetime = 500;
    std::vector<PrefixInformation> options(6, good);
    options[0].autonomous = false;
    options[1].preferredLifetime = 501;
    options[2].preferredLifetime = 0;
    options[3].prefixLength = 48;
    options[4].prefixLength = 129;
    for (std::size_t i = 0; i < options.size(); ++i)
    {
        options[i].prefix = m_world.Address("7:" + std::to_string(i) + "::");
        answer.options.emplace_back(options[i]);
    }
    port->Send(answer, envelope);
    RunFor(MilliSeconds(200));
    ASSERT_EQ(node.GetHomes().size(), 2U);
    EXPECT_EQ(node.GetHomes()[1]->GetConfig().homeAddress, m_world.Address("7:5::10"));
}

TEST_F(MobilePrefixDiscoveryTest, ANewPrefixMakesANewHomeAddress)
{
    REQ("RFC-149", "BOOK-070");
    MobileNode& node = Launch();
    Renumber();
    ASSERT_EQ(node.GetHomes().size(), 2U);
    const MobileNodeHome& fresh = *node.GetHomes()[1];
    EXPECT_EQ(fresh.GetConfig().homeAddress, m_world.Address("7::10"));
    EXPECT_EQ(fresh.GetConfig().homeAgent, m_world.Address("7::2"));
    EXPECT_EQ(fresh.GetRegistration().GetState(), State::REGISTERED);
    EXPECT_NE(m_agents[0].Find(m_world.Address("7::10")), nullptr);
    // The old one is deprecated: applications get the new one; then it ends.
    EXPECT_TRUE(Home(node).IsDeprecated());
    m_world.correspondent->Listen();
    SendToCorrespondent();
    RunFor(Seconds(1));
    ASSERT_EQ(m_world.correspondent->received.size(), 1U);
    EXPECT_EQ(m_world.correspondent->received[0].first, m_world.Address("7::10"));
    EXPECT_TRUE(m_world.mobileNode->Interfaces()->Has(m_world.Address("1::10")));
    RunFor(Seconds(300));
    EXPECT_FALSE(m_world.mobileNode->Interfaces()->Has(m_world.Address("1::10")));
    EXPECT_EQ(m_agents[0].Find(m_world.Address("1::10")), nullptr);
    EXPECT_NE(m_agents[0].Find(m_world.Address("7::10")), nullptr);
    EXPECT_TRUE(m_world.mobileNode->Interfaces()->Has(m_world.Address("7::10")));
}

TEST_F(MobilePrefixDiscoveryTest, AHomeAddressThatIsAboutToEndIsAskedAbout)
{
    REQ("RFC-147");
    m_world.configure = [](MobileNode& node) {
        node.SetAttribute("SolicitPrefixesAhead", TimeValue(Seconds(10)));
    };
    m_world.homeConfig.validLifetime = 60; // since the boot at 5 s
    Launch();
    m_world.RunUntil(Seconds(54.9));
    EXPECT_TRUE(Solicitations(m_world.a).empty());
    m_world.RunUntil(Seconds(55.1));
    EXPECT_EQ(Solicitations(m_world.a).size(), 1U);
    EXPECT_EQ(Messages<Advertisement>(m_world.a).size(), 1U);
    m_world.RunUntil(Seconds(100));
    EXPECT_TRUE(m_world.mobileNode->Interfaces()->Has(m_world.Address("1::10"))); // it was renewed
    EXPECT_EQ(Solicitations(m_world.a).size(), 1U);
}

TEST_F(MobilePrefixDiscoveryTest, AnEndThatStandsIsAskedAboutOnce)
{
    REQ("RFC-147");
    m_world.configure = [](MobileNode& node) {
        node.SetAttribute("SolicitPrefixesAhead", TimeValue(Seconds(10)));
    };
    m_world.homeConfig.validLifetime = 60; // since the boot at 5 s
    Launch();
    m_world.RunUntil(Seconds(54));
    const auto before = Solicitations(m_world.a).size();
    Serve("1::", "1::2", Seconds(11.5), Seconds(11.5));
    m_world.RunUntil(Seconds(64));
    EXPECT_TRUE(m_world.mobileNode->Interfaces()->Has(m_world.Address("1::10")));
    EXPECT_EQ(Solicitations(m_world.a).size(), before + 1);
    m_world.RunUntil(Seconds(66));
    EXPECT_FALSE(m_world.mobileNode->Interfaces()->Has(m_world.Address("1::10")));
    EXPECT_EQ(Solicitations(m_world.a).size(), before + 1);
}

TEST_F(MobilePrefixDiscoveryTest, AnEndThatHasMovedIsAskedAboutAgainHalfWay)
{
    REQ("RFC-147");
    m_world.configure = [](MobileNode& node) {
        node.SetAttribute("SolicitPrefixesAhead", TimeValue(Seconds(10)));
    };
    m_world.homeConfig.validLifetime = 60; // since the boot at 5 s
    Launch();
    m_world.RunUntil(Seconds(54));
    const auto before = Solicitations(m_world.a).size();
    Serve("1::", "1::2", Seconds(16.5), Seconds(16.5)); // 15 s more when it is asked at 55 s
    m_world.RunUntil(Seconds(71));
    EXPECT_FALSE(m_world.mobileNode->Interfaces()->Has(m_world.Address("1::10")));
    const auto asked = Solicitations(m_world.a);
    // At 55 s, because of status 1 in answer to the refresh, and when half of the 8 s are over that
    // were left then.
    ASSERT_EQ(asked.size(), before + 3);
    EXPECT_EQ(asked[before].at, Seconds(55));
    EXPECT_NEAR((asked[before + 2].at - asked[before + 1].at).GetSeconds(), 4, 0.1);
}

TEST_F(MobilePrefixDiscoveryTest, AtHomeTheRoutersSayHowLongTheAddressIsValid)
{
    REQ("RFC-149");
    m_world.homeConfig.validLifetime = 60; // since the boot at 5 s
    MobileNode& node = Launch();
    m_agents[0].role->SetAttribute("MobilePrefixAdvertisements", BooleanValue(false));
    m_world.RunUntil(Seconds(50));
    m_world.Move(m_world.home);
    m_world.RunUntil(Seconds(70));
    EXPECT_TRUE(IsPlacedAtHome("1::10"));
    EXPECT_GT(Home(node).GetValidUntil(), Seconds(100));
    m_world.Move(m_world.a);
    m_world.RunUntil(Seconds(80));
    EXPECT_EQ(Home(node).GetRegistration().GetState(), State::REGISTERED);
}

TEST_F(MobilePrefixDiscoveryTest, AHomeThatHasEndedComesBackOnItsLink)
{
    m_world.homeConfig.validLifetime = 60; // since the boot at 5 s
    MobileNode& node = Launch();
    m_agents[0].role->SetAttribute("MobilePrefixAdvertisements", BooleanValue(false));
    m_world.RunUntil(Seconds(70));
    EXPECT_TRUE(Home(node).HasEnded());
    EXPECT_FALSE(m_world.mobileNode->Interfaces()->Has(m_world.Address("1::10")));
    m_world.Move(m_world.home);
    m_world.RunUntil(Seconds(80));
    EXPECT_TRUE(IsPlacedAtHome("1::10"));
    EXPECT_TRUE(node.IsAtHome());
    m_world.Move(m_world.a);
    m_world.RunUntil(Seconds(90));
    EXPECT_EQ(Home(node).GetRegistration().GetState(), State::REGISTERED);
    EXPECT_NE(m_agents[0].Find(m_world.Address("1::10")), nullptr);
}

TEST_F(MobilePrefixDiscoveryTest, AHomeThatHasEndedComesBackWithItsPrefix)
{
    REQ("RFC-149");
    MobileNode& node = Launch();
    Renumber();
    RunFor(Seconds(400));
    ASSERT_TRUE(Home(node).HasEnded());
    Serve("1::", "1::2", Time::Max(), Time::Max());
    Serve("7::", "7::2", Seconds(300), Seconds(100));
    m_world.Move(m_world.a);
    RunFor(Seconds(10));
    EXPECT_EQ(node.GetHomes().size(), 2U);
    EXPECT_FALSE(Home(node).HasEnded());
    EXPECT_EQ(Home(node).GetConfig().homeAddress, m_world.Address("1::10"));
    EXPECT_EQ(Home(node).GetRegistration().GetState(), State::REGISTERED);
    RunFor(Seconds(400));
    EXPECT_TRUE(m_world.mobileNode->Interfaces()->Has(m_world.Address("1::10")));
    EXPECT_FALSE(m_world.mobileNode->Interfaces()->Has(m_world.Address("7::10")));
}

TEST_F(MobilePrefixDiscoveryTest, EachOfSeveralHomeAddressesIsRenumbered)
{
    REQ("RFC-149");
    HomeConfig other = m_world.homeConfig;
    other.homeAddress = m_world.Address("1::11");
    m_world.otherHomes = {other};
    MobileNode& node = Launch();
    Renumber();
    ASSERT_EQ(node.GetHomes().size(), 4U);
    for (const char* address : {"7::10", "7::11"})
    {
        const auto* fresh = node.FindHome(m_world.Address(address));
        ASSERT_NE(fresh, nullptr) << address;
        EXPECT_EQ(fresh->GetRegistration().GetState(), State::REGISTERED) << address;
    }
}

TEST_F(MobilePrefixDiscoveryTest, ARenumberedHomeLooksForHomeAgentsIfTheOldOneDid)
{
    REQ("BOOK-072");
    m_world.homeConfig.homeAgent = Ipv6Address::GetAny();
    m_world.configure = [](MobileNode& node) {
        node.SetAttribute("LifetimeRequested", TimeValue(Seconds(100)));
    };
    MobileNode& node = Launch();
    Renumber();
    const auto* fresh = node.FindHome(m_world.Address("7::10"));
    ASSERT_NE(fresh, nullptr);
    // Whom the answer has named is tried before anybody is asked.
    EXPECT_EQ(fresh->GetConfig().homeAgent, m_world.Address("7::2"));
    EXPECT_EQ(fresh->GetRegistration().GetState(), State::REGISTERED);
    const auto asked = [&] {
        const auto requests = Messages<HomeAgentAddressDiscoveryRequest>(m_world.b);
        return std::count_if(requests.begin(), requests.end(), [&](const CaughtPacket& packet) {
            return m_world.Prefix("7::").Contains(packet.destination);
        });
    };
    EXPECT_EQ(asked(), 0);
    m_agents[0].Fail();
    RunFor(Seconds(160)); // the refresh at 80 s, and its whole back-off
    EXPECT_GE(asked(), 1);
}

} // namespace ns3::nemo::tests::mobile_prefix_discovery_test
