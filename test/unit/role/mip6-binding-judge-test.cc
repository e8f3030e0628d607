// SPDX-License-Identifier: GPL-2.0-only
#include "nemo-requirement.h"
#include "support/plain-home-policy.h"
#include "support/source-folder.h"

#include "ns3/mip6-binding-judge.h"

#include <fstream>
#include <functional>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

namespace ns3::nemo::tests::mip6_binding_judge_test
{

namespace
{

using Outcome = Judgement::Outcome;

const Ipv6Address HOME("4::2");
const Ipv6Address CARE_OF("7::2");
const Ipv6Address AGENT("4::3");

/// A judge with its facts, and a registration without a fault.
class JudgeTest : public ::testing::Test
{
  protected:
    JudgeTest()
    {
        m_policy.services[NetworkPrefix(HOME, 64)] = {1, AGENT, Time::Max(), Time::Max()};
        m_policy.table.Add(HOME, *NetworkPrefix::Parse("5::/64"));
        m_request.homeAddress = HOME;
        m_request.careOfAddress = CARE_OF;
        m_request.source = CARE_OF;
        m_request.destination = AGENT;
        m_request.homeAddressOption = true;
        m_request.update.sequence = 100;
        m_request.update.acknowledge = true;
        m_request.update.homeRegistration = true;
        m_request.update.lifetime = 400;
    }

    Judgement Judge()
    {
        const BindingJudge::Facts facts{
            m_cache,
            m_forwarded,
            m_isHomeAgent ? &m_policy : nullptr,
            m_correspondent,
            m_profile,
            [](const Ipv6Address& address) { return address == AGENT; },
            [this](const BindingCache::Key&, std::size_t limit) { return m_cache.Size() < limit; }};
        return BindingJudge(facts, m_now).Judge(m_request);
    }

    /// The answer; aborts the test if there is none.
    BindingStatus Status()
    {
        const Judgement judgement = Judge();
        EXPECT_NE(judgement.outcome, Outcome::DISCARD) << judgement.reason;
        return judgement.status;
    }

    Binding Entry(uint16_t sequence, bool homeRegistration, bool mobileRouter) const
    {
        Binding binding;
        binding.homeAddress = HOME;
        binding.careOfAddress = CARE_OF;
        binding.homeAgentAddress = AGENT;
        binding.sequence = sequence;
        binding.homeRegistration = homeRegistration;
        binding.mobileRouter = mobileRouter;
        binding.expires = Seconds(1000);
        return binding;
    }

