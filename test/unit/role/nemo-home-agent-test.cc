// SPDX-License-Identifier: GPL-2.0-only
// A home agent that serves mobile routers is a home agent of Mobile IPv6, and its tunnels are
// interfaces. RFC 3963 sections 6 and 6.5.
#include "nemo-requirement.h"
#include "support/home-agent-bench.h"
#include "support/mobile-world.h"

#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <gtest/gtest.h>
#include <map>
#include <string>
#include <variant>
#include <vector>

namespace ns3::nemo::tests::nemo_home_agent_test
{

namespace
{

const Ipv6Address HOME("4::2");
const Ipv6Address CARE_OF("7::2");

std::vector<Octets>
AllOctets(const HandStation& station)
{
    std::vector<Octets> octets;
    for (const auto& packet : station.Heard())
    {
        octets.push_back(packet.octets);
    }
    return octets;
}

/// What a home agent does while a mobile node (R = 0) lives through all that may happen to it.
class Life
{
  public:
    /// @param nemoSupport what the home agent knows of mobile routers
    explicit Life(const std::string& nemoSupport)
    {
        m_bench.agent->SetAttribute("NemoSupport", StringValue(nemoSupport));
        m_bench.agent->SetAttribute("RefreshAdvice", StringValue("200s"));
        m_update.flags = "AHL";
        Refusals();
        Bindings();
        End();
        abroad = AllOctets(*m_bench.world);
        atHome = AllOctets(*m_bench.neighbour);
    }

    std::vector<int> statuses;   ///< of the answers, in order; -1: silence
    std::vector<Octets> abroad;  ///< sent towards the world
    std::vector<Octets> atHome;  ///< sent on the home link
    std::vector<bool> tunnelled; ///< what went through the tunnel and what did not

  private:
    void Ask(uint16_t sequence)
    {
        m_update.sequence = sequence;
        const auto status = m_bench.Ask(m_update);
        statuses.push_back(status ? static_cast<int>(*status) : -1);
    }

    void Carry()
    {
        tunnelled.push_back(m_bench.TunnelledTo(HOME).has_value());
        tunnelled.push_back(m_bench.Takes(m_update.careOf, HOME));
        tunnelled.push_back(m_bench.Takes("8::8", HOME));
        NeighborSolicitation solicitation;
        solicitation.target = HOME;
        m_bench.neighbour->SendNeighbor(solicitation,
                                        Ipv6Address::GetAny(),
                                        Ipv6Address::MakeSolicitedAddress(HOME));
        m_bench.Run(Seconds(1));
    }

    void Refusals()
    {
        m_update.home = "99::1";
        Ask(1);
        m_update.home = HOME;
        m_bench.agent->Deny(HOME);
        Ask(1);
        m_bench.agent->Allow(HOME);
        m_bench.neighbour->has = [](const Ipv6Address& address) { return address == HOME; };
        Ask(1);
        m_bench.neighbour->has = [](const Ipv6Address&) { return false; };
        m_update.lifetime = 0;
        Ask(1);
    }

    void Bindings()
    {
        m_update.lifetime = 400;
        Ask(1);
        Carry();
        Ask(1);
        m_update.options = {AlternateCareOfAddress{HOME}};
        Ask(2);
        m_update.options.clear();
        m_bench.agent->SetAttribute("MaxBindings", UintegerValue(1));
        m_update.home = "4::9";
        Ask(2);
        m_update.home = HOME;
        m_update.careOf = "8::2";
        Ask(3);
        Carry();
    }

    void End()
    {
        m_update.lifetime = 0;
        Ask(4);
        Carry();
        m_update.lifetime = 400;
        Ask(3);
        m_update.lifetime = 0;
        Ask(5);
        m_bench.Run(Seconds(11));
        Ask(6);
    }

