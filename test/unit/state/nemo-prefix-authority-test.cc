// SPDX-License-Identifier: GPL-2.0-only
// What every prefix authority has in common, whatever it keeps its leases in.
#include "nemo-requirement.h"
#include "support/prefix-authorities.h"

#include <gtest/gtest.h>
#include <optional>
#include <set>
#include <vector>

namespace ns3::nemo::tests::nemo_prefix_authority_test
{

namespace
{

const Ipv6Address A("4::2");
const Ipv6Address B("4::3");
const Ipv6Address STRANGER("4::9");
const Time NOW = Seconds(100);
const Time END = Seconds(520);

PrefixRequest
Ask(const Ipv6Address& home, uint16_t correlator, uint8_t length = 64)
{
    PrefixRequest request;
    request.homeAddress = home;
    request.correlator = correlator;
    request.length = length;
    request.transientEnd = END;
    return request;
}

/// Every back end, with at least four prefixes of 64 bits for each of A and B.
template <typename Kind>
class PrefixAuthorityTest : public ::testing::Test
{
  protected:
    PrefixGrant Give(const PrefixRequest& request, Time now = NOW)
    {
        return m_kind.authority->Request(request, now, nullptr);
    }

    PrefixAuthority& Authority()
    {
        return *m_kind.authority;
    }

