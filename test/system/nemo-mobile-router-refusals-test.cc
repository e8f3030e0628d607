// SPDX-License-Identifier: GPL-2.0-only
// A mobile router that home agents refuse, and where it goes on. RFC 3963 sections 5.3, 5.4 and 7;
// ipv6-ready NEMO mobile router "reaction to each status", "R = 0 from a home agent".
#include "nemo-requirement.h"
#include "support/home-agents-test.h"

#include "ns3/boolean.h"
#include "ns3/enum.h"
#include "ns3/string.h"

#include <gtest/gtest.h>
#include <map>
#include <vector>

namespace ns3::nemo::tests::nemo_mobile_router_refusals_test
{

namespace
{

using State = HomeRegistration::State;

constexpr auto UNSUPPORTED = BindingStatus::MOBILE_ROUTER_OPERATION_NOT_PERMITTED;
constexpr auto UNAUTHORISED = BindingStatus::NOT_AUTHORIZED_FOR_PREFIX;
constexpr auto NO_FORWARDING = BindingStatus::FORWARDING_SETUP_FAILED;

} // namespace

class MobileRouterRefusalTest : public HomeAgentsTest
{
  protected:
    /// What the trace source WayFailed has told.
    struct Failure
    {
        Time at;
        BindingStatus status;
        bool goesOn;
    };

    /// A mobile router, away, in this mode, when the home agents know each other.
    MobileRouter& Launch(const std::string& mode,
                         const std::string& fallback = "none",
                         bool fallsBackToHost = false)
    {
        m_world.configure = [this, mode, fallback, fallsBackToHost](MobileNode& node) {
            node.SetAttribute("Mode", StringValue(mode));
            node.SetAttribute("FallbackMode", StringValue(fallback));
            node.SetAttribute("FallbackToHost", BooleanValue(fallsBackToHost));
            node.SetAttribute("LifetimeRequested", TimeValue(Seconds(100)));
            node.TraceConnectWithoutContext(
                "WayFailed",
                MakeCallback(&MobileRouterRefusalTest::OnWayFailed, this));
        };
        m_world.RunUntil(Seconds(5));
        return m_world.NewMobileRouter(m_world.a);
    }

    void OnWayFailed(const Ipv6Address& home, BindingStatus status, bool goesOn)
    {
        EXPECT_EQ(home, m_world.homeConfig.homeAddress);
        m_failures.push_back({Simulator::Now(), status, goesOn});
    }

    const HomeBinding& Registration(const MobileRouter& router) const
    {
        return router.GetHomes().front()->GetRegistration();
    }

    /// Its home agents have refused it; it goes on saying that it can serve mobile routers.
    static void Disable(const Made& agent)
    {
        agent.role->SetAttribute("NemoSupport", StringValue("disabled"));
    }

    /// This home agent serves the network of the mobile router.
    void Authorise(const Made& agent)
    {
        agent.role->GetPrefixTable().Add(m_world.homeConfig.homeAddress, m_world.Prefix("5::"));
    }

    /// Updates on link a that ask for a lifetime with flag R.
    std::vector<CaughtPacket> RouterUpdates() const
    {
        return m_world.Caught(m_world.a, [](const CaughtPacket& packet) {
            return packet.IsUpdate() && packet.Update().lifetime > 0 &&
                   packet.Update().mobileRouter;
        });
    }

    /// Which status was told how often on link a.
    std::map<int, int> Statuses() const
    {
        std::map<int, int> statuses;
        for (const CaughtPacket& packet : m_world.Caught(m_world.a))
        {
            if (packet.IsAcknowledgement())
            {
                const auto* body = packet.signal->Get<BindingAcknowledgement>();
                ++statuses[static_cast<int>(body->status)];
            }
        }
        return statuses;
    }

    static bool ListsPrefixes(const CaughtPacket& update)
    {
        return update.signal->Option<MobileNetworkPrefixOption>() != nullptr;
    }

