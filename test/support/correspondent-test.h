// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TEST_CORRESPONDENT_TEST_H
#define NEMO_TEST_CORRESPONDENT_TEST_H

#include "support/home-agent-bench.h"

#include "ns3/mip6-authenticator.h"
#include "ns3/mip6-extension-chain.h"
#include "ns3/mip6-mobility-header.h"
#include "ns3/mip6-return-routability.h"

#include <gtest/gtest.h>
#include <optional>

namespace ns3::nemo::tests
{

/// The correspondent's two own addresses, and those of a mobile node.
inline const Ipv6Address PEER("4::3");
inline const Ipv6Address OTHER_PEER("fd00:ffff::4");
inline const Ipv6Address HOME("1::2");
inline const Ipv6Address CARE_OF("7::2");

/// What a test of an address gave.
struct Token
{
    uint64_t token;
    uint16_t index;
};

/// An update to a correspondent, put together by hand. The defaults are an honest registration.
struct Update
{
    Ipv6Address home{HOME};
    Ipv6Address careOf{CARE_OF};
    Ipv6Address source{CARE_OF};
    Ipv6Address correspondent{PEER};
    bool homeAddressOption{true};
    uint16_t sequence{100};
    bool acknowledge{true};
    bool keyManagementMobility{false}; ///< K
    uint32_t lifetime{400};
    bool alternate{false};    ///< Alternate Care-of Address option with `careOf`
    bool padding{false};      ///< PadN first of all options
    bool indices{true};       ///< Nonce Indices option
    bool authorization{true}; ///< Binding Authorization Data option
    Token homeToken{};
    Token careOfToken{};
};

/// A correspondent on the wire: every message that it gets is made by hand. RFC 6275 section 9.
class CorrespondentNodeTest : public testing::Test
{
  protected:
    /// @param isHomeAgent the correspondent is a home agent too
    explicit CorrespondentNodeTest(bool isHomeAgent = false)
        : bench(isHomeAgent)
    {
    }

    /// Let a message arrive from the world.
    void Send(const Octets& message,
              const Ipv6Address& source,
              const Ipv6Address& destination,
              const std::optional<Ipv6Address>& homeAddress = std::nullopt)
    {
        ExtensionChain chain;
        chain.homeAddress = homeAddress;
        uint8_t first = 0;
        Octets payload = chain.Serialise(MOBILITY_HEADER_PROTOCOL, first);
        payload.insert(payload.end(), message.begin(), message.end());
        bench.world->Send(HandStation::MakePacket(source, destination, first, payload),
                          bench.WorldMac());
        HomeAgentBench::Run(MilliSeconds(20));
    }

    /// The one message of this type since, to that address, on whichever link; fails the test if
    /// there is another.
    template <typename T>
    std::optional<T> Heard(const Ipv6Address& destination)
    {
        const auto isIt = [&](const HeardPacket& packet) {
            return packet.signal && packet.signal->template Get<T>() &&
                   packet.destination == destination;
        };
        auto packets = bench.world->Heard(isIt);
        const auto onHomeLink = bench.neighbour->Heard(isIt);
        packets.insert(packets.end(), onHomeLink.begin(), onHomeLink.end());
        EXPECT_LE(packets.size(), 1U);
        return packets.empty() ? std::nullopt
                               : std::optional(*packets[0].signal->template Get<T>());
    }

    Token TestHome(const Ipv6Address& home = HOME, const Ipv6Address& correspondent = PEER)
    {
        bench.world->Clear();
        bench.neighbour->Clear();
        const Signal test{HomeTestInit{COOKIE}, {}};
        Send(EncodeMobilityHeader(test, home, correspondent), home, correspondent);
        const auto answer = Heard<HomeTest>(home);
        EXPECT_TRUE(answer);
        EXPECT_EQ(answer->cookie, COOKIE);
        return {answer->token, answer->nonceIndex};
    }

    Token TestCareOf(const Ipv6Address& careOf = CARE_OF, const Ipv6Address& correspondent = PEER)
    {
        bench.world->Clear();
        const Signal test{CareOfTestInit{COOKIE}, {}};
        Send(EncodeMobilityHeader(test, careOf, correspondent), careOf, correspondent);
        const auto answer = Heard<CareOfTest>(careOf);
        EXPECT_TRUE(answer);
        EXPECT_EQ(answer->cookie, COOKIE);
        return {answer->token, answer->nonceIndex};
    }

    /// An honest registration, tested now.
    Update Tested(const Ipv6Address& home = HOME, const Ipv6Address& correspondent = PEER)
    {
        Update update;
        update.home = home;
        update.correspondent = correspondent;
        update.homeToken = TestHome(home, correspondent);
        update.careOfToken = TestCareOf(CARE_OF, correspondent);
        return update;
    }

    static BindingAuthority AuthorityOf(const Update& update)
    {
        BindingAuthority authority;
        authority.correspondent = update.correspondent;
        authority.careOfAddress = update.lifetime == 0 ? update.home : update.careOf;
        authority.key = update.lifetime == 0 ? MakeDeletionKey(update.homeToken.token)
                                             : MakeBindingManagementKey(update.homeToken.token,
                                                                        update.careOfToken.token);
        return authority;
    }

    static Octets Encode(const Update& update)
    {
        BindingUpdate body;
        body.sequence = update.sequence;
        body.acknowledge = update.acknowledge;
        body.keyManagementMobility = update.keyManagementMobility;
        body.lifetime = update.lifetime;
        Signal signal{body, {}};
        if (update.padding)
        {
            signal.options.emplace_back(Padding{{1, 4, 0, 0, 0, 0}});
        }
        if (update.alternate)
        {
            signal.options.emplace_back(AlternateCareOfAddress{update.careOf});
        }
        if (update.indices)
        {
            signal.options.emplace_back(
                NonceIndices{update.homeToken.index, update.careOfToken.index});
        }
        if (!update.authorization)
        {
            return EncodeMobilityHeader(signal, update.home, update.correspondent);
        }
        signal.options.emplace_back(UnsignedAuthorization());
        Octets message = EncodeMobilityHeader(signal, update.home, update.correspondent);
        SignMobilityHeader(message, AuthorityOf(update), update.home, update.correspondent);
        return message;
    }

    /// Send an update. @return the answer; none: silence
    std::optional<BindingAcknowledgement> Ask(const Update& update)
    {
        bench.world->Clear();
        Send(Encode(update),
             update.source,
             update.correspondent,
             update.homeAddressOption ? std::optional(update.home) : std::nullopt);
        return Heard<BindingAcknowledgement>(update.source);
    }

    /// Ask, for the status alone.
    std::optional<BindingStatus> Status(const Update& update)
    {
        const auto answer = Ask(update);
        return answer ? std::optional(answer->status) : std::nullopt;
    }

    const Binding* Find(const Ipv6Address& home = HOME, const Ipv6Address& local = PEER) const
    {
        return bench.registrar->GetCache().Find({home, local});
    }

    static constexpr uint64_t COOKIE = 0x0102030405060708;
    HomeAgentBench bench;
};

} // namespace ns3::nemo::tests

#endif // NEMO_TEST_CORRESPONDENT_TEST_H
