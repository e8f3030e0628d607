// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-replay-guard.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <random>
#include <vector>

namespace ns3::nemo::tests::mip6_replay_guard_test
{

namespace
{

const Ipv6Address HOME("2001:db8:1::10");
const Ipv6Address CARE_OF("2001:db8:2::10");
const Ipv6Address OTHER_CARE_OF("2001:db8:4::10");

constexpr std::size_t PLENTY = 100;

AuthorizedUpdate
Update(uint16_t sequence, NonceIndices nonces, int64_t until)
{
    return {HOME, CARE_OF, nonces, sequence, Seconds(until)};
}

/// An update of another mobile node, the number `node`.
AuthorizedUpdate
UpdateOf(uint8_t node, uint16_t sequence, int64_t until)
{
    uint8_t octets[16] = {0x20, 0x01, 0x0d, 0xb8};
    octets[15] = node;
    return {Ipv6Address(octets), CARE_OF, {1, 1}, sequence, Seconds(until)};
}

/// Notes where there is room.
void
Register(ReplayGuard& guard, const AuthorizedUpdate& update, int64_t now)
{
    EXPECT_EQ(guard.NoteRegistration(update, Seconds(now)), std::nullopt);
}

void
Delete(ReplayGuard& guard, const AuthorizedUpdate& update, int64_t now)
{
    EXPECT_EQ(guard.NoteDeletion(update, Seconds(now)), std::nullopt);
}

} // namespace

TEST(ReplayGuard, KnowsNobodyAtFirst)
{
    const ReplayGuard guard(PLENTY);
    EXPECT_EQ(guard.LastSequence(HOME, Seconds(0)), std::nullopt);
    EXPECT_FALSE(guard.IsIllegal(HOME, CARE_OF, {5, 6}, Seconds(0)));
    EXPECT_EQ(guard.Size(), 0U);
}

TEST(ReplayGuard, RemembersTheSequenceUntilTheNoncesEnd)
{
    ReplayGuard guard(PLENTY);
    Register(guard, Update(100, {5, 6}, 240), 10);
    EXPECT_EQ(guard.LastSequence(HOME, Seconds(10)), 100);
    EXPECT_EQ(guard.LastSequence(HOME, MilliSeconds(239999)), 100);
    EXPECT_EQ(guard.LastSequence(HOME, Seconds(240)), std::nullopt);
}

TEST(ReplayGuard, ALaterUpdateDoesNotShortenTheMemoryOfAnEarlierOne)
{
    ReplayGuard guard(PLENTY);
    Register(guard, Update(100, {5, 6}, 240), 10);
    Delete(guard, Update(101, {4, 0}, 200), 20);
    EXPECT_EQ(guard.LastSequence(HOME, Seconds(239)), 101);
    EXPECT_EQ(guard.LastSequence(HOME, Seconds(240)), std::nullopt);
    Register(guard, Update(7, {9, 9}, 400), 250);
    EXPECT_EQ(guard.LastSequence(HOME, Seconds(399)), 7);
}

TEST(ReplayGuard, OnlyADeletionMakesNoncesIllegal)
{
    ReplayGuard guard(PLENTY);
    Register(guard, Update(100, {5, 6}, 240), 10);
    EXPECT_FALSE(guard.IsIllegal(HOME, CARE_OF, {5, 6}, Seconds(10)));
    Delete(guard, Update(101, {5, 0}, 300), 20);
    EXPECT_TRUE(guard.IsIllegal(HOME, CARE_OF, {5, 6}, Seconds(20)));
    EXPECT_TRUE(guard.IsIllegal(HOME, CARE_OF, {5, 6}, MilliSeconds(239999)));
    EXPECT_FALSE(guard.IsIllegal(HOME, CARE_OF, {5, 6}, Seconds(240)));
    EXPECT_EQ(guard.LastSequence(HOME, Seconds(299)), 101);
}

TEST(ReplayGuard, IllegalIsOnlyTheWholeCombination)
{
    ReplayGuard guard(PLENTY);
    Register(guard, Update(100, {5, 6}, 240), 10);
    Delete(guard, Update(101, {5, 0}, 240), 20);
    EXPECT_FALSE(guard.IsIllegal(HOME, OTHER_CARE_OF, {5, 6}, Seconds(20)));
    EXPECT_FALSE(guard.IsIllegal(OTHER_CARE_OF, CARE_OF, {5, 6}, Seconds(20)));
    EXPECT_FALSE(guard.IsIllegal(HOME, CARE_OF, {5, 7}, Seconds(20)));
    EXPECT_FALSE(guard.IsIllegal(HOME, CARE_OF, {4, 6}, Seconds(20)));
    EXPECT_FALSE(guard.IsIllegal(HOME, CARE_OF, {6, 5}, Seconds(20)));
}

TEST(ReplayGuard, EveryDeletedBindingHasItsCombination)
{
    ReplayGuard guard(PLENTY);
    Register(guard, Update(100, {5, 6}, 240), 10);
    Delete(guard, Update(101, {5, 0}, 240), 20);
    Register(guard, Update(102, {5, 7}, 270), 30);
    EXPECT_TRUE(guard.IsIllegal(HOME, CARE_OF, {5, 6}, Seconds(30))) << "still";
    EXPECT_FALSE(guard.IsIllegal(HOME, CARE_OF, {5, 7}, Seconds(30)));
    Delete(guard, Update(103, {5, 0}, 240), 40);
    EXPECT_TRUE(guard.IsIllegal(HOME, CARE_OF, {5, 6}, Seconds(40)));
    EXPECT_TRUE(guard.IsIllegal(HOME, CARE_OF, {5, 7}, Seconds(40)));
    EXPECT_EQ(guard.Size(), 3U);
    Delete(guard, Update(104, {9, 0}, 400), 250);
    EXPECT_EQ(guard.Size(), 2U) << "the combination that ended at 240 is forgotten";
    EXPECT_TRUE(guard.IsIllegal(HOME, CARE_OF, {5, 7}, Seconds(250)));
}

TEST(ReplayGuard, DeletingWhatHasNoGoodNoncesMakesNothingIllegal)
{
    ReplayGuard guard(PLENTY);
    Delete(guard, Update(100, {5, 0}, 240), 10);
    EXPECT_EQ(guard.Size(), 1U);
    EXPECT_EQ(guard.LastSequence(HOME, Seconds(10)), 100);
    Register(guard, Update(101, {3, 4}, 50), 20);
    Delete(guard, Update(102, {5, 0}, 240), 60);
    EXPECT_EQ(guard.Size(), 1U);
}

TEST(ReplayGuard, ForgetsWhatMattersNoMore)
{
    ReplayGuard guard(PLENTY);
    for (uint8_t node = 0; node < 50; ++node)
    {
        Register(guard, UpdateOf(node, 1, 240), 10);
    }
    EXPECT_EQ(guard.Size(), 50U);
    Register(guard, UpdateOf(60, 1, 500), 240);
    EXPECT_EQ(guard.Size(), 1U);
    guard.Clear();
    EXPECT_EQ(guard.Size(), 0U);
    EXPECT_EQ(guard.LastSequence(UpdateOf(60, 1, 0).homeAddress, Seconds(240)), std::nullopt);
}

TEST(ReplayGuard, WithoutRoomTheNoncesOfTheShortestMemoryAreToBeDiscarded)
{
    ReplayGuard guard(3);
    Register(guard, UpdateOf(1, 1, 270), 10);
    Register(guard, UpdateOf(2, 1, 240), 10);
    Register(guard, UpdateOf(3, 1, 300), 10);
    EXPECT_EQ(guard.NoteRegistration(UpdateOf(4, 1, 310), Seconds(20)), Seconds(240));
    EXPECT_EQ(guard.Size(), 3U);
    EXPECT_EQ(guard.LastSequence(UpdateOf(2, 0, 0).homeAddress, Seconds(20)), std::nullopt);
    EXPECT_EQ(guard.LastSequence(UpdateOf(1, 0, 0).homeAddress, Seconds(20)), 1);
    EXPECT_EQ(guard.NoteDeletion(UpdateOf(3, 2, 300), Seconds(30)), Seconds(270))
        << "the illegal combination takes room too";
    EXPECT_EQ(guard.LastSequence(UpdateOf(1, 0, 0).homeAddress, Seconds(30)), std::nullopt);
    EXPECT_EQ(guard.Size(), 3U);
}

TEST(ReplayGuard, OneNodeCannotFillItByDeleting)
{
    ReplayGuard guard(10);
    std::size_t discarded = 0;
    for (uint16_t round = 0; round < 100; ++round)
    {
        const auto home = static_cast<uint16_t>(round / 2);
        Register(guard, Update(static_cast<uint16_t>(2 * round), {home, round}, 240), 10);
        const auto deletion = Update(static_cast<uint16_t>(2 * round + 1), {home, 0}, 240);
        discarded += guard.NoteDeletion(deletion, Seconds(10)) ? 1 : 0;
        ASSERT_LE(guard.Size(), 10U);
    }
    EXPECT_EQ(discarded, 10U);
}

/// Whatever is accepted in whatever order: of all updates that could still be authorised, the
/// number is known, or one after it.
TEST(ReplayGuard, NoReplayIsNewerThanWhatIsKnown)
{
    for (uint32_t seed = 1; seed <= 5; ++seed)
    {
        std::mt19937 random(seed);
        ReplayGuard guard(4);
        std::vector<AuthorizedUpdate> replayable;
        uint16_t sequence = 0;
        for (int64_t second = 0; second < 600; ++second)
        {
            const Time now = Seconds(second);
            const auto node = static_cast<uint8_t>(random() % 8);
            const auto until = second + 1 + static_cast<int64_t>(random() % 60);
            const auto update = UpdateOf(node, ++sequence, until);
            const auto discard = random() % 3 == 0 ? guard.NoteDeletion(update, now)
                                                   : guard.NoteRegistration(update, now);
            ASSERT_LE(guard.Size(), 4U);
            replayable.push_back(update);
            const Time dead = std::max(now, discard.value_or(now));
            replayable.erase(std::remove_if(replayable.begin(),
                                            replayable.end(),
                                            [dead](const AuthorizedUpdate& old) {
                                                return old.replayableUntil <= dead;
                                            }),
                             replayable.end());
            for (const auto& old : replayable)
            {
                const auto last = guard.LastSequence(old.homeAddress, now);
                ASSERT_TRUE(last && *last >= old.sequence) << seed << ' ' << second;
            }
        }
    }
}

TEST(ReplayGuardDeathTest, NoMemoryIsMisuse)
{
    EXPECT_DEATH(ReplayGuard(0), "without memory");
}

} // namespace ns3::nemo::tests::mip6_replay_guard_test
