// SPDX-License-Identifier: GPL-2.0-only
// The Home Address option of the 1997 dialect at who receives it, and at the routers on its way:
// draft-ietf-mobileip-ipv6-04 sections 4.3, 5.4, 6, 7.1, 7.9, 9.1 and 13.2.
#include "nemo-requirement.h"
#include "support/draft1997-world.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <optional>
#include <vector>

namespace ns3::nemo::tests::draft1997_home_address_test
{

namespace
{

using World = Draft1997World;

const Ipv6Address CARE_OF("a::77");

/// A correspondent, and packets that a mobile node could send.
class Draft1997HomeAddressTest : public ::testing::Test
{
  protected:
    explicit Draft1997HomeAddressTest(const std::string& movement = "",
                                      const std::string& traffic = "",
                                      const std::vector<std::string>& settings = {})
        : run(World::Text(movement, traffic), settings),
          core(run.LinkOf("core")),
          toPeer(World::TO_PEER, AhKeyOf(World::KEY))
    {
    }

    /// A datagram from the home address by way of a care-of address.
    static Draft1997Packet FromAway()
    {
        Draft1997Packet packet;
        packet.source = CARE_OF;
        packet.destination = World::Peer();
        packet.homeAddress = World::Home();
        packet.protocol = 17;
        packet.payload = World::Datagram(World::Home(), World::Peer());
        return packet;
    }

    /// The same with a Binding Update.
    Draft1997Packet Binding(uint16_t sequence)
    {
        BindingUpdate update;
        update.sequence = sequence;
        update.lifetime = 100;
        Draft1997Packet packet = FromAway();
        packet.signals.push_back({update, {}});
        packet.association = &toPeer;
        return packet;
    }

    void Give(Time at, const Octets& packet, const std::string& node = "CN")
    {
        run.At(at, [this, packet, node] { World::Inject(run.NodeOf(node), packet); });
    }

    /// What was told of datagrams that were delivered, from then on.
    std::vector<CaughtPacket> Answers(Time from, Time until = Time::Max()) const
    {
        return core.Where([=](const CaughtPacket& packet) {
            return World::IsPortUnreachable(packet) && packet.source == World::Peer() &&
                   packet.at >= from && packet.at < until;
        });
    }

    std::size_t Bindings() const
    {
        return run.RegistrarOf("CN")->GetCache().Size();
    }

