// SPDX-License-Identifier: GPL-2.0-only
// IPv6 Ready, mobile node: returning home.
#include "nemo-requirement.h"
#include "support/home-return.h"

#include "ns3/string.h"
#include "ns3/uinteger.h"

// Where a mobile node finds itself at home, and what it does with its home address then: RFC 6275
// sections 11.5.2 and 11.5.5. What it says to its neighbours is in mip6-home-arrival-test.cc.

namespace ns3::nemo::tests::mip6_mobile_node_home_test
{

class MobileNodeHomeTest : public HomeReturnTest
{
  protected:
    /// Registered for 100 s, and then on a link without a router. @return when the binding ends
    Time Disconnected()
    {
        m_world.configure = [this](MobileNode& node) {
            // A new link alone means that there is no care-of address any more.
            node.SetAttribute("MovementDetection", StringValue("link"));
            node.SetAttribute("LifetimeRequested", TimeValue(Seconds(100)));
            m_world.mobileNode->stack->GetAddressProxy()->SetAttribute("DupAddrDetectTransmits",
                                                                       UintegerValue(2));
        };
        Registered();
        m_world.Move(m_world.NewLink());
        const auto update = m_world.Updates(m_world.a).at(0);
        EXPECT_EQ(update.Update().lifetime, 100U);
        return update.at + Seconds(100);
    }

    Ipv6Address LinkLocal() const
    {
        return m_world.mobileNode->Interfaces()->LinkLocalAddress(m_world.roaming);
    }

