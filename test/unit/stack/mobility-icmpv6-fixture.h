// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TEST_MOBILITY_ICMPV6_FIXTURE_H
#define NEMO_TEST_MOBILITY_ICMPV6_FIXTURE_H

#include "support/neighbor-world.h"

#include "ns3/inet6-socket-address.h"
#include "ns3/simulator.h"
#include "ns3/udp-socket-factory.h"

#include <gtest/gtest.h>
#include <vector>

namespace ns3::nemo::tests
{

/// Two nodes on one link, fd00:1::1 and fd00:1::2.
class MobilityIcmpv6Test : public ::testing::Test
{
  protected:
    MobilityIcmpv6Test()
    {
        a.interfaces->AddAddress(ia, addressA, 64, true);
        b.interfaces->AddAddress(ib, addressB, 64, true);
    }

    ~MobilityIcmpv6Test() override
    {
        sockets.clear();
    }

    Ptr<Socket> OpenSocket(NeighborNode& node)
    {
        auto socket = Socket::CreateSocket(node.node, UdpSocketFactory::GetTypeId());
        socket->Bind(Inet6SocketAddress(Ipv6Address::GetAny(), 9));
        sockets.push_back(socket);
        return socket;
    }

    static uint32_t CountReceived(Ptr<Socket> socket)
    {
        uint32_t count = 0;
        while (socket->Recv())
        {
            ++count;
        }
        return count;
    }

    /// a sends b a packet of ICMPv6 octets as they are.
    void Inject(const Octets& packet)
    {
        a.SendRaw(ia, packet, b.Hardware(ib));
        world.RunUntil(Simulator::Now() + MilliSeconds(10));
    }

    NeighborAdvertisement SomeAdvertisement() const
    {
        NeighborAdvertisement message;
        message.target = addressA;
        message.options.emplace_back(TargetLinkLayerAddress{a.Hardware(ia)});
        return message;
    }

    NeighborWorld world;
    Ptr<MobileLink> link = world.NewLink();
    NeighborNode& a = world.NewNode();
    NeighborNode& b = world.NewNode();
    const uint32_t ia = a.AddInterface(link);
    const uint32_t ib = b.AddInterface(link);
    const Ipv6Address addressA{"fd00:1::1"};
    const Ipv6Address addressB{"fd00:1::2"};
    std::vector<Ptr<Socket>> sockets;
};

} // namespace ns3::nemo::tests

#endif // NEMO_TEST_MOBILITY_ICMPV6_FIXTURE_H
