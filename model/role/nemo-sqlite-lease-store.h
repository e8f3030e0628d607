// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_SQLITE_LEASE_STORE_H
#define NEMO_SQLITE_LEASE_STORE_H

#include "ns3/nemo-prefix-authority.h"
#include "ns3/nemo-prefix-lease-store.h"
#include "ns3/nemo-prefix-pool.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ns3::nemo
{

class SqliteDatabase;
class SqliteStatement;

/// Leases in an SQLite file, which outlasts the simulation, and which any number of home agents
/// share, in one process or several: each of their questions is one transaction.
/// draft-ietf-nemo-prefix-delegation-00 sections 5.3 and 5.4, step 1.
///
/// The file has a clock of its own, which goes on where the simulation before has left it. What is
/// wrong with a file is found by Check; what goes wrong later (a full disk) aborts the run.
class SqliteLeaseStore : public PrefixLeaseStore
{
  public:
    /// @param file its name; it is made if it is not there
    /// @param agent which home agent this is, different from all others that use the file
    /// @param epoch what the clock of the file shows at time 0 of this simulation; the same for all
    /// home agents of a simulation: ReadClock before it begins
    SqliteLeaseStore(const std::string& file, const std::string& agent, Time epoch);
    ~SqliteLeaseStore() override;
    SqliteLeaseStore(const SqliteLeaseStore&) = delete;
    SqliteLeaseStore& operator=(const SqliteLeaseStore&) = delete;

    /// @return what is wrong with a file, as a sentence; none if nothing is
    static std::optional<std::string> Check(const std::string& file);

    /// What the clock of a file shows; 0 if the file is new.
    static Time ReadClock(const std::string& file);

    /// A prefix authority that keeps its leases so.
    static std::unique_ptr<PrefixAuthority> MakeAuthority(const std::string& file,
                                                          const std::string& agent,
                                                          Time epoch,
                                                          std::vector<PrefixPool> pools);

    void Atomically(const std::function<void()>& work) override;
    void Put(const PrefixLease& lease) override;
    bool Erase(const NetworkPrefix& prefix) override;
    void EraseTransient(std::optional<Ipv6Address> homeAddress) override;
    void Purge(Time now) override;
    std::optional<PrefixLease> Find(const Ipv6Address& homeAddress,
                                    uint16_t correlator,
                                    Time now) const override;
    std::vector<PrefixLease> Of(const Ipv6Address& homeAddress, Time now) const override;
    std::optional<PrefixLease> FindOverlap(const NetworkPrefix& prefix,
                                           std::optional<Ipv6Address> except,
                                           Time now) const override;
    std::vector<PrefixLease> All(Time now) const override;

  private:
    SqliteStatement Prepare(const std::string& text) const;
    std::vector<PrefixLease> Read(SqliteStatement& statement, Time now) const;

    std::unique_ptr<SqliteDatabase> m_database;
    std::string m_agent;
    Time m_epoch;
};

} // namespace ns3::nemo

#endif /* NEMO_SQLITE_LEASE_STORE_H */
