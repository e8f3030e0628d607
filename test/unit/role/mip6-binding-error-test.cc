// SPDX-License-Identifier: GPL-2.0-only
// What a mobile node makes of Binding Errors. RFC 6275 section 11.3.6.
#include "nemo-requirement.h"
#include "support/route-optimizer-test.h"

#include "ns3/inet6-socket-address.h"
#include "ns3/socket.h"
#include "ns3/tcp-socket-factory.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <sstream>
#include <string>
#include <vector>

namespace ns3::nemo::tests::mip6_binding_error_test
{

namespace
{

/// A connection of the mobile node to the correspondent, through which octets pass one way.
class Connection
{
  public:
    Connection(const WorldNode& from, const WorldNode& to, const Ipv6Address& address)
        : m_listener(Socket::CreateSocket(to.node, TcpSocketFactory::GetTypeId())),
          m_client(Socket::CreateSocket(from.node, TcpSocketFactory::GetTypeId()))
    {
        constexpr uint16_t PORT = 80;
        m_listener->Bind(Inet6SocketAddress(Ipv6Address::GetAny(), PORT));
        m_listener->Listen();
        m_client->Bind6();
        m_client->Connect(Inet6SocketAddress(address, PORT));
    }

    void Write()
    {
        EXPECT_EQ(m_client->Send(Create<Packet>(100)), 100);
    }

  private:
    Ptr<Socket> m_listener;
    Ptr<Socket> m_client;
};

class BindingErrorTest : public RouteOptimizerTest
{
  protected:
    BindingErrorTest()
    {
        m_world.configure = [](MobileNode& mobile) {
            mobile.SetAttribute("RouteOptimization", BooleanValue(true));
            mobile.SetAttribute("ProgressWindow", TimeValue(Seconds(1)));
        };
    }

    /// The Binding Update List.
    std::vector<std::string> Dump() const
    {
        std::vector<std::string> entries;
        for (const auto* entry : node->GetBindingUpdateList().Sorted())
        {
            std::ostringstream text;
            text << entry->destination << " " << entry->homeAddress << " " << entry->careOfAddress
                 << " " << entry->sequence << " " << entry->acknowledged << " "
                 << entry->noMoreUpdates;
            entries.push_back(text.str());
        }
        return entries;
    }

    /// What the list knows of the peer; null: nothing.
    const BindingUpdateEntry* Entry() const
    {
        return node->GetBindingUpdateList().Find(m_world.Address("c::5"), home);
    }

    /// The peer, or who says so, sends a Binding Error.
    void TellError(BindingErrorStatus status, const Ipv6Address& from)
    {
        peer.Send(BindingError{status, home}, careOf, std::nullopt, from);
        RunFor(MilliSeconds(20));
    }

    /// The home agent sends one of status 1.
    void TellUnknownByHomeAgent(const Ipv6Address& homeAddress)
    {
        Envelope envelope;
        envelope.source = m_world.Address("1::1");
        envelope.destination = careOf;
        m_world.agentNode->stack->GetMessagePort()->Send(
            {BindingError{BindingErrorStatus::UNKNOWN_BINDING, homeAddress}, {}},
            envelope);
    }

