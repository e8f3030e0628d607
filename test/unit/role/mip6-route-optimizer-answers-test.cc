// SPDX-License-Identifier: GPL-2.0-only
// What correspondents, and those who say that they are, make a mobile node do: acknowledgements,
// Binding Errors, requests, ICMPv6 errors. RFC 6275 sections 11.3.5, 11.3.6, 11.7.3 and 11.7.4.
// IPv6 Ready, mobile node: Binding Errors and ICMP errors.
#include "nemo-requirement.h"
#include "support/route-optimizer-test.h"

#include "ns3/icmpv6-header.h"
#include "ns3/mip6-icmpv6-error.h"
#include "ns3/mip6-quoted-packet.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::mip6_route_optimizer_answers_test
{

namespace
{

using Message = ScriptedCorrespondent::Message;

/// Answers tests, but no updates.
class RouteOptimizerAnswers : public RouteOptimizerTest
{
  protected:
    void Ask()
    {
        peer.answers = [](const Message& message) { return !message.signal.Get<BindingUpdate>(); };
        Start();
        Trigger();
        ASSERT_EQ(peer.Got<BindingUpdate>().size(), 1U);
    }

    Message LastUpdate() const
    {
        return peer.Got<BindingUpdate>().back();
    }

    /// Tell the mobile node of a Parameter Problem of the last packet of a type on link a.
    void TellUnrecognised(const CaughtPacket& quoted, uint8_t code)
    {
        constexpr uint32_t NEXT_HEADER = 6;
        SendIcmpv6Error(*m_world.correspondent->stack->GetIcmpv6(),
                        {Icmpv6Header::ICMPV6_ERROR_PARAMETER_ERROR, code, NEXT_HEADER},
                        QuotedPacket(quoted.octets));
        RunFor(MilliSeconds(50));
    }

    /// The last Care-of Test Init, as it was on link a.
    CaughtPacket CareOfTestInitOnLink() const
    {
        return m_world
            .Caught(m_world.a,
                    [](const CaughtPacket& packet) {
                        return packet.signal && packet.signal->Get<CareOfTestInit>();
                    })
            .back();
    }
};

TEST_F(RouteOptimizerAnswers, Peer_43_AnAcknowledgementHasToBeProven)
{
    REQ("RFC-173");
    Ask();
    const auto accept = peer.acknowledgement;
    peer.isSigned = false;
    peer.Acknowledge(LastUpdate());
    RunFor(MilliSeconds(50));
    EXPECT_FALSE(Registration()->IsBound()) << "not signed";
    peer.isSigned = true;
    const uint64_t token = peer.homeToken;
    peer.homeToken ^= 1;
    peer.Acknowledge(LastUpdate());
    RunFor(MilliSeconds(50));
    EXPECT_FALSE(Registration()->IsBound()) << "signed with another key";
    peer.homeToken = token;
    peer.acknowledgement = [&](const BindingUpdate& update) {
        BindingAcknowledgement body = accept(update);
        body.sequence = static_cast<uint16_t>(update.sequence - 1);
        return body;
    };
    peer.Acknowledge(LastUpdate());
    RunFor(MilliSeconds(50));
    EXPECT_FALSE(Registration()->IsBound()) << "of another update";
    EXPECT_EQ(Registration()->GetState(), State::UPDATING);
    peer.acknowledgement = accept;
    peer.Acknowledge(LastUpdate());
    RunFor(MilliSeconds(50));
    EXPECT_TRUE(Registration()->IsBound());
}

TEST_F(RouteOptimizerAnswers, ARejectedNumberHasToBeProvenAndNotAllElse)
{
    REQ("RFC-173");
    Ask();
    const auto first = LastUpdate().signal.Get<BindingUpdate>()->sequence;
    peer.acknowledgement = [](const BindingUpdate& update) {
        BindingAcknowledgement body;
        body.status = BindingStatus::SEQUENCE_NUMBER_OUT_OF_WINDOW;
        body.sequence = static_cast<uint16_t>(update.sequence + 1000);
        return body;
    };
    peer.isSigned = false;
    peer.Acknowledge(LastUpdate());
    RunFor(MilliSeconds(50));
    EXPECT_EQ(peer.Got<BindingUpdate>().size(), 1U) << "not signed";
    peer.isSigned = true;
    peer.Acknowledge(LastUpdate());
    RunFor(MilliSeconds(50));
    ASSERT_EQ(peer.Got<BindingUpdate>().size(), 2U);
    EXPECT_EQ(LastUpdate().signal.Get<BindingUpdate>()->sequence,
              static_cast<uint16_t>(first + 1001));
    // Nobody can sign that the nonces are gone; it makes the node ask again, and no more.
    const std::size_t tests = peer.Got<HomeTestInit>().size();
    peer.acknowledgement = [](const BindingUpdate& update) {
        BindingAcknowledgement body;
        body.status = BindingStatus::EXPIRED_HOME_NONCE_INDEX;
        body.sequence = update.sequence;
        return body;
    };
    peer.isSigned = false;
    peer.Acknowledge(LastUpdate());
    RunFor(MilliSeconds(100));
    EXPECT_EQ(peer.Got<HomeTestInit>().size(), tests + 1);
    EXPECT_FALSE(Registration()->IsBound());
}

TEST_F(RouteOptimizerAnswers, IsRenewedOnRequestOfWhoIsKnown)
{
    REQ("RFC-177");
    Bind();
    RunFor(Seconds(100));
    EXPECT_TRUE(GoesStraight());
    const Message first = LastUpdate();
    peer.Send(BindingRefreshRequest{}, home, std::nullopt, m_world.Address("c::6"));
    RunFor(Seconds(1));
    EXPECT_EQ(peer.Got<BindingUpdate>().size(), 1U) << "a stranger";
    peer.Send(BindingRefreshRequest{}, home);
    RunFor(Seconds(1));
    ASSERT_EQ(peer.Got<BindingUpdate>().size(), 2U);
    const auto& before = *first.signal.Get<BindingUpdate>();
    const BindingUpdate after = *LastUpdate().signal.Get<BindingUpdate>();
    EXPECT_EQ(after.sequence, static_cast<uint16_t>(before.sequence + 1));
    const auto* entry = node->GetBindingUpdateList().Find(m_world.Address("c::5"), home);
    ASSERT_TRUE(entry);
    EXPECT_EQ(entry->Remaining(Simulator::Now()), entry->expires - Simulator::Now());
    EXPECT_GT(entry->expires, first.at + Seconds(before.lifetime)) << "it lasts longer now";
    // Nothing went by it since: it may end.
    peer.Send(BindingRefreshRequest{}, home);
    RunFor(Seconds(1));
    EXPECT_EQ(peer.Got<BindingUpdate>().size(), 2U);
}

TEST_F(RouteOptimizerAnswers, NobodyMakesItSendMoreThanThreeUpdatesASecond)
{
    Bind();
    for (int i = 0; i < 20; ++i)
    {
        m_world.mobileNode->SendUdp(home, m_world.Address("c::5"));
        peer.Send(BindingRefreshRequest{}, home);
        RunFor(MilliSeconds(50));
    }
    std::size_t most = 0;
    const auto updates = peer.Got<BindingUpdate>();
    for (const Message& update : updates)
    {
        const auto inSecond = std::count_if(updates.begin(), updates.end(), [&](const auto& other) {
            return other.at >= update.at && other.at < update.at + MilliSeconds(999);
        });
        most = std::max(most, static_cast<std::size_t>(inSecond));
    }
    EXPECT_EQ(most, 3U);
}

TEST_F(RouteOptimizerAnswers, WhoDoesNotKnowMobilityIsLeftAlone)
{
    REQ("RFC-143");
    peer.answers = [](const Message&) { return false; };
    Start();
    Trigger();
    ASSERT_EQ(Registration()->GetState(), State::AUTHORIZING);
    CaughtPacket forged = CareOfTestInitOnLink();
    forged.octets.back() ^= 1;
    TellUnrecognised(forged, Icmpv6Header::ICMPV6_UNKNOWN_NEXT_HEADER);
    EXPECT_EQ(Registration()->GetState(), State::AUTHORIZING) << "the cookie is another";
    TellUnrecognised(CareOfTestInitOnLink(), Icmpv6Header::ICMPV6_UNKNOWN_OPTION);
    EXPECT_EQ(Registration()->GetState(), State::AUTHORIZING) << "that is of an option";
    TellUnrecognised(CareOfTestInitOnLink(), Icmpv6Header::ICMPV6_UNKNOWN_NEXT_HEADER);
    EXPECT_EQ(Registration()->GetState(), State::HELD);
    const auto* entry = node->GetBindingUpdateList().Find(m_world.Address("c::5"), home);
    ASSERT_TRUE(entry);
    EXPECT_TRUE(entry->noMoreUpdates);
    RunFor(Seconds(599));
    EXPECT_EQ(peer.Got<CareOfTestInit>().size(), 1U);
    RunFor(Seconds(2));
    Trigger();
    EXPECT_EQ(peer.Got<CareOfTestInit>().size(), 2U) << "later it is tried again";
}

TEST_F(RouteOptimizerAnswers, ErrorsMakeNoEntries)
{
    REQ("RFC-143");
    Start();
    CaughtPacket quoted;
    HomeTestInit test;
    test.cookie = 7;
    constexpr std::size_t HEADER = 40;
    const Octets message = EncodeMobilityHeader({test, {}}, careOf, m_world.Address("c::5"));
    const auto header = HandDatagram(careOf, m_world.Address("c::5"));
    quoted.octets.resize(HEADER);
    header->CopyData(quoted.octets.data(), HEADER);
    quoted.octets[6] = MOBILITY_HEADER_PROTOCOL;
    quoted.octets[5] = static_cast<uint8_t>(message.size());
    quoted.octets.insert(quoted.octets.end(), message.begin(), message.end());
    const std::size_t before = node->GetBindingUpdateList().Size();
    TellUnrecognised(quoted, Icmpv6Header::ICMPV6_UNKNOWN_NEXT_HEADER);
    EXPECT_EQ(node->GetBindingUpdateList().Size(), before);
    EXPECT_FALSE(Registration());
}

TEST_F(RouteOptimizerAnswers, ListsWhatItKnowsOfACorrespondent)
{
    REQ("RFC-135");
    peer.answers = [](const Message&) { return false; };
    Start();
    Trigger();
    const Ipv6Address address = m_world.Address("c::5");
    const ReturnRoutabilityState& tests = OnlyHome(*node).GetRouteOptimizer()->GetTests();
    const Message homeInit = peer.Got<HomeTestInit>()[0];
    ASSERT_TRUE(tests.home.Find(address, home));
    EXPECT_EQ(tests.home.Find(address, home)->cookie, homeInit.signal.Get<HomeTestInit>()->cookie);
    EXPECT_EQ(tests.home.StateOf(address, home, Simulator::Now()), AddressTestState::IN_PROGRESS);
    EXPECT_EQ(tests.careOf.Find(address, careOf)->cookie,
              peer.Got<CareOfTestInit>()[0].signal.Get<CareOfTestInit>()->cookie);
    const Time sent = tests.home.Find(address, home)->lastSent;
    EXPECT_LT(homeInit.at - sent, MilliSeconds(10));
    peer.answers = [](const Message& message) { return !message.signal.Get<BindingUpdate>(); };
    RunFor(Seconds(1)); // Both are sent again.
    ASSERT_EQ(peer.Got<HomeTestInit>().size(), 2U);
    EXPECT_EQ(tests.home.Find(address, home)->lastSent, sent + Seconds(1));
    const auto* token = tests.home.TokenOf(address, home, Simulator::Now());
    ASSERT_TRUE(token);
    EXPECT_EQ(token->token, peer.homeToken);
    EXPECT_EQ(token->nonceIndex, peer.homeIndex);
    EXPECT_GT(token->received, sent + Seconds(1));
    EXPECT_EQ(tests.careOf.TokenOf(address, careOf, Simulator::Now())->token, peer.careOfToken);
    ASSERT_EQ(peer.Got<BindingUpdate>().size(), 1U);
    const BindingUpdate update = *LastUpdate().signal.Get<BindingUpdate>();
    const auto* entry = node->GetBindingUpdateList().Find(address, home);
    ASSERT_TRUE(entry);
    EXPECT_EQ(entry->careOfAddress, careOf);
    EXPECT_EQ(entry->sequence, update.sequence);
    EXPECT_EQ(entry->lifetime, update.lifetime);
    EXPECT_TRUE(entry->acknowledge);
    EXPECT_FALSE(entry->homeRegistration);
    EXPECT_FALSE(entry->acknowledged);
    EXPECT_EQ(entry->retransmitTimeout, Seconds(1));
    EXPECT_EQ(entry->retransmitAt, entry->lastSent + Seconds(1));
    EXPECT_FALSE(entry->noMoreUpdates);
    peer.Acknowledge(LastUpdate());
    RunFor(MilliSeconds(100));
    EXPECT_TRUE(entry->acknowledged);
    EXPECT_FALSE(entry->retransmitAt);
    const Time remaining = entry->Remaining(Simulator::Now());
    RunFor(Seconds(100));
    EXPECT_EQ(entry->Remaining(Simulator::Now()), remaining - Seconds(100));
}

TEST_F(RouteOptimizerAnswers, WhoDoesNotAnswerDoesNotShutOutWhoWould)
{
    m_world.configure = [](MobileNode& mobile) {
        mobile.SetAttribute("RouteOptimization", BooleanValue(true));
        mobile.SetAttribute("MaxCorrespondents", UintegerValue(2));
    };
    auto interfaces = m_world.correspondent->Interfaces();
    for (const char* address : {"c::6", "c::7"})
    {
        interfaces->AddAddress(2, m_world.Address(address), 64, true);
    }
    ScriptedCorrespondent second(*m_world.correspondent, m_world.Address("c::6"));
    ScriptedCorrespondent third(*m_world.correspondent, m_world.Address("c::7"));
    peer.answers = [](const Message&) { return false; };
    second.answers = peer.answers;
    Start();
    for (const char* address : {"c::5", "c::6", "c::7"})
    {
        m_world.correspondent->SendUdp(m_world.Address(address), home);
        RunFor(MilliSeconds(100));
    }
    EXPECT_TRUE(third.messages.empty()) << "two are being asked";
    RunFor(Seconds(20));
    m_world.correspondent->SendUdp(m_world.Address("c::7"), home);
    RunFor(Seconds(1));
    const auto* registration = OnlyHome(*node).GetRouteOptimizer()->Find(m_world.Address("c::7"));
    ASSERT_TRUE(registration);
    EXPECT_TRUE(registration->IsBound());
    // Who is bound is not put out.
    m_world.correspondent->SendUdp(m_world.Address("c::5"), home);
    m_world.correspondent->SendUdp(m_world.Address("c::6"), home);
    RunFor(Seconds(1));
    EXPECT_TRUE(OnlyHome(*node).GetRouteOptimizer()->Find(m_world.Address("c::7")));
}

} // namespace

} // namespace ns3::nemo::tests::mip6_route_optimizer_answers_test
