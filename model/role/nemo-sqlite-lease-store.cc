// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-sqlite-lease-store.h"

#include "ns3/abort.h"
#include "ns3/nemo-lease-prefix-authority.h"
#include "ns3/nemo-sqlite.h"

#include <array>
#include <utility>

namespace ns3::nemo
{

namespace
{

/// How long one waits for another process that uses the file.
constexpr int BUSY_MILLISECONDS = 30000;

/// The first and last address of a prefix show what overlaps it. A lease without an end, and one
/// that nobody asked for, have NULL there. Until `other` another home agent than `agent`, which had
/// given the lease before, may have a binding with it. Tables of another make with these
/// names are an error.
constexpr const char* SCHEMA = R"(
    PRAGMA synchronous = OFF;
    BEGIN IMMEDIATE;
    CREATE TABLE IF NOT EXISTS lease (
        first BLOB PRIMARY KEY, last BLOB NOT NULL, length INTEGER NOT NULL, home BLOB NOT NULL,
        correlator INTEGER, persistent INTEGER NOT NULL, implicit INTEGER NOT NULL,
        confirmed INTEGER NOT NULL, longer INTEGER NOT NULL, expires INTEGER, agent TEXT NOT NULL,
        other INTEGER NOT NULL, UNIQUE (home, correlator)) WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS lease_by_end ON lease (expires);
    CREATE TABLE IF NOT EXISTS clock (id INTEGER PRIMARY KEY CHECK (id = 0), moment INTEGER);
    INSERT OR IGNORE INTO clock VALUES (0, 0);
    SELECT first, last, length, home, correlator, persistent, implicit, confirmed, longer, expires,
        agent, other FROM lease LIMIT 0;
    COMMIT;)";

constexpr const char* COLUMNS =
    "first, length, home, correlator, persistent, implicit, confirmed, longer, expires";

constexpr std::size_t BLOB_SIZE_OF_ADDRESS = 16; ///< Octets of an address.

std::string
AddressToBlob(const Ipv6Address& address)
{
    std::array<uint8_t, BLOB_SIZE_OF_ADDRESS> bytes{};
    address.GetBytes(bytes.data());
    return {bytes.begin(), bytes.end()};
}

Ipv6Address
AddressFromBlob(const std::string& octets)
{
    NS_ABORT_MSG_UNLESS(octets.size() == BLOB_SIZE_OF_ADDRESS,
                        "The file of prefix leases cannot be used: it holds no addresses");
    return Ipv6Address::Deserialize(reinterpret_cast<const uint8_t*>(octets.data()));
}

/// @throws SqliteError if it cannot be used
std::unique_ptr<SqliteDatabase>
OpenLeaseFile(const std::string& file)
{
    auto database = std::make_unique<SqliteDatabase>(file, BUSY_MILLISECONDS);
    database->Execute(SCHEMA);
    return database;
}

} // namespace

SqliteLeaseStore::SqliteLeaseStore(const std::string& file, const std::string& agent, Time epoch)
    : m_agent(agent),
      m_epoch(epoch)
{
    try
    {
        m_database = OpenLeaseFile(file);
    }
    catch (const SqliteError& error)
    {
        NS_ABORT_MSG("\"" << file << "\" holds no prefix leases: " << error.what());
    }
    m_database->SetFailureHandler([](const SqliteError& error) {
        NS_ABORT_MSG("The file of prefix leases cannot be used: " << error.what());
    });
}

SqliteLeaseStore::~SqliteLeaseStore() = default;

std::optional<std::string>
SqliteLeaseStore::Check(const std::string& file)
{
    try
    {
        OpenLeaseFile(file);
    }
    catch (const SqliteError& error)
    {
        return error.what();
    }
    return std::nullopt;
}

Time
SqliteLeaseStore::ReadClock(const std::string& file)
{
    const SqliteLeaseStore store(file, "", Time(0));
    SqliteStatement statement = store.Prepare("SELECT moment FROM clock");
    return statement.Step() ? NanoSeconds(static_cast<uint64_t>(statement.GetInteger(0))) : Time(0);
}

std::unique_ptr<PrefixAuthority>
SqliteLeaseStore::MakeAuthority(const std::string& file,
                                const std::string& agent,
                                Time epoch,
                                std::vector<PrefixPool> pools)
{
    return std::make_unique<LeasePrefixAuthority>(
        std::make_unique<SqliteLeaseStore>(file, agent, epoch),
        std::move(pools));
}

SqliteStatement
SqliteLeaseStore::Prepare(const std::string& text) const
{
    return {*m_database, text};
}

void
SqliteLeaseStore::Atomically(const std::function<void()>& work)
{
    SqliteTransaction transaction(*m_database);
    work();
    transaction.Commit();
}