    const Ipv6Address correspondent = m_world.Address("c::5");
    static constexpr auto UNKNOWN = BindingErrorStatus::UNKNOWN_BINDING;
    static constexpr auto UNRECOGNIZED = BindingErrorStatus::UNRECOGNIZED_MOBILITY_HEADER_TYPE;
};

TEST_F(BindingErrorTest, OfAStrangerIsIgnored)
{
    REQ("RFC-144");
    Bind();
    const auto before = Dump();
    const std::size_t updates = m_world.agent->updates.size();
    for (const auto status : {UNKNOWN, UNRECOGNIZED})
    {
        const uint64_t drops = Drops(DropReason::UNEXPECTED_MESSAGE);
        TellError(status, m_world.Address("c::6"));
        EXPECT_EQ(Drops(DropReason::UNEXPECTED_MESSAGE), drops + 1);
    }
    RunFor(Seconds(2));
    EXPECT_EQ(Dump(), before);
    EXPECT_EQ(peer.Got<BindingUpdate>().size(), 1U);
    EXPECT_EQ(m_world.agent->updates.size(), updates);
    EXPECT_TRUE(GoesStraight());
}

TEST_F(BindingErrorTest, OfTheHomeAgentMakesItRegisterAgain)
{
    REQ("RFC-144");
    Start();
    const auto& updates = m_world.agent->updates;
    ASSERT_EQ(updates.size(), 1U);
    TellUnknownByHomeAgent(m_world.Address("1::77"));
    RunFor(Seconds(2));
    EXPECT_EQ(updates.size(), 1U) << "not of this home address";
    const auto before = Dump();
    TellUnknownByHomeAgent(home);
    RunFor(MilliSeconds(50));
    ASSERT_EQ(updates.size(), 2U);
    EXPECT_EQ(updates[1].careOf, careOf);
    EXPECT_TRUE(updates[1].Body().homeRegistration);
    EXPECT_EQ(updates[1].Body().sequence, static_cast<uint16_t>(updates[0].Body().sequence + 1));
    RunFor(MilliSeconds(500));
    EXPECT_NE(Dump(), before);
    EXPECT_EQ(RegistrationOf(*node).GetState(), HomeRegistration::State::REGISTERED);
    // However often that is said, and answered, no more than MAX_UPDATE_RATE leave in a second.
    RunFor(Seconds(2));
    for (int i = 0; i < 100; ++i)
    {
        TellUnknownByHomeAgent(home);
        RunFor(MilliSeconds(20));
    }
    EXPECT_GE(updates.size(), 2U + 6U);
    for (std::size_t i = 3; i < updates.size(); ++i)
    {
        EXPECT_GE(updates[i].at - updates[i - 3].at, MilliSeconds(999)) << i;
    }
}

TEST_F(BindingErrorTest, OfTheHomeAgentIsIgnoredWhereNothingWasSent)
{
    REQ("RFC-144");
    node = &m_world.NewMobileNode(m_world.home);
    home = m_world.homeConfig.homeAddress;
    careOf = home;
    m_world.RunUntil(Seconds(10));
    EXPECT_TRUE(Dump().empty());
    TellUnknownByHomeAgent(home);
    RunFor(Seconds(2));
    EXPECT_TRUE(Dump().empty());
    EXPECT_TRUE(m_world.agent->updates.empty());
    EXPECT_EQ(Drops(DropReason::UNEXPECTED_MESSAGE), 1U);
}

TEST_F(BindingErrorTest, IsIgnoredWhileUpperLayersMakeProgress)
{
    REQ("RFC-144");
    Bind();
    Connection connection(*m_world.mobileNode, *m_world.correspondent, correspondent);
    RunFor(Seconds(1));
    const auto before = Dump();
    for (int i = 0; i < 30; ++i)
    {
        connection.Write();
        RunFor(MilliSeconds(80));
        TellError(UNKNOWN, correspondent);
    }
    EXPECT_EQ(Dump(), before);
    EXPECT_TRUE(Registration()->IsBound());
    EXPECT_EQ(peer.Got<HomeTestInit>().size(), 1U);
    EXPECT_TRUE(GoesStraight());
}

TEST_F(BindingErrorTest, WithoutProgressTheEntryGoesAndPacketsGoByTheHomeAgent)
{
    REQ("RFC-144");
    Bind();
    ASSERT_TRUE(Entry());
    const uint16_t sequence = Entry()->sequence;
    RunFor(Seconds(2));
    peer.answers = [](const ScriptedCorrespondent::Message&) { return false; };
    TellError(UNKNOWN, correspondent);
    EXPECT_FALSE(Entry());
    EXPECT_FALSE(GoesStraight());
    EXPECT_EQ(peer.Got<HomeTestInit>().size(), 2U) << "and it is tried again";
    // Who said so may not have been the peer: the number goes on.
    peer.answers = [](const ScriptedCorrespondent::Message&) { return true; };
    RunFor(Seconds(5));
    ASSERT_TRUE(Entry());
    EXPECT_EQ(Entry()->sequence, static_cast<uint16_t>(sequence + 1));
    EXPECT_TRUE(GoesStraight());
}

TEST_F(BindingErrorTest, OfAnUnknownTypeIsIgnoredWhereNothingIsExpected)
{
    REQ("RFC-144");
    Bind();
    const auto before = Dump();
    TellError(UNRECOGNIZED, correspondent);
    EXPECT_EQ(Dump(), before);
    EXPECT_TRUE(Registration()->IsBound());
    EXPECT_TRUE(GoesStraight());
}

TEST_F(BindingErrorTest, OfAnUnknownTypeEndsRouteOptimisationThatWasAskedFor)
{
    REQ("RFC-144");
    peer.answers = [](const ScriptedCorrespondent::Message&) { return false; };
    Start();
    Trigger();
    ASSERT_EQ(peer.Got<HomeTestInit>().size(), 1U);
    EXPECT_FALSE(Entry());
    TellError(UNRECOGNIZED, correspondent);
    ASSERT_TRUE(Entry());
    EXPECT_TRUE(Entry()->noMoreUpdates);
    for (int i = 0; i < 50; ++i)
    {
        Trigger();
        RunFor(Seconds(10));
    }
    EXPECT_EQ(peer.Got<HomeTestInit>().size(), 1U);
    EXPECT_EQ(peer.Got<CareOfTestInit>().size(), 1U);
    EXPECT_FALSE(GoesStraight());
}

} // namespace

} // namespace ns3::nemo::tests::mip6_binding_error_test
