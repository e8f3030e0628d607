// SPDX-License-Identifier: GPL-2.0-only
// Route optimisation at a mobile node: what begins it, which answers it believes, and when packets
// leave the tunnel. RFC 6275 sections 11.3.1, 11.6 and 11.7.2.
#include "nemo-requirement.h"
#include "support/route-optimizer-test.h"

#include "ns3/mip6-sequence-number.h"
#include "ns3/mip6-status.h"
#include "ns3/simulator.h"

#include <gtest/gtest.h>
#include <set>

namespace ns3::nemo::tests::mip6_route_optimizer_test
{

namespace
{

/// Waits for the tests of both addresses and answers none.
class RouteOptimizerTokens : public RouteOptimizerTest
{
  protected:
    void Ask()
    {
        peer.answers = [](const ScriptedCorrespondent::Message&) { return false; };
        Start();
        Trigger();
        ASSERT_EQ(peer.Got<HomeTestInit>().size(), 1U);
        ASSERT_EQ(peer.Got<CareOfTestInit>().size(), 1U);
        homeTest.cookie = peer.Got<HomeTestInit>()[0].signal.Get<HomeTestInit>()->cookie;
        homeTest.token = peer.homeToken;
        careOfTest.cookie = peer.Got<CareOfTestInit>()[0].signal.Get<CareOfTestInit>()->cookie;
        careOfTest.token = peer.careOfToken;
    }

    /// Send a test message. @return whether the node ignored it
    bool Ignores(const SignalBody& body,
                 const Ipv6Address& destination,
                 const std::optional<Ipv6Address>& source = std::nullopt)
    {
        const uint64_t before = Drops(DropReason::UNEXPECTED_MESSAGE);
        peer.Send(body, destination, std::nullopt, source);
        RunFor(MilliSeconds(50));
        return Drops(DropReason::UNEXPECTED_MESSAGE) == before + 1;
    }