    /// The neighbour sends the node a datagram for its home address, whoever answers for that.
    void SendToNode()
    {
        const auto packet = HandDatagram(m_world.Address("1::99"), m_home);
        m_neighbour->Device(m_neighbourInterface)
            ->Send(packet, Mac48Address(m_world.hardware.c_str()), 0x86dd);
    }
};

TEST_F(MobileNodeHomeTest, OnlyTheHomePrefixWithItsLengthIsHome)
{
    REQ("RFC-152");
    MobileNode& node = m_world.NewMobileNode(m_world.b);

    struct Case
    {
        const char* address;
        uint8_t length;
        bool onLink;
        bool isHome;
    };

    for (const Case& c : {Case{"1::1", 48, true, false},
                          Case{"1::1", 63, true, false},
                          Case{"1::1", 65, true, false},
                          Case{"1::1", 64, false, false},
                          Case{"1::1", 64, true, true}})
    {
        SCOPED_TRACE(int(c.length));
        AdvertisingConfig config = m_world.advertising;
        AdvertisedPrefix visited;
        visited.address = m_world.Address("4::1");
        AdvertisedPrefix prefix;
        prefix.address = m_world.Address(c.address);
        prefix.length = c.length;
        prefix.onLink = c.onLink;
        prefix.autonomous = false;
        config.prefixes = {visited, prefix};
        m_world.routerB->stack->GetRouterAdvertiser()->Configure(2, config);
        RunFor(Seconds(10));
        EXPECT_EQ(node.IsAtHome(), c.isHome);
    }
}

TEST_F(MobileNodeHomeTest, TheUpdateFromHomeEndsTheBinding)
{
    REQ("BOOK-053", "RFC-157");
    Registered();
    m_world.Move(m_world.home);
    RunFor(Seconds(5));
    const auto mobility = m_world.Caught(m_world.home, [](const CaughtPacket& packet) {
        return packet.signal.has_value();
    });
    ASSERT_EQ(mobility.size(), 2U);
    ASSERT_TRUE(mobility[0].IsUpdate()) << "nothing else before it";
    EXPECT_EQ(mobility[0].source, m_home);
    EXPECT_EQ(mobility[0].destination, m_agent);
    EXPECT_FALSE(mobility[0].homeAddress);
    EXPECT_FALSE(mobility[0].signal->Option<AlternateCareOfAddress>());
    EXPECT_TRUE(mobility[0].Update().acknowledge);
    EXPECT_TRUE(mobility[0].Update().homeRegistration);
    EXPECT_EQ(mobility[0].Update().lifetime, 0U);
    ASSERT_EQ(m_world.agent->updates.size(), 2U);
    EXPECT_EQ(m_world.agent->updates[1].careOf, m_home);
}

TEST_F(MobileNodeHomeTest, TheHomeAddressIsNotUsedBeforeTheUpdate)
{
    REQ("RFC-156");
    HideHomeAgent();
    Registered();
    m_world.mobileNode->Listen();
    // Nobody answers for the home address: the node asks as often as it may, and then asks for the
    // home agent's own.
    m_world.agentNode->stack->GetAddressProxy()->StopAnswering(m_home, m_world.agentHome);
    m_world.Move(m_world.home);
    for (int i = 0; i < 60; ++i)
    {
        m_world.At(Seconds(10) + MilliSeconds(100 * i), [this]() {
            SendToCorrespondent();
            m_world.mobileNode->SendUdp(m_home, m_world.Address("1::99"));
            SendToNode();
        });
    }
    RunUntilUpdate();
    EXPECT_GE(Simulator::Now(), Seconds(13)) << "long enough to try";
    EXPECT_TRUE(m_world.mobileNode->received.empty());
    for (const CaughtPacket& packet : m_world.Caught(m_world.home))
    {
        EXPECT_TRUE(!IsNodes(packet) || packet.IsUpdate() || packet.source != m_home);
        EXPECT_FALSE(packet.inner);
    }
    EXPECT_GE(m_world.mobileNode->Drops(DropReason::NO_TUNNEL), 60U);
    m_world.RunUntil(Seconds(16));
    EXPECT_GT(m_world.mobileNode->received.size(), 10U);
    EXPECT_GT(m_neighbour->received.size(), 10U);
    EXPECT_EQ(m_neighbour->received[0].first, m_home);
}

TEST_F(MobileNodeHomeTest, WithoutItsHomeAgentItWaitsForTheEndOfTheBinding)
{
    REQ("RFC-156");
    HideHomeAgent();
    const Time end = Disconnected();
    ForgetBinding();
    // Another router shows the home link, and the home agent is gone.
    WorldNode& other = m_world.NewNode();
    other.AddInterface(m_world.home, "fd00:0:1::2", true);
    m_world.Advertise(other, 2, "1::2");
    m_world.home->Detach(m_world.agentNode->Device(m_world.agentHome));
    m_world.RunUntil(end - Seconds(20));
    m_world.Move(m_world.home);
    m_world.RunUntil(end);
    EXPECT_FALSE(HasHome());
    EXPECT_TRUE(m_world.Updates(m_world.home).empty());
    m_world.RunUntil(end + Seconds(20));
    EXPECT_TRUE(HasHome());
    EXPECT_TRUE(m_world.Updates(m_world.home).empty());
}

TEST_F(MobileNodeHomeTest, WhoComesHomeInTimeDoesNotProbe)
{
    REQ("BOOK-055", "RFC-159");
    const Time end = Disconnected();
    m_world.RunUntil(end - Seconds(10));
    m_world.Move(m_world.home);
    RunUntilUpdate();
    EXPECT_TRUE(HasHome()) << "at once";
    EXPECT_LE(Simulator::Now(), end - Seconds(8));
    m_world.RunUntil(end + Seconds(10));
    EXPECT_EQ(Probes(m_home), 0U);
    EXPECT_EQ(Probes(LinkLocal()), 2U) << "the home agent does not defend this one";
}

TEST_F(MobileNodeHomeTest, WhoComesHomeInTimeDoesNotProbeADefendedLinkLocalAddressEither)
{
    REQ("RFC-159");
    SetHome("1::ff:fe00:10");
    m_world.identifier.reset();
    const Time end = Disconnected();
    EXPECT_TRUE(m_world.Updates(m_world.a)[0].Update().linkLocalAddressCompatibility);
    m_world.RunUntil(end - Seconds(10));
    m_world.Move(m_world.home);
    RunUntilUpdate();
    EXPECT_TRUE(HasHome());
    m_world.RunUntil(end + Seconds(10));
    EXPECT_EQ(Probes(m_home), 0U);
    EXPECT_EQ(Probes(LinkLocal()), 0U);
}

TEST_F(MobileNodeHomeTest, WhoComesHomeTooLateProbesFirst)
{
    REQ("RFC-159");
    const Time end = Disconnected();
    m_world.RunUntil(end);
    ForgetBinding();
    m_world.RunUntil(end + Seconds(10));
    m_world.Move(m_world.home);
    while (Probes(m_home) == 0 && Simulator::Now() < end + Seconds(20))
    {
        RunFor(MilliSeconds(1));
    }
    const auto probes = m_world.Solicitations(m_world.home, m_home, Ipv6Address::GetAny());
    ASSERT_EQ(probes.size(), 1U);
    const Time ready = probes[0].at + Seconds(2);
    m_world.RunUntil(ready - MilliSeconds(1));
    EXPECT_FALSE(HasHome());
    m_world.RunUntil(ready);
    EXPECT_TRUE(HasHome());
    m_world.RunUntil(end + Seconds(30));
    EXPECT_EQ(Probes(m_home), 2U) << "DupAddrDetectTransmits";
    EXPECT_TRUE(m_world.Updates(m_world.home).empty());
    EXPECT_TRUE(Advertised(m_home).empty());
}

TEST_F(MobileNodeHomeTest, AHomeAddressThatIsStillDefendedIsProbedAgain)
{
    REQ("RFC-159");
    const Time end = Disconnected();
    m_world.RunUntil(end + Seconds(10));
    m_world.Move(m_world.home);
    const auto probes = [this]() {
        return m_world.Solicitations(m_world.home, m_home, Ipv6Address::GetAny());
    };
    m_world.RunUntil(end + Seconds(45));
    EXPECT_FALSE(HasHome());
    ASSERT_GE(probes().size(), 3U);
    for (std::size_t i = 1; i < probes().size(); ++i)
    {
        // ReclaimInterval, the way there and back, and the random delay of the probe
        EXPECT_GE(probes()[i].at - probes()[i - 1].at, Seconds(10));
        EXPECT_LE(probes()[i].at - probes()[i - 1].at, Seconds(11) + MilliSeconds(2));
    }
    ForgetBinding();
    m_world.RunUntil(end + Seconds(60));
    EXPECT_TRUE(HasHome());
}

TEST_F(MobileNodeHomeTest, WhoLeavesAgainStopsProbing)
{
    const Time end = Disconnected();
    m_world.RunUntil(end + Seconds(10));
    m_world.Move(m_world.home);
    m_world.RunUntil(end + Seconds(20));
    EXPECT_GE(Probes(m_home), 1U);
    m_world.Move(m_world.b);
    const auto before = Probes(m_home);
    m_world.RunUntil(end + Seconds(60));
    EXPECT_EQ(Probes(m_home), before);
    EXPECT_TRUE(m_world.Solicitations(m_world.b, m_home, Ipv6Address::GetAny()).empty());
}

TEST_F(MobileNodeHomeTest, ALostAcknowledgementIsAskedForAgain)
{
    REQ("BOOK-058");
    Registered();
    std::size_t asked = 0;
    m_world.agent->answer = [&](const ScriptedHomeAgent::Update& update) {
        BindingAcknowledgement body;
        body.sequence = update.Body().sequence;
        // The binding was deleted for the first one, whose answer was lost.
        body.status = BindingStatus::NOT_HOME_AGENT_FOR_THIS_MOBILE_NODE;
        ForgetBinding();
        return ++asked == 1 ? std::nullopt : std::optional(body);
    };
    m_world.Move(m_world.home);
    RunFor(Seconds(10));
    const auto updates = m_world.Updates(m_world.home);
    ASSERT_EQ(updates.size(), 2U);
    EXPECT_EQ(updates[1].at, updates[0].at + Seconds(1));
    EXPECT_TRUE(HasHome());
    EXPECT_FALSE(Advertised(m_home).empty());
    EXPECT_GT(Advertised(m_home).back().at, updates[1].at);
}

} // namespace ns3::nemo::tests::mip6_mobile_node_home_test
