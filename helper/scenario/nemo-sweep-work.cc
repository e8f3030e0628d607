// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-sweep-work.h"

#include "ns3/nemo-sweep-summary.h"
#include "ns3/nemo-version.h"

#include <filesystem>

namespace ns3::nemo
{

SweepWork::SweepWork(const SweepPlan& plan,
                     const Json& document,
                     const Scenario& scenario,
                     const std::string& file)
    : m_plan(plan),
      m_document(document),
      m_file(file),
      m_name(scenario.description.empty() ? std::filesystem::path(file).stem().string()
                                          : scenario.description),
      m_common(WriteCommonDocument(document, plan)),
      m_hash(HashText(m_common)),
      m_version(nemo::GetVersion()),
      m_seed(scenario.seed),
      m_firstRun(scenario.run)
{
    m_document.erase("sweep");
}

std::vector<uint64_t>
SweepWork::GetShard(uint64_t shard, uint64_t shards) const
{
    std::vector<uint64_t> numbers;
    const uint64_t count = m_plan.CountCombinations() * m_plan.runs;
    for (uint64_t number = shard - 1; number < count; number += shards)
    {
        numbers.push_back(number);
    }
    return numbers;
}

SweptValues
SweepWork::GetValues(uint64_t number) const
{
    return m_plan.GetValues(number / m_plan.runs);
}

SweepKey
SweepWork::GetKey(uint64_t number) const
{
    const auto values = GetValues(number);
    SweepKey key{m_hash,
                 WriteParameters(values),
                 m_seed,
                 m_firstRun + number % m_plan.runs,
                 m_version};
    for (const auto& [pointer, value] : values)
    {
        key.seed = pointer == "/seed" ? value.get<uint32_t>() : key.seed;
    }
    return key;
}

SweepErrand
SweepWork::GetErrand(uint64_t number) const
{
    return {&m_document, GetValues(number), m_firstRun + number % m_plan.runs, m_file};
}

std::string
SweepWork::Describe(uint64_t number) const
{
    const auto key = GetKey(number);
    const auto values = DescribeParameters(key.parameters);
    return values + (values.empty() ? "run " : ", run ") + std::to_string(key.run);
}

const std::string&
SweepWork::GetHash() const
{
    return m_hash;
}

const std::string&
SweepWork::GetCommon() const
{
    return m_common;
}

const std::string&
SweepWork::GetName() const
{
    return m_name;
}

const std::string&
SweepWork::GetVersion() const
{
    return m_version;
}

} // namespace ns3::nemo