    HomeTest homeTest;
    CareOfTest careOfTest;
};

TEST_F(RouteOptimizerTokens, OnlyTheAnswersThatWereAskedForAreBelieved)
{
    REQ("RFC-163");
    REQ("RFC-164");
    Ask();
    // Now: of two addresses ns-3.37 and ns-3.43 do not choose the same as a source.
    m_world.correspondent->Interfaces()->AddAddress(2, m_world.Address("c::6"), 64, true);
    HomeTest otherCookie = homeTest;
    otherCookie.cookie ^= 1;
    EXPECT_TRUE(Ignores(otherCookie, home)) << "another cookie";
    EXPECT_TRUE(Ignores(homeTest, careOf)) << "to the care-of address";
    EXPECT_TRUE(Ignores(homeTest, home, m_world.Address("c::6"))) << "from a stranger";
    CareOfTest otherCareOf = careOfTest;
    otherCareOf.cookie ^= 1;
    EXPECT_TRUE(Ignores(otherCareOf, careOf)) << "another cookie";
    EXPECT_TRUE(Ignores(careOfTest, home)) << "to the home address";
    EXPECT_TRUE(Ignores(careOfTest, careOf, m_world.Address("c::6"))) << "from a stranger";
    EXPECT_FALSE(Ignores(homeTest, home));
    homeTest.token ^= 1;
    EXPECT_TRUE(Ignores(homeTest, home)) << "a second one";
    EXPECT_TRUE(peer.Got<BindingUpdate>().empty());
    const Time last = Simulator::Now();
    EXPECT_FALSE(Ignores(careOfTest, careOf));
    ASSERT_EQ(peer.Got<BindingUpdate>().size(), 1U) << "both tokens are there";
    EXPECT_LT(peer.Got<BindingUpdate>()[0].at - last, MilliSeconds(10));
    EXPECT_TRUE(Ignores(careOfTest, careOf)) << "nothing is in progress";
}

TEST_F(RouteOptimizerTokens, AHomeTestComesByTheHomeAgentsTunnel)
{
    REQ("RFC-163");
    Ask();
    // By a type 2 routing header to the care-of address: it says nothing of the home address.
    const uint64_t before = Drops(DropReason::UNEXPECTED_MESSAGE);
    peer.Send(homeTest, home, careOf);
    peer.Send(careOfTest, careOf);
    RunFor(MilliSeconds(50));
    EXPECT_EQ(Drops(DropReason::UNEXPECTED_MESSAGE), before + 1);
    EXPECT_TRUE(peer.Got<BindingUpdate>().empty());
    peer.Send(homeTest, home);
    RunFor(MilliSeconds(50));
    EXPECT_EQ(peer.Got<BindingUpdate>().size(), 1U);
}

TEST_F(RouteOptimizerTokens, ALateAnswerIsToTheLastQuestionOnly)
{
    REQ("RFC-180");
    Ask();
    RunFor(Seconds(2)); // The tests are sent again after 1 s.
    ASSERT_EQ(peer.Got<HomeTestInit>().size(), 2U);
    EXPECT_NE(peer.Got<HomeTestInit>()[1].signal.Get<HomeTestInit>()->cookie, homeTest.cookie);
    EXPECT_NE(peer.Got<CareOfTestInit>()[1].signal.Get<CareOfTestInit>()->cookie,
              careOfTest.cookie);
    EXPECT_TRUE(Ignores(homeTest, home));
    EXPECT_TRUE(Ignores(careOfTest, careOf));
    EXPECT_TRUE(peer.Got<BindingUpdate>().empty());
}

TEST_F(RouteOptimizerTest, BeginsWithAPacketOutOfTheTunnel)
{
    REQ("BOOK-080");
    Start();
    // What comes straight says nothing.
    m_world.correspondent->SendUdp(Ipv6Address::GetAny(), careOf);
    RunFor(Seconds(1));
    EXPECT_TRUE(peer.messages.empty());
    Trigger();
    EXPECT_EQ(peer.Got<HomeTestInit>().size(), 1U);
    ASSERT_TRUE(Registration());
    EXPECT_EQ(Registration()->GetState(), State::BOUND);
}

TEST_F(RouteOptimizerTest, MessagesOfReturnRoutabilityBeginNothing)
{
    REQ("RFC-170");
    Start();
    peer.Send(HomeTestInit{1}, home);
    peer.Send(CareOfTestInit{1}, home);
    peer.Send(HomeTest{}, home);
    peer.Send(CareOfTest{}, home);
    RunFor(Seconds(1));
    EXPECT_FALSE(Registration());
    EXPECT_TRUE(peer.Got<HomeTestInit>().empty());
    // Nor does what the home agent says itself.
    m_world.agentNode->SendUdp(m_world.Address("1::1"), home);
    RunFor(Seconds(1));
    EXPECT_FALSE(OnlyHome(*node).GetRouteOptimizer()->Find(m_world.Address("1::1")));
    peer.Send(BindingRefreshRequest{}, home);
    RunFor(Seconds(1));
    EXPECT_TRUE(Registration()) << "any other message does";
}

TEST_F(RouteOptimizerTest, UpdatesToCorrespondentsHaveNoFlagsOfHomeRegistrations)
{
    REQ("BOOK-081");
    REQ("BOOK-090");
    // Its link-local address has the interface identifier of the home address.
    m_world.hardware = "02:00:00:00:00:10";
    m_world.homeConfig.homeAddress = m_world.Address("1::ff:fe00:10");
    Bind();
    const auto updates = peer.Got<BindingUpdate>();
    ASSERT_EQ(updates.size(), 1U);
    const auto& body = *updates[0].signal.Get<BindingUpdate>();
    EXPECT_FALSE(body.homeRegistration);
    EXPECT_FALSE(body.linkLocalAddressCompatibility);
    EXPECT_FALSE(body.keyManagementMobility);
    EXPECT_TRUE(body.acknowledge);
    ASSERT_EQ(m_world.agent->updates.size(), 1U);
    EXPECT_TRUE(m_world.agent->updates[0].Body().linkLocalAddressCompatibility)
        << "while the home agent is asked for it";
}

TEST_F(RouteOptimizerTest, PacketsGoStraightOnlyByWhatWasAcknowledged)
{
    REQ("BOOK-086");
    REQ("RFC-136");
    peer.answers = [](const ScriptedCorrespondent::Message& message) {
        return !message.signal.Get<BindingUpdate>();
    };
    Start();
    EXPECT_FALSE(GoesStraight()) << "no entry";
    Trigger();
    ASSERT_EQ(peer.Got<BindingUpdate>().size(), 1U);
    EXPECT_FALSE(GoesStraight()) << "not acknowledged";
    peer.Acknowledge(peer.Got<BindingUpdate>()[0]);
    RunFor(MilliSeconds(50));
    EXPECT_TRUE(GoesStraight());
    RunFor(Seconds(430));
    EXPECT_FALSE(Registration() && Registration()->IsBound());
    EXPECT_FALSE(GoesStraight()) << "over";
}

TEST_F(RouteOptimizerTest, PacketsDoNotGoStraightFromAnotherCareOfAddress)
{
    REQ("RFC-136");
    Bind();
    EXPECT_TRUE(GoesStraight());
    peer.answers = [](const ScriptedCorrespondent::Message&) { return false; };
    m_world.Move(m_world.b);
    RunFor(Seconds(8));
    ASSERT_EQ(RegistrationOf(*node).GetState(), HomeRegistration::State::REGISTERED);
    const std::size_t before = m_world.Caught(m_world.b).size();
    m_world.mobileNode->SendUdp(home, m_world.Address("c::5"));
    RunFor(MilliSeconds(100));
    const auto& all = m_world.Caught(m_world.b);
    ASSERT_GT(all.size(), before);
    for (std::size_t i = before; i < all.size(); ++i)
    {
        EXPECT_FALSE(all[i].homeAddress) << "the correspondent has not agreed to it";
    }
}

TEST_F(RouteOptimizerTest, ARefusalOrAZeroLifetimeIsNoAgreement)
{
    REQ("RFC-136");
    for (const bool isRefused : {true, false})
    {
        RouteOptimizerTest::peer.acknowledgement = [&](const BindingUpdate& update) {
            BindingAcknowledgement body;
            body.sequence = update.sequence;
            body.lifetime = isRefused ? update.lifetime : 0;
            body.status =
                isRefused ? BindingStatus::ADMINISTRATIVELY_PROHIBITED : BindingStatus::ACCEPTED;
            return body;
        };
        if (!node)
        {
            Start();
        }
        Trigger();
        EXPECT_EQ(peer.Got<BindingUpdate>().size(), isRefused ? 1U : 2U);
        EXPECT_FALSE(GoesStraight());
        RunFor(Seconds(601)); // Who refuses is left alone for so long.
    }
}

TEST_F(RouteOptimizerTest, CorrespondentsAreToldAfterTheHomeAgent)
{
    REQ("RFC-169");
    Bind();
    peer.messages.clear();
    m_world.agent->delay = Seconds(2);
    std::optional<Time> answered;
    m_world.agent->answer = [&](const ScriptedHomeAgent::Update& update) {
        BindingAcknowledgement body;
        body.sequence = update.Body().sequence;
        body.lifetime = update.Body().lifetime;
        answered = answered.value_or(Simulator::Now());
        return std::optional(body);
    };
    m_world.Move(m_world.b);
    RunFor(Seconds(10));
    ASSERT_TRUE(answered);
    const auto updates = peer.Got<BindingUpdate>();
    ASSERT_EQ(updates.size(), 1U);
    EXPECT_GT(updates[0].at, *answered);
    EXPECT_EQ(updates[0].wireSource, node->GetCareOfAddress());
    // The home agent refuses the next place: no correspondent hears of it.
    peer.messages.clear();
    m_world.agent->answer = [](const ScriptedHomeAgent::Update& update) {
        BindingAcknowledgement body;
        body.sequence = update.Body().sequence;
        body.status = BindingStatus::INSUFFICIENT_RESOURCES;
        return std::optional(body);
    };
    m_world.Move(m_world.a);
    RunFor(Seconds(10));
    EXPECT_TRUE(peer.Got<BindingUpdate>().empty());
}

TEST_F(RouteOptimizerTest, NumbersAndCookiesAreNeverUsedTwice)
{
    REQ("RFC-180");
    peer.answers = [](const ScriptedCorrespondent::Message& message) {
        return !message.signal.Get<BindingUpdate>();
    };
    Start();
    Trigger();
    RunFor(Seconds(60));
    const auto updates = peer.Got<BindingUpdate>();
    ASSERT_EQ(updates.size(), 8U) << "four, and four with new tokens";
    std::set<uint64_t> cookies;
    for (std::size_t i = 1; i < updates.size(); ++i)
    {
        EXPECT_EQ(static_cast<uint16_t>(updates[i].signal.Get<BindingUpdate>()->sequence -
                                        updates[0].signal.Get<BindingUpdate>()->sequence),
                  i);
    }
    for (const auto& test : peer.Got<HomeTestInit>())
    {
        cookies.insert(test.signal.Get<HomeTestInit>()->cookie);
    }
    for (const auto& test : peer.Got<CareOfTestInit>())
    {
        cookies.insert(test.signal.Get<CareOfTestInit>()->cookie);
    }
    EXPECT_EQ(cookies.size(), 4U) << "two attempts, two tests each";
}

TEST_F(RouteOptimizerTest, ANumberIsRememberedForAnHourLongerThanItsEntry)
{
    REQ("RFC-171");
    Bind();
    const Ipv6Address address = m_world.Address("c::5");
    // Unused it ends with its lifetime, of at most 420 s.
    const auto again = [&](Time later) {
        RunFor(later);
        EXPECT_FALSE(node->GetBindingUpdateList().Find(address, home));
        m_world.correspondent->stack->GetSteering()->Optimised().ForgetSendTo(address, home);
        Trigger();
        return peer.Got<BindingUpdate>().back().signal.Get<BindingUpdate>()->sequence;
    };
    const uint16_t first = peer.Got<BindingUpdate>().back().signal.Get<BindingUpdate>()->sequence;
    const uint16_t second = again(Minutes(50));
    EXPECT_EQ(second, SequenceAfter(first));
    EXPECT_NE(again(Minutes(90)), SequenceAfter(second)) << "drawn";
}

} // namespace

} // namespace ns3::nemo::tests::mip6_route_optimizer_test