    std::vector<Failure> m_failures;
};

/// The parameter is the attribute Mode.
class MobileRouterModeRefusalTest : public MobileRouterRefusalTest,
                                    public testing::WithParamInterface<std::string>
{
  protected:
    bool IsExplicit() const
    {
        return GetParam() == "explicit";
    }

    /// What a home agent answers that does not know of the network.
    BindingStatus Ignorance() const
    {
        return IsExplicit() ? UNAUTHORISED : NO_FORWARDING;
    }
};

INSTANTIATE_TEST_SUITE_P(Mode,
                         MobileRouterModeRefusalTest,
                         testing::Values(std::string("explicit"), std::string("implicit")));

TEST_P(MobileRouterModeRefusalTest, OneThatServesNoMobileRoutersIsPassedOver)
{
    REQ("NEMO-5.4.1-2", "NEMO-5.4.2-2");
    const Made& first = Add("1::2", 20);
    const Made& second = Add("1::3", 10);
    Disable(first);
    Authorise(second);
    MobileRouter& router = Launch(GetParam());
    m_world.RunUntil(Seconds(30));
    EXPECT_EQ(Statuses(), (std::map<int, int>{{140, 1}, {0, 1}}));
    const auto updates = RouterUpdates();
    ASSERT_EQ(updates.size(), 2U);
    EXPECT_EQ(updates[0].destination, first.address);
    EXPECT_EQ(updates[1].destination, second.address);
    for (const CaughtPacket& update : updates)
    {
        EXPECT_EQ(ListsPrefixes(update), IsExplicit());
    }
    EXPECT_EQ(Registration(router).GetState(), State::REGISTERED);
    EXPECT_TRUE(m_failures.empty());
}

TEST_P(MobileRouterModeRefusalTest, WhereNoneServesMobileRoutersItAsksNoMore)
{
    REQ("NEMO-5.4.1-3", "NEMO-5.4.2-3", "NEMO-5.4.2-10");
    const Made& first = Add("1::2", 20);
    const Made& second = Add("1::3", 10);
    Disable(first);
    Disable(second);
    // No other mode would help.
    MobileRouter& router = Launch(GetParam(), IsExplicit() ? "implicit" : "explicit");
    m_world.RunUntil(Seconds(620));
    EXPECT_EQ(Statuses(), (std::map<int, int>{{140, 2}}));
    EXPECT_EQ(RouterUpdates().size(), 2U);
    EXPECT_EQ(m_world.Updates(m_world.a).size(), 2U);
    ASSERT_EQ(m_failures.size(), 1U);
    EXPECT_EQ(m_failures[0].status, UNSUPPORTED);
    EXPECT_FALSE(m_failures[0].goesOn);
    EXPECT_TRUE(router.HasGivenUp());
    EXPECT_FALSE(Registration(router).IsBound());
    EXPECT_EQ(Registration(router).GetRejection(), UNSUPPORTED);
    // Nor does it on another link.
    m_world.Move(m_world.b);
    m_world.RunUntil(Seconds(700));
    EXPECT_TRUE(m_world.Updates(m_world.b).empty());
    EXPECT_EQ(m_failures.size(), 1U);
}

TEST_P(MobileRouterModeRefusalTest, OneThatDoesNotKnowTheNetworkIsPassedOver)
{
    REQ("NEMO-5.4.1-4", "NEMO-5.4.2-4");
    const Made& first = Add("1::2", 20);
    const Made& second = Add("1::3", 10);
    Authorise(second);
    MobileRouter& router = Launch(GetParam());
    m_world.RunUntil(Seconds(30));
    EXPECT_EQ(Statuses(), (std::map<int, int>{{static_cast<int>(Ignorance()), 1}, {0, 1}}));
    EXPECT_EQ(UpdatesTo(first).size(), 1U);
    EXPECT_EQ(UpdatesTo(second).size(), 1U);
    EXPECT_EQ(Registration(router).GetHome().homeAgent, second.address);
    EXPECT_TRUE(second.Find(m_world.homeConfig.homeAddress));
}

TEST_P(MobileRouterModeRefusalTest, WhereNoneKnowsTheNetworkItAsksNoMore)
{
    REQ("NEMO-5.4.1-5", "NEMO-5.4.2-5", "NEMO-5.4.2-10");
    Add("1::2", 20);
    Add("1::3", 10);
    MobileRouter& router = Launch(GetParam());
    m_world.RunUntil(Seconds(620));
    EXPECT_EQ(Statuses(), (std::map<int, int>{{static_cast<int>(Ignorance()), 2}}));
    EXPECT_EQ(m_world.Updates(m_world.a).size(), 2U);
    ASSERT_EQ(m_failures.size(), 1U);
    EXPECT_EQ(m_failures[0].status, Ignorance());
    EXPECT_TRUE(router.HasGivenUp());
    EXPECT_EQ(Registration(router).GetState(), State::REJECTED);
    // It is told to do something else.
    for (const Made& agent : m_agents)
    {
        Authorise(agent);
    }
    router.SetAttribute("FallbackToHost", BooleanValue(true));
    m_world.RunUntil(Seconds(640));
    EXPECT_EQ(Registration(router).GetState(), State::REGISTERED);
    EXPECT_EQ(RouterUpdates().size(), 3U);
}

TEST_P(MobileRouterModeRefusalTest, TheOtherModeIsTriedWhereItMay)
{
    REQ("NEMO-5.4.1-6", "NEMO-5.4.2-8");
    Made& first = Add("1::2", 20);
    Made& second = Add("1::3", 10);
    // What each wants of the other mode, it does not have for the one that is tried first.
    if (IsExplicit())
    {
        first.role->GetPrefixTable().Add(m_world.homeConfig.homeAddress, m_world.Prefix("6::"));
        second.role->GetPrefixTable().Add(m_world.homeConfig.homeAddress, m_world.Prefix("6::"));
    }
    else
    {
        first.role->SetAttribute("StrictPrefixTable", BooleanValue(false));
        second.role->SetAttribute("StrictPrefixTable", BooleanValue(false));
    }
    MobileRouter& router = Launch(GetParam(), IsExplicit() ? "implicit" : "explicit");
    m_world.RunUntil(Seconds(60));
    const auto updates = RouterUpdates();
    ASSERT_EQ(updates.size(), 3U);
    EXPECT_EQ(ListsPrefixes(updates[0]), IsExplicit());
    EXPECT_EQ(ListsPrefixes(updates[1]), IsExplicit());
    EXPECT_EQ(ListsPrefixes(updates[2]), !IsExplicit());
    EXPECT_EQ(Registration(router).GetState(), State::REGISTERED);
    ASSERT_EQ(m_failures.size(), 1U);
    EXPECT_TRUE(m_failures[0].goesOn);
    EXPECT_EQ(router.GetWay(),
              IsExplicit() ? MobileNetwork::Mode::IMPLICIT : MobileNetwork::Mode::EXPLICIT);
}

TEST_P(MobileRouterModeRefusalTest, AfterEveryModeNothingWithRIsSent)
{
    REQ("NEMO-5.4.2-9", "NEMO-5.4.1-5", "NEMO-5.4.2-5");
    Add("1::2", 20);
    Add("1::3", 10);
    MobileRouter& router = Launch(GetParam(), IsExplicit() ? "implicit" : "explicit");
    m_world.RunUntil(Seconds(620));
    // Two modes, two home agents.
    EXPECT_EQ(RouterUpdates().size(), 4U);
    EXPECT_EQ(Statuses(), (std::map<int, int>{{142, 2}, {143, 2}}));
    EXPECT_EQ(m_failures.size(), 2U);
    EXPECT_TRUE(m_failures.front().goesOn);
    EXPECT_FALSE(m_failures.back().goesOn);
    EXPECT_TRUE(router.HasGivenUp());
}

TEST_F(MobileRouterRefusalTest, PrefixesThatAreRefusedAreNotAdvertisedAnyMore)
{
    REQ("NEMO-5.4.2-6");
    const Made& agent = Add("1::2", 20);
    MobileRouter& router = Launch("explicit");
    const auto advertised = [this]() {
        const auto heard = m_world.Caught(m_world.inside, [](const CaughtPacket& packet) {
            return packet.icmpv6 == 134;
        });
        const auto prefixes =
            AllOptions<PrefixInformation>(heard.back().As<RouterAdvertisement>().options);
        return std::pair(prefixes.at(0).validLifetime, prefixes.at(0).preferredLifetime);
    };
    m_world.RunUntil(Seconds(10));
    EXPECT_GT(advertised().second, 0U);
    m_world.RunUntil(Seconds(30));
    ASSERT_EQ(Statuses(), (std::map<int, int>{{142, 1}}));
    EXPECT_EQ(advertised(), std::pair(uint32_t{0}, uint32_t{0}));
    // It is one of its prefixes again when a home agent says so.
    Authorise(agent);
    router.SetAttribute("Mode", StringValue("implicit"));
    m_world.RunUntil(Seconds(40));
    ASSERT_EQ(Registration(router).GetState(), State::REGISTERED);
    EXPECT_GT(advertised().second, 0U);
}

TEST_F(MobileRouterRefusalTest, FallsBackToAMobileHostWithoutA139)
{
    REQ("NEMO-5.4.2-10+1", "NEMO-5.4.2-10");
    const Made& agent = Add("1::2", 20);
    Authorise(agent);
    MobileRouter& router = Launch("explicit", "implicit", true);
    m_world.RunUntil(Seconds(20));
    ASSERT_EQ(Registration(router).GetState(), State::REGISTERED);
    agent.role->GetPrefixTable().RemoveAll(m_world.homeConfig.homeAddress);
    m_world.RunUntil(Seconds(250));
    EXPECT_EQ(Registration(router).GetState(), State::REGISTERED);
    EXPECT_EQ(router.GetWay(), std::nullopt);
    const auto statuses = Statuses();
    EXPECT_EQ(statuses.count(139), 0U);
    EXPECT_EQ(statuses.at(142), 1);
    EXPECT_EQ(statuses.at(143), 1);
    const auto updates = m_world.Updates(m_world.a);
    bool hasEnded = false;
    bool isHost = false;
    for (const CaughtPacket& update : updates)
    {
        const BindingUpdate& body = update.Update();
        hasEnded = hasEnded || body.lifetime == 0;
        isHost = isHost || (!body.mobileRouter && body.lifetime > 0);
        EXPECT_TRUE(!isHost || hasEnded);
        EXPECT_TRUE(!isHost || !body.mobileRouter);
    }
    EXPECT_TRUE(isHost);
    const Binding* binding = agent.Find(m_world.homeConfig.homeAddress);
    ASSERT_NE(binding, nullptr);
    EXPECT_FALSE(binding->mobileRouter);
    EXPECT_TRUE(binding->prefixes.empty());
}

TEST_F(MobileRouterRefusalTest, LeavesAHomeAgentThatAcceptsWithoutRByWayOfDiscovery)
{
    REQ("NEMO-5.3-2", "NEMO-5.3-3", "NEMO-5.1-4", "NEMO-7.3-2");
    const Made& plain = Add("1::2", 20);
    const Made& second = Add("1::3", 10);
    const Made& third = Add("1::4", 5);
    plain.role->SetAttribute("NemoSupport", StringValue("none"));
    plain.role->SetAttribute("HomeAgentPreference", UintegerValue(30)); // and says so
    Authorise(second);
    m_world.homeConfig.firstGuess = plain.address;
    MobileRouter& router = Launch("explicit");
    m_world.RunUntil(Seconds(30));
    ASSERT_EQ(Registration(router).GetState(), State::REGISTERED);
    // Accepted, ended, and only then the other.
    const auto updates = m_world.Updates(m_world.a);
    ASSERT_EQ(updates.size(), 3U);
    EXPECT_EQ(updates[0].destination, plain.address);
    EXPECT_EQ(updates[1].destination, plain.address);
    EXPECT_EQ(updates[1].Update().lifetime, 0U);
    EXPECT_EQ(updates[2].destination, second.address);
    const auto requests = Messages<HomeAgentAddressDiscoveryRequest>(m_world.a);
    ASSERT_EQ(requests.size(), 1U);
    EXPECT_GT(requests[0].at, updates[0].at);
    EXPECT_TRUE(std::get<HomeAgentAddressDiscoveryRequest>(Message(requests[0])).mobileRouter);
    EXPECT_EQ(router.GetHomes().front()->GetHomeAgents(),
              (std::vector{second.address, third.address}));
    // Whoever hears the home agents of the link knows which of them serve mobile routers.
    const HomeAgentsList* list = third.role->FindHomeAgents(third.interface);
    ASSERT_NE(list, nullptr);
    std::map<Ipv6Address, bool> supports;
    for (const LinkHomeAgent& heard : list->Heard())
    {
        supports[heard.addresses.front().address] = heard.mobileRouter;
    }
    EXPECT_EQ(supports,
              (std::map<Ipv6Address, bool>{{plain.address, false}, {second.address, true}}));
}

/// Whether it may register as a mobile host is the parameter.
class MobileRouterNoSupportTest : public MobileRouterRefusalTest,
                                  public testing::WithParamInterface<bool>
{
};

INSTANTIATE_TEST_SUITE_P(FallbackToHost, MobileRouterNoSupportTest, testing::Bool());

TEST_P(MobileRouterNoSupportTest, AsksNobodyForWhatDiscoverySaysThatNoneDoes)
{
    REQ("NEMO-7.2-5+1", "NEMO-7.2-4");
    const Made& first = Add("1::2", 20);
    const Made& second = Add("1::3", 10);
    for (const Made& agent : m_agents)
    {
        agent.role->SetAttribute("NemoSupport", StringValue("disabled"));
        agent.role->SetAttribute("HomeAgentLifetime", TimeValue(Seconds(1000))); // and says so
    }
    first.role->SetAttribute("HomeAgentPreference", UintegerValue(21));
    second.role->SetAttribute("HomeAgentPreference", UintegerValue(11));
    MobileRouter& router = Launch("explicit", "implicit", GetParam());
    m_world.RunUntil(Seconds(620));
    EXPECT_TRUE(RouterUpdates().empty());
    ASSERT_EQ(m_failures.size(), 1U);
    EXPECT_FALSE(m_failures[0].goesOn);
    const auto reply = std::get<HomeAgentAddressDiscoveryReply>(
        Message(Messages<HomeAgentAddressDiscoveryReply>(m_world.a).front()));
    EXPECT_FALSE(reply.mobileRouter);
    EXPECT_EQ(reply.homeAgents, (std::vector{first.address, second.address}));
    if (GetParam())
    {
        EXPECT_EQ(Registration(router).GetState(), State::REGISTERED);
        EXPECT_EQ(Registration(router).GetHome().homeAgent, first.address);
        EXPECT_FALSE(first.Find(m_world.homeConfig.homeAddress)->mobileRouter);
    }
    else
    {
        EXPECT_TRUE(router.HasGivenUp());
        EXPECT_TRUE(m_world.Updates(m_world.a).empty());
    }
}

} // namespace ns3::nemo::tests::nemo_mobile_router_refusals_test
