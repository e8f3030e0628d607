// SPDX-License-Identifier: GPL-2.0-only
// The checks of RFC 6275 section 9.2 hold at home agents (section 10.2) and mobile nodes (section
// 11.2) too.
#include "nemo-requirement.h"
#include "support/home-agent-bench.h"
#include "support/mobile-world.h"
#include "support/only-home.h"
#include "unit/wire/wire-data.h"

#include "ns3/mip6-checksum.h"
#include "ns3/mip6-extension-chain.h"
#include "ns3/mip6-mobility-header.h"

#include <gtest/gtest.h>
#include <optional>
#include <string>
#include <vector>

namespace ns3::nemo::tests::mip6_role_messages_test
{

namespace
{

constexpr std::size_t IPV6_HEADER_SIZE = 40;
constexpr uint8_t ICMPV6 = 58;
constexpr uint8_t PARAMETER_PROBLEM = 4;
/// Checksum in a mobility header. RFC 6275 section 6.1.1.
constexpr std::size_t CHECKSUM = 4;

/// A message that is wrong, and what the standard wants to happen.
struct WrongMessage
{
    std::string vector;              ///< of test/vectors/mip6.json
    DropReason reason;               ///< it is discarded
    std::optional<uint32_t> pointer; ///< of a Parameter Problem; absent: a Binding Error, status 2
};

const std::vector<WrongMessage> WRONG_MESSAGES = {
    {"unknown_mh_type", DropReason::UNKNOWN_MESSAGE_TYPE, std::nullopt},
    {"payload_proto_not_59", DropReason::BAD_PAYLOAD_PROTO, 40},
    {"mh_too_short", DropReason::MESSAGE_TOO_SHORT, 41},
};

/// The vector's message in a packet between these two.
Octets
Forge(const std::string& vector, const Ipv6Address& source, const Ipv6Address& destination)
{
    const auto& vectors = ReadJson("vectors/mip6.json")["negative_vectors"];
    const Octets packet = FromHex(Named(vectors, vector)["hex"]);
    Octets message(packet.begin() + IPV6_HEADER_SIZE, packet.end());
    message[CHECKSUM] = message[CHECKSUM + 1] = 0;
    const uint16_t sum = UpperLayerChecksum(source,
                                            destination,
                                            MOBILITY_HEADER_PROTOCOL,
                                            message.data(),
                                            message.size());
    message[CHECKSUM] = static_cast<uint8_t>(sum >> 8);
    message[CHECKSUM + 1] = static_cast<uint8_t>(sum & 0xff);
    return HandStation::MakePacket(source, destination, MOBILITY_HEADER_PROTOCOL, message);
}

/// Is it all that the standard wants to be said to `message`?
void
ExpectReaction(const WrongMessage& message, const Octets& octets)
{
    const CaughtPacket reaction = Dissect(octets);
    if (message.pointer)
    {
        EXPECT_EQ(reaction.protocol, ICMPV6) << message.vector;
        EXPECT_EQ(reaction.icmpv6, PARAMETER_PROBLEM) << message.vector;
        EXPECT_EQ(octets[reaction.offset + 1], 0) << message.vector; // code
        EXPECT_EQ(OctetReader(octets.data() + reaction.offset + 4, 4).U32(), *message.pointer);
        return;
    }
    ASSERT_TRUE(reaction.signal) << message.vector;
    const auto* error = reaction.signal->Get<BindingError>();
    ASSERT_TRUE(error) << message.vector;
    EXPECT_EQ(error->status, BindingErrorStatus::UNRECOGNIZED_MOBILITY_HEADER_TYPE);
    EXPECT_EQ(error->homeAddress, Ipv6Address::GetAny());
}

TEST(MessageChecksTest, AHomeAgentTellsWhatIsWrongWithAMessage)
{
    REQ("RFC-195");
    const Ipv6Address peer("3::2");
    for (const auto& message : WRONG_MESSAGES)
    {
        HomeAgentBench bench;
        bench.world->Send(Forge(message.vector, peer, bench.agentAddress), bench.WorldMac());
        bench.Run(Seconds(3));
        const auto reactions =
            bench.world->Heard([&](const HeardPacket& p) { return p.destination == peer; });
        ASSERT_EQ(reactions.size(), 1U) << message.vector;
        ExpectReaction(message, reactions[0].octets);
        EXPECT_EQ(bench.Drops(message.reason), 1U) << message.vector;
    }
}

TEST(MessageChecksTest, AHomeAgentBelievesNothingWithAWrongChecksum)
{
    REQ("RFC-195");
    HomeAgentBench bench;
    HandUpdate update;
    Octets packet = update.Encode();
    constexpr std::size_t HOME_ADDRESS_HEADER_SIZE = 24;
    packet[IPV6_HEADER_SIZE + HOME_ADDRESS_HEADER_SIZE + CHECKSUM] ^= 1;
    bench.world->Send(packet, bench.WorldMac());
    bench.Run(Seconds(3));
    EXPECT_TRUE(bench.world->Heard().empty());
    EXPECT_TRUE(bench.neighbour->Heard().empty());
    EXPECT_EQ(bench.Drops(DropReason::BAD_CHECKSUM), 1U);
    bench.Register(update);
}

/// Let a packet arrive at a node.
void
Deliver(const WorldNode& node, uint32_t interface, const Octets& octets)
{
    const auto device = node.Device(interface);
    node.node->GetObject<Ipv6L3Protocol>()->Receive(
        device,
        Create<Packet>(octets.data(), static_cast<uint32_t>(octets.size())),
        Ipv6L3Protocol::PROT_NUMBER,
        Mac48Address("02:00:00:00:00:99"),
        device->GetAddress(),
        NetDevice::PACKET_HOST);
}

TEST(MessageChecksTest, AMobileNodeTellsWhatIsWrongWithAMessage)
{
    REQ("RFC-195");
    for (const auto& message : WRONG_MESSAGES)
    {
        MobileWorld world;
        world.NewMobileNode(world.a);
        world.RunUntil(Seconds(10));
        const Ipv6Address careOf = world.Address("2::10");
        const Ipv6Address peer = world.Address("c::5");
        Deliver(*world.mobileNode, world.roaming, Forge(message.vector, peer, careOf));
        world.RunUntil(Seconds(13));
        // ns-3 sends ICMPv6 errors from the home address, and so through the tunnel.
        const auto own = world.mobileNode->Interfaces()->LinkLayerAddress(world.roaming);
        std::vector<CaughtPacket> reactions;
        for (const auto& packet : world.Caught(world.a))
        {
            const CaughtPacket& inner = packet.inner ? *packet.inner : packet;
            if (packet.from == own && inner.destination == peer)
            {
                reactions.push_back(inner);
            }
        }
        ASSERT_EQ(reactions.size(), 1U) << message.vector;
        ExpectReaction(message, reactions[0].octets);
        EXPECT_EQ(world.mobileNode->Drops(message.reason), 1U) << message.vector;
    }
}

TEST(MessageChecksTest, AMobileNodeBelievesNothingWithAWrongChecksum)
{
    REQ("RFC-195");
    MobileWorld world;
    world.agent->answer = [](const auto&) { return std::nullopt; };
    const MobileNode& role = world.NewMobileNode(world.a);
    world.RunUntil(Seconds(10));
    const Ipv6Address home = world.Address("1::10");
    BindingAcknowledgement body;
    body.sequence = world.agent->updates.back().Body().sequence;
    body.lifetime = world.agent->updates.back().Body().lifetime;
    ExtensionChain chain;
    chain.routing.emplace().address = home;
    uint8_t first = 0;
    Octets payload = chain.Serialise(MOBILITY_HEADER_PROTOCOL, first);
    const std::size_t offset = payload.size();
    const Octets message = EncodeMobilityHeader({body, {}}, world.Address("1::1"), home);
    payload.insert(payload.end(), message.begin(), message.end());
    const auto deliver = [&] {
        Deliver(
            *world.mobileNode,
            world.roaming,
            HandStation::MakePacket(world.Address("1::1"), world.Address("2::10"), first, payload));
    };
    payload[offset + CHECKSUM] ^= 1;
    const auto sent = world.Caught(world.a).size();
    deliver();
    world.RunUntil(Seconds(10) + MilliSeconds(1));
    EXPECT_FALSE(RegistrationOf(role).IsBound());
    EXPECT_EQ(world.mobileNode->Drops(DropReason::BAD_CHECKSUM), 1U);
    EXPECT_EQ(world.Caught(world.a).size(), sent);
    payload[offset + CHECKSUM] ^= 1;
    deliver();
    EXPECT_TRUE(RegistrationOf(role).IsBound());
}

} // namespace

} // namespace ns3::nemo::tests::mip6_role_messages_test
