// SPDX-License-Identifier: GPL-2.0-only
// What a correspondent makes of packets with mobility headers in them, what it sends by its
// bindings, and how these end. RFC 6275 sections 9.3, 9.5.4, 9.5.5 and 9.6.
// IPv6 Ready, correspondent: the Home Address option with, without and against a binding, the type
// 2 routing header, ICMP errors, Binding Errors.
#include "nemo-requirement.h"
#include "support/correspondent-test.h"

#include "ns3/boolean.h"
#include "ns3/inet6-socket-address.h"
#include "ns3/mip6-checksum.h"
#include "ns3/simulator.h"
#include "ns3/socket.h"
#include "ns3/udp-socket-factory.h"
#include "ns3/uinteger.h"

#include <gtest/gtest.h>
#include <vector>

namespace ns3::nemo::tests::mip6_correspondent_packets_test
{

namespace
{

constexpr uint8_t UDP = 17;
constexpr uint8_t ESP = 50;
constexpr uint8_t AH = 51;
constexpr uint8_t NO_NEXT_HEADER = 59;
constexpr uint16_t PORT = 9;

class CorrespondentPacketsTest : public CorrespondentNodeTest
{
  protected:
    CorrespondentPacketsTest()
    {
        m_socket = Socket::CreateSocket(bench.node, UdpSocketFactory::GetTypeId());
        m_socket->Bind(Inet6SocketAddress(Ipv6Address::GetAny(), PORT));
        m_socket->SetRecvCallback(Callback<void, Ptr<Socket>>([this](Ptr<Socket> from) {
            Address sender;
            while (from->RecvFrom(sender))
            {
                received.push_back(Inet6SocketAddress::ConvertFrom(sender).GetIpv6());
            }
        }));
    }

    ~CorrespondentPacketsTest() override
    {
        m_socket->Close();
    }

    /// A packet with a Home Address option from the world.
    void SendWithOption(const Ipv6Address& home,
                        uint8_t protocol,
                        const Ipv6Address& source = CARE_OF)
    {
        ExtensionChain chain;
        chain.homeAddress = home;
        uint8_t first = 0;
        Octets payload = chain.Serialise(protocol, first);
        if (protocol == UDP)
        {
            const Octets datagram = MakeDatagram(home, PEER, 64);
            payload.insert(payload.end(), datagram.begin() + 40, datagram.end());
        }
        bench.world->Send(HandStation::MakePacket(source, PEER, first, payload), bench.WorldMac());
        HomeAgentBench::Run(MilliSeconds(10));
    }

    /// Send a datagram from an own address.
    void SendTo(const Ipv6Address& destination)
    {
        auto socket = Socket::CreateSocket(bench.node, UdpSocketFactory::GetTypeId());
        socket->Bind(Inet6SocketAddress(PEER, 0));
        socket->SendTo(Create<Packet>(20), 0, Inet6SocketAddress(destination, PORT));
        socket->Close();
        HomeAgentBench::Run(MilliSeconds(10));
    }

    std::vector<HeardPacket> Errors() const
    {
        return bench.world->Heard([](const HeardPacket& packet) {
            return packet.signal && packet.signal->Get<BindingError>();
        });
    }

    std::vector<HeardPacket> Requests() const
    {
        return bench.world->Heard([](const HeardPacket& packet) {
            return packet.signal && packet.signal->Get<BindingRefreshRequest>();
        });
    }

    /// Answer the last datagram that was sent by the binding with an ICMPv6 error.
    /// An error about a packet that was sent by the binding.
    void TellUnreachable(uint8_t code = 3)
    {
        bench.world->Clear();
        SendTo(HOME);
        const auto sent = bench.world->Heard(
            [](const HeardPacket& packet) { return packet.destination == CARE_OF; });
        ASSERT_EQ(sent.size(), 1U);
        Tell(code, sent[0].octets);
    }

    /// A Destination Unreachable about a packet.
    void Tell(uint8_t code, const Octets& quoted)
    {
        Octets message{1, code, 0, 0, 0, 0, 0, 0};
        message.insert(message.end(), quoted.begin(), quoted.end());
        const Ipv6Address router("fd00:ffff::1");
        constexpr uint8_t ICMPV6 = 58;
        const uint16_t checksum =
            UpperLayerChecksum(router, PEER, ICMPV6, message.data(), message.size());
        message[2] = static_cast<uint8_t>(checksum >> 8);
        message[3] = static_cast<uint8_t>(checksum);
        bench.world->Send(HandStation::MakePacket(router, PEER, ICMPV6, message), bench.WorldMac());
        HomeAgentBench::Run(MilliSeconds(10));
    }

