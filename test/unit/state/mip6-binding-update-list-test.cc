// SPDX-License-Identifier: GPL-2.0-only
#include "nemo-requirement.h"

#include "ns3/mip6-binding-update-list.h"
#include "ns3/mip6-lifetime.h"
#include "ns3/mip6-sequence-number.h"

#include <gtest/gtest.h>
#include <map>
#include <random>
#include <set>

namespace ns3::nemo::tests::mip6_binding_update_list_test
{

namespace
{

const char* const AGENT = "fd00:1::ff";
const char* const PEER = "fd00:9::1";
const char* const HOME = "fd00:1::1";
const char* const OTHER_HOME = "fd00:1::2";
const char* const CARE_OF = "fd00:2::1";

BindingUpdateEntry
MakeUpdate(const char* destination, const char* home, uint16_t sequence, uint32_t lifetime, Time at)
{
    BindingUpdateEntry entry;
    entry.destination = Ipv6Address(destination);
    entry.homeAddress = Ipv6Address(home);
    entry.careOfAddress = Ipv6Address(CARE_OF);
    entry.sequence = sequence;
    entry.lifetime = lifetime;
    entry.lastSent = at;
    return entry;
}

} // namespace

TEST(BindingUpdateList, EmptyKnowsNobody)
{
    BindingUpdateList list;
    EXPECT_EQ(list.Find(AGENT, HOME), nullptr);
    EXPECT_EQ(list.Remove(AGENT, HOME), std::nullopt);
    EXPECT_FALSE(list.Acknowledge(AGENT, HOME, 1, 100, Seconds(1)));
    EXPECT_FALSE(list.SetRetransmission(AGENT, HOME, Seconds(2), Seconds(1)));
    EXPECT_FALSE(list.AdoptSequence(AGENT, 7));
    EXPECT_EQ(list.LastSequence(AGENT, Seconds(0)), std::nullopt);
    EXPECT_EQ(list.NextExpiry(), std::nullopt);
    EXPECT_TRUE(list.Expire(Time::Max()).empty());
    EXPECT_TRUE(list.Sorted().empty());
    EXPECT_EQ(list.Size(), 0u);
}

TEST(BindingUpdateList, KeepsWhatWasSent)
{
    auto update = MakeUpdate(AGENT, HOME, 40, 1000, MilliSeconds(2500));
    update.acknowledge = true;
    update.homeRegistration = true;
    update.linkLocalAddressCompatibility = true;
    update.keyManagementMobility = true;
    update.mobileRouter = true;
    update.prefixDelegation = true;
    update.prefixes = {NetworkPrefix("5::", 64), NetworkPrefix("6::", 64)};
    update.acknowledged = true; // an entry copied from the one before does not stay acknowledged
    update.retransmitAt = Seconds(4);
    update.retransmitTimeout = MilliSeconds(1500);
    BindingUpdateList list;
    list.Record(update);

    const auto* entry = list.Find(AGENT, HOME);
    ASSERT_NE(entry, nullptr);
    EXPECT_EQ(entry->destination, Ipv6Address(AGENT));
    EXPECT_EQ(entry->homeAddress, Ipv6Address(HOME));
    EXPECT_EQ(entry->careOfAddress, Ipv6Address(CARE_OF));
    EXPECT_EQ(entry->lifetime, 1000u);
    EXPECT_EQ(entry->sequence, 40);
    EXPECT_TRUE(entry->acknowledge);
    EXPECT_TRUE(entry->homeRegistration);
    EXPECT_TRUE(entry->linkLocalAddressCompatibility);
    EXPECT_TRUE(entry->keyManagementMobility);
    EXPECT_TRUE(entry->mobileRouter);
    EXPECT_TRUE(entry->prefixDelegation);
    EXPECT_EQ(entry->prefixes, update.prefixes);
    EXPECT_EQ(entry->lastSent, MilliSeconds(2500));
    EXPECT_EQ(entry->retransmitAt, Seconds(4));
    EXPECT_EQ(entry->retransmitTimeout, MilliSeconds(1500));
    EXPECT_FALSE(entry->acknowledged);
    EXPECT_FALSE(entry->noMoreUpdates);
    EXPECT_EQ(entry->expires, MilliSeconds(1002500)) << "counted from when it was sent";
}

TEST(BindingUpdateList, RemainingCountsDownToZero)
{
    BindingUpdateList list;
    list.Record(MakeUpdate(AGENT, HOME, 1, 100, Seconds(10)));
    const auto* entry = list.Find(AGENT, HOME);
    EXPECT_EQ(entry->Remaining(Seconds(10)), Seconds(100));
    EXPECT_EQ(entry->Remaining(MilliSeconds(60001)), MilliSeconds(49999));
    EXPECT_EQ(entry->Remaining(Seconds(110)), Time(0));
    EXPECT_EQ(entry->Remaining(Seconds(500)), Time(0));
}

TEST(BindingUpdateList, Peer_47_EntriesEndAtTheirTimeAndNotBefore)
{
    BindingUpdateList list;
    list.Record(MakeUpdate(AGENT, HOME, 1, 100, Seconds(10)));
    list.Record(MakeUpdate(PEER, HOME, 2, 100, Seconds(10)));
    list.Record(MakeUpdate(PEER, OTHER_HOME, 3, 40, Seconds(10)));
    EXPECT_EQ(list.NextExpiry(), Seconds(50));
    EXPECT_TRUE(list.Expire(Seconds(50) - TimeStep(1)).empty());
    auto ended = list.Expire(Seconds(50));
    ASSERT_EQ(ended.size(), 1u);
    EXPECT_EQ(ended[0].homeAddress, Ipv6Address(OTHER_HOME));
    ended = list.Expire(Seconds(110));
    ASSERT_EQ(ended.size(), 2u);
    EXPECT_EQ(ended[0].destination, Ipv6Address(AGENT));
    EXPECT_EQ(ended[1].destination, Ipv6Address(PEER));
    EXPECT_EQ(list.Size(), 0u);
    EXPECT_EQ(list.NextExpiry(), std::nullopt);
}

TEST(BindingUpdateList, TheMostRecentUpdateReplacesTheOneBefore)
{
    BindingUpdateList list;
    list.Record(MakeUpdate(AGENT, HOME, 1, 100, Seconds(10)));
    auto update = MakeUpdate(AGENT, HOME, 2, 200, Seconds(20));
    update.careOfAddress = Ipv6Address("fd00:3::1");
    list.Record(update);
    EXPECT_EQ(list.Size(), 1u);
    EXPECT_EQ(list.Find(AGENT, HOME)->careOfAddress, Ipv6Address("fd00:3::1"));
    EXPECT_EQ(list.Find(AGENT, HOME)->sequence, 2);
    EXPECT_TRUE(list.Expire(Seconds(219)).empty());
    EXPECT_EQ(list.Expire(Seconds(220)).size(), 1u);
}

struct AcknowledgeCase
{
    uint32_t update;    ///< Units of 4 seconds.
    uint32_t granted;   ///< Units of 4 seconds.
    uint32_t remaining; ///< Units of 4 seconds, when the acknowledgement comes.
    uint32_t result;    ///< Units of 4 seconds.
};

TEST(BindingUpdateList, AcknowledgementSetsTheRemainingLifetime)
{
    REQ("RFC-174");
    const AcknowledgeCase cases[] = {
        {250, 240, 248, 238},
        {250, 0, 10, 0},
        {250, 250, 200, 200},
        {105, 100, 105, 100},
        {250, 20, 230, 0},
        {250, 300, 200, 200},
    };
    for (const auto& it : cases)
    {
        SCOPED_TRACE(it.granted);
        BindingUpdateList list;
        const Time sent = Seconds(7);
        const Time now = sent + Seconds((it.update - it.remaining) * 4);
        list.Record(MakeUpdate(AGENT, HOME, 5, it.update * 4, sent));
        ASSERT_TRUE(list.Acknowledge(AGENT, HOME, 5, it.granted * 4, now));
        const auto* entry = list.Find(AGENT, HOME);
        EXPECT_TRUE(entry->acknowledged);
        EXPECT_EQ(entry->Remaining(now), Seconds(it.result * 4));
        EXPECT_EQ(list.NextExpiry(), now + Seconds(it.result * 4)) << "and it ends by then";
    }
}

TEST(BindingUpdateList, OnlyTheOutstandingUpdateIsAcknowledged)
{
    BindingUpdateList list;
    list.Record(MakeUpdate(AGENT, HOME, 5, 1000, Seconds(0)));
    list.Record(MakeUpdate(AGENT, HOME, 6, 1000, Seconds(1)));
    EXPECT_FALSE(list.Acknowledge(AGENT, HOME, 5, 400, Seconds(2))) << "an older one";
    EXPECT_FALSE(list.Acknowledge(AGENT, HOME, 7, 400, Seconds(2))) << "never sent";
    EXPECT_FALSE(list.Acknowledge(PEER, HOME, 6, 400, Seconds(2))) << "another node";
    EXPECT_FALSE(list.Acknowledge(AGENT, OTHER_HOME, 6, 400, Seconds(2))) << "another home address";
    EXPECT_FALSE(list.Find(AGENT, HOME)->acknowledged);
    EXPECT_EQ(list.NextExpiry(), Seconds(1001));
    EXPECT_TRUE(list.Acknowledge(AGENT, HOME, 6, 960, Seconds(2)));
    EXPECT_EQ(list.NextExpiry(), Seconds(961));
    EXPECT_FALSE(list.Acknowledge(AGENT, HOME, 6, 960, Seconds(3))) << "a duplicate";
    EXPECT_EQ(list.NextExpiry(), Seconds(961)) << "does not subtract twice";
}

TEST(BindingUpdateList, AcknowledgementEndsTheRetransmission)
{
    BindingUpdateList list;
    list.Record(MakeUpdate(AGENT, HOME, 5, 1000, Seconds(0)));
    EXPECT_TRUE(list.SetRetransmission(AGENT, HOME, Seconds(3), Seconds(2)));
    EXPECT_EQ(list.Find(AGENT, HOME)->retransmitAt, Seconds(3));
    EXPECT_EQ(list.Find(AGENT, HOME)->retransmitTimeout, Seconds(2));
    list.Acknowledge(AGENT, HOME, 5, 1000, Seconds(1));
    EXPECT_EQ(list.Find(AGENT, HOME)->retransmitAt, std::nullopt);
    EXPECT_TRUE(list.SetRetransmission(AGENT, HOME, std::nullopt, Time(0)));
    EXPECT_EQ(list.Find(AGENT, HOME)->retransmitTimeout, Time(0));
}

TEST(BindingUpdateList, ADeregistrationWaitsForItsAnswer)
{
    BindingUpdateList list;
    list.Record(MakeUpdate(AGENT, HOME, 5, 1000, Seconds(0)));
    list.Record(MakeUpdate(AGENT, HOME, 6, 0, Seconds(10)));
    EXPECT_EQ(list.NextExpiry(), std::nullopt);
    EXPECT_TRUE(list.Expire(Seconds(5000)).empty());
    EXPECT_EQ(list.Find(AGENT, HOME)->Remaining(Seconds(11)), Time::Max());
    EXPECT_TRUE(list.Acknowledge(AGENT, HOME, 6, 0, Seconds(11)));
    EXPECT_EQ(list.Find(AGENT, HOME)->Remaining(Seconds(11)), Time(0));
    EXPECT_EQ(list.NextExpiry(), Seconds(11));
    EXPECT_EQ(list.Expire(Seconds(11)).size(), 1u);
}

TEST(BindingUpdateList, InfiniteLifetimes)
{
    BindingUpdateList list;
    list.Record(MakeUpdate(AGENT, HOME, 5, INFINITE_LIFETIME, Seconds(3)));
    EXPECT_EQ(list.NextExpiry(), std::nullopt);
    EXPECT_TRUE(list.Acknowledge(AGENT, HOME, 5, INFINITE_LIFETIME, Seconds(4)));
    EXPECT_EQ(list.Find(AGENT, HOME)->Remaining(Seconds(100)), Time::Max());
    list.Record(MakeUpdate(AGENT, HOME, 6, INFINITE_LIFETIME, Seconds(10)));
    EXPECT_TRUE(list.Acknowledge(AGENT, HOME, 6, 90, Seconds(12)));
    EXPECT_EQ(list.NextExpiry(), Seconds(100)) << "what was granted counts from the sending";
}

TEST(BindingUpdateList, SequenceNumbersStartAtRandomAndCountPerDestination)
{
    REQ("RFC-171");
    BindingUpdateList list;
    EXPECT_EQ(list.NextSequence(AGENT, Seconds(0), 65535), 65535);
    list.Record(MakeUpdate(AGENT, HOME, 65535, 100, Seconds(0)));
    EXPECT_EQ(list.NextSequence(AGENT, Seconds(1), 777), 0) << "wraps";
    EXPECT_EQ(list.NextSequence(PEER, Seconds(1), 777), 777);
    list.Record(MakeUpdate(AGENT, HOME, 0, 100, Seconds(1)));
    EXPECT_EQ(list.LastSequence(AGENT, Seconds(1)), 0);
    list.Record(MakeUpdate(AGENT, OTHER_HOME, 1, 100, Seconds(2)));
    EXPECT_EQ(list.NextSequence(AGENT, Seconds(2), 777), 2) << "one counter for all home addresses";
}

TEST(BindingUpdateList, RepeatingAnOlderNumberDoesNotTurnTheCounterBack)
{
    BindingUpdateList list;
    list.Record(MakeUpdate(AGENT, HOME, 5, 100, Seconds(0)));
    list.Record(MakeUpdate(AGENT, OTHER_HOME, 6, 100, Seconds(0)));
    list.Record(MakeUpdate(AGENT, HOME, 5, 100, Seconds(1))); // as the 1997 draft repeats it
    EXPECT_EQ(list.LastSequence(AGENT, Seconds(1)), 6);
}

TEST(BindingUpdateList, AdoptsTheNumberOfStatus135)
{
    BindingUpdateList list;
    list.Record(MakeUpdate(AGENT, HOME, 7, 100, Seconds(0)));
    EXPECT_TRUE(list.AdoptSequence(AGENT, 2000));
    EXPECT_EQ(list.NextSequence(AGENT, Seconds(1), 1), 2001);
    list.Record(MakeUpdate(AGENT, HOME, 2001, 100, Seconds(1)));
    EXPECT_EQ(list.NextSequence(AGENT, Seconds(1), 1), 2002);
    EXPECT_TRUE(list.AdoptSequence(AGENT, 40)) << "also to a smaller one";
    EXPECT_EQ(list.NextSequence(AGENT, Seconds(1), 1), 41);
}

TEST(BindingUpdateList, ADestinationWithoutEntryLosesItsNumber)
{
    BindingUpdateList list;
    list.Record(MakeUpdate(AGENT, HOME, 40, 100, Seconds(0)));
    list.Record(MakeUpdate(AGENT, OTHER_HOME, 41, 200, Seconds(0)));
    EXPECT_TRUE(list.Remove(AGENT, HOME));
    EXPECT_EQ(list.NextSequence(AGENT, Seconds(1), 9), 42) << "the other entry still stands";
    const auto removed = list.Remove(AGENT, OTHER_HOME);
    ASSERT_TRUE(removed);
    EXPECT_EQ(removed->sequence, 41);
    EXPECT_EQ(list.NextSequence(AGENT, Seconds(1), 9), 9);
    list.Record(MakeUpdate(AGENT, HOME, 9, 100, Seconds(1)));
    EXPECT_EQ(list.LastSequence(AGENT, Seconds(1)), 9) << "although 9 is older than 41";
    list.Expire(Seconds(101));
    EXPECT_EQ(list.LastSequence(AGENT, Seconds(101)), std::nullopt) << "expiry forgets it too";
}

TEST(BindingUpdateList, ANumberCanBeKeptBeyondItsEntry)
{
    BindingUpdateList list;
    list.Record(MakeUpdate(AGENT, HOME, 40, 100, Seconds(0)));
    EXPECT_TRUE(list.Remove(AGENT, HOME, Seconds(10)));
    EXPECT_EQ(list.Size(), 0u);
    EXPECT_EQ(list.NextSequence(AGENT, Seconds(10) - TimeStep(1), 9), 41);
    EXPECT_EQ(list.NextSequence(AGENT, Seconds(10), 9), 9);
    EXPECT_EQ(list.NextExpiry(), std::nullopt) << "no event is needed for that";
    list.Record(MakeUpdate(AGENT, HOME, 9, 100, Seconds(10)));
    EXPECT_EQ(list.LastSequence(AGENT, Seconds(10)), 9) << "although 9 is older than 40";
    list.Expire(Seconds(50));
    EXPECT_EQ(list.LastSequence(AGENT, Seconds(50)), 9);
}

TEST(BindingUpdateList, AKeptNumberIsForgottenByExpire)
{
    BindingUpdateList list;
    list.Record(MakeUpdate(AGENT, HOME, 40, 100, Seconds(0)));
    list.Remove(AGENT, HOME, Seconds(10));
    EXPECT_TRUE(list.AdoptSequence(AGENT, 50)) << "known";
    EXPECT_TRUE(list.Expire(Seconds(9)).empty());
    EXPECT_EQ(list.LastSequence(AGENT, Seconds(9)), 50);
    EXPECT_TRUE(list.Expire(Seconds(10)).empty());
    EXPECT_FALSE(list.AdoptSequence(AGENT, 50)) << "forgotten";
}

TEST(BindingUpdateList, RemembersWhoWantsNoMoreUpdates)
{
    BindingUpdateList list;
    auto update = MakeUpdate(PEER, HOME, 5, 400, Seconds(0));
    update.retransmitAt = Seconds(1);
    list.Record(update);
    list.MarkNoMoreUpdates(PEER, HOME, Seconds(60));
    const auto* entry = list.Find(PEER, HOME);
    ASSERT_NE(entry, nullptr);
    EXPECT_TRUE(entry->noMoreUpdates);
    EXPECT_FALSE(entry->acknowledged);
    EXPECT_EQ(entry->retransmitAt, std::nullopt);
    EXPECT_EQ(entry->sequence, 5) << "what was sent is still known";
    EXPECT_EQ(list.NextExpiry(), Seconds(60));
    EXPECT_EQ(list.Expire(Seconds(60)).size(), 1u);
}

TEST(BindingUpdateList, NoMoreUpdatesNeedsNoUpdateBefore)
{
    BindingUpdateList list;
    list.MarkNoMoreUpdates(PEER, HOME, Time::Max());
    ASSERT_NE(list.Find(PEER, HOME), nullptr);
    EXPECT_TRUE(list.Find(PEER, HOME)->noMoreUpdates);
    EXPECT_EQ(list.Find(PEER, HOME)->destination, Ipv6Address(PEER));
    EXPECT_EQ(list.LastSequence(PEER, Seconds(0)), std::nullopt);
    EXPECT_FALSE(list.AdoptSequence(PEER, 3));
    EXPECT_TRUE(list.Expire(Seconds(1e9)).empty());
    list.Record(MakeUpdate(PEER, HOME, 8, 100, Seconds(5)));
    EXPECT_FALSE(list.Find(PEER, HOME)->noMoreUpdates) << "a new attempt lifts the mark";
    EXPECT_EQ(list.LastSequence(PEER, Seconds(5)), 8);
    EXPECT_TRUE(list.Remove(PEER, HOME));
    EXPECT_EQ(list.LastSequence(PEER, Seconds(5)), std::nullopt) << "counted as one entry";
}

TEST(BindingUpdateList, SortedByDestinationAndHomeAddress)
{
    BindingUpdateList list;
    list.Record(MakeUpdate(PEER, HOME, 3, 100, Seconds(0)));
    list.Record(MakeUpdate(AGENT, OTHER_HOME, 2, 100, Seconds(0)));
    list.Record(MakeUpdate(AGENT, HOME, 1, 100, Seconds(0)));
    const auto sorted = list.Sorted();
    ASSERT_EQ(sorted.size(), 3u);
    EXPECT_EQ(sorted[0]->sequence, 1);
    EXPECT_EQ(sorted[1]->sequence, 2);
    EXPECT_EQ(sorted[2]->sequence, 3);
}

TEST(BindingUpdateList, ClearForgetsAsARestartDoes)
{
    BindingUpdateList list;
    list.Record(MakeUpdate(AGENT, HOME, 40, 100, Seconds(0)));
    list.Record(MakeUpdate(PEER, HOME, 40, 100, Seconds(0)));
    list.Remove(PEER, HOME, Time::Max());
    list.Clear();
    EXPECT_EQ(list.Size(), 0u);
    EXPECT_EQ(list.NextExpiry(), std::nullopt);
    EXPECT_EQ(list.LastSequence(AGENT, Seconds(0)), std::nullopt);
    EXPECT_EQ(list.LastSequence(PEER, Seconds(0)), std::nullopt);
}

TEST(BindingUpdateList, RemoveByTheAddressesInsideTheEntry)
{
    BindingUpdateList list;
    list.Record(MakeUpdate(AGENT, HOME, 40, 100, Seconds(0)));
    const auto* entry = list.Find(AGENT, HOME);
    EXPECT_TRUE(list.Remove(entry->destination, entry->homeAddress));
    EXPECT_EQ(list.NextExpiry(), std::nullopt);
    EXPECT_EQ(list.LastSequence(AGENT, Seconds(0)), std::nullopt);
}

/// What a receiver knows of the numbers it was sent.
struct Receiver
{
    std::optional<uint16_t> last;
    std::set<std::string> homeAddresses;
};

class BindingUpdateListHistory : public testing::TestWithParam<uint32_t>
{
};

/// Whatever is sent, removed and forgotten in whatever order: as long as the list holds an entry
/// for a node, each number sent to it is newer than the one before.
TEST_P(BindingUpdateListHistory, NumbersRiseAsLongAsThereIsAnEntry)
{
    std::mt19937 random(GetParam());
    const auto draw = [&random](uint32_t bound) { return static_cast<uint32_t>(random() % bound); };
    const char* const destinations[] = {AGENT, PEER, "fd00:9::2"};
    const char* const homes[] = {HOME, OTHER_HOME, "fd00:1::3"};
    BindingUpdateList list;
    std::map<std::string, Receiver> receivers;
    Time now;
    for (int step = 0; step < 4000; ++step)
    {
        const char* destination = destinations[draw(3)];
        const char* home = homes[draw(3)];
        Receiver& receiver = receivers[destination];
        const auto start = static_cast<uint16_t>(draw(65536));
        const uint32_t action = draw(8);
        if (action < 5)
        {
            const uint16_t next = list.NextSequence(destination, now, start);
            ASSERT_TRUE(receiver.last ? next == SequenceAfter(*receiver.last) : next == start);
            list.Record(MakeUpdate(destination, home, next, 1 + draw(30), now));
            receiver.last = next;
            receiver.homeAddresses.insert(home);
        }
        else if (action < 6)
        {
            ASSERT_EQ(list.Remove(destination, home).has_value(),
                      receiver.homeAddresses.erase(home) > 0);
        }
        else
        {
            now += Seconds(draw(5));
            for (const auto& entry : list.Expire(now))
            {
                ASSERT_LE(entry.expires, now);
                for (auto& [name, other] : receivers)
                {
                    for (const char* each : homes)
                    {
                        if (entry.destination == Ipv6Address(name.c_str()) &&
                            entry.homeAddress == Ipv6Address(each))
                        {
                            ASSERT_EQ(other.homeAddresses.erase(each), 1u);
                        }
                    }
                }
            }
        }
        std::size_t size = 0;
        for (auto& [name, each] : receivers)
        {
            size += each.homeAddresses.size();
            if (each.homeAddresses.empty())
            {
                each.last.reset();
            }
            ASSERT_EQ(list.LastSequence(name.c_str(), now), each.last);
        }
        ASSERT_EQ(list.Size(), size);
        ASSERT_TRUE(!list.NextExpiry() || *list.NextExpiry() > now || action < 6);
    }
}

INSTANTIATE_TEST_SUITE_P(Seeds, BindingUpdateListHistory, testing::Range(1u, 5u));

} // namespace ns3::nemo::tests::mip6_binding_update_list_test