    ScenarioRun run;
    const LinkTap core;
    SigningAssociation toPeer;
};

} // namespace

// Sections 4.3, 5.4, 6 and 7.1: without a binding, and with no consequence.
TEST_F(Draft1997HomeAddressTest, CountsForItsPacketAndNothingElse)
{
    REQ("D04-037",
        "D04-011@draft1997",
        "D04-035@draft1997",
        "D04-041@draft1997",
        "BOOK-085@draft1997");
    Give(Seconds(2), FromAway().Build());
    run.At(MilliSeconds(2500), [this] { EXPECT_EQ(Bindings(), 0U); });
    // A checksum over the care-of address is wrong.
    Draft1997Packet wrong = FromAway();
    wrong.payload = World::Datagram(CARE_OF, World::Peer());
    Give(Seconds(3), wrong.Build());
    // With a binding, a Home Address option from elsewhere changes nothing.
    Give(Seconds(4), Binding(1).Build());
    Draft1997Packet elsewhere = FromAway();
    elsewhere.source = Ipv6Address("b::66");
    Give(Seconds(5), elsewhere.Build());
    run.At(Seconds(6), [this] {
        const auto* bound = run.RegistrarOf("CN")->GetCache().Find({World::Home(), World::Peer()});
        ASSERT_NE(bound, nullptr);
        EXPECT_EQ(bound->careOfAddress, CARE_OF);
    });
    run.Run();
    const auto first = Answers(Seconds(2), Seconds(3));
    ASSERT_EQ(first.size(), 1U);
    EXPECT_EQ(first[0].destination, World::Home()) << "that is whom it is from";
    EXPECT_FALSE(ReadDraft1997(first[0].octets).routing);
    EXPECT_TRUE(Answers(Seconds(3), Seconds(4)).empty());
    const auto last = Answers(Seconds(5), Seconds(6));
    ASSERT_EQ(last.size(), 1U);
    EXPECT_EQ(last[0].destination, CARE_OF) << "by the binding";
    EXPECT_EQ(ReadDraft1997(last[0].octets).routing, World::Home());
}

// Section 5.4: octets behind the address are extensions; less than an address is none.
TEST_F(Draft1997HomeAddressTest, MayBeLongerButNotShorter)
{
    REQ("D04-034");
    const auto with = [](uint8_t length) {
        OctetWriter writer;
        writer.U8(17);
        writer.U8(length > 16 ? 3 : 2);
        writer.U8(1); // PadN up to 8n + 6
        writer.U8(2);
        writer.U16(0);
        writer.U8(196);
        writer.U8(length);
        Octets address(16);
        World::Home().GetBytes(address.data());
        for (std::size_t i = 0; i < length; ++i)
        {
            writer.U8(i < address.size() ? address[i] : uint8_t{0xee});
        }
        // What is left of the header is a PadN, or a Pad1.
        const std::size_t size = (length > 16 ? 32U : 24U);
        if (writer.Size() + 1 == size)
        {
            writer.U8(0);
        }
        else if (writer.Size() < size)
        {
            const std::size_t rest = size - writer.Size() - 2;
            writer.U8(1);
            writer.U8(static_cast<uint8_t>(rest));
            writer.Zero(rest);
        }
        Draft1997Packet packet = FromAway();
        packet.homeAddress.reset();
        packet.protocol = 60;
        const Octets datagram = packet.payload;
        packet.payload = writer.Release();
        packet.payload.insert(packet.payload.end(), datagram.begin(), datagram.end());
        return packet.Build();
    };
    Give(Seconds(2), with(16));
    Give(Seconds(3), with(20));
    Give(Seconds(4), with(8));
    Give(Seconds(5), with(15));
    run.Run();
    EXPECT_EQ(Answers(Seconds(2), Seconds(3)).size(), 1U);
    EXPECT_EQ(Answers(Seconds(3), Seconds(4)).size(), 1U);
    EXPECT_TRUE(Answers(Seconds(4)).empty());
    EXPECT_EQ(run.DropsOf("CN", "bad-option-length"), 2U);
}

// Section 4.2: it needs no authentication, but where there is one it is covered.
TEST_F(Draft1997HomeAddressTest, IsCoveredByTheAuthenticationOfItsPacket)
{
    REQ("D04-006");
    Octets packet = Binding(1).Build();
    // IPv6 header, Next Header and length, PadN, option type and length, the last octet.
    packet.at(40 + 2 + 4 + 2 + 15) ^= 1;
    Give(Seconds(2), packet);
    run.At(Seconds(3), [this] { EXPECT_EQ(Bindings(), 0U); });
    Give(Seconds(4), Binding(2).Build());
    run.At(Seconds(5), [this] { EXPECT_EQ(Bindings(), 1U); });
    run.Run();
    EXPECT_EQ(run.DropsOf("CN", "bad-integrity"), 1U);
    EXPECT_EQ(Answers(Seconds(4)).size(), 1U);
}

// Section 13.2: who looks at the packet while it is processed can see who really sent it.
TEST_F(Draft1997HomeAddressTest, LeavesTheCareOfAddressToBeSeen)
{
    REQ("D04-013+1");
    std::vector<std::pair<Ipv6Address, Ipv6Address>> seen;
    const auto& node = run.NodeOf("CN");
    const std::function<void(const Ipv6Header&, Ptr<const Packet>, uint32_t)> look =
        [&](const Ipv6Header& header, Ptr<const Packet>, uint32_t) {
            const Arrival* arrival = node.stack->GetPacketPath()->GetArrival();
            if (header.GetNextHeader() == 17 && arrival && arrival->homeAddress)
            {
                seen.emplace_back(header.GetSource(), arrival->header.GetSource());
                EXPECT_EQ(arrival->homeAddress, World::Home());
            }
        };
    node.node->GetObject<Ipv6L3Protocol>()->TraceConnectWithoutContext(
        "LocalDeliver",
        Callback<void, const Ipv6Header&, Ptr<const Packet>, uint32_t>(look));
    Give(Seconds(2), FromAway().Build());
    Give(Seconds(3), FromAway().Build());
    run.Run();
    const std::pair<Ipv6Address, Ipv6Address> one(World::Home(), CARE_OF);
    EXPECT_EQ(seen, (std::vector<std::pair<Ipv6Address, Ipv6Address>>{one, one}));
    EXPECT_EQ(node.stack->GetPacketPath()->GetArrival(), nullptr) << "and is over";
}

// Sections 4.3 and 7.9: whatever else is known of a way to the home address.
TEST_F(Draft1997HomeAddressTest, ABindingComesBeforeWhatIsKnownOfTheDestination)
{
    REQ("D04-008");
    const auto write = [this] {
        auto socket = Socket::CreateSocket(run.NodeOf("CN").node,
                                           TypeId::LookupByName("ns3::UdpSocketFactory"));
        socket->Bind6();
        socket->SendTo(Create<Packet>(32), 0, Inet6SocketAddress(World::Home(), 9));
    };
    const auto ipv6 = run.NodeOf("CN").node->GetObject<Ipv6L3Protocol>();
    run.At(Seconds(2), write);
    run.At(Seconds(3), [this, ipv6] {
        // What a destination cache would have kept.
        const auto list = DynamicCast<Ipv6ListRouting>(ipv6->GetRoutingProtocol());
        int16_t priority = 0;
        for (uint32_t i = 0; i < list->GetNRoutingProtocols(); ++i)
        {
            if (const auto fixed =
                    DynamicCast<Ipv6StaticRouting>(list->GetRoutingProtocol(i, priority)))
            {
                fixed->AddHostRouteTo(World::Home(),
                                      Ipv6Address("c::b"),
                                      run.NodeOf("CN").interfaces.front().number);
            }
        }
    });
    run.At(Seconds(4), write);
    Give(Seconds(5), Binding(1).Build());
    run.At(Seconds(6), write);
    run.Run();
    const auto sent = core.Where([](const CaughtPacket& packet) {
        return packet.source == World::Peer() && ReadDraft1997(packet.octets).protocol == 17;
    });
    ASSERT_GE(sent.size(), 3U);
    EXPECT_EQ(sent[0].destination, World::Home());
    EXPECT_EQ(sent[1].destination, World::Home());
    EXPECT_EQ(sent.back().destination, CARE_OF);
    EXPECT_EQ(ReadDraft1997(sent.back().octets).routing, World::Home());
}

namespace
{

/// A mobile node behind an access router that knows which sources belong there.
class Draft1997FilteredTest : public Draft1997HomeAddressTest
{
  protected:
    Draft1997FilteredTest()
        : Draft1997HomeAddressTest(
              R"({ "at": "10s", "node": "MN", "to": "A" })",
              R"({ "type": "udp", "from": "MN", "to": "CN", "rate": "10pps", "start": "5s",
                   "name": "up" })",
              {R"(/nodes/R_A/attributes={ "ns3::nemo::AccessRouter::IngressFiltering": true })"})
    {
    }
};

} // namespace

