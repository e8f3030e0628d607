// SPDX-License-Identifier: GPL-2.0-only
// AddressProxy as the one prober for duplicates. RFC 4862 section 5.4.
#include "support/address-proxy-test.h"

#include "ns3/internet-stack-helper.h"
#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/uinteger.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::mip6_address_proxy_probe_test
{

namespace
{

TEST_F(AddressProxyTest, FreeAddressIsProbedOnceAndNotTaken)
{
    std::vector<std::pair<bool, Time>> results;
    world.At(Seconds(1), [&]() {
        agent.proxy->Probe(home, ia, {}, Note(results));
        EXPECT_TRUE(agent.proxy->IsProbing(home, ia));
        EXPECT_TRUE(agent.interfaces->IsMember(homeGroup, ia));
    });
    world.RunUntil(Seconds(10));
    ASSERT_EQ(results.size(), 1U);
    EXPECT_TRUE(results[0].first);
    EXPECT_EQ(results[0].second, Seconds(2));
    ASSERT_EQ(Solicitations().size(), 1U);
    EXPECT_EQ(Solicitations()[0].at, Seconds(1));
    EXPECT_EQ(Solicitations()[0].octets, VectorOctets("ns_return_home_rfc")); // the same octets
    EXPECT_FALSE(agent.interfaces->Has(home));
    EXPECT_FALSE(agent.proxy->IsProbing(home, ia));
    EXPECT_FALSE(agent.interfaces->IsMember(homeGroup, ia));
}

TEST_F(AddressProxyTest, Peer_22_SolicitationGoesToTheGroupsLinkLayerAddress)
{
    agent.proxy->Probe(home, ia, {}, [](bool) {});
    world.RunUntil(Seconds(10));
    ASSERT_EQ(Solicitations().size(), 1U);
    EXPECT_EQ(Solicitations()[0].to, SOLICITED_HARDWARE);
}

TEST_F(AddressProxyTest, Peer_20_RandomDelayComesBeforeTheSolicitation)
{
    std::vector<std::pair<bool, Time>> results;
    AddressProxy::ProbeOptions options;
    options.maxRandomDelay = Seconds(1);
    std::vector<Time> delays;
    for (int i = 0; i < 40; ++i)
    {
        const Time start = Simulator::Now();
        agent.proxy->Probe(home, ia, options, Note(results));
        world.RunUntil(start + Seconds(10));
        ASSERT_EQ(Solicitations().size(), delays.size() + 1);
        const Time sent = Solicitations().back().at;
        delays.push_back(sent - start);
        EXPECT_LE(delays.back(), Seconds(1));
        EXPECT_TRUE(results.back().first);
        EXPECT_EQ(results.back().second, sent + Seconds(1)); // RetransTimer after it
    }
    EXPECT_LT(*std::min_element(delays.begin(), delays.end()), MilliSeconds(200));
    EXPECT_GT(*std::max_element(delays.begin(), delays.end()), MilliSeconds(800));
}

TEST_F(AddressProxyTest, Peer_16_NoSolicitationWithoutTransmits)
{
    std::vector<std::pair<bool, Time>> results;
    agent.proxy->SetAttribute("DupAddrDetectTransmits", UintegerValue(0));
    other.interfaces->AddAddress(io, home, 64, true);
    agent.proxy->Probe(home, ia, {}, Note(results));
    EXPECT_TRUE(results.empty()); // never from within the call
    world.RunUntil(Seconds(10));
    ASSERT_EQ(results.size(), 1U);
    EXPECT_TRUE(results[0].first);
    EXPECT_EQ(results[0].second, Seconds(0));
    EXPECT_TRUE(world.Seen(link).empty());
}

TEST_F(AddressProxyTest, SeveralSolicitationsAreRetransTimerApart)
{
    std::vector<std::pair<bool, Time>> results;
    AddressProxy::ProbeOptions options;
    options.transmits = 3;
    options.retransTimer = MilliSeconds(400);
    agent.proxy->Probe(home, ia, options, Note(results));
    world.RunUntil(Seconds(10));
    ASSERT_EQ(Solicitations().size(), 3U);
    EXPECT_EQ(Solicitations()[2].at, MilliSeconds(800));
    ASSERT_EQ(results.size(), 1U);
    EXPECT_EQ(results[0].second, MilliSeconds(1200));
}

TEST_F(AddressProxyTest, AddressOfAnotherIsTaken)
{
    std::vector<std::pair<bool, Time>> results;
    other.interfaces->AddAddress(io, home, 64, true);
    agent.proxy->Probe(home, ia, {}, Note(results));
    world.RunUntil(Seconds(10));
    ASSERT_EQ(results.size(), 1U);
    EXPECT_FALSE(results[0].first);
    EXPECT_EQ(results[0].second, MilliSeconds(2)); // there and back
    EXPECT_EQ(Answers()[0].Destination(), ALL_NODES);
    EXPECT_FALSE(agent.interfaces->IsMember(homeGroup, ia));
}

TEST_F(AddressProxyTest, AddressThatIsDefendedIsTaken)
{
    std::vector<std::pair<bool, Time>> results;
    agent.proxy->Answer(home, ia, false);
    other.proxy->Probe(home, io, {}, Note(results));
    world.RunUntil(Seconds(10));
    ASSERT_EQ(results.size(), 1U);
    EXPECT_FALSE(results[0].first);
}

TEST_F(AddressProxyTest, AddressOfAStockHostIsTaken)
{
    auto node = CreateObject<Node>();
    InternetStackHelper stack;
    stack.SetIpv4StackInstall(false);
    stack.Install(node);
    auto device = CreateObject<MobileLinkDevice>();
    device->SetAddress(Mac48Address::Allocate());
    node->AddDevice(device);
    link->Attach(device);
    auto ipv6 = node->GetObject<Ipv6L3Protocol>();
    const uint32_t interface = ipv6->AddInterface(device);
    ipv6->SetUp(interface);
    ipv6->AddAddress(interface, Ipv6InterfaceAddress(home, Ipv6Prefix(64)));
    std::vector<std::pair<bool, Time>> results;
    world.At(Seconds(5), [&]() { agent.proxy->Probe(home, ia, {}, Note(results)); });
    world.RunUntil(Seconds(20));
    ASSERT_EQ(results.size(), 1U);
    EXPECT_FALSE(results[0].first);
}

TEST_F(AddressProxyTest, TwoThatProbeTheSameBothLose)
{
    std::vector<std::pair<bool, Time>> first;
    std::vector<std::pair<bool, Time>> second;
    agent.proxy->Probe(home, ia, {}, Note(first));
    other.proxy->Probe(home, io, {}, Note(second));
    world.RunUntil(Seconds(10));
    ASSERT_EQ(first.size(), 1U);
    ASSERT_EQ(second.size(), 1U);
    EXPECT_FALSE(first[0].first);
    EXPECT_FALSE(second[0].first);
}

TEST_F(AddressProxyTest, DuplicateHeardDuringTheRandomDelayCounts)
{
    agent.proxy->SetAttribute("ProbeDelay",
                              StringValue("ns3::ConstantRandomVariable[Constant=0.9]"));
    AddressProxy::ProbeOptions options;
    options.maxRandomDelay = Seconds(1);
    std::vector<std::pair<bool, Time>> results;
    agent.proxy->Probe(home, ia, options, Note(results));
    world.At(MilliSeconds(500), [&]() {
        NeighborSolicitation message;
        message.target = home;
        other.SendRaw(io,
                      MakePacket(message, Ipv6Address::GetAny(), homeGroup),
                      SOLICITED_HARDWARE);
    });
    world.RunUntil(Seconds(10));
    ASSERT_EQ(results.size(), 1U);
    EXPECT_FALSE(results[0].first);
    EXPECT_EQ(results[0].second, MilliSeconds(501));
    EXPECT_EQ(Solicitations().size(), 1U); // that of the other
}

TEST_F(AddressProxyTest, SolicitationOfATentativeAddressIsNotAnswered)
{
    std::vector<std::pair<bool, Time>> results;
    agent.proxy->Probe(home, ia, {}, Note(results));
    Solicit(otherAddress, homeGroup);
    world.RunUntil(Seconds(10));
    EXPECT_TRUE(Answers().empty());
    ASSERT_EQ(results.size(), 1U);
    EXPECT_TRUE(results[0].first); // somebody looks for it, nobody has it
}

TEST_F(AddressProxyTest, AddingAnAddressThatIsDefendedDisturbsNothing)
{
    agent.proxy->Answer(home, ia, false);
    auto& mobile = world.NewNode();
    const uint32_t im = mobile.AddInterface(link);
    world.At(Seconds(1), [&]() { mobile.interfaces->AddAddress(im, home, 64, true); });
    world.At(Seconds(2), [&]() { agent.proxy->Advertise(home, ia, false, true); });
    world.RunUntil(Seconds(10));
    EXPECT_EQ(world.Seen(link).size(), 1U);
    EXPECT_EQ(mobile.ipv6->GetAddress(im, 1).GetState(), Ipv6InterfaceAddress::PREFERRED);
}

TEST_F(AddressProxyTest, CancelledProbeTellsNothing)
{
    std::vector<std::pair<bool, Time>> results;
    agent.proxy->Probe(home, ia, {}, Note(results));
    agent.proxy->CancelProbe(home, ia);
    agent.proxy->CancelProbe(home, ia);
    EXPECT_FALSE(agent.interfaces->IsMember(homeGroup, ia));
    agent.proxy->Probe(home, ia, {}, Note(results));
    agent.proxy->Reset();
    world.RunUntil(Seconds(10));
    EXPECT_TRUE(results.empty());
}

TEST_F(AddressProxyTest, ResultMayProbeAgain)
{
    std::vector<Time> ends;
    std::function<void(bool)> again = [&](bool) {
        ends.push_back(Simulator::Now());
        if (ends.size() < 3)
        {
            agent.proxy->Probe(home, ia, {}, again);
        }
    };
    agent.proxy->Probe(home, ia, {}, again);
    world.RunUntil(Seconds(10));
    EXPECT_EQ(ends, (std::vector<Time>{Seconds(1), Seconds(2), Seconds(3)}));
    EXPECT_DEATH(agent.proxy->Probe(homeGroup, ia, {}, again), "Only unicast");
}

} // namespace

} // namespace ns3::nemo::tests::mip6_address_proxy_probe_test