    HomeAgentBench m_bench;
    HandUpdate m_update;
};

TEST(NemoHomeAgentTest, AMobileNodeDoesNotNoticeThatItServesMobileRouters)
{
    REQ("NEMO-6-1");
    const Life plain("none");
    EXPECT_EQ(plain.statuses,
              (std::vector<int>{132, 129, 134, 133, 0, 135, 174, 130, 0, 0, 135, 0, 133}));
    EXPECT_EQ(plain.tunnelled,
              (std::vector<bool>{true, true, false, true, true, false, false, false, false}));
    for (const std::string support : {"enabled", "disabled"})
    {
        const Life other(support);
        EXPECT_EQ(other.statuses, plain.statuses) << support;
        EXPECT_EQ(other.tunnelled, plain.tunnelled) << support;
        EXPECT_EQ(other.abroad, plain.abroad) << support;
        EXPECT_EQ(other.atHome, plain.atHome) << support;
    }
}

/// The advertisement of a home agent, without the one flag that tells of mobile routers.
Octets
AdvertisementOf(const std::string& nemoSupport)
{
    HomeAgentBench bench;
    bench.agent->SetAttribute("NemoSupport", StringValue(nemoSupport));
    // With the default it says nothing of itself unless it has that flag to tell.
    bench.agent->SetAttribute("HomeAgentPreference", UintegerValue(5));
    bench.agent->Advertise(bench.homeInterface);
    bench.Run(Seconds(30));
    const auto heard = bench.neighbour->Heard([](const HeardPacket& packet) {
        return packet.message && std::holds_alternative<RouterAdvertisement>(*packet.message);
    });
    EXPECT_FALSE(heard.empty());
    auto message = std::get<RouterAdvertisement>(*heard.at(0).message);
    for (auto& option : message.options)
    {
        if (auto* information = std::get_if<HomeAgentInformation>(&option))
        {
            EXPECT_EQ(information->mobileRouter, nemoSupport == "enabled");
            information->mobileRouter = false;
        }
    }
    return EncodeNeighborMessage(message, heard[0].source, heard[0].destination);
}

TEST(NemoHomeAgentTest, ItAdvertisesItselfAsAnyHomeAgentDoes)
{
    REQ("NEMO-6-1");
    EXPECT_EQ(AdvertisementOf("enabled"), AdvertisementOf("none"));
}

/// Packets by interface, as the interfaces' trace sources tell.
struct InterfaceCounters
{
    explicit InterfaceCounters(const HomeAgentBench& bench)
    {
        const auto ipv6 = bench.node->GetObject<Ipv6L3Protocol>();
        ipv6->TraceConnectWithoutContext("Tx", MakeCallback(&InterfaceCounters::OnSent, this));
        ipv6->TraceConnectWithoutContext("Rx", MakeCallback(&InterfaceCounters::OnReceived, this));
    }

    void OnSent(Ptr<const Packet>, Ptr<Ipv6>, uint32_t interface)
    {
        ++sent[interface];
    }

    void OnReceived(Ptr<const Packet>, Ptr<Ipv6>, uint32_t interface)
    {
        ++received[interface];
    }

    std::map<uint32_t, int> sent;
    std::map<uint32_t, int> received;
};

/// A home agent with the mobile router 4::2, which has 5::/64 and is at 7::2.
class TunnelTest : public ::testing::Test
{
  protected:
    TunnelTest()
    {
        m_bench.agent->GetPrefixTable().Add(HOME, P("5::/64"));
        HandUpdate update;
        update.flags = "AHR";
        m_bench.Register(update);
    }

    HomeAgentBench m_bench; ///< with RouteMode "interface", the default
};

TEST_F(TunnelTest, ItHasAnInterfaceThatCounts)
{
    REQ("NEMO-6.5-4");
    const auto ipv6 = m_bench.node->GetObject<Ipv6>();
    const uint32_t tunnel = m_bench.stack->GetTransformInterface();
    ASSERT_LT(tunnel, ipv6->GetNInterfaces());
    EXPECT_NE(tunnel, m_bench.homeInterface);
    EXPECT_NE(tunnel, m_bench.worldInterface);
    EXPECT_TRUE(ipv6->IsUp(tunnel));
    EXPECT_TRUE(ipv6->IsForwarding(tunnel));
    InterfaceCounters counters(m_bench);
    for (int count = 1; count <= 5; ++count)
    {
        EXPECT_TRUE(m_bench.TunnelledTo("5::2"));
        EXPECT_TRUE(m_bench.Takes(CARE_OF, "5::2"));
        EXPECT_TRUE(m_bench.Takes(CARE_OF, "5::3"));
        EXPECT_EQ(counters.sent[tunnel], count);
        EXPECT_EQ(counters.received[tunnel], 2 * count);
    }
    // What is not for the mobile network does not go there.
    m_bench.world->Send(MakeDatagram("3::2", "4::55", 64), m_bench.WorldMac());
    m_bench.Run(Seconds(1));
    EXPECT_EQ(counters.sent[tunnel], 5);
    EXPECT_EQ(counters.received[tunnel], 10);
}

TEST_F(TunnelTest, ItsMtuIsThatOfTheLinkWithoutTheOuterHeader)
{
    REQ("NEMO-6.5-4");
    constexpr std::size_t linkMtu = 1500;
    constexpr std::size_t headerSize = 40;
    for (const std::size_t size : {linkMtu - headerSize, linkMtu - headerSize + 1})
    {
        m_bench.world->Clear();
        m_bench.world->Send(HandStation::MakePacket("3::2", "5::2", 17, Octets(size - headerSize)),
                            m_bench.WorldMac());
        m_bench.Run(MilliSeconds(10));
        const auto heard =
            m_bench.world->Heard([](const HeardPacket& p) { return p.protocol != 17; });
        ASSERT_EQ(heard.size(), 1U) << size;
        if (size == linkMtu - headerSize)
        {
            EXPECT_EQ(heard[0].destination, CARE_OF);
            EXPECT_EQ(heard[0].octets.size(), linkMtu);
            continue;
        }
        const CaughtPacket error = Dissect(heard[0].octets);
        EXPECT_EQ(error.icmpv6, 2); // Packet Too Big
        EXPECT_EQ(error.destination, Ipv6Address("3::2"));
        EXPECT_EQ(OctetReader(error.octets.data() + error.offset + 4, 4).U32(),
                  linkMtu - headerSize);
    }
}

} // namespace

} // namespace ns3::nemo::tests::nemo_home_agent_test
