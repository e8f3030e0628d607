// SPDX-License-Identifier: GPL-2.0-only
#include "unit/scenario/command-line-fixture.h"

#include "ns3/nemo-report-parts.h"

#include <cstdlib>
#include <gmock/gmock.h>
#include <nlohmann/json.hpp>
#include <regex>

namespace ns3::nemo::tests::nemo_report_test
{

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

namespace
{

namespace fs = std::filesystem;

/// Reports that are drawn with a stand-in for the library, which need not be installed.
class Report : public CommandLine
{
  protected:
    Report()
    {
        setenv("NEMO_D3", Write("d3.min.js", "// a library\n").c_str(), 1);
    }

    ~Report() override
    {
        unsetenv("NEMO_D3");
    }

    /// Run a short scenario with a description and a node of these names.
    int Run(const std::vector<std::string>& options, const std::string& output = "{}")
    {
        const auto file = Write("short.json",
                                R"json({ "description": "</script><b>&\u2028", "duration": "2s",
            "links": { "left": { "prefix": "1::/64" }, "right": { "prefix": "2::/64" } },
            "nodes": {
              "HA": { "role": "home-agent", "links": { "left": "::1", "right": "::1" } },
              "MN": { "role": "mobile-node", "home": "left", "homeAgent": "HA" } },
            "output": )json" + output +
                                    "}");
        std::vector<std::string> arguments{"run", file, "--out", In("out"), "--quiet"};
        arguments.insert(arguments.end(), options.begin(), options.end());
        return Call(arguments);
    }

    /// \return the JSON in a page
    static nlohmann::json DataOf(const std::string& page)
    {
        const std::string begin = "<script type=\"application/json\" id=\"data\">";
        const auto from = page.find(begin) + begin.size();
        return nlohmann::json::parse(page.substr(from, page.find("</script>", from) - from));
    }
};

} // namespace

TEST_F(Report, IsWrittenWhereTheFileOrTheCommandLineAsksForIt)
{
    ASSERT_EQ(Run({}), 0) << err.str();
    EXPECT_FALSE(fs::exists(In("out/report.html")));
    EXPECT_FALSE(fs::exists(In("out/timeline.json")));
    const auto results = ReadWhole(In("out/results.json"));

    ASSERT_EQ(Run({"--report"}), 0) << err.str();
    EXPECT_TRUE(fs::exists(In("out/report.html")));
    EXPECT_EQ(ReadWhole(In("out/results.json")), results) << "recording changes the run";
    const auto timeline = ReadWhole(In("out/timeline.json"));

    ASSERT_EQ(Run({}, R"({ "report": true })"), 0) << err.str();
    EXPECT_TRUE(fs::exists(In("out/report.html")));
    EXPECT_EQ(ReadWhole(In("out/timeline.json")), timeline) << "not the same bytes";

    ASSERT_EQ(Run({}), 0) << err.str();
    EXPECT_FALSE(fs::exists(In("out/report.html"))) << "the report of an earlier run stays";
    EXPECT_FALSE(fs::exists(In("out/timeline.json")));
}

TEST_F(Report, HoldsAllThatIsShown)
{
    ASSERT_EQ(Run({"--report"}), 0) << err.str();
    const auto data = DataOf(ReadWhole(In("out/report.html")));
    EXPECT_EQ(data.at("kind"), "run");
    EXPECT_EQ(data.at("results"), nlohmann::json::parse(ReadWhole(In("out/results.json"))));
    EXPECT_EQ(data.at("run"), nlohmann::json::parse(ReadWhole(In("out/run.json"))));
    EXPECT_EQ(data.at("timeline"), nlohmann::json::parse(ReadWhole(In("out/timeline.json"))));
}