    std::vector<Ipv6Address> received; ///< sources of the datagrams that came

  private:
    Ptr<Socket> m_socket;
};

TEST_F(CorrespondentPacketsTest, AHomeAddressIsBelievedByItsBinding)
{
    REQ("BOOK-099");
    REQ("BOOK-085");
    REQ("RFC-081");
    const Ipv6Address elsewhere("8::2");
    SendWithOption(HOME, UDP);
    EXPECT_TRUE(received.empty()) << "no binding";
    ASSERT_EQ(Status(Tested()), BindingStatus::ACCEPTED);
    SendWithOption(HOME, UDP);
    EXPECT_EQ(received, std::vector{HOME}) << "the application sees the home address";
    SendWithOption(HOME, UDP, elsewhere);
    SendWithOption(Ipv6Address("1::3"), UDP);
    EXPECT_EQ(received.size(), 1U) << "another care-of address, another home address";
    EXPECT_EQ(bench.Drops(DropReason::NO_BINDING), 3U);
}

TEST_F(CorrespondentPacketsTest, WithoutBindingItDependsOnWhatFollows)
{
    REQ("RFC-081");
    const Ipv6Address elsewhere("8::2");
    ASSERT_EQ(Status(Tested()), BindingStatus::ACCEPTED);
    for (const Ipv6Address& home : {HOME, Ipv6Address("1::3")})
    {
        for (const uint8_t protocol : {UDP, NO_NEXT_HEADER, ESP, AH, MOBILITY_HEADER_PROTOCOL})
        {
            bench.world->Clear();
            HomeAgentBench::Run(Seconds(1));
            SendWithOption(home, protocol, elsewhere);
            const bool isExempt = protocol != UDP && protocol != NO_NEXT_HEADER;
            EXPECT_EQ(Errors().size(), isExempt ? 0U : 1U) << int(protocol);
        }
    }
    bench.world->Clear();
    SendWithOption(HOME, NO_NEXT_HEADER);
    EXPECT_TRUE(Errors().empty()) << "a binding vouches for it";
}

TEST_F(CorrespondentPacketsTest, AHomeAddressIsUnicastAndRoutable)
{
    REQ("RFC-080");
    for (const char* home : {"ff02::1", "ff0e::1", "::", "::1", "fe80::1"})
    {
        const uint64_t before = bench.Drops(DropReason::BAD_HOME_ADDRESS);
        SendWithOption(Ipv6Address(home), UDP);
        EXPECT_EQ(bench.Drops(DropReason::BAD_HOME_ADDRESS), before + 1) << home;
    }
    EXPECT_TRUE(received.empty());
}

TEST_F(CorrespondentPacketsTest, UpdatesAreForUnicastRoutableHomeAddresses)
{
    REQ("RFC-088");
    for (const char* home : {"ff02::1", "::", "::1", "fe80::1"})
    {
        for (const bool isHomeRegistration : {false, true})
        {
            for (const bool hasOption : {false, true})
            {
                HandUpdate update;
                update.home = Ipv6Address(home);
                // The address on the link, since routers do not forward from such sources.
                update.destination = OTHER_PEER;
                update.flags = isHomeRegistration ? "AH" : "A";
                update.homeAddressOption = hasOption;
                const uint64_t before = bench.Drops(DropReason::BAD_HOME_ADDRESS);
                EXPECT_FALSE(bench.Ask(update)) << home << isHomeRegistration << hasOption;
                EXPECT_EQ(bench.Drops(DropReason::BAD_HOME_ADDRESS), before + 1)
                    << home << isHomeRegistration << hasOption;
            }
        }
    }
    EXPECT_EQ(bench.registrar->GetCache().Size(), 0U);
    HandUpdate update;
    update.home = HOME;
    EXPECT_TRUE(bench.Ask(update)) << "one that is goes on to the next check";
}

TEST_F(CorrespondentPacketsTest, Peer_48_TellsOfUnknownBindingsWhereItMayAndNotTooOften)
{
    REQ("RFC-083");
    SendWithOption(HOME, UDP);
    ASSERT_EQ(Errors().size(), 1U);
    const HeardPacket error = Errors()[0];
    EXPECT_EQ(error.source, PEER);
    EXPECT_EQ(error.destination, CARE_OF);
    EXPECT_FALSE(error.routing);
    EXPECT_EQ(error.signal->Get<BindingError>()->status, BindingErrorStatus::UNKNOWN_BINDING);
    EXPECT_EQ(error.signal->Get<BindingError>()->homeAddress, HOME);
    bench.world->Clear();
    SendWithOption(HOME, UDP, Ipv6Address("ff0e::5"));
    SendWithOption(HOME, UDP, Ipv6Address("::"));
    EXPECT_TRUE(Errors().empty()) << "to no group, and to nobody";
    // An unknown message type names no home address, unless the packet does.
    const Octets unknown{NO_NEXT_HEADER, 0, 99, 0, 0, 0, 0, 0};
    Octets message = unknown;
    const uint16_t checksum =
        UpperLayerChecksum(CARE_OF, PEER, MOBILITY_HEADER_PROTOCOL, message.data(), message.size());
    message[4] = static_cast<uint8_t>(checksum >> 8);
    message[5] = static_cast<uint8_t>(checksum);
    bench.world->Clear();
    Send(message, CARE_OF, PEER);
    ASSERT_EQ(Errors().size(), 1U);
    EXPECT_TRUE(Errors()[0].signal->Get<BindingError>()->homeAddress.IsAny());
    HomeAgentBench::Run(Seconds(10));
    bench.world->Clear();
    for (int i = 0; i < 200; ++i) // 10 ms each
    {
        SendWithOption(HOME, UDP);
    }
    // A burst of 10, then 10 a second.
    EXPECT_LE(Errors().size(), 30U);
    EXPECT_GE(Errors().size(), 28U);
}

TEST_F(CorrespondentPacketsTest, SendsByTheBindingAllButWhatMustNot)
{
    REQ("RFC-082");
    const Ipv6Address onLink("4::9");
    bench.neighbour->has = [&](const Ipv6Address& address) { return address == onLink; };
    ASSERT_EQ(Status(Tested(onLink)), BindingStatus::ACCEPTED);
    bench.world->Clear();
    SendTo(onLink);
    const auto data =
        bench.world->Heard([](const HeardPacket& packet) { return packet.destination == CARE_OF; });
    ASSERT_EQ(data.size(), 1U);
    EXPECT_EQ(data[0].routing, onLink);
    // Neighbor Discovery is about the link, wherever the node is.
    bench.neighbour->Clear();
    bench.stack->GetIcmpv6()->SendNS(PEER, onLink, onLink, bench.HomeMac());
    HomeAgentBench::Run(Seconds(1));
    EXPECT_FALSE(bench.neighbour->Neighbors<NeighborSolicitation>(onLink).empty());
    EXPECT_TRUE(bench.world->Neighbors<NeighborSolicitation>(onLink).empty());
}

TEST_F(CorrespondentPacketsTest, AnswersGoWhereTheUpdateCameFrom)
{
    REQ("RFC-099");
    Update update = Tested();
    ASSERT_EQ(Status(update), BindingStatus::ACCEPTED);
    ASSERT_EQ(bench.world->Acknowledgements().size(), 1U);
    EXPECT_EQ(bench.world->Acknowledgements()[0].destination, CARE_OF);
    EXPECT_EQ(bench.world->Acknowledgements()[0].routing, HOME);
    // From the home address, to delete.
    update.sequence = 101;
    update.lifetime = 0;
    update.careOf = HOME;
    update.source = HOME;
    update.homeAddressOption = false;
    ASSERT_EQ(Status(update), BindingStatus::ACCEPTED);
    EXPECT_EQ(bench.world->Acknowledgements()[0].destination, HOME);
    EXPECT_FALSE(bench.world->Acknowledgements()[0].routing);
    // From no single node: silence, whatever it is worth.
    HomeAgentBench::Run(Seconds(31));
    Update group = Tested();
    group.sequence = 102;
    group.source = Ipv6Address("ff0e::5");
    group.alternate = true;
    bench.world->Clear();
    Send(Encode(group), group.source, PEER, HOME);
    EXPECT_TRUE(bench.world->Acknowledgements().empty());
    EXPECT_FALSE(Find());
}

TEST_F(CorrespondentPacketsTest, KeepsBindingsForTheirTimeWhileThereIsRoom)
{
    REQ("RFC-033");
    bench.correspondent->SetAttribute("MaxBindings", UintegerValue(3));
    bench.correspondent->SetAttribute("ReplacesOldest", BooleanValue(true));
    const std::vector<Ipv6Address> homes{HOME, Ipv6Address("1::a"), Ipv6Address("1::b")};
    for (const Ipv6Address& home : homes)
    {
        ASSERT_EQ(Status(Tested(home)), BindingStatus::ACCEPTED);
    }
    HomeAgentBench::Run(Seconds(398));
    for (const Ipv6Address& home : homes)
    {
        EXPECT_TRUE(Find(home));
    }
}

TEST_F(CorrespondentPacketsTest, GivesUpWhatIsUnreachableAgainAndAgain)
{
    REQ("RFC-085");
    ASSERT_EQ(Status(Tested()), BindingStatus::ACCEPTED);
    for (int i = 0; i < 5; ++i)
    {
        TellUnreachable();
    }
    EXPECT_TRUE(Find()) << "all at once is not for long";
    HomeAgentBench::Run(Seconds(61));
    TellUnreachable();
    TellUnreachable();
    HomeAgentBench::Run(Seconds(1));
    EXPECT_TRUE(Find()) << "what is over does not count";
    TellUnreachable();
    EXPECT_FALSE(Find());
    EXPECT_TRUE(bench.stack->GetSteering()->Optimised().IsEmpty());
    bench.world->Clear();
    SendTo(HOME);
    EXPECT_TRUE(
        bench.world->Heard([](const HeardPacket& packet) { return packet.destination == CARE_OF; })
            .empty())
        << "by way of the home agent";
}

TEST_F(CorrespondentPacketsTest, OnlyErrorsAboutTheWayEndABinding)
{
    REQ("RFC-085");
    ASSERT_EQ(Status(Tested()), BindingStatus::ACCEPTED);
    constexpr uint8_t PORT_UNREACHABLE = 4;
    for (int i = 0; i < 5; ++i)
    {
        TellUnreachable(PORT_UNREACHABLE);
        HomeAgentBench::Run(Seconds(1));
    }
    EXPECT_TRUE(Find()) << "nobody listens there, but the node was reached";
    bench.world->Clear();
    TestHome();
    const auto tests = bench.world->Heard(
        [](const HeardPacket& packet) { return packet.signal && packet.signal->Get<HomeTest>(); });
    ASSERT_EQ(tests.size(), 1U);
    for (int i = 0; i < 5; ++i)
    {
        Tell(3, tests[0].octets);
        HomeAgentBench::Run(Seconds(1));
    }
    EXPECT_TRUE(Find()) << "a Home Test goes by way of the home agent";
    for (int i = 0; i < 3; ++i)
    {
        TellUnreachable();
        HomeAgentBench::Run(Seconds(1));
    }
    EXPECT_FALSE(Find());
}

TEST_F(CorrespondentPacketsTest, Peer_24_AsksForTheRenewalOfWhatItUses)
{
    REQ("BOOK-043");
    REQ("RFC-100");
    Update update = Tested();
    update.lifetime = 100;
    ASSERT_EQ(Status(update), BindingStatus::ACCEPTED);
    const Time end = Find()->expires;
    bench.world->Clear();
    HomeAgentBench::Run(end - Seconds(12) - Simulator::Now());
    EXPECT_TRUE(Requests().empty());
    SendTo(HOME);
    HomeAgentBench::Run(end - Seconds(6.5) - Simulator::Now());
    const auto requests = Requests();
    ASSERT_EQ(requests.size(), 3U);
    // 10 s before the end, and again after 1 s and 2 s more.
    EXPECT_LT(Abs(requests[0].at - (end - Seconds(10))), MilliSeconds(1));
    EXPECT_LT(Abs(requests[1].at - (end - Seconds(9))), MilliSeconds(1));
    EXPECT_LT(Abs(requests[2].at - (end - Seconds(7))), MilliSeconds(1));
    for (const auto& request : requests)
    {
        EXPECT_EQ(request.source, PEER);
        EXPECT_EQ(request.destination, HOME) << "by way of the home agent";
        EXPECT_FALSE(request.routing);
    }
    // An update stops it; nothing was sent by the next binding.
    update.sequence = 101;
    ASSERT_EQ(Status(update), BindingStatus::ACCEPTED);
    bench.world->Clear();
    HomeAgentBench::Run(Seconds(120));
    EXPECT_TRUE(Requests().empty());
    EXPECT_FALSE(Find());
}

TEST_F(CorrespondentPacketsTest, Peer_46_AShortBindingIsAskedForInItsSecondHalf)
{
    Update update = Tested();
    update.lifetime = 4;
    ASSERT_EQ(Status(update), BindingStatus::ACCEPTED);
    const Time end = Find()->expires;
    SendTo(HOME);
    bench.world->Clear();
    HomeAgentBench::Run(Seconds(10));
    ASSERT_EQ(Requests().size(), 2U);
    EXPECT_LT(Abs(Requests()[0].at - (end - Seconds(2))), MilliSeconds(1));
    EXPECT_LT(Abs(Requests()[1].at - (end - Seconds(1))), MilliSeconds(1));
}

} // namespace

} // namespace ns3::nemo::tests::mip6_correspondent_packets_test
