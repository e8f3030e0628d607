// SPDX-License-Identifier: GPL-2.0-only
// Route optimisation, octet by octet, between the nodes of test/vectors/mip6.json.
#include "nemo-requirement.h"
#include "support/link-tap.h"
#include "support/routable-vector.h"
#include "system/optimised-world.h"
#include "system/scenario-run.h"

#include "ns3/inet6-socket-address.h"
#include "ns3/ipv6-l3-protocol.h"
#include "ns3/mip6-checksum.h"
#include "ns3/socket.h"
#include "ns3/udp-socket-factory.h"

#include <gtest/gtest.h>
#include <map>
#include <string>
#include <vector>

namespace ns3::nemo::tests::route_optimization_octets_test
{

namespace
{

constexpr uint8_t TCP = 6;
constexpr uint8_t UDP = 17;
constexpr uint16_t SOURCE_PORT = 5000;
constexpr uint16_t PORT = 6000;

const Ipv6Address& HOME = OptimisedWorld::HOME;
const Ipv6Address& CARE_OF = OptimisedWorld::CARE_OF;
const Ipv6Address& PEER = OptimisedWorld::PEER;

/// Whether the transport checksum of a packet is right for these addresses.
bool
IsRightFor(const CaughtPacket& packet, const Ipv6Address& source, const Ipv6Address& destination)
{
    return UpperLayerChecksum(source,
                              destination,
                              packet.protocol,
                              packet.octets.data() + packet.offset,
                              packet.octets.size() - packet.offset) == 0;
}

/// The packet with the Flow Label of the vectors, which is the sender's to choose: ns-3's is 1.
Octets
WithoutFlowLabel(Octets packet)
{
    packet.at(3) = 0;
    return packet;
}

/// A datagram of `payload` from the mobile node to the correspondent, and its reception.
class Datagrams
{
  public:
    explicit Datagrams(const ScenarioRun& run)
        : m_run(run)
    {
    }

    void Send(const std::string& payload)
    {
        m_sink = Socket::CreateSocket(m_run.NodeOf("CN").node, UdpSocketFactory::GetTypeId());
        m_sink->Bind(Inet6SocketAddress(PEER, PORT));
        m_sink->SetRecvCallback(Callback<void, Ptr<Socket>>([this](Ptr<Socket> from) {
            Address sender;
            while (from->RecvFrom(sender))
            {
                received.push_back(Inet6SocketAddress::ConvertFrom(sender).GetIpv6());
            }
        }));
        m_source = Socket::CreateSocket(m_run.NodeOf("MN").node, UdpSocketFactory::GetTypeId());
        m_source->Bind(Inet6SocketAddress(HOME, SOURCE_PORT));
        const auto* octets = reinterpret_cast<const uint8_t*>(payload.data());
        m_source->SendTo(Create<Packet>(octets, static_cast<uint32_t>(payload.size())),
                         0,
                         Inet6SocketAddress(PEER, PORT));
    }

    /// Let the correspondent receive a packet from its link.
    void Inject(const Octets& octets) const
    {
        const auto ipv6 = m_run.NodeOf("CN").node->GetObject<Ipv6L3Protocol>();
        const auto interface = static_cast<uint32_t>(ipv6->GetInterfaceForAddress(PEER));
        const auto device = ipv6->GetNetDevice(interface);
        ipv6->Receive(device,
                      Create<Packet>(octets.data(), static_cast<uint32_t>(octets.size())),
                      Ipv6L3Protocol::PROT_NUMBER,
                      device->GetAddress(),
                      device->GetAddress(),
                      NetDevice::PACKET_HOST);
    }

    std::vector<Ipv6Address> received; ///< sources of what the correspondent got