TEST_F(Report, IsNoPlaceWhereTextsOfTheFileBecomeMarkup)
{
    ASSERT_EQ(Run({"--report"}), 0) << err.str();
    const auto page = ReadWhole(In("out/report.html"));
    EXPECT_THAT(page, Not(HasSubstr("<b>")));
    EXPECT_THAT(page, HasSubstr("<title>&lt;/script&gt;&lt;b&gt;&amp;"));
    EXPECT_EQ(DataOf(page).at("results").at("scenario"), "</script><b>&\xe2\x80\xa8");
    const std::regex script("<script");
    EXPECT_EQ(std::distance(std::sregex_iterator(page.begin(), page.end(), script),
                            std::sregex_iterator()),
              3)
        << "data, library, and ours";
}

TEST_F(Report, LoadsNothingAndRunsOnlyItsOwnScripts)
{
    const auto parts = ReadReportParts(InRepository(""));
    ASSERT_TRUE(std::holds_alternative<ReportParts>(parts)) << std::get<std::string>(parts);
    const auto page = MakeReportPage(std::get<ReportParts>(parts), "title", "{}");
    EXPECT_THAT(page, HasSubstr("default-src 'none'; script-src 'sha256-"));
    // The name of an XML namespace, and where the library comes from: nobody loads these.
    const auto bare =
        std::regex_replace(page,
                           std::regex("http://www.w3.org/2000/svg|D3 \\(https://d3js.org\\)"),
                           "");
    EXPECT_THAT(
        bare,
        AllOf(Not(HasSubstr("http:")), Not(HasSubstr("https:")), Not(HasSubstr("@import"))));
}

TEST_F(Report, OfARunThatWasNotRecordedShowsItsResults)
{
    ASSERT_EQ(Run({}), 0) << err.str();
    EXPECT_EQ(Call({"report", In("out")}), 0) << err.str();
    EXPECT_EQ(out.str(), In("out/report.html") + ": written\n");
    EXPECT_TRUE(DataOf(ReadWhole(In("out/report.html"))).at("timeline").is_null());
    EXPECT_EQ(Call({"report", In("out"), "--out", In("other.html")}), 0) << err.str();
    EXPECT_EQ(ReadWhole(In("other.html")), ReadWhole(In("out/report.html")));
}

TEST_F(Report, SaysWhatIsMissing)
{
    EXPECT_EQ(Call({"report"}), 2);
    EXPECT_THAT(err.str(), StartsWith("nemo report: a file is missing\nUsage: nemo report DIR|DB"));
    EXPECT_EQ(Call({"report", In("nowhere")}), 2);
    EXPECT_EQ(err.str(), In("nowhere") + ": is not there\n");
    fs::create_directories(In("empty"));
    EXPECT_EQ(Call({"report", In("empty")}), 2);
    EXPECT_EQ(err.str(), In("empty") + ": has no results.json; is it the folder of a run?\n");
    Write("empty/results.json", "[1]");
    EXPECT_EQ(Call({"report", In("empty")}), 2);
    EXPECT_EQ(err.str(), In("empty/results.json") + ": is not what this version of nemo writes\n");
    EXPECT_EQ(Call({"report", Write("text.sqlite", "no database")}), 2);
    EXPECT_THAT(err.str(), StartsWith(In("text.sqlite") + ": "));
    ASSERT_EQ(Run({}), 0) << err.str();
    EXPECT_EQ(Call({"report", In("out"), "--out", In("no/folder.html")}), 3);
    EXPECT_THAT(err.str(), HasSubstr("could not be written: No such file"));
}

TEST_F(Report, WithoutTheLibraryIsRefusedBeforeAnythingRuns)
{
    setenv("NEMO_D3", In("no.js").c_str(), 1);
    EXPECT_EQ(Run({"--report"}), 2);
    EXPECT_THAT(err.str(), HasSubstr("apt-get install node-d3"));
    EXPECT_FALSE(fs::exists(In("out/results.json")));
    EXPECT_EQ(Run({}), 0) << "a run without a report needs none";
    EXPECT_EQ(Call({"report", In("out")}), 2);
    EXPECT_THAT(err.str(), HasSubstr("NEMO_D3"));
    // A library that would end its own element is none.
    setenv("NEMO_D3", Write("bad.js", "'</script>'").c_str(), 1);
    EXPECT_EQ(Call({"report", In("out")}), 2);
}

} // namespace ns3::nemo::tests::nemo_report_test
