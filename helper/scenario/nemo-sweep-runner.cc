// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-sweep-runner.h"

#include "ns3/nemo-process-pool.h"
#include "ns3/nemo-run-options.h"
#include "ns3/nemo-runner-progress.h"
#include "ns3/nemo-stop-signals.h"
#include "ns3/nemo-sweep-child.h"
#include "ns3/nemo-sweep-measures.h"
#include "ns3/nemo-sweep-progress.h"
#include "ns3/nemo-sweep-store.h"
#include "ns3/nemo-sweep-summary.h"
#include "ns3/nemo-sweep-work.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <ostream>
#include <unordered_map>
#include <utility>
#include <vector>

namespace ns3::nemo
{

namespace
{

using Statuses = std::unordered_map<std::string, SweepStatus>;

constexpr std::chrono::milliseconds LONGEST_WAIT(200);
/// Failures that are told as they happen; the database has them all.
constexpr uint64_t TOLD_FAILURES = 10;

/// How far a sweep has come.
struct Tally
{
    uint64_t made{0};       ///< Runs that were made now.
    uint64_t present{0};    ///< Runs that were there.
    uint64_t missing{0};    ///< Runs that are not there in the end.
    uint64_t failed{0};     ///< Of those that are there: those that hold not what is expected.
    uint64_t withoutEnd{0}; ///< Likewise: those without results.
    double workSeconds{0};  ///< That processes spent on the runs that were made.
    double wallSeconds{0};  ///< That all of it took.
};

/// A sweep at work.
class Sweeper
{
  public:
    Sweeper(const SweepWork& work, SweepStore& store, const SweepOptions& options)
        : m_work(work),
          m_store(store),
          m_options(options),
          m_pool(options.jobs, options.limit)
    {
    }

    /// Make these runs.
    Tally Make(const std::vector<uint64_t>& numbers)
    {
        const auto begin = std::chrono::steady_clock::now();
        const bool isShown = !m_options.quiet && RunProgress::IsWanted(*m_options.err);
        SweepProgress progress(numbers.size(), isShown, *m_options.err);
        auto next = numbers.begin();
        while (!m_signals.HasArrived() && (next != numbers.end() || !m_pool.IsIdle()))
        {
            Fill(next, numbers.end());
            m_pool.Wait(LONGEST_WAIT, m_signals);
            // First the next ones: they need not wait for the database.
            Fill(next, m_signals.HasArrived() ? next : numbers.end());
            while (const auto finished = m_pool.Take())
            {
                Keep(*finished, progress);
            }
            progress.Show();
        }
        m_pool.KillAll();
        const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - begin;
        m_tally.wallSeconds = wall.count();
        m_tally.missing = numbers.size() - m_tally.made;
        return m_tally;
    }

  private:
    /// Let as many work as may.
    void Fill(std::vector<uint64_t>::const_iterator& next,
              std::vector<uint64_t>::const_iterator end)
    {
        for (; next != end && m_pool.HasRoom(); ++next)
        {
            const bool isStarted = m_pool.Start(*next, [this, next](int output) {
                return RunSweepErrand(m_work.GetErrand(*next), output);
            });
            if (!isStarted && m_pool.IsIdle())
            {
                throw std::runtime_error("the system lets no process begin");
            }
            if (!isStarted)
            {
                return;
            }
        }
    }

    /// Store what came of a run.
    void Keep(const ProcessPool::Finished& finished, SweepProgress& progress)
    {
        const auto outcome = ReadSweepOutcome(finished);
        m_store.PutRun(m_work.GetKey(finished.number), outcome);
        ++m_tally.made;
        m_tally.workSeconds += outcome.wallSeconds;
        m_tally.failed += outcome.status == SweepStatus::FAILED ? 1 : 0;
        progress.Count(outcome.status == SweepStatus::PASSED);
        if (outcome.status == SweepStatus::WITHOUT_END && ++m_tally.withoutEnd <= TOLD_FAILURES)
        {
            progress.Clear();
            *m_options.err << m_options.file << ": " << m_work.Describe(finished.number) << ": "
                           << outcome.error << std::endl;
        }
    }

