// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-diagnostics.h"

#include <gtest/gtest.h>
#include <sstream>

namespace ns3::nemo::tests::nemo_diagnostics_test
{

TEST(Diagnostics, AnErrorSaysEverything)
{
    Diagnostics diagnostics("x.json");
    diagnostics.AddError({"/nodes/MR/home", "\"44\"", "is not a link", "\"4\", \"5\"", "4"});
    diagnostics.AddError({"", "", "the file cannot be read", "", ""});
    std::ostringstream text;
    diagnostics.PrintErrors(text);
    EXPECT_EQ(
        text.str(),
        "x.json: /nodes/MR/home: \"44\" is not a link; allowed: \"4\", \"5\"; did you mean \"4\"?\n"
        "x.json: the file cannot be read\n"
        "x.json: 2 errors\n");
    EXPECT_TRUE(diagnostics.HasErrors());
}

TEST(Diagnostics, OneErrorIsNotErrors)
{
    Diagnostics diagnostics("x.json");
    EXPECT_FALSE(diagnostics.HasErrors());
    diagnostics.AddError({"/a", "", "is bad", "", ""});
    std::ostringstream text;
    diagnostics.PrintErrors(text);
    EXPECT_EQ(text.str(), "x.json: /a: is bad\nx.json: 1 error\n");
}

TEST(Diagnostics, WarningsAreNoErrors)
{
    Diagnostics diagnostics("x.json");
    diagnostics.AddWarning("/movement/0", "does not happen");
    EXPECT_FALSE(diagnostics.HasErrors());
    std::ostringstream text;
    diagnostics.PrintWarnings(text);
    EXPECT_EQ(text.str(), "x.json: warning: /movement/0: does not happen\n");
}

TEST(Diagnostics, BeyondTheLimitOnlyTheNumberIsKnown)
{
    Diagnostics diagnostics("x.json");
    for (std::size_t i = 0; i < Diagnostics::LIMIT + 7; ++i)
    {
        EXPECT_EQ(diagnostics.IsFull(), i >= Diagnostics::LIMIT);
        diagnostics.AddError({"/a", "", "is bad", "", ""});
        diagnostics.AddWarning("/a", "is odd");
    }
    EXPECT_EQ(diagnostics.GetErrors().size(), Diagnostics::LIMIT);
    EXPECT_EQ(diagnostics.GetWarnings().size(), Diagnostics::LIMIT);
    std::ostringstream text;
    diagnostics.PrintErrors(text);
    EXPECT_NE(text.str().find("x.json: and 7 more\nx.json: 1007 errors\n"), std::string::npos);
}

TEST(Diagnostics, SuggestsWhatComesNear)
{
    const std::vector<std::string_view> roles{"host",
                                              "router",
                                              "home-agent",
                                              "mobile-node",
                                              "mobile-router"};
    EXPECT_EQ(Suggest("rooter", roles), "router");
    EXPECT_EQ(Suggest("mobile_router", roles), "mobile-router");
    EXPECT_EQ(Suggest("Router", roles), "router");
    EXPECT_EQ(Suggest("HOST", roles), "host");
    EXPECT_EQ(Suggest("ruoter", roles), "router") << "swapped neighbours are one error";
    EXPECT_EQ(Suggest("agent", roles), std::nullopt);
    EXPECT_EQ(Suggest("", roles), std::nullopt);
    EXPECT_EQ(Suggest("x", {"y"}), std::nullopt) << "one letter for another says nothing";
    EXPECT_EQ(Suggest("44", {"4", "5"}), "4");
    EXPECT_EQ(Suggest("HA1", {"HA_MN", "HA2", "HA3"}), "HA2") << "of equals the first";
    EXPECT_EQ(Suggest(std::string(10000, 'a'), {std::string_view("aaa")}), std::nullopt);
}

TEST(Diagnostics, ListsNamesUpToAPoint)
{
    EXPECT_EQ(ListNames({}), "");
    EXPECT_EQ(ListNames({"a"}), "\"a\"");
    EXPECT_EQ(ListNames({"a", "b"}), "\"a\", \"b\"");
    const std::vector<std::string_view> many(100, "x");
    const auto text = ListNames(many);
    EXPECT_EQ(text.substr(text.size() - 12), " and 76 more");
}

} // namespace ns3::nemo::tests::nemo_diagnostics_test
