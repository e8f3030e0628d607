// SPDX-License-Identifier: GPL-2.0-only
#include "nemo-requirement.h"
#include "support/mobile-node-test.h"

#include "ns3/inet6-socket-address.h"
#include "ns3/socket.h"
#include "ns3/tcp-socket-factory.h"

// What the layers above see of mobility, which is nothing.

namespace ns3::nemo::tests::mip6_mobile_node_transport_test
{

namespace
{

constexpr uint16_t PORT = 80;

/// The octet at a place of the stream.
uint8_t
OctetAt(std::size_t place)
{
    return static_cast<uint8_t>((place * 7919) >> 5);
}

/// One end of a connection: writes the stream, and remembers what it reads.
struct End
{
    void Use(Ptr<Socket> opened)
    {
        socket = opened;
        socket->SetRecvCallback(Callback<void, Ptr<Socket>>([this](Ptr<Socket> from) {
            while (auto packet = from->Recv())
            {
                const std::size_t before = read.size();
                read.resize(before + packet->GetSize());
                packet->CopyData(read.data() + before, packet->GetSize());
            }
        }));
        socket->SetCloseCallbacks(Callback<void, Ptr<Socket>>([this](Ptr<Socket>) { ++closed; }),
                                  Callback<void, Ptr<Socket>>([this](Ptr<Socket>) { ++closed; }));
    }

    void Write(std::size_t size)
    {
        Octets octets;
        for (std::size_t i = 0; i < size; ++i)
        {
            octets.push_back(OctetAt(written + i));
        }
        written += size;
        EXPECT_EQ(socket->Send(octets.data(), static_cast<uint32_t>(size), 0),
                  static_cast<int>(size));
    }

    Ptr<Socket> socket;
    Octets read;
    std::size_t written{0};
    int closed{0};
};

Octets
Stream(std::size_t size)
{
    Octets octets;
    for (std::size_t i = 0; i < size; ++i)
    {
        octets.push_back(OctetAt(i));
    }
    return octets;
}

} // namespace

using MobileNodeTransportTest = MobileNodeTest;

TEST_F(MobileNodeTransportTest, AConnectionOutlivesEveryMove)
{
    REQ("BOOK-007");
    Registered();
    End server;
    End client;
    Address peer;
    auto listener =
        Socket::CreateSocket(m_world.correspondent->node, TcpSocketFactory::GetTypeId());
    listener->Bind(Inet6SocketAddress(Ipv6Address::GetAny(), PORT));
    listener->Listen();
    listener->SetAcceptCallback(
        MakeNullCallback<bool, Ptr<Socket>, const Address&>(),
        Callback<void, Ptr<Socket>, const Address&>([&](Ptr<Socket> opened, const Address& from) {
            peer = from;
            server.Use(opened);
        }));
    client.Use(Socket::CreateSocket(m_world.mobileNode->node, TcpSocketFactory::GetTypeId()));
    client.socket->Bind6();
    client.socket->Connect(Inet6SocketAddress(m_world.Address("c::5"), PORT));
    RunFor(Seconds(1));
    ASSERT_TRUE(server.socket);
    EXPECT_EQ(Inet6SocketAddress::ConvertFrom(peer).GetIpv6(), m_world.Address("1::10"));
    for (int i = 0; i < 400; ++i)
    {
        m_world.At(Seconds(12) + MilliSeconds(100 * i), [&]() {
            client.Write(1000);
            server.Write(1000);
        });
    }
    m_world.At(Seconds(20), [this]() { m_world.Move(m_world.b, MilliSeconds(500)); });
    m_world.At(Seconds(30), [this]() { m_world.Move(m_world.a); });
    m_world.At(Seconds(40), [this]() { m_world.Move(m_world.home, Seconds(1)); });
    m_world.RunUntil(Seconds(90));
    EXPECT_EQ(m_world.agent->updates.size(), 4U) << "three moves";
    EXPECT_EQ(client.closed + server.closed, 0);
    EXPECT_EQ(server.read, Stream(400000));
    EXPECT_EQ(client.read, Stream(400000));
    Address own;
    client.socket->GetSockName(own);
    EXPECT_EQ(Inet6SocketAddress::ConvertFrom(own).GetIpv6(), m_world.Address("1::10"));
}

} // namespace ns3::nemo::tests::mip6_mobile_node_transport_test
