// SPDX-License-Identifier: GPL-2.0-only
#include "unit/scenario/command-line-fixture.h"

#include <gmock/gmock.h>

namespace ns3::nemo::tests::nemo_command_line_test
{

using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

TEST_F(CommandLine, WithoutACommandSaysHowItIsUsed)
{
    EXPECT_EQ(Call({}), 2);
    EXPECT_THAT(err.str(), StartsWith("Usage: nemo COMMAND"));
    EXPECT_EQ(Call({"help"}), 0);
    EXPECT_THAT(out.str(), StartsWith("Usage: nemo COMMAND"));
    EXPECT_EQ(Call({"--help"}), 0);
}

TEST_F(CommandLine, EveryCommandHasAUsage)
{
    for (const char* command :
         {"run", "check", "list", "init", "sweep", "merge", "export", "help", "test"})
    {
        EXPECT_EQ(Call({"help", command}), 0);
        EXPECT_THAT(out.str(), StartsWith("Usage: nemo " + std::string(command)));
    }
    for (const char* command : {"run", "check", "list", "init", "sweep", "merge", "export"})
    {
        EXPECT_EQ(Call({command, "--help"}), 0);
        EXPECT_THAT(out.str(), StartsWith("Usage: nemo " + std::string(command)));
    }
    EXPECT_EQ(Call({"help", "run"}), 0);
    for (const char* option : {"--set", "--seed", "--run", "--out", "--pcap", "--quiet", "--trace"})
    {
        EXPECT_THAT(out.str(), HasSubstr(option));
    }
    EXPECT_EQ(Call({"help", "walk"}), 2);
}

TEST_F(CommandLine, UnknownCommandsAndOptions)
{
    EXPECT_EQ(Call({"chekc", "x.json"}), 2);
    EXPECT_THAT(err.str(), HasSubstr("there is no command \"chekc\"; did you mean \"check\"?"));
    EXPECT_EQ(Call({"run", "--fast", "x.json"}), 2);
    EXPECT_EQ(err.str(),
              "nemo run: there is no option \"--fast\"\n"
              "Usage: nemo run FILE... [OPTION...] (nemo help run: all options)\n");
    EXPECT_EQ(Call({"run", "--see", "1", "x.json"}), 2) << "no guessing";
    EXPECT_EQ(Call({"run", "--sede", "1", "x.json"}), 2);
    EXPECT_THAT(err.str(), HasSubstr("did you mean \"--seed\"?"));
    EXPECT_EQ(Call({"run", "-q", "x.json"}), 2);
    EXPECT_THAT(err.str(), HasSubstr("there is no option \"-q\"\n"));
    EXPECT_EQ(Call({"check", "--pcap", "x.json"}), 2) << "an option of another command";
    EXPECT_EQ(Call({"run"}), 2);
    EXPECT_THAT(err.str(), HasSubstr("a file is missing"));
    EXPECT_EQ(Call({"list", "x"}), 2);
    EXPECT_EQ(Call({"init", "a", "b"}), 2);
}

TEST_F(CommandLine, WhatTheScriptDoesIsNotDoneHere)
{
    EXPECT_EQ(Call({"test"}), 2);
    EXPECT_THAT(err.str(), HasSubstr("./nemo"));
}

TEST_F(CommandLine, SaysItsVersion)
{
    EXPECT_EQ(Call({"--version"}), 0);
    EXPECT_THAT(out.str(), ::testing::MatchesRegex("nemo [0-9]+\\.[0-9]+\\.[0-9]+\n"));
}

TEST_F(CommandLine, NumbersAreRead)
{
    const auto file = Write("x.json", BASE_SCENARIO);
    for (const char* number : {"0", "-1", "1x", "", "4294967296", "1.5", "99999999999999999999"})
    {
        EXPECT_EQ(Call({"run", file, "--seed", number}), 2) << number;
        EXPECT_THAT(err.str(), HasSubstr("seed")) << number;
    }
    EXPECT_EQ(Call({"run", file, "--run", "-1"}), 2);
}

TEST_F(CommandLine, CheckPrintsAllErrorsOfAllFiles)
{
    const auto good = Write("good.json", BASE_SCENARIO);
    const auto bad = Write("bad.json", "{\"duration\": 1, \"seed\": 0}");
    const auto broken = Write("broken.json", "{\n,");
    EXPECT_EQ(Call({"check", good}), 0);
    EXPECT_EQ(out.str(), good + ": no errors\n");
    EXPECT_EQ(err.str(), "");
    EXPECT_EQ(Call({"check", bad, good, broken}), 2);
    EXPECT_EQ(out.str(), good + ": no errors\n");
    EXPECT_THAT(err.str(), HasSubstr(bad + ": /duration: 1 is not a duration"));
    EXPECT_THAT(
        err.str(),
        HasSubstr(bad + ": /seed: 0 is out of range; allowed: a whole number, 1 to 4294944442\n"));
    EXPECT_THAT(err.str(), HasSubstr(bad + ": 4 errors\n"));
    EXPECT_THAT(err.str(), HasSubstr(broken + ": line 2, column 1: "));
}

TEST_F(CommandLine, CheckPrintsWarnings)
{
    const auto file = Write("x.json", BASE_SCENARIO);
    EXPECT_EQ(Call({"check", file, "--set", "/movement/0/at=100s", "--set", "/expect=[]"}), 0);
    EXPECT_EQ(err.str(), file + ": warning: /movement/0: does not happen before the end\n");
}

TEST_F(CommandLine, RunTellsOnceWhatIsOdd)
{
    const auto file = Write("x.json", BASE_SCENARIO);
    const std::string odd = "/traffic/0: the flow starts after the end of the run\n";
    EXPECT_EQ(Call({"run",
                    file,
                    "--out",
                    In("out"),
                    "--set",
                    "/duration=500ms",
                    "--set",
                    R"(/traffic=[{"type": "ping", "from": "CN", "to": "LFN"}])",
                    "--set",
                    "/faults=[]",
                    "--set",
                    "/movement=[]",
                    "--set",
                    "/expect=[]"}),
              0);
    EXPECT_EQ(err.str(), file + ": warning: " + odd);
    EXPECT_THAT(out.str(), Not(HasSubstr("warning")));
    EXPECT_THAT(ReadWhole(In("out/results.json")), HasSubstr("the flow starts after the end"));
}

TEST_F(CommandLine, QuietChecksSayOnlyWhatIsWrong)
{
    const auto odd = Write("x.json", BASE_SCENARIO);
    EXPECT_EQ(
        Call({"check", "--quiet", odd, "--set", "/movement/0/at=100s", "--set", "/expect=[]"}),
        0);
    EXPECT_EQ(out.str() + err.str(), "");
    EXPECT_EQ(Call({"check", "--quiet", Write("bad.json", "{}")}), 2);
    EXPECT_THAT(err.str(), HasSubstr("errors"));
}

TEST_F(CommandLine, TextsThatAreNoUtf8AreRefused)
{
    const auto file = Write("x.json", BASE_SCENARIO);
    EXPECT_EQ(Call({"run", Write("\xff.json", BASE_SCENARIO)}), 2);
    EXPECT_THAT(err.str(), HasSubstr("the name of the file is no UTF-8"));
    EXPECT_EQ(Call({"run", file, "--set", "/description=\xff"}), 2);
    EXPECT_THAT(err.str(), HasSubstr("--set: "));
    EXPECT_EQ(Call({"run", Write("bad.json", "{\"description\": \"\xff\"}")}), 2);
    EXPECT_THAT(err.str(), HasSubstr("line 1, column 18: "));
}

TEST_F(CommandLine, SettingsReachTheChecks)
{
    const auto file = Write("x.json", BASE_SCENARIO);
    EXPECT_EQ(Call({"check", file, "--set", "/links/away/loss=0.5", "--set=/seed=3"}), 0);
    EXPECT_EQ(Call({"check", file, "--set", "/links/away/loss=5"}), 2);
    EXPECT_THAT(err.str(), HasSubstr("/links/away/loss: 5 is out of range"));
    EXPECT_EQ(Call({"check", file, "--set", "nonsense"}), 2);
    EXPECT_EQ(Call({"check", file, "--set", "/links/awya/loss=0"}), 2);
    EXPECT_THAT(err.str(), HasSubstr("did you mean \"away\"?"));
}

TEST_F(CommandLine, NothingRunsIfOneFileIsBad)
{
    const auto good = Write("good.json", BASE_SCENARIO);
    const auto bad = Write("bad.json", "{}");
    EXPECT_EQ(Call({"run", good, bad}), 2);
    EXPECT_EQ(out.str(), "");
    EXPECT_THAT(err.str(), Not(HasSubstr(good)));
}

TEST_F(CommandLine, CheckSaysWhatOnlyTheNodesKnow)
{
    const auto file = Write("x.json", BASE_SCENARIO);
    const std::string name = "ns3::nemo::MobileNode::DadRandomDelay";
    const auto set = [&](const std::string& node) {
        return "/nodes/" + node + R"(/attributes={")" + name + R"(": "1s"})";
    };
    EXPECT_EQ(Call({"check", file, "--set", set("CN")}), 2);
    EXPECT_EQ(out.str(), "");
    EXPECT_EQ(
        err.str(),
        file + ": /nodes/CN/attributes/" + name +
            ": nothing on node \"CN\" is an ns3::nemo::MobileNode; allowed: this attribute on "
            "\"MR\", \"MN\"\n" +
            file + ": 1 error\n");
    EXPECT_EQ(Call({"check", file, "--set", set("MN")}), 0) << err.str();
}

TEST_F(CommandLine, CheckBuildsEveryScenarioThatShips)
{
    for (const auto& file : ShippedScenarios())
    {
        EXPECT_EQ(Call({"check", file.string()}), 0) << err.str();
        EXPECT_EQ(err.str(), "");
    }
}

TEST_F(CommandLine, AFileThatIsNotThereIsLookedForAmongItsNeighbours)
{
    const auto shipped = InRepository("examples/scenarios/minimal.json");
    for (const char* name : {"minimal", "minimal.json", "examples/minimal.json", "minimall"})
    {
        EXPECT_EQ(Call({"run", name}), 2);
        EXPECT_THAT(err.str(),
                    ContainsRegex("there is no such file; allowed: a JSON file; did you mean "
                                  "\"[^\"]*examples/scenarios/minimal.json\""))
            << name;
    }
    Write("voyage.json", BASE_SCENARIO);
    for (const char* command : {"check", "sweep"})
    {
        EXPECT_EQ(Call({command, In("voyge.json")}), 2);
        EXPECT_THAT(err.str(), HasSubstr("did you mean \"" + In("voyage.json") + "\"?"));
    }
    EXPECT_EQ(Call({"check", In("nothing-like-it")}), 2);
    EXPECT_THAT(err.str(), Not(HasSubstr("did you mean")));
}

TEST_F(CommandLine, ListNamesWhatShips)
{
    EXPECT_EQ(Call({"list"}), 0);
    EXPECT_THAT(err.str(), HasSubstr("./nemo run examples/scenarios/NAME.json"));
    EXPECT_THAT(out.str(), ContainsRegex("rfc3963-figure-3 +RFC 3963 appendix A, figure 3"));
    EXPECT_EQ(static_cast<std::size_t>(
                  std::count(std::istreambuf_iterator<char>(std::istringstream(out.str()).rdbuf()),
                             std::istreambuf_iterator<char>(),
                             '\n')),
              ShippedScenarios().size())
        << "a line each";
    EXPECT_THAT(out.str(), Not(HasSubstr("no description")));
    EXPECT_EQ(RunCommandLine({"list"}, {"/nonexistent", &out, &err}), 3);
}

TEST_F(CommandLine, InitWritesAScenarioThatLoads)
{
    const auto file = Write("x", "") + ".json";
    EXPECT_EQ(Call({"init", file}), 0);
    const auto written = ReadWhole(file);
    EXPECT_THAT(written, HasSubstr("// ")) << "commented";
    EXPECT_EQ(Call({"check", file}), 0);
    EXPECT_EQ(err.str(), "") << "without warnings";
}

TEST_F(CommandLine, InitOverwritesNothing)
{
    const auto file = Write("mine.json", "mine");
    EXPECT_EQ(Call({"init", file}), 2);
    EXPECT_THAT(err.str(), HasSubstr("exists already"));
    EXPECT_EQ(ReadWhole(file), "mine");
    EXPECT_EQ(Call({"init", "/nonexistent/x.json"}), 2);
    EXPECT_THAT(err.str(), HasSubstr("cannot be written"));
}

} // namespace ns3::nemo::tests::nemo_command_line_test
