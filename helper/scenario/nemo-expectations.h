// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_EXPECTATIONS_H
#define NEMO_EXPECTATIONS_H

#include "ns3/nemo-measure-stack.h"
#include "ns3/nemo-results.h"
#include "ns3/nemo-topology.h"
#include "ns3/nemo-traffic.h"

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ns3::nemo
{

/// Judges what a scenario expects: bindings and routes at their time, all else at the end.
class Expectations
{
  public:
    /// Watch links for what has to be watched from the beginning.
    /// `topology`, whose nodes and links exist, and its scenario must outlive this.
    Expectations(const Topology& topology, const Traffic& traffic);

    Expectations(const Expectations&) = delete;
    Expectations& operator=(const Expectations&) = delete;

    /// Let what has its time be judged at that time; to be called before the run.
    void Schedule();

    /// Judge the rest, with what was measured. The simulation has ended, but its nodes are there.
    /// \return all of them, in the order of the scenario
    std::vector<ExpectationResult> Conclude(const RunResults& measured);

  private:
    /// What was found, and whether it is what was expected.
    struct Finding
    {
        bool passed{false};
        std::string actual;
    };

    Finding Judge(const BindingExpectation& expected) const;
    Finding Judge(const NoBindingExpectation& expected) const;
    Finding Judge(const BindingsExpectation& expected) const;
    Finding Judge(const RouteExpectation& expected) const;
    Finding Judge(const FlowExpectation& expected, const RunResults& measured) const;
    Finding Judge(const HandoverExpectation& expected, const RunResults& measured) const;
    Finding Judge(const MessagesExpectation& expected, const RunResults& measured) const;
    Finding Judge(const StackExpectation& expected, const StackWatch& watch) const;
    bool Matches(const BindingsExpectation::Entry& entry, const BindingResult& binding) const;
    std::optional<Finding> JudgeNow(const ExpectKind& kind) const;
    Finding JudgeAtEnd(std::size_t index, const RunResults& measured) const;

    const Topology& m_topology;
    const Scenario& m_scenario;
    std::map<std::size_t, std::unique_ptr<StackWatch>> m_watches; ///< By expectation.
    std::map<std::size_t, Finding> m_findings;                    ///< By expectation.
};

} // namespace ns3::nemo

#endif // NEMO_EXPECTATIONS_H
