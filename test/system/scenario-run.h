// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TEST_SCENARIO_RUN_H
#define NEMO_TEST_SCENARIO_RUN_H

#include "ns3/mip6-binding-registrar.h"
#include "ns3/nemo-runner-session.h"
#include "ns3/nemo-topology.h"
#include "ns3/nstime.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

namespace ns3::nemo::tests
{

/// A scenario that a test runs, as `nemo run` would: through loader, builder, and measurement.
///
///     TEST(FigureTwo, BindsTheMobileRouter)
///     {
///         ScenarioRun run(Shipped("rfc3963-figure-2"));        // or ScenarioRun run(R"({...})");
///         run.At(Seconds(30), [&]() {                          // look inside while it runs
///             EXPECT_EQ(run.RegistrarOf("HA_MR")->GetCache().Size(), 1u);
///         });
///         run.Run();                                           // to the end
///         EXPECT_TRUE(run.HoldsExpectations());                // those of the file
///         EXPECT_EQ(run.CountOf("HA_MR", "BU", "rx"), 1u);     // results.json, with helpers
///         EXPECT_EQ(run.HandoverOf("MR", 0)["to"], "7");
///         CheckWithTshark(run.CaptureOf("7"));                 // pcap files, complete
///     }
///
/// - Before Run it is time 0 and everything is built: connect to trace sources, schedule, send
///   packets. After Run nodes and links can still be looked at, until CaptureOf or End.
/// - A scenario that cannot be loaded or built throws std::runtime_error with all that is wrong,
///   which fails the test with that text.
/// - Each run writes a capture of every link: under the folder that the environment variable
///   NEMO_PCAP_DIR names (where the referee of `./nemo test` reads them all), else in a temporary
///   one that goes with the object.
/// - There is one at a time in a process; to compare two runs end the first one (End, or a block).
class ScenarioRun
{
  public:
    /// Load and build.
    /// \param text the scenario as JSON, or the name of a file
    /// \param settings as `--set`: "/json/pointer=value"
    explicit ScenarioRun(const std::string& text, const std::vector<std::string>& settings = {});
    ~ScenarioRun();

    ScenarioRun(const ScenarioRun&) = delete;
    ScenarioRun& operator=(const ScenarioRun&) = delete;

    // --- Before and while it runs

    /// \return nodes and links
    const Topology& GetTopology() const;
    /// \return a node by its name in the file: ns-3's node, its stack, its interfaces
    const BuiltNode& NodeOf(const std::string& name) const;
    /// \return a link by its name in the file
    Ptr<MobileLink> LinkOf(const std::string& name) const;
    /// \return the registrar of a node; null if it has none
    Ptr<BindingRegistrar> RegistrarOf(const std::string& name) const;

    /// \return the role of that type of a node; null if it has none
    template <typename T>
    Ptr<T> RoleOf(const std::string& name) const
    {
        return NodeOf(name).FindRole<T>();
    }

    /// Do something at a time of the run.
    void At(Time time, std::function<void()> action);

    /// Run to the end. At most once.
    void Run();

    // --- After it has run

    /// \return results.json, parsed
    const nlohmann::json& GetResults() const;
    /// \return results.json, octet for octet
    const std::string& GetResultsText() const;
    /// \return whether all of "expect" hold; each that does not is told as a failure of the test
    bool HoldsExpectations() const;
    /// \return the entry of a flow; null (JSON) if there is none
    nlohmann::json FlowOf(const std::string& name) const;
    /// \return the entry of a handover; null (JSON) if there is none
    nlohmann::json HandoverOf(const std::string& node, uint32_t index) const;
    /// \return the entries of a node's bindings at the end
    std::vector<nlohmann::json> BindingsOf(const std::string& node) const;
    /// \return how many messages of a type were made ("tx") or ended ("rx") at a node
    /// \param status only those with this status; nullopt: all
    uint64_t CountOf(const std::string& node,
                     const std::string& type,
                     const std::string& direction,
                     std::optional<uint32_t> status = std::nullopt) const;
    /// \return how many packets ended at a node for this reason
    uint64_t DropsOf(const std::string& node, const std::string& reason) const;

    /// The capture of a link, complete: ends the simulation, so that nodes are gone.
    /// \return name of the file
    std::string CaptureOf(const std::string& link);
    /// End the simulation; results stay.
    void End();

    /// \return the folder of the captures, where their keys are, too
    const std::string& GetDirectory() const
    {
        return m_directory;
    }

  private:
    std::string m_directory;   ///< For captures.
    bool m_isTemporary{false}; ///< The folder goes with this object.
    std::unique_ptr<RunSession> m_session;
    std::string m_text;
    nlohmann::json m_results;
};

/// \return the name of a scenario file that ships, for example of "rfc3963-figure-3"
std::string Shipped(const std::string& name);

/// \return the names of all scenarios that ship, sorted, as Shipped takes them
std::vector<std::string> ShippedNames();

} // namespace ns3::nemo::tests

#endif // NEMO_TEST_SCENARIO_RUN_H
