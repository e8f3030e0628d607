// SPDX-License-Identifier: GPL-2.0-only
// Leases in a file: they outlast the simulation, and home agents share them.
#include "nemo-requirement.h"
#include "support/prefix-authorities.h"

#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <random>
#include <sqlite3.h>
#include <string>
#include <sys/wait.h>
#include <vector>

namespace ns3::nemo::tests::nemo_sqlite_lease_store_test
{

namespace
{

const Ipv6Address A("4::2");
const Ipv6Address B("4::3");

PrefixRequest
Ask(const Ipv6Address& home, uint16_t correlator, bool isPersistent, Time expires)
{
    PrefixRequest request;
    request.homeAddress = home;
    request.correlator = correlator;
    request.length = 64;
    request.persistent = isPersistent;
    request.persistentEnd = request.transientEnd = expires;
    return request;
}

std::unique_ptr<PrefixAuthority>
Open(const LeaseFolder& folder, const std::string& agent, Time epoch = Time(0))
{
    return SqliteLeaseStore::MakeAuthority(folder.File(), agent, epoch, {SmallPool()});
}

} // namespace

TEST(SqliteLeaseStore, OutlastsTheSimulation)
{
    REQ("PD-8-3", "PD-5.4-1");
    const LeaseFolder folder;
    auto authority = Open(folder, "HA");
    const auto forEver = authority->Request(Ask(A, 1, true, Time::Max()), Seconds(1000), nullptr);
    const auto finite = authority->Request(Ask(A, 2, true, Seconds(1600)), Seconds(1000), nullptr);
    const auto transient =
        authority->Request(Ask(A, 3, false, Seconds(1400)), Seconds(1000), nullptr);
    EXPECT_TRUE(transient.IsGiven());
    authority.reset();

    // The next one begins at 0, where this one ended.
    const Time epoch = SqliteLeaseStore::ReadClock(folder.File());
    EXPECT_EQ(epoch, Seconds(1000));
    authority = Open(folder, "HA", epoch);
    authority->ReleaseTransient(std::nullopt, Time(0));
    EXPECT_EQ(authority->Find(A, 1, Time(0)), std::optional(forEver.lease));
    ASSERT_TRUE(authority->Find(A, 2, Time(0)));
    EXPECT_EQ(authority->Find(A, 2, Time(0))->expires, Seconds(600));
    EXPECT_EQ(authority->Find(A, 2, Time(0))->prefix, finite.lease.prefix);
    EXPECT_EQ(authority->Find(A, 3, Time(0)), std::nullopt);
    EXPECT_EQ(authority->Find(A, 2, Seconds(600)), std::nullopt);
    EXPECT_FALSE(authority->Request(Ask(A, 1, true, Time::Max()), Seconds(700), nullptr).isNew);
    EXPECT_TRUE(authority->Request(Ask(A, 2, true, Time::Max()), Seconds(700), nullptr).isNew);
    EXPECT_EQ(SqliteLeaseStore::ReadClock(folder.File()), Seconds(1700));
}

TEST(SqliteLeaseStore, ItsClockGoesOnToTheEnd)
{
    const LeaseFolder folder;
    const auto authority = Open(folder, "HA");
    authority->Request(Ask(A, 1, true, Seconds(1600)), Seconds(1000), nullptr);
    authority->Advance(Seconds(1500));
    EXPECT_EQ(SqliteLeaseStore::ReadClock(folder.File()), Seconds(1500));
    authority->Advance(Seconds(1400));
    EXPECT_EQ(SqliteLeaseStore::ReadClock(folder.File()), Seconds(1500));
}

TEST(SqliteLeaseStore, IsSharedByHomeAgents)
{
    REQ("PD-5.3-4");
    const LeaseFolder folder;
    const auto one = Open(folder, "HA1");
    const auto other = Open(folder, "HA2");
    const auto first = one->Request(Ask(A, 1, true, Time::Max()), Seconds(1), nullptr);
    const auto second = other->Request(Ask(B, 1, true, Time::Max()), Seconds(1), nullptr);
    EXPECT_FALSE(first.lease.prefix.Overlaps(second.lease.prefix));
    EXPECT_TRUE(other->OverlapsOther(B, first.lease.prefix, Seconds(1)));
    // The same correlator is the same at both.
    const auto again = other->Request(Ask(A, 1, true, Time::Max()), Seconds(2), nullptr);
    EXPECT_FALSE(again.isNew);
    EXPECT_EQ(again.lease, first.lease);
    EXPECT_EQ(one->All(Seconds(2)), other->All(Seconds(2)));
    // What is transient is of the home agent that gave it last.
    one->Request(Ask(A, 2, false, Seconds(100)), Seconds(2), nullptr);
    const auto taken = other->Request(Ask(A, 2, false, Seconds(200)), Seconds(3), nullptr);
    EXPECT_FALSE(taken.isNew);
    EXPECT_EQ(taken.lease.expires, Seconds(200));
    // Once there is a binding.
    EXPECT_EQ(one->Find(A, 2, Seconds(3))->expires, Seconds(100));
    EXPECT_TRUE(other->Update(taken.lease, Seconds(3)));
    one->ReleaseTransient(A, Seconds(4));
    one->ReleaseTransient(std::nullopt, Seconds(4));
    EXPECT_TRUE(one->Find(A, 2, Seconds(4)));
    // It is the router's until the end of the binding that the first one may have still.
    other->ReleaseTransient(A, Seconds(4));
    EXPECT_EQ(one->Find(A, 2, Seconds(4))->expires, Seconds(100));
    EXPECT_FALSE(one->Find(A, 2, Seconds(100)));
}

TEST(SqliteLeaseStore, ProcessesThatShareItNeverGiveTheSame)
{
    REQ("PD-5.3-4");
    const LeaseFolder folder;
    Open(folder, "HA");
    std::vector<pid_t> children;
    for (int child = 0; child < 4; ++child)
    {
        const pid_t id = fork();
        ASSERT_GE(id, 0);
        if (id == 0)
        {
            // Each for a router of its own; there are 16 prefixes for 4 times 8 requests.
            const auto authority = Open(folder, "HA" + std::to_string(child));
            const Ipv6Address home(("4::" + std::to_string(child + 2)).c_str());
            for (uint16_t correlator = 1; correlator <= 8; ++correlator)
            {
                authority->Request(Ask(home, correlator, true, Time::Max()), Seconds(1), nullptr);
            }
            _exit(0);
        }
        children.push_back(id);
    }
    for (const pid_t id : children)
    {
        int status = 1;
        EXPECT_EQ(waitpid(id, &status, 0), id);
        EXPECT_EQ(status, 0);
    }
    const auto leases = Open(folder, "HA")->All(Seconds(1));
    EXPECT_EQ(leases.size(), 16U);
    for (std::size_t i = 1; i < leases.size(); ++i)
    {
        EXPECT_FALSE(leases[i - 1].prefix.Overlaps(leases[i].prefix));
    }
}

TEST(SqliteLeaseStore, SaysWhatIsWrongWithAFile)
{
    const LeaseFolder folder;
    EXPECT_EQ(SqliteLeaseStore::Check(folder.File()), std::nullopt);
    EXPECT_TRUE(SqliteLeaseStore::Check(folder.File() + "/in/no/folder"));
    // Another program's table of this name.
    sqlite3* database = nullptr;
    ASSERT_EQ(sqlite3_open((folder.File() + "2").c_str(), &database), SQLITE_OK);
    ASSERT_EQ(
        sqlite3_exec(database, "CREATE TABLE lease (first, expires)", nullptr, nullptr, nullptr),
        SQLITE_OK);
    sqlite3_close(database);
    EXPECT_TRUE(SqliteLeaseStore::Check(folder.File() + "2"));
    std::ofstream(folder.File()) << std::string(5000, 'x');
    EXPECT_TRUE(SqliteLeaseStore::Check(folder.File()));
}

// The stores are told apart by nothing that they do.
TEST(SqliteLeaseStore, DoesAsTheTableInMemoryDoes)
{
    const LeaseFolder folder;
    const auto memory = LeasePrefixAuthority::InMemory({SmallPool()});
    const auto file = Open(folder, "HA");
    std::mt19937 random(7);
    Time now = Seconds(1);
    for (int step = 0; step < 300; ++step)
    {
        const Ipv6Address home = random() % 2 == 0 ? A : B;
        auto request = Ask(home, static_cast<uint16_t>(random() % 12), random() % 2 == 0, Time(0));
        request.length = static_cast<uint8_t>(60 + random() % 8);
        request.persistentEnd = request.transientEnd = now + Seconds(1 + random() % 50);
        switch (random() % 8)
        {
        case 0:
            now += Seconds(random() % 20);
            break;
        case 1:
            memory->ReleaseTransient(home, now);
            file->ReleaseTransient(home, now);
            break;
        case 2:
            for (const auto& lease : memory->Of(home, now))
            {
                ASSERT_EQ(memory->Release(home, lease.prefix, now),
                          file->Release(home, lease.prefix, now));
                break;
            }
            break;
        case 3: {
            PrefixLease lease;
            lease.homeAddress = home;
            lease.prefix = NetworkPrefix(SmallPool().aggregate.address,
                                         static_cast<uint8_t>(61 + random() % 4));
            lease.persistent = true;
            lease.expires = request.persistentEnd;
            ASSERT_EQ(memory->Assign(lease, now), file->Assign(lease, now));
            break;
        }
        default: {
            const auto one = memory->Request(request, now, nullptr);
            const auto other = file->Request(request, now, nullptr);
            ASSERT_EQ(one.status, other.status);
            ASSERT_EQ(one.isNew, other.isNew);
            ASSERT_EQ(one.lease, other.lease);
            ASSERT_EQ(memory->OverlapsOther(B, one.lease.prefix, now),
                      file->OverlapsOther(B, one.lease.prefix, now));
            break;
        }
        }
        ASSERT_EQ(memory->All(now), file->All(now)) << step;
    }
}

} // namespace ns3::nemo::tests::nemo_sqlite_lease_store_test
