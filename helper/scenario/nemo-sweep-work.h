// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_SWEEP_WORK_H
#define NEMO_SWEEP_WORK_H

#include "ns3/nemo-json.h"
#include "ns3/nemo-scenario.h"
#include "ns3/nemo-sweep-child.h"
#include "ns3/nemo-sweep-key.h"
#include "ns3/nemo-sweep-plan.h"

#include <cstdint>
#include <string>
#include <vector>

namespace ns3::nemo
{

/// The runs of a sweep, numbered from 0: those of the first combination, of the second and so on.
class SweepWork
{
  public:
    /// \param plan the sweep; must outlive this
    /// \param document the whole file
    /// \param scenario the same, loaded
    /// \param file its name
    SweepWork(const SweepPlan& plan,
              const Json& document,
              const Scenario& scenario,
              const std::string& file);

    /// \return the numbers of the runs of a shard, every so many
    std::vector<uint64_t> GetShard(uint64_t shard, uint64_t shards) const;

    /// \return what a run is known by
    SweepKey GetKey(uint64_t number) const;

    /// \return what the process of a run is given; this must outlive it
    SweepErrand GetErrand(uint64_t number) const;

    /// \return in one line for people which run it is
    std::string Describe(uint64_t number) const;

    const std::string& GetHash() const;    ///< \return SweepKey::scenario of all runs
    const std::string& GetCommon() const;  ///< \return what that is the hash of
    const std::string& GetName() const;    ///< \return the scenario's name for people
    const std::string& GetVersion() const; ///< \return SweepKey::version of all runs

  private:
    SweptValues GetValues(uint64_t number) const;

    const SweepPlan& m_plan;
    Json m_document; ///< Without "sweep".
    std::string m_file;
    std::string m_name;
    std::string m_common;
    std::string m_hash;
    std::string m_version;
    uint32_t m_seed;
    uint64_t m_firstRun;
};

} // namespace ns3::nemo

#endif // NEMO_SWEEP_WORK_H
