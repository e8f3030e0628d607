// SPDX-License-Identifier: GPL-2.0-only
// AddressProxy answers for addresses, and resolves without one of its own.
// IPv6 Ready, home agent, group 4: solicitations of every kind, and invalid targets.
#include "nemo-requirement.h"
#include "support/address-proxy-test.h"

#include "ns3/inet6-socket-address.h"
#include "ns3/simulator.h"
#include "ns3/udp-socket-factory.h"
#include "ns3/uinteger.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::mip6_address_proxy_test
{

namespace
{

// --- Defence

TEST_F(AddressProxyTest, AnswersAMulticastSolicitationToTheSolicitor)
{
    for (bool router : {false, true})
    {
        agent.proxy->Answer(home, ia, router);
        Solicit(otherAddress, homeGroup);
        const auto answers = Answers();
        ASSERT_EQ(answers.size(), router ? 2U : 1U);
        EXPECT_EQ(answers.back().octets,
                  MakePacket(ProxyAnswer(router, true), agentAddress, otherAddress));
        EXPECT_EQ(answers.back().to, other.Hardware(io));
    }
}

TEST_F(AddressProxyTest, AnswersAProbeForDuplicatesToAllNodes)
{
    for (bool router : {false, true})
    {
        agent.proxy->Answer(home, ia, router);
        Solicit(Ipv6Address::GetAny(), homeGroup);
        const auto answers = Answers();
        ASSERT_EQ(answers.size(), router ? 2U : 1U);
        EXPECT_EQ(answers.back().octets,
                  MakePacket(ProxyAnswer(router, false), agentAddress, ALL_NODES));
        EXPECT_EQ(answers.back().to, ALL_NODES_HARDWARE);
    }
}

TEST_F(AddressProxyTest, AnswersForALinkLocalAddressFromTheLinkLocalAddress)
{
    const Ipv6Address address("fe80::10");
    agent.proxy->Answer(address, ia, false);
    NeighborSolicitation message;
    message.target = address;
    other.SendRaw(io, MakePacket(message, Ipv6Address::GetAny(), homeGroup), SOLICITED_HARDWARE);
    world.RunUntil(Seconds(1));
    ASSERT_EQ(Answers().size(), 1U);
    EXPECT_EQ(Answers()[0].Source(), agent.interfaces->LinkLocalAddress(ia));
    EXPECT_EQ(Answers()[0].As<NeighborAdvertisement>().target, address);
}

TEST_F(AddressProxyTest, AnswersNothingElseAndNothingAfterwards)
{
    agent.proxy->Answer(Ipv6Address("2001:db8:1::11"), ia, false);
    Solicit(otherAddress, homeGroup);
    Solicit(Ipv6Address::GetAny(), homeGroup);
    EXPECT_TRUE(Answers().empty());
    agent.proxy->Answer(home, ia, false);
    EXPECT_TRUE(agent.proxy->IsAnswering(home, ia));
    EXPECT_FALSE(agent.proxy->IsAnswering(home, ia + 1));
    agent.proxy->StopAnswering(home, ia);
    agent.proxy->StopAnswering(home, ia);
    EXPECT_FALSE(agent.proxy->IsAnswering(home, ia));
    Solicit(otherAddress, homeGroup);
    Solicit(Ipv6Address::GetAny(), homeGroup);
    EXPECT_TRUE(Answers().empty());
    EXPECT_FALSE(agent.interfaces->IsMember(homeGroup, ia));
}

TEST_F(AddressProxyTest, Peer_17_AnswerGoesToTheSolicitorsLinkLayerAddress)
{
    agent.proxy->Answer(home, ia, false);
    // From the option; then from the neighbour cache, which learned it.
    Solicit(otherAddress, homeGroup);
    Solicit(otherAddress, homeGroup, false);
    ASSERT_EQ(Answers().size(), 2U);
    EXPECT_EQ(Answers()[0].to, other.Hardware(io));
    EXPECT_EQ(Answers()[1].to, other.Hardware(io));
    // Not known at all: no answer, but never to everybody.
    agent.interfaces->ForgetNeighbors(ia);
    Solicit(otherAddress, homeGroup, false);
    EXPECT_EQ(Answers().size(), 2U);
    EXPECT_EQ(agent.drops["unexpected-message"], 1);
}

TEST_F(AddressProxyTest, Peer_19_OverrideIsClearFromAProxyAndSetFromTheOwner)
{
    agent.proxy->Answer(home, ia, false);
    Solicit(otherAddress, homeGroup);
    ASSERT_EQ(Answers().size(), 1U);
    EXPECT_FALSE(Answers()[0].As<NeighborAdvertisement>().override);
    auto socket = Socket::CreateSocket(other.node, UdpSocketFactory::GetTypeId());
    socket->SendTo(Create<Packet>(10), 0, Inet6SocketAddress(agentAddress, 9));
    world.RunUntil(Seconds(2));
    ASSERT_EQ(Answers().size(), 2U);
    NeighborAdvertisement own;
    own.router = true; // it forwards
    own.solicited = true;
    own.override = true;
    own.target = agentAddress;
    own.options.emplace_back(TargetLinkLayerAddress{agent.Hardware(ia)});
    EXPECT_EQ(Answers()[1].octets, MakePacket(own, agentAddress, otherAddress));
}

/// The book's way of a returning node: target is the home agent, source is ::.
TEST_F(AddressProxyTest, OwnAddressAnswersAnUnspecifiedSourceToAllNodes)
{
    const Octets solicitation = VectorOctets("ns_return_home_book");
    other.SendRaw(io, solicitation, Mac48Address("33:33:ff:00:00:01"));
    world.RunUntil(Seconds(1));
    ASSERT_EQ(Answers().size(), 1U);
    EXPECT_EQ(Answers()[0].Destination(), ALL_NODES);
    EXPECT_EQ(Answers()[0].to, ALL_NODES_HARDWARE);
    EXPECT_FALSE(Answers()[0].As<NeighborAdvertisement>().solicited);
    EXPECT_TRUE(Answers()[0].As<NeighborAdvertisement>().override);
}

TEST_F(AddressProxyTest, InvalidSolicitationsAreDropped)
{
    agent.proxy->Answer(home, ia, false);
    NeighborSolicitation message;
    message.target = home;
    // From :: to a unicast address; from :: with a link-layer address.
    other.SendRaw(io, MakePacket(message, Ipv6Address::GetAny(), agentAddress), agent.Hardware(ia));
    message.options.emplace_back(SourceLinkLayerAddress{other.Hardware(io)});
    other.SendRaw(io, MakePacket(message, Ipv6Address::GetAny(), homeGroup), SOLICITED_HARDWARE);
    NeighborAdvertisement answer = ProxyAnswer(false, true);
    other.SendRaw(io, MakePacket(answer, otherAddress, ALL_NODES), ALL_NODES_HARDWARE);
    Octets cut = EncodeNeighborMessage(answer, otherAddress, agentAddress);
    cut.resize(22);
    WriteIcmpv6Checksum(cut, otherAddress, agentAddress);
    other.SendRaw(io, MakePacket(cut, otherAddress, agentAddress), agent.Hardware(ia));
    world.RunUntil(Seconds(1));
    EXPECT_TRUE(Answers().size() == 2U); // those that other sent
    EXPECT_EQ(agent.drops["bad-address"], 3);
    EXPECT_EQ(agent.drops["message-too-short"] + agent.drops["truncated"], 1);
}

TEST_F(AddressProxyTest, UnsolicitedAdvertisementIsTheVector)
{
    agent.proxy->Advertise(home, ia, false, true, 0);
    ASSERT_TRUE(Answers().empty()); // the link is of unlimited rate, but still takes an event
    world.RunUntil(MilliSeconds(1));
    ASSERT_EQ(Answers().size(), 1U);
    EXPECT_EQ(Answers()[0].at, Seconds(0));
    EXPECT_EQ(Answers()[0].octets, VectorOctets("na_proxy"));
    EXPECT_EQ(Answers()[0].to, ALL_NODES_HARDWARE);
}

TEST_F(AddressProxyTest, ReturnedNodeAdvertisesFromItsHomeAddress)
{
    auto& mobile = world.NewNode();
    const uint32_t im = mobile.AddInterface(link, "02:00:00:00:00:10");
    mobile.interfaces->AddAddress(im, home, 64, true);
    mobile.proxy->Advertise(home, im, false, true);
    world.RunUntil(Seconds(10));
    ASSERT_EQ(Answers().size(), 1U);
    EXPECT_EQ(Answers()[0].octets, VectorOctets("na_returned_home"));
}

TEST_F(AddressProxyTest, AdvertisementIsRepeatedAsOftenAsSaid)
{
    REQ("BOOK-013");
    std::size_t before = 0;
    for (uint32_t repeats : {0U, 1U, 3U})
    {
        const Time start = Simulator::Now();
        agent.proxy->SetAttribute("NeighborAdvertisementRepeats", UintegerValue(repeats));
        agent.proxy->Advertise(home, ia, false, true);
        agent.proxy->Advertise(Ipv6Address("fe80::10"), ia, false, true);
        world.RunUntil(start + Seconds(20));
        std::map<Ipv6Address, std::vector<SeenFrame>> byTarget;
        const auto all = Answers();
        for (auto frame = all.begin() + static_cast<std::ptrdiff_t>(before); frame != all.end();
             ++frame)
        {
            byTarget[frame->As<NeighborAdvertisement>().target].push_back(*frame);
        }
        before = all.size();
        ASSERT_EQ(byTarget.size(), 2U);
        for (const auto& [target, frames] : byTarget)
        {
            ASSERT_EQ(frames.size(), repeats + 1);
            for (std::size_t i = 0; i < frames.size(); ++i)
            {
                EXPECT_EQ(frames[i].octets, frames[0].octets);
                EXPECT_EQ(frames[i].at, start + Seconds(static_cast<double>(i)));
            }
        }
    }
    EXPECT_FALSE(
        agent.proxy->SetAttributeFailSafe("NeighborAdvertisementRepeats", UintegerValue(4)));
    EXPECT_DEATH(agent.proxy->Advertise(home, ia, false, true, 4), "at most 3 times");
}

TEST_F(AddressProxyTest, RepeatsEndWithTheDefence)
{
    agent.proxy->SetAttribute("RetransTimer", TimeValue(MilliSeconds(250)));
    agent.proxy->Answer(home, ia, true);
    agent.proxy->Advertise(home, ia, true, true, 3);
    world.At(MilliSeconds(300), [&]() { agent.proxy->StopAnswering(home, ia); });
    world.RunUntil(Seconds(10));
    ASSERT_EQ(Answers().size(), 2U);
    EXPECT_EQ(Answers()[1].at, MilliSeconds(250));
    EXPECT_TRUE(Answers()[1].As<NeighborAdvertisement>().router);
}

/// With a hundred thousand homes an answer costs what it costs with one.
TEST_F(AddressProxyTest, ManyAddressesAreAnsweredFor)
{
    for (uint32_t i = 0; i < 100000; ++i)
    {
        uint8_t octets[16];
        home.GetBytes(octets);
        octets[8] = static_cast<uint8_t>(i >> 16);
        octets[9] = static_cast<uint8_t>(i >> 8);
        octets[10] = static_cast<uint8_t>(i);
        agent.proxy->Answer(Ipv6Address(octets), ia, false);
    }
    Solicit(otherAddress, homeGroup);
    EXPECT_EQ(Answers().size(), 1U);
    agent.proxy->Reset();
    Solicit(otherAddress, homeGroup);
    EXPECT_EQ(Answers().size(), 1U);
    EXPECT_FALSE(agent.interfaces->IsMember(homeGroup, ia));
}

// --- Resolution without an address of one's own

TEST_F(AddressProxyTest, ReturningNodeFindsTheHomeAgentByItsDefence)
{
    agent.proxy->Answer(home, ia, false);
    auto& mobile = world.NewNode();
    const uint32_t im = mobile.AddInterface(link);
    std::vector<std::optional<Mac48Address>> results;
    mobile.proxy->Solicit(home, im, Ipv6Address::GetAny(), [&](auto hardware) {
        results.push_back(hardware);
    });
    world.RunUntil(Seconds(10));
    ASSERT_EQ(Solicitations().size(), 1U);
    EXPECT_EQ(Solicitations()[0].octets, VectorOctets("ns_return_home_rfc"));
    EXPECT_EQ(Solicitations()[0].to, SOLICITED_HARDWARE);
    ASSERT_EQ(Answers().size(), 1U);
    EXPECT_EQ(Answers()[0].Destination(), ALL_NODES);
    EXPECT_FALSE(Answers()[0].As<NeighborAdvertisement>().solicited);
    EXPECT_EQ(results, (std::vector<std::optional<Mac48Address>>{agent.Hardware(ia)}));
}

TEST_F(AddressProxyTest, SolicitGivesUpAfterThree)
{
    std::vector<std::optional<Mac48Address>> results;
    agent.proxy->Solicit(home, ia, agentAddress, [&](auto hardware) {
        EXPECT_EQ(Simulator::Now(), Seconds(3));
        results.push_back(hardware);
    });
    world.RunUntil(Seconds(10));
    ASSERT_EQ(Solicitations().size(), 3U);
    NeighborSolicitation wanted;
    wanted.target = home;
    wanted.options.emplace_back(SourceLinkLayerAddress{agent.Hardware(ia)});
    EXPECT_EQ(Solicitations()[2].octets, MakePacket(wanted, agentAddress, homeGroup));
    EXPECT_EQ(Solicitations()[2].at, Seconds(2));
    EXPECT_EQ(results, (std::vector<std::optional<Mac48Address>>{std::nullopt}));
    agent.proxy->Solicit(home, ia, agentAddress, [&](auto hardware) {
        results.push_back(hardware);
    });
    agent.proxy->CancelSolicit(home, ia);
    world.RunUntil(Seconds(20));
    EXPECT_EQ(results.size(), 1U);
}

} // namespace

} // namespace ns3::nemo::tests::mip6_address_proxy_test