  private:
    const ScenarioRun& m_run;
    Ptr<Socket> m_sink;
    Ptr<Socket> m_source;
};

// RFC 6275 sections 9.3.2 and 11.3.1: as if the packet had gone between the home addresses.
TEST(RouteOptimizationOctets, TransportChecksumsAreOverHomeAddresses)
{
    REQ("RFC-138", "D04-041");
    OptimisedWorld world{OptimisedWorld::BothWays() + R"(,
        { "name": "stream-up", "type": "tcp", "from": "MN", "to": "CN", "start": "20s", "bytes": 100000 },
        { "name": "stream-down", "type": "tcp", "from": "CN", "to": "MN", "start": "20s", "bytes": 100000 })"};
    ScenarioRun run(world.Text());
    const LinkTap visited(run.LinkOf("away"));
    run.Run();
    std::map<std::pair<bool, int>, std::size_t> counts;
    for (const auto& packet : visited.All())
    {
        const bool isUp = packet.homeAddress.has_value();
        if ((packet.protocol != UDP && packet.protocol != TCP) || (!isUp && !packet.routing))
        {
            continue;
        }
        ++counts[{isUp, packet.protocol}];
        EXPECT_EQ(isUp ? packet.source : packet.destination, CARE_OF);
        EXPECT_TRUE(IsRightFor(packet,
                               packet.homeAddress.value_or(packet.source),
                               packet.routing.value_or(packet.destination)))
            << packet.at;
        EXPECT_FALSE(IsRightFor(packet, packet.source, packet.destination)) << packet.at;
    }
    for (const int protocol : {TCP, UDP})
    {
        EXPECT_GT((counts[{true, protocol}]), 100U) << protocol;
        EXPECT_GT((counts[{false, protocol}]), 100U) << protocol;
    }
    EXPECT_EQ(run.FlowOf("stream-up").at("received"), 100000);
    EXPECT_EQ(run.FlowOf("stream-down").at("received"), 100000);
}

TEST(RouteOptimizationOctets, ADatagramIsThatOfTheVector)
{
    REQ("RFC-138");
    ScenarioRun run(OptimisedWorld{OptimisedWorld::BothWays()}.Text());
    const LinkTap visited(run.LinkOf("away"));
    Datagrams datagrams(run);
    run.At(Seconds(30), [&] { datagrams.Send("mip6-vector-data"); });
    const auto isIt = [](const CaughtPacket& packet) {
        return packet.protocol == UDP &&
               OctetReader(packet.octets.data() + packet.offset, 2).U16() == SOURCE_PORT;
    };
    run.At(Seconds(31), [&] {
        EXPECT_EQ(datagrams.received, std::vector{HOME});
        // Who takes what the wire says for what the checksum is over does not believe it.
        ASSERT_EQ(visited.Where(isIt).size(), 1U);
        Octets plain = visited.Where(isIt)[0].octets;
        constexpr std::size_t HEADER = 40;
        constexpr std::size_t SOURCE = 8;
        constexpr uint8_t OPTION = 24;
        plain.erase(plain.begin() + HEADER, plain.begin() + HEADER + OPTION);
        plain[5] = static_cast<uint8_t>(plain[5] - OPTION);
        plain[6] = UDP;
        datagrams.Inject(plain);
        EXPECT_EQ(datagrams.received.size(), 1U);
        HOME.GetBytes(plain.data() + SOURCE);
        datagrams.Inject(plain);
        EXPECT_EQ(datagrams.received.size(), 2U);
    });
    run.Run();
    const auto sent = visited.Where(isIt);
    ASSERT_EQ(sent.size(), 1U);
    EXPECT_EQ(ToHex(WithoutFlowLabel(sent[0].octets)), ToHex(RoutableVector("data_hao")));
}

// RFC 6275 section 9.3.3: what was dropped for lack of memory is as unknown as after a restart.
TEST(RouteOptimizationOctets, WhoWasEvictedIsToldAndComesBack)
{
    REQ("BOOK-091+1");
    OptimisedWorld world{R"(
        { "name": "up", "type": "udp", "from": "MN", "to": "CN", "rate": "200pps" },
        { "name": "down", "type": "udp", "from": "CN", "to": "MN", "rate": "20pps" },
        { "name": "other", "type": "udp", "from": "CN", "to": "OTHER", "rate": "1pps",
          "start": "30s", "stop": "31s" })"};
    world.correspondent += R"(, "attributes": { "ns3::nemo::CorrespondentNode::MaxBindings": 1,
                                  "ns3::nemo::CorrespondentNode::ReplacesOldest": true })";
    world.nodes = R"(, "OTHER": { "role": "mobile-node", "home": "home", "homeAgent": "HA",
                                  "interfaceId": "::20", "attached": "away" })";
    ScenarioRun run(world.Text());
    const LinkTap peers(run.LinkOf("peers"));
    const LinkTap visited(run.LinkOf("away"));
    const auto cache = [&run]() -> const BindingCache& {
        return run.RegistrarOf("CN")->GetCache();
    };
    run.At(Seconds(29), [&] { EXPECT_TRUE(cache().Find({HOME, PEER})); });
    run.At(Seconds(40), [&] {
        EXPECT_EQ(cache().Size(), 1U);
        EXPECT_TRUE(cache().Find({HOME, PEER})) << "it has come back";
    });
    run.Run();
    std::map<Ipv6Address, std::size_t> bound;
    std::vector<CaughtPacket> errors;
    for (const auto& packet : peers.All())
    {
        if (packet.IsAcknowledgement())
        {
            ++bound[packet.destination];
        }
        else if (packet.signal && packet.signal->Get<BindingError>())
        {
            errors.push_back(packet);
        }
    }
    EXPECT_EQ(bound, (std::map<Ipv6Address, std::size_t>{{CARE_OF, 2}, {"2000:db9:2::20", 1}}));
    ASSERT_FALSE(errors.empty());
    for (const auto& error : errors)
    {
        EXPECT_EQ(ToHex(WithoutFlowLabel(error.octets)),
                  ToHex(RoutableVector("be_unknown_binding")));
    }
    EXPECT_EQ(run.DropsOf("CN", "no-binding"), errors.size());
    // Straight, by the home agent, straight again.
    std::vector<bool> isStraight;
    for (const auto& packet : visited.All())
    {
        const auto& inner = Innermost(packet);
        const bool isUp = inner.homeAddress.value_or(inner.source) == HOME && inner.protocol == UDP;
        if (isUp && packet.at > Seconds(20) &&
            (isStraight.empty() || isStraight.back() == (packet.inner != nullptr)))
        {
            isStraight.push_back(packet.inner == nullptr);
        }
    }
    EXPECT_EQ(isStraight, (std::vector<bool>{true, false, true}));
}

} // namespace

} // namespace ns3::nemo::tests::route_optimization_octets_test
