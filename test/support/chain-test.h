// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TEST_CHAIN_TEST_H
#define NEMO_TEST_CHAIN_TEST_H

#include "support/chain-topology.h"

#include "ns3/inet6-socket-address.h"
#include "ns3/udp-socket-factory.h"

#include <gtest/gtest.h>
#include <map>
#include <utility>
#include <vector>

namespace ns3::nemo::tests
{

/// The octets of a packet.
inline Octets
OctetsOf(Ptr<const Packet> packet)
{
    Octets octets(packet->GetSize());
    packet->CopyData(octets.data(), packet->GetSize());
    return octets;
}

/// What left a point-to-point device, without its link-layer header; no solicitations.
class Tap
{
  public:
    Tap(CarryingNode& node, uint32_t interface)
    {
        node.ipv6->GetNetDevice(interface)->TraceConnectWithoutContext(
            "MacTx",
            MakeCallback(&Tap::Note, this));
    }

    std::vector<Octets> packets;

  private:
    void Note(Ptr<const Packet> packet)
    {
        auto copy = packet->Copy();
        copy->RemoveAtStart(2); // PPP
        Octets octets = OctetsOf(copy);
        constexpr std::size_t DESTINATION = 24;
        if (octets[DESTINATION] != 0xff)
        {
            packets.push_back(std::move(octets));
        }
    }
};

/// UDP over a chain of nodes.
class ChainTest : public ::testing::Test
{
  protected:
    static constexpr auto CN = ChainTopology::CN;
    static constexpr auto HA = ChainTopology::HA;
    static constexpr auto AR = ChainTopology::AR;
    static constexpr auto MN = ChainTopology::MN;

    explicit ChainTest(uint16_t mtu = 1500)
        : chain("10Gbps", mtu)
    {
    }

    Ptr<Socket> Socket6(ChainTopology::Place place, Ipv6Address address = Ipv6Address::GetAny())
    {
        auto socket = Socket::CreateSocket(chain.At(place).node, UdpSocketFactory::GetTypeId());
        socket->Bind(Inet6SocketAddress(address, 9));
        socket->SetRecvCallback(MakeCallback(&ChainTest::Take, this));
        return socket;
    }

    void Take(Ptr<Socket> socket)
    {
        Address from;
        while (auto packet = socket->RecvFrom(from))
        {
            received.emplace_back(Inet6SocketAddress::ConvertFrom(from).GetIpv6(),
                                  packet->GetSize());
        }
    }

    void SendAt(double seconds, Ptr<Socket> socket, Ipv6Address to, uint32_t size)
    {
        Simulator::Schedule(Seconds(seconds), [=] {
            socket->SendTo(Create<Packet>(size), 0, Inet6SocketAddress(to, 9));
        });
    }

    /// Let a node receive this packet from its neighbour.
    void InjectAt(double seconds,
                  ChainTopology::Place place,
                  uint32_t interface,
                  const Octets& octets)
    {
        Simulator::Schedule(Seconds(seconds), [this, place, interface, octets] {
            const auto device = chain.At(place).ipv6->GetNetDevice(interface);
            chain.At(place).ipv6->Receive(
                device,
                Create<Packet>(octets.data(), static_cast<uint32_t>(octets.size())),
                Ipv6L3Protocol::PROT_NUMBER,
                device->GetAddress(),
                device->GetAddress(),
                NetDevice::PACKET_HOST);
        });
    }

    static void Run()
    {
        Simulator::Stop(Seconds(20));
        Simulator::Run();
    }

    void CountDrops(ChainTopology::Place place)
    {
        chain.At(place).path->TraceConnectWithoutContext("Drop",
                                                         MakeCallback(&ChainTest::NoteDrop, this));
    }

    void NoteDrop(DropReason reason, Ptr<const Packet>)
    {
        ++drops[reason];
    }

    ChainTopology chain;
    std::vector<std::pair<Ipv6Address, uint32_t>> received; ///< sources and sizes of datagrams
    std::map<DropReason, int> drops;
};

} // namespace ns3::nemo::tests

#endif // NEMO_TEST_CHAIN_TEST_H
