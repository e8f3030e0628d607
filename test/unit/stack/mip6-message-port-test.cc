// SPDX-License-Identifier: GPL-2.0-only
// IPv6 Ready, group 1 of every role: mobility headers with a fault.
#include "nemo-requirement.h"
#include "support/chain-topology.h"

#include "ns3/icmpv6-header.h"
#include "ns3/mip6-checksum.h"
#include "ns3/mip6-message-port.h"
#include "ns3/mip6-mobility-header.h"
#include "ns3/mip6-rfc6275-codec.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::mip6_message_port_test
{

namespace
{

constexpr uint8_t ICMPV6 = 58;

/// MN sends raw mobility headers to CN, whose port answers.
class MessagePortTest : public ::testing::Test
{
  protected:
    static constexpr auto CN = ChainTopology::CN;
    static constexpr auto MN = ChainTopology::MN;

    MessagePortTest()
    {
        chain.At(CN).Carry();
        port = CreateObject<MessagePort>();
        port->Attach(chain.At(CN).node, chain.At(CN).path, CreateObject<Rfc6275Codec>());
        chain.At(CN).path->TraceConnectWithoutContext("Drop",
                                                      MakeCallback(&MessagePortTest::Note, this));
        chain.At(CN)
            .ipv6->GetNetDevice(chain.RightInterface(CN))
            ->TraceConnectWithoutContext("MacTx", MakeCallback(&MessagePortTest::Reply, this));
    }

    void Note(DropReason reason, Ptr<const Packet>)
    {
        drops.push_back(reason);
    }

    void Reply(Ptr<const Packet> packet)
    {
        Octets octets(packet->GetSize());
        packet->CopyData(octets.data(), packet->GetSize());
        octets.erase(octets.begin(), octets.begin() + 2); // PPP
        if (octets[24] != 0xff)
        {
            replies.push_back(octets);
        }
    }

    /// Send octets behind an IPv6 header, with the checksum put right when asked for.
    void Deliver(Octets octets, uint8_t nextHeader = 135, bool repair = true)
    {
        if (repair)
        {
            octets[4] = octets[5] = 0;
            const uint16_t sum =
                UpperLayerChecksum(from, to, nextHeader, octets.data(), octets.size());
            octets[4] = static_cast<uint8_t>(sum >> 8);
            octets[5] = static_cast<uint8_t>(sum & 0xff);
        }
        Simulator::Schedule(Seconds(3), [this, octets, nextHeader] {
            chain.At(MN).ipv6->Send(
                Create<Packet>(octets.data(), static_cast<uint32_t>(octets.size())),
                from,
                to,
                nextHeader,
                nullptr);
        });
        Simulator::Stop(Seconds(6));
        Simulator::Run();
    }

    void ExpectParameterProblem(uint8_t code, uint32_t pointer) const
    {
        ASSERT_EQ(replies.size(), 1U);
        const Octets& error = replies[0];
        EXPECT_EQ(error[6], ICMPV6);
        EXPECT_EQ(OctetReader(error.data() + 24, 16).Address(), from);
        EXPECT_EQ(error[40], Icmpv6Header::ICMPV6_ERROR_PARAMETER_ERROR);
        EXPECT_EQ(error[41], code);
        EXPECT_EQ(OctetReader(error.data() + 44, 4).U32(), pointer);
        EXPECT_EQ(OctetReader(error.data() + 48 + 8, 16).Address(), from) << "quotes the packet";
    }

    ChainTopology chain;
    Ptr<MessagePort> port;
    Ipv6Address from{ChainTopology::Address(2, 2)};
    Ipv6Address to{ChainTopology::Address(0, 1)};
    std::vector<DropReason> drops;
    std::vector<Octets> replies;
};

TEST_F(MessagePortTest, BadChecksumIsDiscardedInSilence)
{
    REQ("RFC-076");
    Deliver({59, 0, 0, 0, 0x12, 0x34, 0, 0}, 135, false);
    EXPECT_EQ(drops, std::vector{DropReason::BAD_CHECKSUM});
    EXPECT_TRUE(replies.empty());
}

TEST_F(MessagePortTest, UnknownTypeDrawsABindingError)
{
    REQ("RFC-077");
    Deliver({59, 0, 250, 0, 0, 0, 0, 0});
    EXPECT_EQ(drops, std::vector{DropReason::UNKNOWN_MESSAGE_TYPE});
    ASSERT_EQ(replies.size(), 1U);
    const Octets& reply = replies[0];
    EXPECT_EQ(reply[6], 135);
    EXPECT_EQ(OctetReader(reply.data() + 24, 16).Address(), from);
    EXPECT_EQ(Octets(reply.begin() + 40, reply.begin() + 43), (Octets{59, 2, 7}));
    EXPECT_EQ(reply[46], 2) << "status: unrecognised MH Type";
    EXPECT_EQ(OctetReader(reply.data() + 48, 16).Address(), Ipv6Address::GetAny());
}

TEST_F(MessagePortTest, ABindingErrorIsNeverAnsweredByOne)
{
    Octets error(24, 0);
    error[0] = 59;
    error[1] = 2;
    error[2] = 7;
    error[6] = 2;
    Deliver(error);
    EXPECT_TRUE(replies.empty());
    EXPECT_EQ(drops, std::vector{DropReason::UNEXPECTED_MESSAGE});
}

TEST_F(MessagePortTest, PayloadProtoMustBe59)
{
    REQ("RFC-078");
    Deliver({17, 0, 0, 0, 0, 0, 0, 0});
    EXPECT_EQ(drops, std::vector{DropReason::BAD_PAYLOAD_PROTO});
    ExpectParameterProblem(0, 40);
}

struct Shortest
{
    uint8_t type;
    uint8_t headerLength;
};

class ShortMessageTest : public MessagePortTest, public ::testing::WithParamInterface<Shortest>
{
};

TEST_P(ShortMessageTest, HeaderLenBelowTheTypesMinimum)
{
    REQ("RFC-079");
    const auto& [type, minimum] = GetParam();
    Octets octets((minimum)*8U, 0); // one unit less than the type needs
    octets[0] = 59;
    octets[1] = static_cast<uint8_t>(minimum - 1);
    octets[2] = type;
    Deliver(octets);
    EXPECT_EQ(drops, std::vector{DropReason::MESSAGE_TOO_SHORT});
    ExpectParameterProblem(0, 41);
}

// The Binding Refresh Request needs no more than the 8 octets that every header has.
INSTANTIATE_TEST_SUITE_P(Types,
                         ShortMessageTest,
                         ::testing::Values(Shortest{1, 1},
                                           Shortest{2, 1},
                                           Shortest{3, 2},
                                           Shortest{4, 2},
                                           Shortest{5, 1},
                                           Shortest{6, 1},
                                           Shortest{7, 2}));

TEST_F(MessagePortTest, APointerCountsTheExtensionHeadersThatWereOnTheWire)
{
    // A Home Address option before a Binding Update that is too short: 24 octets further on. The
    // error goes to the care-of address.
    const Ipv6Address home("fd00:b::77");
    Octets update{59, 0, 5, 0, 0, 0, 0, 0};
    const uint16_t sum = UpperLayerChecksum(home, to, 135, update.data(), update.size());
    update[4] = static_cast<uint8_t>(sum >> 8);
    update[5] = static_cast<uint8_t>(sum & 0xff);
    Octets octets{135, 2, 1, 2, 0, 0, 201, 16};
    uint8_t address[16];
    home.GetBytes(address);
    octets.insert(octets.end(), address, address + 16);
    octets.insert(octets.end(), update.begin(), update.end());
    Deliver(octets, 60, false);
    ExpectParameterProblem(0, 40 + 24 + 1);
}

TEST_F(MessagePortTest, TakersAreAskedInOrderUntilOneTakes)
{
    std::vector<int> asked;
    auto taker = [&](int name, bool takes) {
        return [&asked, name, takes](const SignalDelivery&) {
            asked.push_back(name);
            return takes;
        };
    };
    using Type = MobilityHeaderType;
    port->Take(Type::BINDING_REFRESH_REQUEST, taker(3, true), 2);
    port->Take(Type::BINDING_REFRESH_REQUEST, taker(1, false), 1);
    port->Take(Type::BINDING_REFRESH_REQUEST, taker(4, true), 2);
    const auto released = port->Take(Type::BINDING_REFRESH_REQUEST, taker(2, true), 1);
    port->Release(released);
    port->Release(12345);
    Deliver({59, 0, 0, 0, 0, 0, 0, 0});
    EXPECT_EQ(asked, (std::vector{1, 3}));
    EXPECT_TRUE(drops.empty());
    EXPECT_TRUE(replies.empty());
}

TEST_F(MessagePortTest, ANodeThatKnowsNoMobilityAnswersAsToAnyUnknownHeader)
{
    port->SetMobilityAware(false);
    chain.At(CN).path->SetMobilityAware(false);
    Deliver({59, 0, 0, 0, 0, 0, 0, 0});
    ExpectParameterProblem(1, 6);
}

TEST_F(MessagePortTest, ANodeThatKnowsNoMobilityRefusesTheHomeAddressOption)
{
    port->SetMobilityAware(false);
    chain.At(CN).path->SetMobilityAware(false);
    Octets octets{59, 2, 1, 2, 0, 0, 201, 16};
    octets.resize(24, 1);
    Deliver(octets, 60, false);
    ExpectParameterProblem(2, 40 + 6);
}

TEST_F(MessagePortTest, ANodeThatKnowsNoMobilityRefusesTheRoutingHeader)
{
    port->SetMobilityAware(false);
    chain.At(CN).path->SetMobilityAware(false);
    Octets octets{59, 2, 2, 1, 0, 0, 0, 0};
    octets.resize(24, 1);
    Deliver(octets, 43, false);
    ExpectParameterProblem(0, 40 + 2);
}

/// A port on the home agent, which has no default route; it writes down what it sends.
class MessagePortSendTest : public MessagePortTest
{
  protected:
    static constexpr auto HA = ChainTopology::HA;

    MessagePortSendTest()
    {
        chain.At(HA).Carry();
        sender = CreateObject<MessagePort>();
        sender->Attach(chain.At(HA).node, chain.At(HA).path, CreateObject<Rfc6275Codec>());
        sender->TraceConnectWithoutContext("Sent",
                                           MakeCallback(&MessagePortSendTest::NoteSent, this));
        chain.At(HA).path->TraceConnectWithoutContext(
            "Drop",
            MakeCallback(&MessagePortSendTest::Note, this));
    }

    void NoteSent(const Signal&, const Envelope&, uint32_t size)
    {
        sent.push_back(size);
    }

    /// At 3 s: ask for a refresh.
    uint32_t SendTo(const Ipv6Address& destination)
    {
        uint32_t size = 0;
        Simulator::Schedule(Seconds(3), [&] {
            Envelope envelope;
            envelope.source = ChainTopology::Address(1, 1);
            envelope.destination = destination;
            size = sender->Send(Signal{BindingRefreshRequest{}, {}}, envelope);
        });
        Simulator::Stop(Seconds(4));
        Simulator::Run();
        return size;
    }

    Ptr<MessagePort> sender;
    std::vector<uint32_t> sent;
};

TEST_F(MessagePortSendTest, WhatLeavesIsToldWithItsSize)
{
    EXPECT_EQ(SendTo(ChainTopology::Address(2, 2)), 48U);
    EXPECT_EQ(sent, std::vector<uint32_t>{48});
    EXPECT_TRUE(drops.empty());
}

TEST_F(MessagePortSendTest, WithoutARouteNothingIsSent)
{
    EXPECT_EQ(SendTo(Ipv6Address("fd00:9::9")), 0U);
    EXPECT_TRUE(sent.empty());
    EXPECT_EQ(drops, std::vector{DropReason::NO_ROUTE});
}

TEST_F(MessagePortSendTest, WithoutARouteForItsTunnelNothingIsSent)
{
    const Ipv6Address home("fd00:b::77");
    auto rule = std::make_shared<SteeringRule>();
    rule->originated = {
        Verdict::TRANSFORM,
        ChainTopology::Tunnel(ChainTopology::Address(1, 1), Ipv6Address("fd00:9::9")),
        0,
        DropReason::NO_TUNNEL};
    chain.At(HA).steering->ToAddress(home, rule);
    EXPECT_EQ(SendTo(home), 0U);
    EXPECT_TRUE(sent.empty());
    EXPECT_EQ(drops, std::vector{DropReason::NO_ROUTE});
}

} // namespace

} // namespace ns3::nemo::tests::mip6_message_port_test
