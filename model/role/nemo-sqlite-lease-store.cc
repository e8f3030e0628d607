// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-sqlite-lease-store.h"

#include "ns3/abort.h"
#include "ns3/nemo-lease-prefix-authority.h"

#include <array>
#include <sqlite3.h>
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

using Bytes = std::array<uint8_t, 16>;

Bytes
BytesOf(const Ipv6Address& address)
{
    Bytes bytes{};
    address.GetBytes(bytes.data());
    return bytes;
}

/// @return null, with the reason, if it cannot be used
sqlite3*
Open(const std::string& file, std::string& problem)
{
    sqlite3* database = nullptr;
    bool isOpen = sqlite3_open(file.c_str(), &database) == SQLITE_OK;
    isOpen = isOpen && sqlite3_busy_timeout(database, BUSY_MILLISECONDS) == SQLITE_OK;
    isOpen = isOpen && sqlite3_exec(database, SCHEMA, nullptr, nullptr, nullptr) == SQLITE_OK;
    if (!isOpen)
    {
        problem = database ? sqlite3_errmsg(database) : "out of memory";
        sqlite3_close(database);
        return nullptr;
    }
    return database;
}

} // namespace

/// A statement with its parameters, which are bound in their order.
class SqliteLeaseStore::Statement
{
  public:
    Statement(sqlite3* database, const std::string& text)
        : m_database(database)
    {
        Demand(sqlite3_prepare_v2(database, text.c_str(), -1, &m_statement, nullptr) == SQLITE_OK);
    }

    ~Statement()
    {
        sqlite3_finalize(m_statement);
    }

    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    Statement& Bind(const Ipv6Address& address)
    {
        const Bytes bytes = BytesOf(address);
        Demand(sqlite3_bind_blob(m_statement,
                                 ++m_bound,
                                 bytes.data(),
                                 static_cast<int>(bytes.size()),
                                 SQLITE_TRANSIENT) == SQLITE_OK);
        return *this;
    }

    Statement& Bind(std::optional<int64_t> number)
    {
        const int result = number ? sqlite3_bind_int64(m_statement, ++m_bound, *number)
                                  : sqlite3_bind_null(m_statement, ++m_bound);
        Demand(result == SQLITE_OK);
        return *this;
    }

    Statement& Bind(const std::string& text)
    {
        Demand(sqlite3_bind_text(m_statement, ++m_bound, text.c_str(), -1, SQLITE_TRANSIENT) ==
               SQLITE_OK);
        return *this;
    }

    /// Go on. @return whether there is a row
    bool Step()
    {
        const int result = sqlite3_step(m_statement);
        Demand(result == SQLITE_ROW || result == SQLITE_DONE);
        return result == SQLITE_ROW;
    }

    int64_t Number(int column) const
    {
        return sqlite3_column_int64(m_statement, column);
    }

    bool IsNull(int column) const
    {
        return sqlite3_column_type(m_statement, column) == SQLITE_NULL;
    }

    Ipv6Address Address(int column) const
    {
        const void* octets = sqlite3_column_blob(m_statement, column);
        Demand(octets &&
               sqlite3_column_bytes(m_statement, column) == static_cast<int>(Bytes().size()));
        return Ipv6Address::Deserialize(static_cast<const uint8_t*>(octets));
    }

  private:
    void Demand(bool holds) const
    {
        NS_ABORT_MSG_UNLESS(
            holds,
            "The file of prefix leases cannot be used: " << sqlite3_errmsg(m_database));
    }

    sqlite3* m_database;
    sqlite3_stmt* m_statement{nullptr};
    int m_bound{0};
};

SqliteLeaseStore::SqliteLeaseStore(const std::string& file, const std::string& agent, Time epoch)
    : m_agent(agent),
      m_epoch(epoch)
{
    std::string problem;
    m_database = Open(file, problem);
    NS_ABORT_MSG_UNLESS(m_database, "\"" << file << "\" holds no prefix leases: " << problem);
}

SqliteLeaseStore::~SqliteLeaseStore()
{
    sqlite3_close(m_database);
}

std::optional<std::string>
SqliteLeaseStore::Check(const std::string& file)
{
    std::string problem;
    sqlite3_close(Open(file, problem));
    return problem.empty() ? std::nullopt : std::optional(problem);
}

