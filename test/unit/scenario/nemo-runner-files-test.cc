// SPDX-License-Identifier: GPL-2.0-only
#include "unit/scenario/command-line-fixture.h"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>
#include <set>

namespace ns3::nemo::tests::nemo_runner_files_test
{

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

namespace
{

namespace fs = std::filesystem;

/// Runs of a scenario that is over soon.
class RunFolder : public CommandLine
{
  protected:
    /// Run it with these options behind the file.
    int Run(std::vector<std::string> options)
    {
        options.insert(options.begin(), {"run", m_file});
        return Call(options);
    }

    const std::string m_file = Write("short.json", R"json({
      "description": "short", "duration": "2s",
      "links": { "left": { "prefix": "1::/64" }, "right": { "prefix": "2::/64" } },
      "nodes": { "R": { "role": "router", "links": { "left": "::1", "right": "::1" } } },
      "expect": [ { "messages": { "node": "R", "type": "RA", "min": 1 } } ]
    })json");
};

} // namespace

TEST_F(RunFolder, WhatNamesNoFolderIsRefused)
{
    EXPECT_EQ(Run({"--out", ""}), 2);
    EXPECT_THAT(err.str(), StartsWith("nemo run: --out \"\" names no folder\n"));
    EXPECT_EQ(Run({"--out", "--quiet"}), 2);
    EXPECT_THAT(err.str(), HasSubstr("\"--quiet\" names no folder"));
}

TEST_F(RunFolder, ThatCannotBeIsBadInput)
{
    EXPECT_EQ(Run({"--out", m_file}), 2);
    EXPECT_EQ(err.str(), m_file + ": cannot be made a folder for results: Not a directory\n");
    EXPECT_EQ(Run({"--out", m_file + "/below"}), 2);
    EXPECT_THAT(err.str(), HasSubstr("Not a directory"));
    // Nobody, not even root, makes files there.
    EXPECT_EQ(Run({"--out", "/proc/self"}), 2);
    EXPECT_THAT(err.str(), StartsWith("/proc/self: cannot be written to: "));
}

TEST_F(RunFolder, AFolderInPlaceOfACaptureIsBadInput)
{
    fs::create_directories(In("out/left.pcap"));
    EXPECT_EQ(Run({"--out", In("out"), "--pcap"}), 2);
    EXPECT_EQ(err.str(), In("out/left.pcap") + ": is a folder where a file has to be\n");
    EXPECT_FALSE(fs::exists(In("out/results.json")));
}

TEST_F(RunFolder, HoldsNothingOfAnEarlierRun)
{
    ASSERT_EQ(Run({"--out", In("out"), "--pcap"}), 0) << err.str();
    const auto run = nlohmann::json::parse(ReadWhole(In("out/run.json")));
    EXPECT_EQ(run.at("captures"), nlohmann::json({"left.pcap", "right.pcap"}));
    Write("out/mine.pcap", "mine");
    Write("out/notes.txt", "mine");
    const auto other = Write("other.json", R"json({
      "duration": "2s", "links": { "alone": { "prefix": "3::/64" } }, "nodes": {} })json");
    EXPECT_EQ(Call({"run", other, "--out", In("out")}), 0) << err.str();
    std::set<std::string> names;
    for (const auto& entry : fs::directory_iterator(In("out")))
    {
        names.insert(entry.path().filename());
    }
    EXPECT_EQ(names, (std::set<std::string>{"mine.pcap", "notes.txt", "results.json", "run.json"}));
}

TEST_F(RunFolder, HasTheKeysOfItsCapturesAndNoOthers)
{
    const auto closed = Write("closed.json", R"json({
      "duration": "2s", "links": { "left": { "prefix": "1::/64" } },
      "nodes": { "HA": { "role": "home-agent", "links": { "left": "::1" } },
                 "MN": { "role": "mobile-node", "home": "left", "homeAgent": "HA" } },
      "security": [ { "between": ["MN", "HA"], "protect": ["binding"] } ] })json");
    ASSERT_EQ(Call({"run", closed, "--out", In("out"), "--pcap"}), 0) << err.str();
    EXPECT_THAT(ReadWhole(In("out/esp_sa")), StartsWith(R"("IPv6","*","*","0x00000100",)"));
    EXPECT_THAT(out.str(), HasSubstr(In("out/esp_sa")));
    ASSERT_EQ(Call({"run", closed, "--out", In("out")}), 0) << err.str();
    EXPECT_FALSE(fs::exists(In("out/esp_sa"))) << "there is nothing to open";
    ASSERT_EQ(Call({"run", closed, "--out", In("out"), "--pcap"}), 0) << err.str();
    ASSERT_EQ(Run({"--out", In("out"), "--pcap"}), 0) << err.str();
    EXPECT_FALSE(fs::exists(In("out/esp_sa"))) << "of another run";
    fs::create_symlink("/dev/full", In("out/esp_sa"));
    EXPECT_EQ(Call({"run", closed, "--out", In("out"), "--pcap"}), 2);
    EXPECT_EQ(err.str(),
              closed + ": " + In("out/esp_sa") +
                  ": could not be written: No space left on device\n");
}

TEST_F(RunFolder, AForgedListOfCapturesReachesNothingElse)
{
    fs::create_directories(In("out"));
    const auto precious = Write("precious.pcap", "mine");
    Write("out/run.json",
          R"({"captures": ["../precious.pcap", "..", "notes.txt", 1, ")" + precious + "\"]}");
    Write("out/notes.txt", "mine");
    EXPECT_EQ(Run({"--out", In("out")}), 0) << err.str();
    EXPECT_EQ(ReadWhole(precious), "mine");
    EXPECT_EQ(ReadWhole(In("out/notes.txt")), "mine");
}

TEST_F(RunFolder, AFullDiskIsNoticed)
{
    fs::create_directories(In("out"));
    fs::create_symlink("/dev/full", In("out/results.json"));
    EXPECT_EQ(Run({"--out", In("out"), "--quiet"}), 3);
    EXPECT_EQ(err.str(),
              In("out/results.json") + ": could not be written: No space left on device\n");
    fs::remove(In("out/results.json"));
    fs::create_symlink("/dev/full", In("out/left.pcap"));
    EXPECT_EQ(Run({"--out", In("out"), "--quiet", "--pcap"}), 3);
    EXPECT_EQ(err.str(), In("out/left.pcap") + ": could not be written whole\n");
}

TEST_F(RunFolder, OutputThatGetsNowhereIsNoticed)
{
    std::ofstream full("/dev/full");
    EXPECT_EQ(RunCommandLine({"list"}, {InRepository(""), &full, &err}), 3);
    EXPECT_THAT(
        err.str(),
        ::testing::EndsWith("nemo: the output could not be written: No space left on device\n"));
}

TEST_F(RunFolder, EachOfSeveralFilesHasItsHeading)
{
    const auto second = Write("second.json", ReadWhole(m_file));
    ASSERT_EQ(Call({"run", m_file, second, "--out", In("out")}), 0);
    EXPECT_THAT(out.str(),
                AllOf(StartsWith("=== " + m_file + "\nshort\n"),
                      HasSubstr("\n=== " + second + "\nshort\n")));
    ASSERT_EQ(Run({"--out", In("out")}), 0);
    EXPECT_THAT(out.str(), Not(HasSubstr("===")));
    ASSERT_EQ(Call({"run", m_file, second, "--out", In("out"), "--quiet"}), 0);
    EXPECT_EQ(out.str(), "");
}

} // namespace ns3::nemo::tests::nemo_runner_files_test
