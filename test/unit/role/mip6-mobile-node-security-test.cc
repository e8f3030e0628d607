// SPDX-License-Identifier: GPL-2.0-only
// What a mobile node sends that shares security associations with its home agent, and what it
// believes. RFC 3776, RFC 6275 sections 11.3.2 and 11.6.3.
#include "nemo-requirement.h"
#include "support/esp-wire.h"
#include "support/mobile-node-test.h"

#include "ns3/inet6-socket-address.h"
#include "ns3/mip6-checksum.h"
#include "ns3/mip6-mobility-header.h"
#include "ns3/udp-socket-factory.h"

#include <algorithm>

namespace ns3::nemo::tests::mip6_mobile_node_security_test
{

namespace
{

constexpr uint8_t DESTINATION_OPTIONS = 60;
constexpr uint8_t ROUTING = 43;
constexpr uint8_t ICMPV6 = 58;
constexpr uint8_t UDP = 17;
constexpr uint32_t SPI = 1000;
constexpr uint32_t PREFIX_SPI = 1010;
constexpr uint32_t TUNNEL_SPI = 1020;

class MobileNodeSecurityTest : public MobileNodeTest
{
  protected:
    /// Let the mobile node made next and the home agent protect this.
    void Protect(const std::set<TrafficKind>& kinds, uint32_t spi)
    {
        m_world.agentNode->stack->GetPacketSecurity()->Add(PolicyOf(home, agent, true, kinds, spi));
        const auto before = m_world.configure;
        m_world.configure = [this, before, kinds, spi](MobileNode& node) {
            if (before)
            {
                before(node);
            }
            m_world.mobileNode->stack->GetPacketSecurity()->Add(
                PolicyOf(home, agent, false, kinds, spi));
        };
    }

    /// What was sent on a link by the association with this SPI, in order.
    std::vector<std::pair<Time, EspOnWire>> Protected(Ptr<MobileLink> link, uint32_t spi) const
    {
        std::vector<std::pair<Time, EspOnWire>> found;
        for (const auto& packet : m_world.Caught(link))
        {
            const auto esp = FindEsp(packet.octets, KeysOf(static_cast<uint8_t>(spi)));
            if (esp && esp->position.spi == spi)
            {
                found.emplace_back(packet.at, *esp);
            }
        }
        return found;
    }

    /// The signal in there, whose checksum is right between these two.
    static Signal SignalIn(const EspOnWire& esp,
                           const Ipv6Address& source,
                           const Ipv6Address& destination)
    {
        const Octets& octets = esp.payload.octets;
        const auto result = DecodeMobilityHeader(octets.data(), octets.size(), source, destination);
        return std::get<Signal>(result);
    }

    /// Let the mobile node hear a Mobile Prefix Advertisement from link a, protected or not.
    void Advertise(Time when, uint32_t sequence)
    {
        MobileWorld::At(when, [this, sequence] {
            Octets message{147, 0, 0, 0, 0, 7, 0, 0};
            const uint16_t checksum =
                UpperLayerChecksum(agent, home, ICMPV6, message.data(), message.size());
            message[2] = static_cast<uint8_t>(checksum >> 8);
            message[3] = static_cast<uint8_t>(checksum);
            ExtensionChain chain;
            chain.routing = RoutingHeader{MOBILITY_ROUTING_TYPE, home, 1, {}};
            uint8_t first = 0;
            OctetWriter writer;
            const Octets front = chain.Serialise(ICMPV6, first);
            writer.U32(0x60000000);
            writer.U16(static_cast<uint16_t>(front.size() + message.size()));
            writer.U8(first);
            writer.U8(64);
            writer.Address(agent);
            writer.Address(m_world.Address("2::10"));
            writer.Append(front);
            writer.Append(message);
            const Octets packet = sequence == 0
                                      ? writer.Release()
                                      : SealPacket(writer.Get(),
                                                   KeysOf(static_cast<uint8_t>(PREFIX_SPI + 1)),
                                                   {PREFIX_SPI + 1, sequence});
            const auto device = m_world.mobileNode->Device(m_world.roaming);
            m_world.mobileNode->node->GetObject<Ipv6L3Protocol>()->Receive(
                device,
                Create<Packet>(packet.data(), static_cast<uint32_t>(packet.size())),
                Ipv6L3Protocol::PROT_NUMBER,
                device->GetAddress(),
                device->GetAddress(),
                NetDevice::PACKET_HOST);
        });
    }