// Sections 4.1, 9.1 and 13.2: what a care-of address as source is for.
TEST_F(Draft1997FilteredTest, PassesIngressFilteringWithoutATunnel)
{
    REQ("D04-003+1");
    const LinkTap link(run.LinkOf("A"));
    Draft1997Packet raw;
    raw.source = World::Home();
    raw.destination = World::Peer();
    raw.protocol = 17;
    raw.payload = World::Datagram(World::Home(), World::Peer());
    const Octets octets = raw.Build();
    run.At(Seconds(30), [this, octets] {
        const auto& router = run.NodeOf("R_A");
        const auto ipv6 = router.node->GetObject<Ipv6L3Protocol>();
        const auto device = ipv6->GetNetDevice(router.FindInterface("A")->number);
        ipv6->Receive(device,
                      Create<Packet>(octets.data(), static_cast<uint32_t>(octets.size())),
                      Ipv6L3Protocol::PROT_NUMBER,
                      device->GetAddress(),
                      device->GetAddress(),
                      NetDevice::PACKET_HOST);
    });
    run.Run();
    EXPECT_GE(run.DropsOf("R_A", "ingress-filter"), 1U);
    const auto flow = run.FlowOf("up");
    EXPECT_GT(flow["received"].get<uint64_t>(), 480U);
    const auto tunnelled =
        link.Where([](const CaughtPacket& packet) { return packet.inner != nullptr; });
    EXPECT_TRUE(tunnelled.empty());
    const auto raws = core.Where([](const CaughtPacket& packet) {
        return packet.source == World::Home() && packet.at > Seconds(29) &&
               packet.destination == World::Peer();
    });
    EXPECT_TRUE(raws.empty());
}

} // namespace ns3::nemo::tests::draft1997_home_address_test