    const SweepWork& m_work;
    SweepStore& m_store;
    const SweepOptions& m_options;
    StopSignals m_signals;
    ProcessPool m_pool;
    Tally m_tally;
};

/// Take out of the runs those that need not be made.
/// \return how many of them ended in which way
Tally
SkipPresent(const SweepWork& work, const Statuses& statuses, std::vector<uint64_t>& numbers)
{
    Tally tally;
    const auto isPresent = [&](uint64_t number) {
        const auto found = statuses.find(work.GetKey(number).GetId());
        const bool isThere = found != statuses.end() && found->second != SweepStatus::WITHOUT_END;
        tally.failed += isThere && found->second == SweepStatus::FAILED ? 1 : 0;
        tally.present += isThere ? 1 : 0;
        return isThere;
    };
    if (!statuses.empty())
    {
        numbers.erase(std::remove_if(numbers.begin(), numbers.end(), isPresent), numbers.end());
    }
    return tally;
}

/// \return whether any of the runs is there, however it ended
bool
IsAnyPresent(const SweepWork& work, const Statuses& statuses, const std::vector<uint64_t>& numbers)
{
    return !statuses.empty() && std::any_of(numbers.begin(), numbers.end(), [&](uint64_t number) {
        return statuses.count(work.GetKey(number).GetId()) > 0;
    });
}

/// \return the combinations of this sweep
std::vector<SweepCombination>
OwnCombinations(const SweepStore& store, const SweepWork& work)
{
    auto all = ReadSweepCombinations(store.GetDatabase());
    const auto isOther = [&](const SweepCombination& one) {
        return one.scenario != work.GetHash() || one.version != work.GetVersion();
    };
    all.erase(std::remove_if(all.begin(), all.end(), isOther), all.end());
    return all;
}

/// Say how it went.
void
PrintTally(const Tally& tally, const SweepOptions& options)
{
    std::ostream& os = *options.out;
    os << "\n" << tally.made << (tally.made == 1 ? " run" : " runs") << " made";
    if (tally.made > 0)
    {
        const double whole = static_cast<double>(options.jobs) * tally.wallSeconds;
        const double percent = 100 * (1 - tally.workSeconds / whole);
        os << " in " << WriteFigure(tally.wallSeconds) << " s, " << options.jobs
           << " at a time; overhead " << WriteFigure(std::round(10 * percent) / 10) << " %";
    }
    if (tally.present > 0)
    {
        os << ", " << tally.present << " were there";
    }
    os << "\n";
    if (tally.failed > 0)
    {
        os << tally.failed << " do not hold what the file expects (table expectations)\n";
    }
    if (tally.withoutEnd > 0)
    {
        os << tally.withoutEnd << " have no results (column error of table runs)\n";
    }
    if (tally.missing > 0)
    {
        os << "interrupted: " << tally.missing << " are missing; --resume goes on\n";
    }
    os << "Results: " << options.database << "\n";
}

} // namespace

int
RunSweep(const SweepPlan& plan,
         const Json& document,
         const Scenario& scenario,
         const SweepOptions& options)
{
    const SweepWork work(plan, document, scenario, options.file);
    std::string problem;
    const auto store = SweepStore::Open(options.database, SweepStore::Use::WRITE, problem);
    if (!store)
    {
        *options.err << problem << "\n";
        return static_cast<int>(ExitCode::BAD_INPUT);
    }
    const auto statuses = store->GetStatuses(work.GetHash(), work.GetVersion());
    auto numbers = work.GetShard(options.shard, options.shards);
    if (!options.resume && IsAnyPresent(work, statuses, numbers))
    {
        *options.err << options.database
                     << ": has runs of this sweep already; --resume makes those that are missing, "
                        "and --db names another database\n";
        return static_cast<int>(ExitCode::BAD_INPUT);
    }
    store->PutScenario(work.GetHash(), work.GetName(), work.GetCommon(), plan);
    const auto before = SkipPresent(work, statuses, numbers);
    auto tally = Sweeper(work, *store, options).Make(numbers);
    tally.present = before.present;
    tally.failed += before.failed;
    store->Tidy();
    if (!options.quiet)
    {
        *options.out << work.GetName() << "\n";
        PrintSweepSummary(OwnCombinations(*store, work),
                          ReadSweepFigures(store->GetDatabase(), work.GetHash()),
                          *options.out);
        PrintTally(tally, options);
    }
    const bool isWell = tally.failed + tally.withoutEnd + tally.missing == 0;
    return static_cast<int>(isWell ? ExitCode::SUCCESS : ExitCode::FAILED);
}

} // namespace ns3::nemo