    PlainHomePolicy m_policy;
    bool m_isHomeAgent{true};
    std::optional<CorrespondentTerms> m_correspondent;
    DialectProfile m_profile;
    BindingCache m_cache;
    PrefixTable m_forwarded;
    BindingRequest m_request;
    Time m_now{Seconds(1)};
};

TEST_F(JudgeTest, ARegistrationWithoutFaultRegisters)
{
    const Judgement judgement = Judge();
    EXPECT_EQ(judgement.outcome, Outcome::REGISTER);
    EXPECT_EQ(judgement.status, BindingStatus::ACCEPTED);
    EXPECT_EQ(judgement.lifetime, 400U);
    EXPECT_FALSE(judgement.mobileRouter);
    EXPECT_TRUE(judgement.prefixes.empty());
    EXPECT_EQ(judgement.service.interface, std::optional(1U));
}

TEST_F(JudgeTest, TheSequenceNumberIsComparedModulo65536)
{
    std::ifstream file(InRepository("test/vectors/mip6.json"));
    const auto table = nlohmann::json::parse(file)["tables"]["seq_compare"];
    ASSERT_GE(table.size(), 15U);
    for (const auto& row : table)
    {
        const bool isNewer = row["newer"];
        m_cache.Put(Entry(row["last"], true, false), m_now);
        m_request.update.sequence = row["new"];
        const Judgement judgement = Judge();
        EXPECT_EQ(judgement.outcome, isNewer ? Outcome::REGISTER : Outcome::REFUSE) << row;
        EXPECT_EQ(judgement.status,
                  isNewer ? BindingStatus::ACCEPTED : BindingStatus::SEQUENCE_NUMBER_OUT_OF_WINDOW)
            << row;
        EXPECT_EQ(judgement.lastSequence.has_value(), !isNewer) << row;
    }
    m_cache.Clear();
    for (const auto& row : table)
    {
        m_request.update.sequence = row["new"];
        EXPECT_EQ(Judge().outcome, Outcome::REGISTER) << row;
    }
}

TEST_F(JudgeTest, WhoIsNoHomeAgentSaysSoAfterTheTestsOfEveryNode)
{
    REQ("RFC-103");
    m_isHomeAgent = false;
    EXPECT_EQ(Status(), BindingStatus::HOME_REGISTRATION_NOT_SUPPORTED);
    m_cache.Put(Entry(99, false, false), m_now);
    EXPECT_EQ(Status(), BindingStatus::REGISTRATION_TYPE_CHANGE_DISALLOWED);
    m_cache.Put(Entry(100, false, false), m_now);
    const Judgement judgement = Judge();
    EXPECT_EQ(judgement.status, BindingStatus::SEQUENCE_NUMBER_OUT_OF_WINDOW);
    EXPECT_EQ(judgement.lastSequence, std::optional<uint16_t>(100));
}

TEST_F(JudgeTest, AHomeAgentKeepsTheBindingsOfCorrespondentsApart)
{
    m_cache.Put(Entry(99, false, false), m_now);
    EXPECT_EQ(Status(), BindingStatus::REGISTRATION_TYPE_CHANGE_DISALLOWED);
    m_request.update.lifetime = 0;
    EXPECT_EQ(Status(), BindingStatus::REGISTRATION_TYPE_CHANGE_DISALLOWED);
}

TEST_F(JudgeTest, TheLifetimeIsTheSmallestOfAllAndWhole)
{
    REQ("RFC-110");

    struct Row
    {
        uint32_t requested;
        uint32_t policy;
        Time valid;
        Time preferred;
        uint32_t granted;
    };

    const Time never = Time::Max();
    for (const Row& row : std::vector<Row>{{1000, 262140, never, never, 1000},
                                           {1000, 800, never, never, 800},
                                           {1000, 800, Seconds(600), Seconds(600), 600},
                                           {1000, 800, Seconds(600), Seconds(8), 600},
                                           {1000, 802, never, never, 800},
                                           {1000, 262140, MilliSeconds(603999), never, 600},
                                           {1000, 262140, MilliSeconds(604000), never, 604},
                                           {262140, 262140, Days(30), never, 262140},
                                           {262140, 262140, Days(100000), never, 262140},
                                           {4, 262140, Seconds(4), never, 4}})
    {
        m_request.update.lifetime = row.requested;
        m_policy.terms.lifetimeMax = row.policy;
        auto& service = m_policy.services.begin()->second;
        service.validUntil = row.valid == never ? never : m_now + row.valid;
        service.preferredUntil = row.preferred == never ? never : m_now + row.preferred;
        EXPECT_EQ(Judge().lifetime, row.granted) << row.requested << " " << row.valid;
    }
}

TEST_F(JudgeTest, APrefixThatEndsIsTold)
{
    struct Row
    {
        Time valid;
        Time preferred;
        uint8_t status;
    };

    const Time never = Time::Max();
    m_request.update.lifetime = 1000;
    // In units of four seconds: the rest of a unit does not count.
    for (const Row& row : std::vector<Row>{{never, never, 0},
                                           {never, Seconds(2000), 0},
                                           {never, Seconds(1000), 0},
                                           {never, Seconds(1003), 0},
                                           {never, Seconds(999), 1},
                                           {never, Seconds(500), 1},
                                           {never, Seconds(0), 1},
                                           {Seconds(1004), never, 0},
                                           {Seconds(1003), never, 1},
                                           {Seconds(600), never, 1}})
    {
        auto& service = m_policy.services.begin()->second;
        service.validUntil = row.valid == never ? never : m_now + row.valid;
        service.preferredUntil = row.preferred == never ? never : m_now + row.preferred;
        EXPECT_EQ(static_cast<int>(Status()), row.status) << row.valid << " " << row.preferred;
    }
}

TEST_F(JudgeTest, APrefixThatIsAsGoodAsGoneIsGone)
{
    m_policy.services.begin()->second.validUntil = m_now + MilliSeconds(3999);
    EXPECT_EQ(Status(), BindingStatus::NOT_HOME_SUBNET);
}

TEST_F(JudgeTest, WhoNeverHeardOfMobileRoutersSeesMobileNodes)
{
    m_policy.terms.nemoSupport = NEMO_NONE;
    m_request.update.mobileRouter = true;
    m_request.options = {MalformedOption{6, {1, 2, 3}}};
    EXPECT_EQ(Judge().outcome, Outcome::REGISTER);
    EXPECT_FALSE(Judge().mobileRouter);
    m_request.careOfAddress = HOME;
    EXPECT_EQ(Status(), BindingStatus::INVALID_CARE_OF_ADDRESS);
    m_request.update.homeRegistration = false;
    EXPECT_EQ(Judge().outcome, Outcome::DISCARD);
}

TEST_F(JudgeTest, ATunnelLeadsNeitherHereNorToAHomeAddressThatIsAway)
{
    m_request.careOfAddress = AGENT;
    EXPECT_EQ(Status(), BindingStatus::INVALID_CARE_OF_ADDRESS);
    m_request.careOfAddress = Ipv6Address("4::9");
    EXPECT_EQ(Judge().outcome, Outcome::REGISTER);
    Binding other = Entry(1, true, false);
    other.homeAddress = Ipv6Address("4::9");
    m_cache.Put(other, m_now);
    EXPECT_EQ(Status(), BindingStatus::INVALID_CARE_OF_ADDRESS);
}

TEST_F(JudgeTest, ARegistrationHasAHomeAddressOption)
{
    m_request.homeAddressOption = false;
    EXPECT_EQ(Judge().outcome, Outcome::DISCARD);
    EXPECT_EQ(Judge().reason, DropReason::MISSING_HOME_ADDRESS);
    m_request.update.lifetime = 0;
    EXPECT_EQ(Status(), BindingStatus::NOT_HOME_AGENT_FOR_THIS_MOBILE_NODE);
}

TEST_F(JudgeTest, TheDialectDecidesWhatStaysSilent)
{
    m_cache.Put(Entry(100, true, false), m_now);
    m_profile.answersStaleSequence = false;
    EXPECT_EQ(Judge().outcome, Outcome::DISCARD);
    m_cache.Clear();
    m_request.update.lifetime = 0;
    m_profile.refusesNeedlessDeletion = false;
    EXPECT_EQ(Judge().outcome, Outcome::DELETE);
    m_request.update.lifetime = 400;
    m_request.careOfAddress = HOME;
    EXPECT_EQ(Judge().outcome, Outcome::REFUSE);
    m_profile.deletesWhenCareOfIsHome = true;
    EXPECT_EQ(Judge().outcome, Outcome::DELETE);
}

} // namespace

} // namespace ns3::nemo::tests::mip6_binding_judge_test