    /// Counts the Mobile Prefix Advertisements that are let in.
    void CountAdvertisements()
    {
        m_world.mobileNode->stack->GetIcmpv6()->TraceConnectWithoutContext(
            "Received",
            MakeCallback(&MobileNodeSecurityTest::NoteIcmpv6, this));
    }

    void NoteIcmpv6(uint8_t type, const Octets&, uint32_t)
    {
        advertisements += type == 147 ? 1 : 0;
    }

    const Ipv6Address home = m_world.Address("1::10");
    const Ipv6Address agent = m_world.Address("1::1");
    int advertisements{0};
};

} // namespace

// RFC 6275 section 11.3.2, RFC 3776 section 3.1: protected as a packet of the home address, and
// then the addresses change places.
TEST_F(MobileNodeSecurityTest, UpdatesAreProtectedWithTheHomeAddress)
{
    REQ("BOOK-088");
    REQ("BOOK-098");
    REQ("RFC-003");
    REQ("NEMO-9-1");
    REQ("RFC-031");
    Protect({TrafficKind::BINDING}, SPI);
    Registered();
    EXPECT_TRUE(m_world.Updates(m_world.a).empty()) << "none in the open";
    const auto updates = Protected(m_world.a, SPI);
    ASSERT_EQ(updates.size(), 1U);
    const EspOnWire& esp = updates[0].second;
    EXPECT_EQ(esp.source, m_world.Address("2::10"));
    EXPECT_EQ(esp.destination, agent);
    EXPECT_EQ(esp.before, DESTINATION_OPTIONS);
    EXPECT_EQ(esp.offset, 40U + 24) << "the Home Address option alone is before it";
    EXPECT_EQ(esp.payload.nextHeader, MOBILITY_HEADER_PROTOCOL);
    const Signal signal = SignalIn(esp, home, agent);
    ASSERT_TRUE(signal.Get<BindingUpdate>());
    EXPECT_FALSE(signal.Get<BindingUpdate>()->keyManagementMobility);
    EXPECT_EQ(signal.Option<AlternateCareOfAddress>()->address, m_world.Address("2::10"))
        << "RFC 3776 section 4.3: what is before it is not protected";
    const auto answers = Protected(m_world.a, SPI + 1);
    ASSERT_EQ(answers.size(), 1U);
    EXPECT_EQ(answers[0].second.before, ROUTING);
    EXPECT_EQ(answers[0].second.destination, m_world.Address("2::10"));
}

// RFC 3776 section 4.2: the associations stay as they are, wherever the node is.
TEST_F(MobileNodeSecurityTest, AssociationsOutlastMovesAndTheReturn)
{
    Protect({TrafficKind::BINDING}, SPI);
    Registered();
    m_world.Move(m_world.b);
    RunFor(Seconds(10));
    m_world.Move(m_world.home);
    RunFor(Seconds(10));
    std::vector<uint32_t> sequences;
    for (const auto& link : {m_world.a, m_world.b, m_world.home})
    {
        for (const auto& [at, esp] : Protected(link, SPI))
        {
            const auto signal = SignalIn(esp, home, agent);
            EXPECT_FALSE(signal.Get<BindingUpdate>()->keyManagementMobility);
            sequences.push_back(esp.position.sequence);
        }
        for (const auto& [at, esp] : Protected(link, SPI + 1))
        {
            const auto signal = SignalIn(esp, agent, home);
            EXPECT_FALSE(signal.Get<BindingAcknowledgement>()->keyManagementMobility);
        }
        EXPECT_TRUE(m_world.Updates(link).empty());
    }
    EXPECT_EQ(sequences, (std::vector<uint32_t>{1, 2, 3}));
    EXPECT_EQ(m_world.agent->updates.size(), 3U);
    EXPECT_FALSE(m_world.agent->updates.back().homeAddressOption) << "from home";
}

TEST_F(MobileNodeSecurityTest, AnAnswerInTheOpenIsNotHeard)
{
    REQ("RFC-003");
    REQ("NEMO-9-1");
    // The home agent knows of no association, and what it gets it cannot open.
    m_world.configure = [this](MobileNode&) {
        m_world.mobileNode->stack->GetPacketSecurity()->Add(
            PolicyOf(home, agent, false, {TrafficKind::BINDING}, SPI));
    };
    MobileNode& node = m_world.NewMobileNode(m_world.a);
    MobileWorld::At(Seconds(6), [this] {
        const auto updates = Protected(m_world.a, SPI);
        ASSERT_FALSE(updates.empty());
        BindingAcknowledgement answer;
        answer.sequence =
            SignalIn(updates.back().second, home, agent).Get<BindingUpdate>()->sequence;
        answer.lifetime = 400;
        Envelope envelope;
        envelope.source = agent;
        envelope.destination = home;
        envelope.careOfDestination = m_world.Address("2::10");
        m_world.agentNode->stack->GetMessagePort()->Send(Signal{answer, {}}, envelope);
    });
    m_world.RunUntil(Seconds(7));
    EXPECT_EQ(m_world.mobileNode->Drops(DropReason::UNPROTECTED), 1U);
    EXPECT_EQ(node.GetHomes().front()->GetRegistration().GetState(),
              HomeRegistration::State::REGISTERING);
    EXPECT_GT(m_world.agentNode->Drops(DropReason::UNKNOWN_ASSOCIATION), 0U);
}

// RFC 6275 sections 5.4 and 6.8.
TEST_F(MobileNodeSecurityTest, AForgedPrefixAdvertisementIsDropped)
{
    REQ("BOOK-071");
    REQ("RFC-194");
    Protect({TrafficKind::PREFIX}, PREFIX_SPI);
    Registered();
    CountAdvertisements();
    Advertise(Seconds(11), 0);
    m_world.RunUntil(Seconds(12));
    EXPECT_EQ(advertisements, 0);
    EXPECT_EQ(m_world.mobileNode->Drops(DropReason::UNPROTECTED), 1U);
    Advertise(Seconds(13), 1);
    m_world.RunUntil(Seconds(14));
    EXPECT_EQ(advertisements, 1);
}

TEST_F(MobileNodeSecurityTest, WithoutAnAssociationPrefixAdvertisementsAreLetIn)
{
    REQ("RFC-194");
    Registered();
    CountAdvertisements();
    Advertise(Seconds(11), 0);
    m_world.RunUntil(Seconds(12));
    EXPECT_EQ(advertisements, 1);
    EXPECT_EQ(m_world.mobileNode->Drops(DropReason::UNPROTECTED), 0U);
}

// RFC 6275 section 11.6.3: right after the Binding Update, and not only after its answer.
TEST_F(MobileNodeSecurityTest, AProtectedTunnelFollowsTheCareOfAddressAtOnce)
{
    REQ("RFC-192");
    Protect({TrafficKind::DATA}, TUNNEL_SPI);
    Registered();
    m_world.agent->answer = [](const auto&) { return std::nullopt; };
    m_world.Move(m_world.b);
    RunFor(Seconds(10));
    const auto updates = m_world.Updates(m_world.b);
    ASSERT_FALSE(updates.empty());
    SendToCorrespondent();
    RunFor(Seconds(1));
    const auto sent = Protected(m_world.b, TUNNEL_SPI);
    ASSERT_EQ(sent.size(), 1U);
    EXPECT_GT(sent[0].first, updates[0].at);
    EXPECT_EQ(sent[0].second.source, m_world.Address("4::10"));
    // The home agent still believes in the other care-of address, and knows better.
    const auto arrived = m_world.Caught(m_world.core, [this](const CaughtPacket& packet) {
        return packet.source == home && packet.protocol == UDP;
    });
    EXPECT_EQ(arrived.size(), 1U);
}

TEST_F(MobileNodeSecurityTest, AnUnprotectedTunnelWaitsForTheAnswer)
{
    Protect({TrafficKind::BINDING}, SPI);
    Registered();
    m_world.agent->answer = [](const auto&) { return std::nullopt; };
    m_world.Move(m_world.b);
    RunFor(Seconds(10));
    SendToCorrespondent();
    RunFor(Seconds(1));
    EXPECT_TRUE(m_world.Tunnelled(m_world.b).empty());
    EXPECT_EQ(m_world.mobileNode->Drops(DropReason::NO_TUNNEL), 1U);
}

// RFC 6275 section 11.3.2, RFC 3776 section 4.4: key management binds to the care-of address.
TEST_F(MobileNodeSecurityTest, KeyManagementLeavesAsItIs)
{
    REQ("RFC-190");
    constexpr uint16_t ISAKMP = 500;
    Protect({TrafficKind::BINDING}, SPI);
    Protect({TrafficKind::DATA}, TUNNEL_SPI);
    Registered();
    auto socket = Socket::CreateSocket(m_world.mobileNode->node, UdpSocketFactory::GetTypeId());
    socket->Bind(Inet6SocketAddress(m_world.Address("2::10"), ISAKMP));
    socket->SendTo(Create<Packet>(100), 0, Inet6SocketAddress(agent, ISAKMP));
    RunFor(Seconds(1));
    const auto sent = m_world.Caught(m_world.a, [this](const CaughtPacket& packet) {
        return packet.protocol == UDP && packet.destination == agent;
    });
    ASSERT_EQ(sent.size(), 1U);
    EXPECT_EQ(sent[0].source, m_world.Address("2::10"));
    EXPECT_EQ(sent[0].offset, 40U) << "no extension header";
    EXPECT_FALSE(sent[0].inner);
}

// RFC 3963 section 9: of a mobile router the network's packets too.
TEST_F(MobileNodeSecurityTest, TheTunnelOfAMobileRouterCarriesItsNetworkProtected)
{
    REQ("NEMO-9-10");
    REQ("NEMO-9-9");
    Protect({TrafficKind::DATA}, TUNNEL_SPI);
    m_world.agent->prefixes = {m_world.Prefix("5::")};
    m_world.NewMobileRouter(m_world.a);
    m_world.RunUntil(Seconds(10));
    m_world.correspondent->Listen();
    m_world.mobileNode->Listen();
    m_world.correspondent->SendUdp(Ipv6Address::GetAny(), m_world.Address("5::1"));
    m_world.mobileNode->SendUdp(m_world.Address("5::1"), m_world.Address("c::5"));
    RunFor(Seconds(1));
    const auto down = Protected(m_world.a, TUNNEL_SPI + 1);
    const auto up = Protected(m_world.a, TUNNEL_SPI);
    ASSERT_EQ(down.size(), 1U);
    ASSERT_EQ(up.size(), 1U);
    EXPECT_EQ(Dissect(down[0].second.payload.octets).destination, m_world.Address("5::1"));
    EXPECT_EQ(Dissect(up[0].second.payload.octets).source, m_world.Address("5::1"));
    EXPECT_EQ(up[0].second.size, 40 + EspSize(EspEncryption::AES_CBC, 40 + 8 + 100));
    EXPECT_TRUE(m_world.Tunnelled(m_world.a).empty()) << "nothing in the open";
}

} // namespace ns3::nemo::tests::mip6_mobile_node_security_test
