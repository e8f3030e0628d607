// SPDX-License-Identifier: GPL-2.0-only
// Home addresses that are bound to each other. RFC 6275 section 15.1.
#include "nemo-requirement.h"
#include "support/home-agent-bench.h"
#include "support/link-tap.h"
#include "system/optimised-world.h"
#include "system/scenario-run.h"

#include "ns3/inet6-socket-address.h"
#include "ns3/ipv6-l3-protocol.h"
#include "ns3/socket.h"
#include "ns3/udp-socket-factory.h"

#include <gtest/gtest.h>
#include <vector>

namespace ns3::nemo::tests::tunnel_loop_test
{

namespace
{

TEST(TunnelLoop, OneHomeAgentBindsNoHomeAddressToAnother)
{
    REQ("RFC-193");
    HomeAgentBench bench;
    bench.Register(HandUpdate{});
    HandUpdate other;
    other.home = "4::5";
    other.options = {AlternateCareOfAddress{HandUpdate{}.home}};
    EXPECT_EQ(bench.Ask(other), BindingStatus::INVALID_CARE_OF_ADDRESS);
    EXPECT_FALSE(bench.Find("4::5"));
    other.options = {AlternateCareOfAddress{other.careOf}};
    EXPECT_EQ(bench.Ask(other), BindingStatus::ACCEPTED);
}

/// A home address of HA and one of HA2, each bound to the other.
class Loop
{
  public:
    explicit Loop(ScenarioRun& run)
        : m_run(run)
    {
        run.At(Seconds(5), [this] { Bind("HA", "2000:db9:1::1", FIRST, SECOND); });
        run.At(Seconds(5), [this] { Bind("HA2", "2000:db9:3::1", SECOND, FIRST); });
        run.At(Seconds(20), [this] {
            auto socket =
                Socket::CreateSocket(m_run.NodeOf("CN").node, UdpSocketFactory::GetTypeId());
            socket->Bind6();
            socket->SendTo(Create<Packet>(20), 0, Inet6SocketAddress(FIRST, 9));
        });
    }

    inline static const Ipv6Address FIRST{"2000:db9:1::77"};
    inline static const Ipv6Address SECOND{"2000:db9:3::77"};

  private:
    void Bind(const std::string& node,
              const char* agent,
              const Ipv6Address& home,
              const Ipv6Address& careOf) const
    {
        HandUpdate update;
        update.home = home;
        update.careOf = careOf;
        update.destination = Ipv6Address(agent);
        const Octets octets = update.Encode();
        const auto ipv6 = m_run.NodeOf(node).node->GetObject<Ipv6L3Protocol>();
        const auto interface =
            static_cast<uint32_t>(ipv6->GetInterfaceForAddress(update.destination));
        const auto device = ipv6->GetNetDevice(interface);
        ipv6->Receive(device,
                      Create<Packet>(octets.data(), static_cast<uint32_t>(octets.size())),
                      Ipv6L3Protocol::PROT_NUMBER,
                      device->GetAddress(),
                      device->GetAddress(),
                      NetDevice::PACKET_HOST);
    }

    ScenarioRun& m_run;
};

TEST(TunnelLoop, BetweenHomeAgentsAPacketDiesWithinTheEncapsulationLimit)
{
    REQ("RFC-193");
    OptimisedWorld world{""};
    world.agents = R"(, "attributes": { "ns3::nemo::PacketPath::LimitEncapsulation": true })";
    // Home agents serve the links that somebody is at home on.
    world.nodes = R"(, "OTHER": { "role": "mobile-node", "home": "peers", "homeAgent": "HA2" })";
    ScenarioRun run(world.Text());
    const Loop loop(run);
    const LinkTap core(run.LinkOf("core"));
    const LinkTap peers(run.LinkOf("peers"));
    run.Run();
    ASSERT_TRUE(run.RegistrarOf("HA")->GetCache().Find(Loop::FIRST));
    ASSERT_TRUE(run.RegistrarOf("HA2")->GetCache().Find(Loop::SECOND));
    std::vector<int> limits;
    std::vector<std::size_t> sizes;
    for (const auto& packet : core.All())
    {
        constexpr std::size_t LIMIT = 44;
        if (packet.at > Seconds(20) && packet.inner)
        {
            EXPECT_EQ(packet.octets.at(6), 60);
            limits.push_back(packet.octets.at(LIMIT));
            sizes.push_back(packet.octets.size());
        }
    }
    EXPECT_EQ(limits, (std::vector<int>{4, 3, 2, 1, 0}));
    EXPECT_EQ(sizes, (std::vector<std::size_t>{116, 164, 212, 260, 308})) << "48 octets more each";
    EXPECT_GE(run.DropsOf("HA2", "encapsulation-limit"), 1U);
    // The last entry point is told which octet forbids another tunnel.
    const auto problems = core.Where(
        [](const CaughtPacket& packet) { return packet.at > Seconds(20) && packet.icmpv6 == 4; });
    ASSERT_EQ(problems.size(), 1U);
    EXPECT_EQ(OctetReader(problems[0].octets.data() + 44, 4).U32(), 44U);
    // And who sent it hears that it cannot be reached, from entry point to entry point.
    const auto told = peers.Where([](const CaughtPacket& packet) {
        return packet.icmpv6 == 1 && packet.destination == OptimisedWorld::PEER;
    });
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(told[0].octets.at(41), 3);
}

} // namespace

} // namespace ns3::nemo::tests::tunnel_loop_test
