// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_SWEEP_STORE_H
#define NEMO_SWEEP_STORE_H

#include "ns3/nemo-sqlite.h"
#include "ns3/nemo-sweep-key.h"
#include "ns3/nemo-sweep-plan.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>

namespace ns3::nemo
{

/// How a run of a sweep ended.
enum class SweepStatus : uint8_t
{
    PASSED,      ///< It holds what the file expects.
    FAILED,      ///< It does not, but was measured.
    WITHOUT_END, ///< There are no results: "error" in the database.
};

/// What came of a run of a sweep.
struct SweepOutcome
{
    SweepStatus status{SweepStatus::WITHOUT_END}; ///< How it ended.
    std::string error;                            ///< Why there are no results; else empty.
    Json results;                                 ///< As results.json; null if there are none.
    std::string host;                             ///< Where it ran.
    std::string started;                          ///< When, UTC, as ISO 8601 has it.
    double wallSeconds{0};                        ///< How long.
    int64_t peakMemoryBytes{0};                   ///< Its process's.
};

/// The database of a sweep: what doc/sweep.md says. Whatever SQLite finds wrong later than when it
/// is opened is thrown as SqliteError.
class SweepStore
{
  public:
    /// How the database is to be used.
    enum class Use : uint8_t
    {
        READ,  ///< It has to be there.
        WRITE, ///< It is made, with its folder, if it is not there.
    };

    /// Open a database and see that it is one of sweeps.
    /// \param file its name
    /// \param use what for
    /// \param problem why that did not work, a sentence with the name of the file
    /// \return null if it did not
    static std::unique_ptr<SweepStore> Open(const std::string& file, Use use, std::string& problem);

    ~SweepStore();

    SweepStore(const SweepStore&) = delete;
    SweepStore& operator=(const SweepStore&) = delete;

    /// Say which scenario the next runs are of, and what others found for it.
    /// \param hash that of the document
    /// \param name for people
    /// \param document as WriteCommonDocument makes it
    /// \param plan whose published figures are kept, in place of those that were there
    void PutScenario(const std::string& hash,
                     const std::string& name,
                     const std::string& document,
                     const SweepPlan& plan);

    /// \return how the runs of a scenario ended that are there, by id
    std::unordered_map<std::string, SweepStatus> GetStatuses(const std::string& scenario,
                                                             const std::string& version) const;

    /// Keep what came of a run, all or nothing. One that has ended well before stays as it was.
    void PutRun(const SweepKey& key, const SweepOutcome& outcome);

    /// Make the database one file that can be copied, if nobody else is reading it.
    void Tidy();

    /// \return the database itself
    SqliteDatabase& GetDatabase();
    /// \return the database itself
    const SqliteDatabase& GetDatabase() const;

  private:
    SweepStore(const std::string& file, Use use);

    bool ClearPlace(const SweepKey& key, const std::string& id);

    SqliteDatabase m_database;
};

/// \return "passed", "failed" or "error"
std::string ToString(SweepStatus status);

} // namespace ns3::nemo

#endif // NEMO_SWEEP_STORE_H
