// SPDX-License-Identifier: GPL-2.0-only
// What a Home Address option is, and is not, in both dialects: RFC 6275 section 9.3.1,
// draft-ietf-mobileip-ipv6-04 sections 4.3 and 5.4.
#include "nemo-requirement.h"
#include "support/both-dialects.h"

#include "ns3/socket.h"
#include "ns3/udp-socket-factory.h"

#include <gtest/gtest.h>
#include <string>

namespace ns3::nemo::tests::both_dialects_packets_test
{

namespace
{

using World = Draft1997World;

const Ipv6Address STRANGER("b::99");

/// A datagram of somebody at a stranger's address, who says to have this home address.
Octets
Claim(const std::string& dialect, const Ipv6Address& home)
{
    Draft1997Packet packet;
    packet.types.homeAddress = dialect == "draft1997" ? 196 : 201;
    packet.source = STRANGER;
    packet.destination = World::Peer();
    packet.homeAddress = home;
    packet.protocol = 17;
    packet.payload = World::Datagram(home, World::Peer());
    return packet.Build();
}

} // namespace

class PacketsInBothDialects : public BothDialects
{
};

TEST_P(PacketsInBothDialects, AHomeAddressOptionIsAboutItsPacketAlone)
{
    IsDraft() ? REQ("D04-011@draft1997", "D04-035@draft1997") : REQ("D04-011", "D04-035");
    ScenarioRun run(Text(R"({ "at": "10s", "node": "MN", "to": "A" })",
                         R"({ "type": "udp", "from": "CN", "to": "MN", "rate": "10pps",
                              "start": "15s", "name": "down" })"),
                    {"/duration=40s"});
    const LinkTap core(run.LinkOf("core"));
    const Ipv6Address unknown("1::55");
    const auto cache = [&run]() -> const BindingCache& {
        return run.RegistrarOf("CN")->GetCache();
    };
    // Of a node that nobody knows, and of one with a binding.
    for (const double at : {5., 30.})
    {
        run.At(Seconds(at), [&, at] {
            World::Inject(run.NodeOf("CN"), Claim(GetParam(), unknown));
            World::Inject(run.NodeOf("CN"), Claim(GetParam(), World::Home()));
            EXPECT_TRUE(cache().KeysOf(unknown).empty());
            const auto keys = cache().KeysOf(World::Home());
            ASSERT_EQ(keys.size(), at > 10 ? 1U : 0U);
            if (!keys.empty())
            {
                EXPECT_EQ(cache().Find(keys[0])->careOfAddress, Ipv6Address("a::2"));
            }
        });
    }
    run.At(Seconds(31), [&run, unknown] {
        auto socket = Socket::CreateSocket(run.NodeOf("CN").node, UdpSocketFactory::GetTypeId());
        socket->Bind6();
        socket->SendTo(Create<Packet>(20), 0, Inet6SocketAddress(unknown, 9));
    });
    run.Run();
    std::size_t toUnknown = 0;
    for (const auto& packet : core.All())
    {
        const auto reading = ReadEither(packet);
        if (reading.source != World::Peer() || reading.protocol != 17)
        {
            continue;
        }
        EXPECT_FALSE(reading.destination == STRANGER) << packet.at;
        toUnknown += reading.destination == unknown && !reading.routing;
        EXPECT_TRUE(packet.at < Seconds(30) || reading.destination == Ipv6Address("a::2") ||
                    reading.destination == unknown)
            << packet.at;
    }
    EXPECT_EQ(toUnknown, 1U);
    EXPECT_EQ(run.FlowOf("down")["lost"], 0);
}

INSTANTIATE_TEST_SUITE_P(Dialects, PacketsInBothDialects, TheDialects(), DialectName);

} // namespace ns3::nemo::tests::both_dialects_packets_test