void
SqliteLeaseStore::Put(const PrefixLease& lease)
{
    const bool ends = lease.expires != Time::Max();
    SqliteStatement before = Prepare("SELECT CASE WHEN agent = ? OR persistent THEN other "
                                     "ELSE max(other, expires) END FROM lease WHERE first = ?");
    before.Bind(m_agent).BindOctets(AddressToBlob(lease.prefix.address));
    const int64_t other = before.Step() ? before.GetInteger(0) : 0;
    Prepare("INSERT OR REPLACE INTO lease VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .BindOctets(AddressToBlob(lease.prefix.address))
        .BindOctets(AddressToBlob(PrefixPool::LastAddress(lease.prefix)))
        .Bind(int64_t{lease.prefix.length})
        .BindOctets(AddressToBlob(lease.homeAddress))
        .Bind(lease.correlator ? std::optional<int64_t>(*lease.correlator) : std::nullopt)
        .Bind(int64_t{lease.persistent})
        .Bind(int64_t{lease.implicit})
        .Bind(int64_t{lease.confirmed})
        .Bind(int64_t{lease.isLonger})
        .Bind(ends ? std::optional((m_epoch + lease.expires).GetNanoSeconds()) : std::nullopt)
        .Bind(m_agent)
        .Bind(other)
        .Step();
}

bool
SqliteLeaseStore::Erase(const NetworkPrefix& prefix)
{
    Prepare("DELETE FROM lease WHERE first = ? AND length = ?")
        .BindOctets(AddressToBlob(prefix.address))
        .Bind(int64_t{prefix.length})
        .Step();
    return m_database->CountChanges() > 0;
}

void
SqliteLeaseStore::EraseTransient(std::optional<Ipv6Address> homeAddress)
{
    const std::string own =
        std::string(" WHERE NOT persistent AND agent = ?") + (homeAddress ? " AND home = ?" : "");
    // As long as another home agent may forward it, it is the mobile router's.
    SqliteStatement rest = Prepare("UPDATE lease SET expires = other, agent = ''" + own +
                                   " AND other > (SELECT moment FROM clock)");
    SqliteStatement gone = Prepare("DELETE FROM lease" + own);
    for (SqliteStatement* statement : {&rest, &gone})
    {
        statement->Bind(m_agent);
        if (homeAddress)
        {
            statement->BindOctets(AddressToBlob(*homeAddress));
        }
        statement->Step();
    }
}

void
SqliteLeaseStore::Purge(Time now)
{
    const int64_t moment = (m_epoch + now).GetNanoSeconds();
    Prepare("DELETE FROM lease WHERE expires <= ?").Bind(moment).Step();
    Prepare("UPDATE clock SET moment = max(moment, ?)").Bind(moment).Step();
}

std::vector<PrefixLease>
SqliteLeaseStore::Read(SqliteStatement& statement, Time now) const
{
    std::vector<PrefixLease> leases;
    while (statement.Step())
    {
        PrefixLease lease;
        lease.prefix = NetworkPrefix(AddressFromBlob(statement.GetOctets(0)),
                                     static_cast<uint8_t>(statement.GetInteger(1)));
        lease.homeAddress = AddressFromBlob(statement.GetOctets(2));
        if (!statement.IsNull(3))
        {
            lease.correlator = static_cast<uint16_t>(statement.GetInteger(3));
        }
        lease.persistent = statement.GetInteger(4) != 0;
        lease.implicit = statement.GetInteger(5) != 0;
        lease.confirmed = statement.GetInteger(6) != 0;
        lease.isLonger = statement.GetInteger(7) != 0;
        if (!statement.IsNull(8))
        {
            lease.expires = NanoSeconds(static_cast<uint64_t>(statement.GetInteger(8))) - m_epoch;
        }
        if (lease.expires > now)
        {
            leases.push_back(lease);
        }
    }
    return leases;
}

std::optional<PrefixLease>
SqliteLeaseStore::Find(const Ipv6Address& homeAddress, uint16_t correlator, Time now) const
{
    SqliteStatement statement =
        Prepare(std::string("SELECT ") + COLUMNS + " FROM lease WHERE home = ? AND correlator = ?");
    statement.BindOctets(AddressToBlob(homeAddress)).Bind(int64_t{correlator});
    const auto found = Read(statement, now);
    return found.empty() ? std::nullopt : std::optional(found.front());
}

std::vector<PrefixLease>
SqliteLeaseStore::Of(const Ipv6Address& homeAddress, Time now) const
{
    SqliteStatement statement = Prepare(std::string("SELECT ") + COLUMNS +
                                        " FROM lease WHERE home = ? ORDER BY first, length");
    statement.BindOctets(AddressToBlob(homeAddress));
    return Read(statement, now);
}

std::optional<PrefixLease>
SqliteLeaseStore::FindOverlap(const NetworkPrefix& prefix,
                              std::optional<Ipv6Address> except,
                              Time now) const
{
    // Leases do not overlap: those that begin inside the prefix, or the last that begins before it.
    SqliteStatement statement =
        Prepare(std::string("SELECT ") + COLUMNS +
                " FROM lease WHERE first <= ? AND first >= coalesce("
                "(SELECT max(first) FROM lease WHERE first <= ?), zeroblob(0)) AND last >= ?");
    statement.BindOctets(AddressToBlob(PrefixPool::LastAddress(prefix)))
        .BindOctets(AddressToBlob(prefix.address))
        .BindOctets(AddressToBlob(prefix.address));
    for (const auto& lease : Read(statement, now))
    {
        if (lease.homeAddress != except)
        {
            return lease;
        }
    }
    return std::nullopt;
}

std::vector<PrefixLease>
SqliteLeaseStore::All(Time now) const
{
    SqliteStatement statement =
        Prepare(std::string("SELECT ") + COLUMNS + " FROM lease ORDER BY first, length");
    return Read(statement, now);
}

} // namespace ns3::nemo
