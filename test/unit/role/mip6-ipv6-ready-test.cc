// SPDX-License-Identifier: GPL-2.0-only
// What the IPv6 Ready programme checks of a home agent, its groups 1 to 3, on the wire. Groups 4 to
// 8 are named in the tests of proxy Neighbor Discovery, tunnels, and discovery.
#include "support/home-agent-bench.h"

#include "ns3/mip6-checksum.h"
#include "ns3/mip6-extension-chain.h"

#include <gtest/gtest.h>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace ns3::nemo::tests::mip6_ipv6_ready_test
{

namespace
{

const Ipv6Address HOME("4::2");
const Ipv6Address CARE_OF("7::2");
const Ipv6Address AGENT("4::3");
constexpr uint8_t MOBILITY = 135;
constexpr uint8_t ICMPV6 = 58;
constexpr uint8_t PARAMETER_PROBLEM = 4;
constexpr uint8_t NO_NEXT_HEADER = 59;
constexpr uint8_t UDP = 17;
constexpr uint8_t BINDING_UPDATE = 5;

/// A mobility header made of these octets, with its checksum, or one beside it.
Octets
Sealed(Octets message, const Ipv6Address& source, bool isRight)
{
    message[4] = message[5] = 0;
    uint16_t sum = UpperLayerChecksum(source, AGENT, MOBILITY, message.data(), message.size());
    sum ^= isRight ? 0 : 1;
    message[4] = static_cast<uint8_t>(sum >> 8);
    message[5] = static_cast<uint8_t>(sum & 0xff);
    return message;
}

/// What a home agent answers to a mobility header with a fault.
struct Answers
{
    std::size_t errors{0};          ///< Binding Errors with status 2
    std::vector<uint32_t> problems; ///< the pointers of ICMPv6 Parameter Problems, code 0
    std::size_t others{0};          ///< anything else
};

Answers
AnswersTo(HomeAgentBench& bench, const Octets& message, bool withHomeAddress)
{
    ExtensionChain chain;
    if (withHomeAddress)
    {
        chain.homeAddress = HOME;
    }
    uint8_t first = 0;
    Octets payload = chain.Serialise(MOBILITY, first);
    payload.insert(payload.end(), message.begin(), message.end());
    bench.world->Clear();
    bench.world->Send(HandStation::MakePacket(CARE_OF, AGENT, first, payload), bench.WorldMac());
    bench.Run(Seconds(1));
    Answers answers;
    for (const auto& packet : bench.world->Heard())
    {
        const auto* error = packet.signal ? packet.signal->Get<BindingError>() : nullptr;
        if (error && error->status == BindingErrorStatus::UNRECOGNIZED_MOBILITY_HEADER_TYPE &&
            packet.destination == CARE_OF)
        {
            ++answers.errors;
            EXPECT_EQ(error->homeAddress, withHomeAddress ? HOME : Ipv6Address::GetAny());
        }
        else if (packet.protocol == ICMPV6 && packet.octets.at(40) == PARAMETER_PROBLEM &&
                 packet.octets.at(41) == 0)
        {
            answers.problems.push_back(packet.octets.at(46) * 256U + packet.octets.at(47));
        }
        else if (!packet.message)
        {
            ++answers.others;
        }
    }
    return answers;
}

} // namespace

TEST(Ipv6ReadyHomeAgent, Group1_MobilityHeadersWithAFault)
{
    for (const bool isBound : {false, true})
    {
        SCOPED_TRACE(isBound);
        HomeAgentBench bench;
        if (isBound)
        {
            bench.Register(HandUpdate());
        }
        const std::string before = bench.Dump();
        // Who is bound may name the home address; the checksum is that of the home address then.
        const Ipv6Address source = isBound ? HOME : CARE_OF;
        const uint32_t begin = isBound ? 64 : 40;
        const auto unknown = Sealed({NO_NEXT_HEADER, 0, 99, 0, 0, 0, 0, 0}, source, true);
        Answers answers = AnswersTo(bench, unknown, isBound);
        EXPECT_EQ(std::make_tuple(answers.errors, answers.problems.size(), answers.others),
                  std::make_tuple(1U, 0U, 0U));
        Octets update(16, 0);
        update[0] = UDP;
        update[1] = 1;
        update[2] = BINDING_UPDATE;
        answers = AnswersTo(bench, Sealed(update, source, true), isBound);
        EXPECT_EQ(answers.problems, std::vector<uint32_t>{begin}) << "a payload behind it";
        Octets cut(8, 0);
        cut[0] = NO_NEXT_HEADER;
        cut[2] = BINDING_UPDATE;
        answers = AnswersTo(bench, Sealed(cut, source, true), isBound);
        EXPECT_EQ(answers.problems, std::vector<uint32_t>{begin + 1}) << "shorter than its type";
        update[0] = NO_NEXT_HEADER;
        answers = AnswersTo(bench, Sealed(update, source, false), isBound);
        EXPECT_EQ(std::make_tuple(answers.errors, answers.problems.size(), answers.others),
                  std::make_tuple(0U, 0U, 0U))
            << "a bad checksum";
        EXPECT_EQ(bench.Dump(), before);
    }
}

TEST(Ipv6ReadyHomeAgent, Group2_Registrations)
{
    HomeAgentBench bench;
    HandUpdate update;
    update.flags = "H";
    EXPECT_EQ(bench.Ask(update), BindingStatus::ACCEPTED) << "without flag A too";
    HandUpdate elsewhere;
    elsewhere.home = Ipv6Address("44::2");
    EXPECT_EQ(bench.Ask(elsewhere), BindingStatus::NOT_HOME_SUBNET);
    for (const auto* home : {"fe80::2", "ff0e::2"})
    {
        HandUpdate scope;
        scope.home = Ipv6Address(home);
        EXPECT_EQ(bench.Ask(scope), std::nullopt) << home;
    }
    HandUpdate indices;
    indices.sequence = 200;
    indices.options = {NonceIndices{1, 1}};
    EXPECT_EQ(bench.Ask(indices), std::nullopt);
    EXPECT_EQ(bench.registrar->GetCache().Size(), 1U);
    EXPECT_EQ(bench.Find("4::2")->sequence, 100);
    // After 15: what is newer modulo 2^16 and what is not.
    for (const auto& [sequence, isNewer] : std::vector<std::pair<uint16_t, bool>>{{16, true},
                                                                                  {32782, true},
                                                                                  {14, false},
                                                                                  {15, false},
                                                                                  {32783, false}})
    {
        HomeAgentBench fresh;
        HandUpdate last;
        last.sequence = 15;
        fresh.Register(last);
        last.sequence = sequence;
        EXPECT_EQ(fresh.Ask(last),
                  isNewer ? BindingStatus::ACCEPTED : BindingStatus::SEQUENCE_NUMBER_OUT_OF_WINDOW)
            << sequence;
        EXPECT_EQ(fresh.LastAnswer().Acknowledgement()->sequence, isNewer ? sequence : 15);
    }
}

/// Whether the care-of address is the home address, whether there is a Home Address option, flag A,
/// whether the lifetime is zero.
class Ipv6ReadyDeregistration : public testing::TestWithParam<std::tuple<bool, bool, bool, bool>>
{
};

TEST_P(Ipv6ReadyDeregistration, Group3_Combinations)
{
    const auto [isHome, option, acknowledge, isZero] = GetParam();
    HomeAgentBench bench;
    bench.Register(HandUpdate());
    HandUpdate update;
    update.With({"5::/64"}); // without flag R nobody looks at it
    update.sequence = 101;
    update.flags = acknowledge ? "AH" : "H";
    update.lifetime = isZero ? 0 : 400;
    update.homeAddressOption = option;
    update.careOf = isHome ? HOME : CARE_OF;
    // Without the option the source is all that there is.
    update.home = isHome || option ? HOME : CARE_OF;
    BindingStatus expected = BindingStatus::ACCEPTED;
    if (!isHome && !option) // what asks is a home address of its own
    {
        expected = isZero ? BindingStatus::NOT_HOME_AGENT_FOR_THIS_MOBILE_NODE
                          : BindingStatus::NOT_HOME_SUBNET;
    }
    else if (isHome && !isZero)
    {
        expected = BindingStatus::INVALID_CARE_OF_ADDRESS;
    }
    bench.neighbour->has = [](const Ipv6Address& address) { return address == HOME; };
    bench.world->Clear();
    bench.neighbour->Clear();
    isHome ? bench.SendFromHome(update) : bench.Send(update);
    bench.Run(Seconds(3));
    auto answers = bench.world->Acknowledgements();
    const auto onLink = bench.neighbour->Acknowledgements();
    answers.insert(answers.end(), onLink.begin(), onLink.end());
    ASSERT_EQ(answers.size(), 1U) << "flag A makes no difference";
    EXPECT_EQ(answers[0].destination, update.careOf);
    EXPECT_EQ(answers[0].Acknowledgement()->status, expected);
    const bool isGranted = expected == BindingStatus::ACCEPTED && !isZero;
    EXPECT_EQ(answers[0].Acknowledgement()->lifetime, isGranted ? 400U : 0U);
    const bool isDeleted = isZero && (isHome || option);
    EXPECT_EQ(bench.Find("4::2") == nullptr, isDeleted);
    EXPECT_EQ(bench.TunnelledTo(HOME).has_value(), !isDeleted);
    EXPECT_EQ(bench.registrar->GetForwardedPrefixes().Size(), 0U);
}

INSTANTIATE_TEST_SUITE_P(
    All,
    Ipv6ReadyDeregistration,
    testing::Combine(testing::Bool(), testing::Bool(), testing::Bool(), testing::Bool()));

} // namespace ns3::nemo::tests::mip6_ipv6_ready_test