Time
SqliteLeaseStore::ReadClock(const std::string& file)
{
    const SqliteLeaseStore store(file, "", Time(0));
    Statement statement = store.Prepare("SELECT moment FROM clock");
    return statement.Step() ? NanoSeconds(static_cast<uint64_t>(statement.Number(0))) : Time(0);
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

SqliteLeaseStore::Statement
SqliteLeaseStore::Prepare(const std::string& text) const
{
    return {m_database, text};
}

void
SqliteLeaseStore::Atomically(const std::function<void()>& work)
{
    // At once, or two that have read would both wait for the other one to let them write.
    Prepare("BEGIN IMMEDIATE").Step();
    work();
    Prepare("COMMIT").Step();
}

void
SqliteLeaseStore::Put(const PrefixLease& lease)
{
    const bool ends = lease.expires != Time::Max();
    Statement before = Prepare("SELECT CASE WHEN agent = ? OR persistent THEN other "
                               "ELSE max(other, expires) END FROM lease WHERE first = ?");
    before.Bind(m_agent).Bind(lease.prefix.address);
    const int64_t other = before.Step() ? before.Number(0) : 0;
    Prepare("INSERT OR REPLACE INTO lease VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .Bind(lease.prefix.address)
        .Bind(PrefixPool::LastAddress(lease.prefix))
        .Bind(lease.prefix.length)
        .Bind(lease.homeAddress)
        .Bind(lease.correlator ? std::optional<int64_t>(*lease.correlator) : std::nullopt)
        .Bind(lease.persistent)
        .Bind(lease.implicit)
        .Bind(lease.confirmed)
        .Bind(lease.isLonger)
        .Bind(ends ? std::optional((m_epoch + lease.expires).GetNanoSeconds()) : std::nullopt)
        .Bind(m_agent)
        .Bind(other)
        .Step();
}

bool
SqliteLeaseStore::Erase(const NetworkPrefix& prefix)
{
    Prepare("DELETE FROM lease WHERE first = ? AND length = ?")
        .Bind(prefix.address)
        .Bind(prefix.length)
        .Step();
    return sqlite3_changes(m_database) > 0;
}

void
SqliteLeaseStore::EraseTransient(std::optional<Ipv6Address> homeAddress)
{
    const std::string own =
        std::string(" WHERE NOT persistent AND agent = ?") + (homeAddress ? " AND home = ?" : "");
    // As long as another home agent may forward it, it is the mobile router's.
    Statement rest = Prepare("UPDATE lease SET expires = other, agent = ''" + own +
                             " AND other > (SELECT moment FROM clock)");
    Statement gone = Prepare("DELETE FROM lease" + own);
    for (Statement* statement : {&rest, &gone})
    {
        statement->Bind(m_agent);
        if (homeAddress)
        {
            statement->Bind(*homeAddress);
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
SqliteLeaseStore::Read(Statement& statement, Time now) const
{
    std::vector<PrefixLease> leases;
    while (statement.Step())
    {
        PrefixLease lease;
        lease.prefix =
            NetworkPrefix(statement.Address(0), static_cast<uint8_t>(statement.Number(1)));
        lease.homeAddress = statement.Address(2);
        if (!statement.IsNull(3))
        {
            lease.correlator = static_cast<uint16_t>(statement.Number(3));
        }
        lease.persistent = statement.Number(4) != 0;
        lease.implicit = statement.Number(5) != 0;
        lease.confirmed = statement.Number(6) != 0;
        lease.isLonger = statement.Number(7) != 0;
        if (!statement.IsNull(8))
        {
            lease.expires = NanoSeconds(static_cast<uint64_t>(statement.Number(8))) - m_epoch;
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
    Statement statement =
        Prepare(std::string("SELECT ") + COLUMNS + " FROM lease WHERE home = ? AND correlator = ?");
    statement.Bind(homeAddress).Bind(correlator);
    const auto found = Read(statement, now);
    return found.empty() ? std::nullopt : std::optional(found.front());
}

std::vector<PrefixLease>
SqliteLeaseStore::Of(const Ipv6Address& homeAddress, Time now) const
{
    Statement statement = Prepare(std::string("SELECT ") + COLUMNS +
                                  " FROM lease WHERE home = ? ORDER BY first, length");
    statement.Bind(homeAddress);
    return Read(statement, now);
}

std::optional<PrefixLease>
SqliteLeaseStore::FindOverlap(const NetworkPrefix& prefix,
                              std::optional<Ipv6Address> except,
                              Time now) const
{
    // Leases do not overlap: those that begin inside the prefix, or the last that begins before it.
    Statement statement =
        Prepare(std::string("SELECT ") + COLUMNS +
                " FROM lease WHERE first <= ? AND first >= coalesce("
                "(SELECT max(first) FROM lease WHERE first <= ?), zeroblob(0)) AND last >= ?");
    statement.Bind(PrefixPool::LastAddress(prefix)).Bind(prefix.address).Bind(prefix.address);
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
    Statement statement =
        Prepare(std::string("SELECT ") + COLUMNS + " FROM lease ORDER BY first, length");
    return Read(statement, now);
}

} // namespace ns3::nemo
