// SPDX-License-Identifier: GPL-2.0-only
// In which order a correspondent looks at what is wrong with a Binding Update: of any two faults
// the earlier one decides. RFC 6275 sections 9.2 and 9.5.1 leave it open.
// IPv6 Ready, correspondent: checks of options and of their order, sequence window.
#include "nemo-requirement.h"
#include "support/correspondent-test.h"

#include "ns3/mip6-checksum.h"
#include "ns3/mip6-digest.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace ns3::nemo::tests::mip6_correspondent_order_test
{

namespace
{

/// What can be wrong, in the order in which it is looked at.
enum class Fault
{
    CHECKSUM,
    TYPE,
    PAYLOAD_PROTO,
    LENGTH,
    HOME_ADDRESS,
    CARE_OF_ADDRESS,
    OPTIONS,
    NONCE,
    AUTHENTICATOR,
    SEQUENCE,
    HOME_REGISTRATION,
    RESOURCES,
};

/// What each of them leads to: why it was dropped, or the status of the answer.
const std::vector<std::string> OUTCOMES{"bad-checksum",
                                        "unknown-message-type",
                                        "bad-payload-proto",
                                        "message-too-short",
                                        "bad-home-address",
                                        "bad-care-of-address",
                                        "unauthorized-update",
                                        "136",
                                        "bad-authenticator",
                                        "135",
                                        "139",
                                        "130"};

class CorrespondentOrderTest : public CorrespondentNodeTest,
                               public testing::WithParamInterface<std::pair<Fault, Fault>>
{
  protected:
    CorrespondentOrderTest()
        : CorrespondentNodeTest(true),
          m_faults{GetParam().first, GetParam().second}
    {
    }

    bool Has(Fault fault) const
    {
        return m_faults.count(fault) > 0;
    }

    /// Bring about what of the faults is in the world, not in the message.
    Update Prepare()
    {
        bench.neighbour->has = [](const Ipv6Address& address) { return address == SERVED; };
        const Update honest = Tested(SERVED);
        bench.neighbour->has = [](const Ipv6Address&) { return false; };
        if (Has(Fault::HOME_REGISTRATION))
        {
            HandUpdate home;
            home.home = SERVED;
            bench.Register(home);
        }
        else if (Has(Fault::SEQUENCE))
        {
            EXPECT_EQ(Status(honest), BindingStatus::ACCEPTED);
        }
        if (Has(Fault::RESOURCES))
        {
            EXPECT_EQ(Status(Tested(HOME)), BindingStatus::ACCEPTED);
            bench.correspondent->SetAttribute("MaxBindings", UintegerValue(1));
        }
        return honest;
    }

    Update Spoil(Update update) const
    {
        update.sequence = Has(Fault::SEQUENCE) ? 100 : 101;
        if (Has(Fault::HOME_ADDRESS))
        {
            // Without the option, which would be looked at with the header that it stands in.
            update.home = Ipv6Address("fe80::7");
            update.correspondent = OTHER_PEER;
            update.source = update.home;
            update.homeAddressOption = false;
            update.alternate = true;
        }
        if (Has(Fault::CARE_OF_ADDRESS))
        {
            update.careOf = Ipv6Address("ff0e::5");
            update.alternate = true;
        }
        update.indices = !Has(Fault::OPTIONS);
        update.homeToken.index =
            static_cast<uint16_t>(update.homeToken.index + (Has(Fault::NONCE) ? 1 : 0));
        update.careOfToken.token ^= Has(Fault::AUTHENTICATOR) ? 1 : 0;
        return update;
    }

    Octets SpoilOctets(Octets message, const Update& update) const
    {
        message[0] = Has(Fault::PAYLOAD_PROTO) ? 6 : message[0];
        message[1] = Has(Fault::LENGTH) ? 0 : message[1];
        message[2] = Has(Fault::TYPE) ? 99 : message[2];
        message[4] = 0;
        message[5] = 0;
        constexpr std::size_t UNIT = 8;
        const uint16_t checksum = UpperLayerChecksum(update.home,
                                                     update.correspondent,
                                                     MOBILITY_HEADER_PROTOCOL,
                                                     message.data(),
                                                     (message[1] + 1U) * UNIT);
        message[4] = static_cast<uint8_t>(checksum >> 8);
        message[5] = static_cast<uint8_t>(checksum ^ (Has(Fault::CHECKSUM) ? 1 : 0));
        return message;
    }

    /// Send it. @return why it was dropped, else the status of the answer
    std::string Outcome(const Octets& message, const Update& update)
    {
        std::vector<uint64_t> before;
        for (std::size_t i = 0; i <= static_cast<std::size_t>(DropReason::POWERED_OFF); ++i)
        {
            before.push_back(bench.Drops(static_cast<DropReason>(i)));
        }
        bench.world->Clear();
        Send(message,
             update.source,
             update.correspondent,
             update.homeAddressOption ? std::optional(update.home) : std::nullopt);
        for (std::size_t i = 0; i < before.size(); ++i)
        {
            const auto reason = static_cast<DropReason>(i);
            if (bench.Drops(reason) > before[i])
            {
                EXPECT_TRUE(bench.world->Acknowledgements().empty());
                return std::string(ToString(reason));
            }
        }
        const auto answers = bench.world->Acknowledgements();
        return answers.size() == 1
                   ? std::to_string(static_cast<int>(answers[0].Acknowledgement()->status))
                   : "nothing";
    }

    /// A home address that the node would serve as a home agent too.
    inline static const Ipv6Address SERVED{"4::2"};

  private:
    std::set<Fault> m_faults;
};

TEST_P(CorrespondentOrderTest, OfTwoFaultsTheEarlierDecides)
{
    REQ("RFC-184");
    const Update update = Spoil(Prepare());
    const Octets message = SpoilOctets(Encode(update), update);
    EXPECT_EQ(Outcome(message, update), OUTCOMES[static_cast<std::size_t>(GetParam().first)]);
}

std::vector<std::pair<Fault, Fault>>
Pairs()
{
    std::vector<std::pair<Fault, Fault>> pairs;
    for (std::size_t first = 0; first < OUTCOMES.size(); ++first)
    {
        for (std::size_t second = first; second < OUTCOMES.size(); ++second)
        {
            pairs.emplace_back(static_cast<Fault>(first), static_cast<Fault>(second));
        }
    }
    return pairs;
}

INSTANTIATE_TEST_SUITE_P(AllPairs, CorrespondentOrderTest, testing::ValuesIn(Pairs()));

using CorrespondentUpdateTest = CorrespondentNodeTest;

TEST_F(CorrespondentUpdateTest, NothingFollowsTheAuthorizationData)
{
    REQ("RFC-039");
    const Update update = Tested();
    // PadN behind it, and an authenticator that is right for all that is before it.
    Octets message = Encode(update);
    const std::size_t place = message.size() - AUTHENTICATOR_SIZE;
    message.insert(message.end(), {1, 6, 0, 0, 0, 0, 0, 0});
    message[1] = static_cast<uint8_t>(message[1] + 1);
    message[4] = 0;
    message[5] = 0;
    const BindingAuthority authority = AuthorityOf(update);
    OctetWriter signedData;
    signedData.Address(authority.careOfAddress);
    signedData.Address(authority.correspondent);
    signedData.Append(Octets(message.data(), message.data() + place));
    const Sha1Digest digest =
        HmacSha1(authority.key.data(), authority.key.size(), signedData.Release());
    std::copy_n(digest.begin(), AUTHENTICATOR_SIZE, message.data() + place);
    const uint16_t checksum = UpperLayerChecksum(update.home,
                                                 PEER,
                                                 MOBILITY_HEADER_PROTOCOL,
                                                 message.data(),
                                                 message.size());
    message[4] = static_cast<uint8_t>(checksum >> 8);
    message[5] = static_cast<uint8_t>(checksum);
    bench.world->Clear();
    Send(message, update.source, PEER, update.home);
    EXPECT_TRUE(bench.world->Acknowledgements().empty());
    EXPECT_FALSE(Find());
    EXPECT_EQ(bench.Drops(DropReason::AUTHORIZATION_NOT_LAST), 1U);
    Update padded = update;
    padded.padding = true;
    EXPECT_EQ(Status(padded), BindingStatus::ACCEPTED) << "before it, anything goes";
}

TEST_F(CorrespondentUpdateTest, AHomeRegistrationHasNoNonces)
{
    REQ("RFC-091");
    HandUpdate update;
    update.home = HOME;
    update.options.emplace_back(NonceIndices{1, 1});
    EXPECT_FALSE(bench.Ask(update)) << "not even 131";
}

TEST(HomeAgentUpdateTest, AHomeRegistrationHasNoNonces)
{
    REQ("RFC-091");
    HomeAgentBench agent;
    HandUpdate update;
    update.options.emplace_back(NonceIndices{1, 1});
    agent.neighbour->Clear();
    EXPECT_FALSE(agent.Ask(update));
    EXPECT_FALSE(agent.Find("4::2"));
    EXPECT_TRUE(agent.neighbour->Neighbors<NeighborSolicitation>(Ipv6Address("4::2")).empty())
        << "nor is it probed";
    EXPECT_EQ(agent.Drops(DropReason::UNEXPECTED_OPTION), 1U);
}

TEST_F(CorrespondentUpdateTest, ATypeTwoRoutingHeaderIsNotForACorrespondent)
{
    REQ("RFC-072");
    ExtensionChain chain;
    chain.routing = RoutingHeader{};
    chain.routing->address = HOME;
    uint8_t first = 0;
    Octets payload = chain.Serialise(17, first);
    const Octets datagram = MakeDatagram(CARE_OF, HOME, 64);
    payload.insert(payload.end(), datagram.begin() + 40, datagram.end());
    bench.world->Clear();
    bench.neighbour->Clear();
    bench.world->Send(HandStation::MakePacket(CARE_OF, PEER, first, payload), bench.WorldMac());
    HomeAgentBench::Run(Seconds(1));
    EXPECT_EQ(bench.Drops(DropReason::FOREIGN_ROUTING_ADDRESS), 1U);
    const auto isOf = [](const HeardPacket& packet) {
        return packet.destination == CARE_OF || packet.destination == HOME;
    };
    EXPECT_TRUE(bench.world->Heard(isOf).empty()) << "neither an error nor the packet itself";
    EXPECT_TRUE(bench.neighbour->Heard(isOf).empty());
}

} // namespace

} // namespace ns3::nemo::tests::mip6_correspondent_order_test
