// SPDX-License-Identifier: GPL-2.0-only
#include "nemo-requirement.h"
#include "unit/role/mobile-router-fixture.h"

#include <sstream>
#include <string>
#include <variant>

namespace ns3::nemo::tests::nemo_mobile_router_home_test
{

namespace
{

constexpr uint8_t NEIGHBOR_SOLICITATION = 135;
constexpr uint8_t NEIGHBOR_ADVERTISEMENT = 136;

constexpr int RETURNED = 20;

/// A mobile node or router goes from link a to the home link.
void
Return(MobileWorld& world, bool isRouter)
{
    isRouter ? static_cast<void>(world.NewMobileRouter(world.a))
             : static_cast<void>(world.NewMobileNode(world.a));
    world.At(Seconds(RETURNED), [&world]() { world.Move(world.home); });
    world.RunUntil(Seconds(RETURNED + 20));
}

/// What a mobile node or router says and is answered on its home link, a line each; without the
/// flags R, which are what tells them apart.
std::vector<std::string>
SaidOnReturn(bool isRouter)
{
    MobileWorld world;
    Return(world, isRouter);
    const auto interfaces = world.mobileNode->Interfaces();
    const auto name = [&](const Ipv6Address& address) {
        std::ostringstream text;
        text << address;
        return interfaces->LinkLocalAddress(world.roaming) == address ? "own link-local"
                                                                      : text.str();
    };
    std::vector<std::string> lines;
    for (const CaughtPacket& packet : world.Caught(world.home))
    {
        const bool isOwn = packet.from == interfaces->LinkLayerAddress(world.roaming);
        if (packet.at < Seconds(RETURNED) || (!isOwn && !packet.IsAcknowledgement()))
        {
            continue;
        }
        std::string line = name(packet.source) + " to " + name(packet.destination) + ": ";
        if (packet.signal)
        {
            line += NameOf(*packet.signal);
        }
        else if (packet.icmpv6 == NEIGHBOR_SOLICITATION)
        {
            line += "NS for " + name(packet.As<NeighborSolicitation>().target);
        }
        else if (packet.icmpv6 == NEIGHBOR_ADVERTISEMENT)
        {
            const auto message = packet.As<NeighborAdvertisement>();
            line += "NA of " + name(message.target) + (message.override ? ", O" : "");
        }
        else
        {
            line += "ICMPv6 type " + std::to_string(packet.icmpv6);
        }
        lines.push_back(line);
    }
    return lines;
}

} // namespace

/// A mobile router comes home. RFC 3963 section 5.8.
class MobileRouterHomeTest : public MobileRouterTest
{
};

TEST_F(MobileRouterHomeTest, TheFirstMessageEndsTheBinding)
{
    REQ("NEMO-5.8-1", "NEMO-5.8-6");
    Return(m_world, true);
    const auto messages = m_world.Caught(m_world.home, [](const CaughtPacket& packet) {
        return packet.signal && packet.at > Seconds(RETURNED);
    });
    ASSERT_EQ(messages.size(), 2U) << "an update and its acknowledgement";
    ASSERT_TRUE(messages[0].IsUpdate());
    EXPECT_EQ(messages[0].source, m_world.Address("1::10"));
    EXPECT_EQ(messages[0].destination, m_world.Address("1::1"));
    EXPECT_FALSE(messages[0].homeAddress);
    const BindingUpdate& update = messages[0].Update();
    EXPECT_EQ(update.lifetime, 0U);
    EXPECT_TRUE(update.acknowledge);
    EXPECT_TRUE(update.homeRegistration);
    EXPECT_TRUE(update.mobileRouter);
    // In explicit mode, as all before had the option.
    EXPECT_EQ(Updates(m_world.a)[0].signal->Options<MobileNetworkPrefixOption>().size(), 1U);
    for (const MobilityOption& option : messages[0].signal->options)
    {
        EXPECT_TRUE(std::holds_alternative<Padding>(option));
    }
}

TEST_F(MobileRouterHomeTest, ClaimsTheHomeAddressAsAMobileNodeDoes)
{
    REQ("NEMO-5.8-2");
    Return(m_world, true);
    const Ipv6Address home = m_world.Address("1::10");
    const auto acknowledgements = Acknowledgements(m_world.home);
    ASSERT_EQ(acknowledgements.size(), 1U);
    std::size_t announcements = 0;
    for (const CaughtPacket& packet : m_world.Caught(m_world.home))
    {
        if (packet.at < Seconds(RETURNED) ||
            packet.from != m_world.mobileNode->Interfaces()->LinkLayerAddress(m_world.roaming))
        {
            continue;
        }
        if (packet.icmpv6 == NEIGHBOR_SOLICITATION && packet.source.IsAny())
        {
            EXPECT_NE(packet.As<NeighborSolicitation>().target, home) << "no DAD";
        }
        if (packet.icmpv6 == NEIGHBOR_ADVERTISEMENT &&
            packet.destination == Ipv6Address::GetAllNodesMulticast() &&
            packet.As<NeighborAdvertisement>().target == home)
        {
            EXPECT_TRUE(packet.As<NeighborAdvertisement>().override);
            EXPECT_GT(packet.at, acknowledgements[0].at);
            ++announcements;
        }
    }
    EXPECT_GE(announcements, 1U);
}

TEST(MobileRouterAtHome, SaysWhatAMobileNodeSays)
{
    REQ("NEMO-5.8-2");
    const auto asNode = SaidOnReturn(false);
    EXPECT_EQ(SaidOnReturn(true), asNode);
    EXPECT_GE(asNode.size(), 4U);
}

// RFC 3963 sections 5.5 and 5.8: at home it is a router like any other.
TEST_F(MobileRouterHomeTest, HasNoTunnelAfterTheDeregistration)
{
    REQ("NEMO-5.8-2+1");
    m_world.agentNode->Interfaces()->AddRoute(m_world.Prefix("5::"),
                                              m_world.Address("1::10"),
                                              m_world.agentHome);
    Return(m_world, true);
    WorldNode& inside = NewInside();
    inside.SendUdp(m_world.Address("5::2"), m_world.Address("c::5"));
    m_world.correspondent->SendUdp(m_world.Address("c::5"), m_world.Address("5::2"));
    m_world.RunUntil(Seconds(RETURNED + 30));
    EXPECT_EQ(Tunnelled(m_world.home).size(), 0U);
    EXPECT_EQ(Datagrams(m_world.home).size(), 2U);
    EXPECT_EQ(inside.received.size(), 1U);
    ASSERT_EQ(m_world.correspondent->received.size(), 1U);
    EXPECT_EQ(m_world.correspondent->received[0].first, m_world.Address("5::2"));
}

} // namespace ns3::nemo::tests::nemo_mobile_router_home_test
