// SPDX-License-Identifier: GPL-2.0-only
#include "system/scenario-run.h"

#include "support/source-folder.h"

#include "ns3/nemo-diagnostics.h"
#include "ns3/nemo-scenario-loader.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <gtest/gtest.h>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace ns3::nemo::tests
{

namespace
{

namespace fs = std::filesystem;

Scenario
Load(const std::string& text, const std::vector<std::string>& settings)
{
    const bool isText = text.find('{') != std::string::npos;
    Diagnostics diagnostics(isText ? "inline" : text);
    auto scenario = isText ? LoadScenarioText(text, settings, diagnostics)
                           : LoadScenario(text, settings, diagnostics);
    if (!scenario)
    {
        std::ostringstream errors;
        diagnostics.PrintErrors(errors);
        throw std::runtime_error(errors.str());
    }
    return *scenario;
}

/// \return a new folder with the test's name in the parent
std::string
MakeFolder(const fs::path& parent)
{
    const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
    std::string name =
        test ? std::string(test->test_suite_name()) + "." + test->name() : std::string("run");
    std::replace(name.begin(), name.end(), '/', '-');
    fs::create_directories(parent);
    fs::path folder = parent / name;
    for (int number = 2; !fs::create_directory(folder); ++number)
    {
        folder = parent / (name + "-" + std::to_string(number));
    }
    return folder.string();
}

std::string
MakeTemporaryFolder()
{
    std::string name = (fs::temp_directory_path() / "nemo-test-XXXXXX").string();
    if (!mkdtemp(name.data()))
    {
        throw std::runtime_error(name + ": cannot be made");
    }
    return name;
}

} // namespace

ScenarioRun::ScenarioRun(const std::string& text, const std::vector<std::string>& settings)
{
    m_session = std::make_unique<RunSession>(Load(text, settings));
    const char* parent = std::getenv("NEMO_PCAP_DIR");
    m_isTemporary = parent == nullptr;
    m_directory = m_isTemporary ? MakeTemporaryFolder() : MakeFolder(parent);
    SessionOptions options;
    options.captureDirectory = m_directory;
    const auto problems = m_session->Build(options);
    if (!problems.empty())
    {
        std::string errors;
        for (const auto& problem : problems)
        {
            errors += problem + "\n";
        }
        fs::remove_all(m_directory);
        throw std::runtime_error(errors);
    }
}

ScenarioRun::~ScenarioRun()
{
    m_session.reset();
    if (m_isTemporary)
    {
        std::error_code ignored;
        fs::remove_all(m_directory, ignored);
    }
}

const Topology&
ScenarioRun::GetTopology() const
{
    return m_session->GetTopology();
}

const BuiltNode&
ScenarioRun::NodeOf(const std::string& name) const
{
    return GetTopology().GetNode(name);
}

Ptr<MobileLink>
ScenarioRun::LinkOf(const std::string& name) const
{
    return GetTopology().GetLink(name).link;
}

Ptr<BindingRegistrar>
ScenarioRun::RegistrarOf(const std::string& name) const
{
    return NodeOf(name).node->GetObject<BindingRegistrar>();
}

void
ScenarioRun::At(Time time, std::function<void()> action)
{
    Simulator::Schedule(time - Simulator::Now(), std::move(action));
}

void
ScenarioRun::Run()
{
    m_text = ToJson(m_session->Run());
    m_results = nlohmann::json::parse(m_text);
}

const nlohmann::json&
ScenarioRun::GetResults() const
{
    return m_results;
}

const std::string&
ScenarioRun::GetResultsText() const
{
    return m_text;
}

bool
ScenarioRun::HoldsExpectations() const
{
    bool hold = true;
    for (const auto& expectation : m_results.at("expectations"))
    {
        const bool passed = expectation.at("passed").get<bool>();
        EXPECT_TRUE(passed) << expectation.dump();
        hold = hold && passed;
    }
    return hold;
}

nlohmann::json
ScenarioRun::FlowOf(const std::string& name) const
{
    for (const auto& flow : m_results.at("flows"))
    {
        if (flow.at("name") == name)
        {
            return flow;
        }
    }
    return nullptr;
}

nlohmann::json
ScenarioRun::HandoverOf(const std::string& node, uint32_t index) const
{
    for (const auto& handover : m_results.at("handovers"))
    {
        if (handover.at("node") == node && handover.at("index") == index)
        {
            return handover;
        }
    }
    return nullptr;
}

std::vector<nlohmann::json>
ScenarioRun::BindingsOf(const std::string& node) const
{
    std::vector<nlohmann::json> bindings;
    for (const auto& binding : m_results.at("bindings"))
    {
        if (binding.at("node") == node)
        {
            bindings.push_back(binding);
        }
    }
    return bindings;
}

uint64_t
ScenarioRun::CountOf(const std::string& node,
                     const std::string& type,
                     const std::string& direction,
                     std::optional<uint32_t> status) const
{
    uint64_t count = 0;
    for (const auto& row : m_results.at("messages"))
    {
        const bool isMeant = row.at("node") == node && row.at("type") == type &&
                             row.at("direction") == direction &&
                             (!status || row.at("status") == *status);
        count += isMeant ? row.at("count").get<uint64_t>() : 0;
    }
    return count;
}

uint64_t
ScenarioRun::DropsOf(const std::string& node, const std::string& reason) const
{
    for (const auto& row : m_results.at("drops"))
    {
        if (row.at("node") == node && row.at("reason") == reason)
        {
            return row.at("count").get<uint64_t>();
        }
    }
    return 0;
}

std::string
ScenarioRun::CaptureOf(const std::string& link)
{
    End();
    return m_directory + "/" + link + ".pcap";
}

void
ScenarioRun::End()
{
    m_session->End();
}

std::string
Shipped(const std::string& name)
{
    return InRepository("examples/scenarios/" + name + ".json");
}

std::vector<std::string>
ShippedNames()
{
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(InRepository("examples/scenarios")))
    {
        if (entry.path().extension() == ".json")
        {
            names.push_back(entry.path().stem().string());
        }
    }
    std::sort(names.begin(), names.end());
    return names;
}

} // namespace ns3::nemo::tests