    Kind m_kind{A, B};
};

TYPED_TEST_SUITE(PrefixAuthorityTest, PrefixAuthorities, PrefixAuthorityNames);

} // namespace

TYPED_TEST(PrefixAuthorityTest, TheSameCorrelatorGetsTheSamePrefix)
{
    REQ("PD-6.4-6");
    const auto first = this->Give(Ask(A, 1));
    ASSERT_EQ(first.status, PrefixStatus::OK);
    EXPECT_TRUE(first.isNew);
    EXPECT_EQ(first.lease.homeAddress, A);
    EXPECT_EQ(first.lease.correlator, std::optional<uint16_t>(1));
    EXPECT_EQ(first.lease.prefix.length, 64);
    EXPECT_TRUE(first.lease.confirmed);
    // Whatever else differs.
    auto again = Ask(A, 1, 56);
    again.persistent = true;
    again.implicit = true;
    const auto second = this->Give(again);
    EXPECT_EQ(second.status, PrefixStatus::OK);
    EXPECT_FALSE(second.isNew);
    EXPECT_EQ(second.lease, first.lease);
    EXPECT_EQ(this->Authority().Find(A, 1, NOW), std::optional(first.lease));
    EXPECT_EQ(this->Authority().Find(B, 1, NOW), std::nullopt);
}

TYPED_TEST(PrefixAuthorityTest, NoTwoLeasesOverlap)
{
    REQ("PD-5.7-2");
    std::set<NetworkPrefix> given;
    for (uint16_t correlator = 1; correlator <= 4; ++correlator)
    {
        for (const auto& home : {A, B})
        {
            const auto grant = this->Give(Ask(home, correlator));
            ASSERT_TRUE(grant.IsGiven());
            for (const auto& other : given)
            {
                EXPECT_FALSE(other.Overlaps(grant.lease.prefix));
            }
            given.insert(grant.lease.prefix);
            EXPECT_FALSE(this->Authority().OverlapsOther(home, grant.lease.prefix, NOW));
            EXPECT_TRUE(this->Authority().OverlapsOther(STRANGER, grant.lease.prefix, NOW));
        }
    }
    EXPECT_EQ(given.size(), 8U);
    std::size_t known = 0;
    for (const auto& lease : this->Authority().Of(A, NOW))
    {
        EXPECT_EQ(lease.homeAddress, A);
        known += given.count(lease.prefix);
    }
    EXPECT_EQ(known, 4U);
}

TYPED_TEST(PrefixAuthorityTest, WhatIsReleasedIsGivenAgain)
{
    const auto first = this->Give(Ask(A, 1));
    EXPECT_FALSE(this->Authority().Release(B, first.lease.prefix, NOW));
    EXPECT_TRUE(this->Authority().Release(A, first.lease.prefix, NOW));
    EXPECT_FALSE(this->Authority().Release(A, first.lease.prefix, NOW));
    EXPECT_EQ(this->Authority().Find(A, 1, NOW), std::nullopt);
    EXPECT_FALSE(this->Authority().OverlapsOther(B, first.lease.prefix, NOW));
    PrefixLease assigned;
    assigned.homeAddress = B;
    assigned.prefix = first.lease.prefix;
    EXPECT_TRUE(this->Authority().Assign(assigned, NOW));
}

TYPED_TEST(PrefixAuthorityTest, WhatComesToNothingLeavesNothing)
{
    const auto before = this->Authority().All(NOW);
    const auto grant = this->Give(Ask(A, 1));
    EXPECT_NE(this->Authority().All(NOW), before);
    this->Authority().Undo(grant, NOW);
    EXPECT_EQ(this->Authority().All(NOW), before);
    // What was there before is not undone with a later question.
    const auto kept = this->Give(Ask(A, 1));
    this->Authority().Undo(this->Give(Ask(A, 1)), NOW);
    EXPECT_EQ(this->Authority().Find(A, 1, NOW), std::optional(kept.lease));
}

TYPED_TEST(PrefixAuthorityTest, ALeaseEndsWithItsTime)
{
    REQ("PD-4-1");
    const auto first = this->Give(Ask(A, 1));
    PrefixLease lease = first.lease;
    lease.expires = Seconds(200);
    EXPECT_TRUE(this->Authority().Update(lease, NOW));
    EXPECT_EQ(this->Authority().Find(A, 1, Seconds(199))->ValidLifetime(Seconds(199)), 1U);
    EXPECT_EQ(this->Authority().Find(A, 1, Seconds(200)), std::nullopt);
    EXPECT_FALSE(this->Authority().OverlapsOther(B, lease.prefix, Seconds(200)));
    EXPECT_FALSE(this->Authority().Update(lease, Seconds(200)));
    EXPECT_FALSE(this->Authority().Release(A, lease.prefix, Seconds(200)));
    PrefixLease next;
    next.homeAddress = B;
    next.prefix = lease.prefix;
    EXPECT_FALSE(this->Authority().Assign(next, Seconds(199)));
    EXPECT_TRUE(this->Authority().Assign(next, Seconds(200)));
    EXPECT_EQ(this->Authority().Find(A, 1, Seconds(200)), std::nullopt);
}

TYPED_TEST(PrefixAuthorityTest, TransientLeasesEndTogetherAndPersistentOnesStay)
{
    REQ("PD-4-2", "PD-8-3");
    auto asked = Ask(A, 1);
    asked.persistent = true;
    asked.persistentEnd = Time::Max();
    const auto persistent = this->Give(asked);
    EXPECT_TRUE(persistent.lease.persistent);
    EXPECT_EQ(persistent.lease.ValidLifetime(NOW), 0xffffffff);
    const auto transient = this->Give(Ask(A, 2)).lease.persistent ? 0U : 1U;
    this->Give(Ask(B, 1));
    const auto count = this->Authority().All(NOW).size();
    this->Authority().ReleaseTransient(A, NOW);
    EXPECT_EQ(this->Authority().All(NOW).size(), count - transient);
    EXPECT_EQ(this->Authority().Find(A, 1, NOW), std::optional(persistent.lease));
    EXPECT_EQ(this->Authority().Find(A, 2, NOW).has_value(), transient == 0);
    this->Authority().ReleaseTransient(std::nullopt, NOW);
    EXPECT_EQ(this->Authority().Find(B, 1, NOW).has_value(), transient == 0);
    EXPECT_EQ(this->Authority().Find(A, 1, NOW), std::optional(persistent.lease));
}

TYPED_TEST(PrefixAuthorityTest, WhatTheAdministratorAssignsIsGivenFirst)
{
    REQ("PD-5.3-5", "PD-5.4-1");
    PrefixLease assigned;
    assigned.homeAddress = STRANGER;
    assigned.prefix = *NetworkPrefix::Parse("6:0:0:7::/64");
    assigned.persistent = true;
    assigned.implicit = true;
    EXPECT_TRUE(this->Authority().Assign(assigned, NOW));
    EXPECT_FALSE(this->Authority().Assign(assigned, NOW));
    PrefixLease inside = assigned;
    inside.homeAddress = A;
    inside.prefix = *NetworkPrefix::Parse("6:0:0:7:8000::/65");
    EXPECT_FALSE(this->Authority().Assign(inside, NOW));
    inside.prefix = *NetworkPrefix::Parse("6::/48");
    EXPECT_FALSE(this->Authority().Assign(inside, NOW));
    inside.prefix = *NetworkPrefix::Parse("fe80::/64");
    EXPECT_FALSE(this->Authority().Assign(inside, NOW));

    EXPECT_EQ(this->Authority().Of(STRANGER, NOW), std::vector{assigned});
    const auto grant = this->Give(Ask(STRANGER, 9, 56));
    EXPECT_EQ(grant.status, PrefixStatus::LONGER_PREFIX_ALLOCATED);
    EXPECT_EQ(grant.lease.prefix, assigned.prefix);
    EXPECT_TRUE(grant.lease.persistent);
    EXPECT_TRUE(grant.lease.implicit);
    EXPECT_EQ(grant.lease.expires, assigned.expires);
    EXPECT_EQ(this->Give(Ask(STRANGER, 9, 56)).status, PrefixStatus::LONGER_PREFIX_ALLOCATED);
    this->Authority().Undo(grant, NOW);
    EXPECT_EQ(this->Authority().Of(STRANGER, NOW), std::vector{assigned});
}

TYPED_TEST(PrefixAuthorityTest, ATypeThatIsNotThereIsNotGiven)
{
    REQ("PD-6.4-7");
    for (const auto& [type, status] :
         {std::pair(PrefixType::PRIVATE, PrefixStatus::NOT_OWNED_BY_DOMAIN),
          std::pair(PrefixType::GLOBAL, PrefixStatus::NOT_OWNED_BY_DOMAIN),
          std::pair(static_cast<PrefixType>(99), PrefixStatus::NOT_OWNED_BY_DOMAIN),
          std::pair(PrefixType::UNIQUE_LOCAL, PrefixStatus::OK),
          std::pair(PrefixType::NONE_SPECIFIED, PrefixStatus::OK)})
    {
        auto asked = Ask(A, static_cast<uint16_t>(100 + static_cast<int>(type)));
        asked.type = type;
        const auto grant = this->Give(asked);
        EXPECT_EQ(grant.status, status) << static_cast<int>(type);
        EXPECT_TRUE(!grant.IsGiven() || TypeOf(grant.lease.prefix) == PrefixType::UNIQUE_LOCAL);
    }
}

TYPED_TEST(PrefixAuthorityTest, WhenNothingIsLeftNothingIsGiven)
{
    REQ("PD-6.5-10");
    uint16_t correlator = 1;
    PrefixGrant grant;
    while ((grant = this->Give(Ask(A, correlator))).IsGiven())
    {
        ASSERT_LT(++correlator, 1000);
    }
    EXPECT_GT(correlator, 4);
    EXPECT_EQ(grant.status, PrefixStatus::INSUFFICIENT_RESOURCES);
    // A request that failed does not occupy its correlator.
    EXPECT_EQ(this->Authority().Find(A, correlator, NOW), std::nullopt);
    const auto before = this->Authority().Find(A, 2, NOW);
    this->Authority().Release(A, before->prefix, NOW);
    PrefixLease back;
    back.homeAddress = A;
    back.prefix = before->prefix;
    EXPECT_TRUE(this->Authority().Assign(back, NOW));
    EXPECT_EQ(this->Give(Ask(A, correlator)).lease.prefix, before->prefix);
}

} // namespace ns3::nemo::tests::nemo_prefix_authority_test
