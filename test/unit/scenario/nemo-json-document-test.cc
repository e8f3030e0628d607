// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-json-document.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace ns3::nemo::tests::nemo_json_document_test
{

namespace
{

/// \return all errors of a text, one a line
std::string
ErrorsOf(const std::string& text)
{
    Diagnostics diagnostics("");
    ParseJson(text, diagnostics);
    std::string lines;
    for (const auto& error : diagnostics.GetErrors())
    {
        lines += ToString(error) + "\n";
    }
    return lines;
}

/// Apply settings to a text.
/// \return the document or, if there were some, the errors
std::string
Set(const std::string& text, const std::vector<std::string>& settings)
{
    Diagnostics diagnostics("");
    auto document = *ParseJson(text, diagnostics);
    for (const auto& setting : settings)
    {
        ApplySetting(setting, document, diagnostics);
    }
    std::string lines;
    for (const auto& error : diagnostics.GetErrors())
    {
        lines += ToString(error) + "\n";
    }
    return lines.empty() ? document.dump() : lines;
}

} // namespace

TEST(JsonDocument, ReadsEveryKindOfValue)
{
    const std::string text =
        R"({"a":null,"b":true,"c":-7,"d":18446744073709551615,"e":1.5,"f":"x","g":[1,[2],{}],"h":{"i":[]}})";
    Diagnostics diagnostics("");
    const auto document = ParseJson(text, diagnostics);
    ASSERT_TRUE(document);
    EXPECT_EQ(document->dump(), text) << "with its keys in the order of the file";
    EXPECT_FALSE(diagnostics.HasErrors());
}

TEST(JsonDocument, CommentsAreAllowed)
{
    EXPECT_EQ(ErrorsOf("// first\n{ /* second */ \"a\": 1 // third\n}"), "");
}

TEST(JsonDocument, ErrorsOfTheGrammarHaveLineAndColumn)
{
    EXPECT_EQ(ErrorsOf("{\n  \"a\": 1,\n}"),
              "line 3, column 1: unexpected '}'; expected string literal; allowed: no comma after "
              "the last item\n");
    EXPECT_EQ(ErrorsOf("{\"a\": [1, {\"b\": x}]}"),
              "/a/1: line 1, column 17: invalid literal; last read: '\"b\": x'\n");
    // As nlohmann-json 3.11.2 says it, and as 3.11.3 does.
    EXPECT_THAT(ErrorsOf(""),
                testing::AnyOf("line 1, column 1: unexpected end of input; expected '[', '{', or a "
                               "literal\n",
                               "line 1, column 1: attempting to parse an empty input; check that "
                               "your input string or stream contains the expected JSON\n"));
    EXPECT_NE(ErrorsOf("[1, 2").find("line 1, column 6"), std::string::npos);
    EXPECT_NE(ErrorsOf("{} {}").find("line 1, column 4"), std::string::npos);
    EXPECT_NE(ErrorsOf("{\"a\": 1e999}").find("number overflow"), std::string::npos);
    EXPECT_NE(ErrorsOf("{\"a\": NaN}").find("invalid literal"), std::string::npos);
    EXPECT_NE(ErrorsOf("{\"a\": \"\xff\xfe\"}").find("ill-formed UTF-8"), std::string::npos);
}

TEST(JsonDocument, SlipsOfTheGrammarAreToldWithTheirCure)
{
    const auto cure = [](const std::string& text) {
        const auto error = ErrorsOf(text);
        const auto allowed = error.find("; allowed: ");
        return allowed == std::string::npos ? "" : error.substr(allowed + 11);
    };
    EXPECT_EQ(cure("[1, 2, ]"), "no comma after the last item\n");
    EXPECT_EQ(cure("[1, 2,\n]"), "no comma after the last item\n");
    EXPECT_EQ(cure("[{} {}]"), "a comma before it\n");
    EXPECT_EQ(cure(R"({"a": 1 "b": 2})"), "a comma before it\n");
    EXPECT_EQ(cure("{'a': 1}"), "double quotes around strings and keys\n");
    EXPECT_EQ(cure("{\"a\": 'b'}"), "double quotes around strings and keys\n");
    EXPECT_EQ(cure("[]]"), "");
    EXPECT_EQ(cure("[1"), "");
    EXPECT_EQ(cure(""), "");
    EXPECT_EQ(cure("{,}"), "");
}

TEST(JsonDocument, MessagesHoldNoControlCharacters)
{
    for (const char c : ErrorsOf("{\"\x1b[31m\": \x07}"))
    {
        EXPECT_TRUE(c == '\n' || (c >= 0x20 && c < 0x7f));
    }
}

TEST(JsonDocument, AKeyGivenTwiceIsAnErrorAndTheRestIsRead)
{
    Diagnostics diagnostics("");
    const auto document =
        ParseJson(R"({"a": {"b": 1, "c": 2, "b": 3}, "d": 4, "a": 5})", diagnostics);
    ASSERT_TRUE(document);
    EXPECT_EQ(document->dump(), R"({"a":{"b":1,"c":2},"d":4})");
    ASSERT_EQ(diagnostics.GetErrors().size(), 2u);
    EXPECT_EQ(diagnostics.GetErrors()[0].pointer, "/a/b");
    EXPECT_EQ(diagnostics.GetErrors()[1].pointer, "/a");
    EXPECT_EQ(ErrorsOf(R"([{"a": 1}, {"a": 1}])"), "") << "in two objects it is no duplicate";
}

TEST(JsonDocument, PointersAreEscaped)
{
    EXPECT_EQ(ErrorsOf(R"({"a/b~c": {"x": 1, "x": 2}})").substr(0, 12), "/a~1b~0c/x: ");
}

TEST(JsonDocument, DepthAndKeysAreBounded)
{
    const std::string most = std::string(MAX_JSON_DEPTH, '[') + std::string(MAX_JSON_DEPTH, ']');
    EXPECT_EQ(ErrorsOf(most), "");
    EXPECT_NE(ErrorsOf("[" + most + "]").find("is nested too deeply"), std::string::npos);
    EXPECT_NE(ErrorsOf(std::string(5000000, '[')).find("is nested too deeply"), std::string::npos);
    EXPECT_EQ(ErrorsOf("{\"" + std::string(MAX_JSON_KEY, 'k') + "\": 1}"), "");
    EXPECT_NE(ErrorsOf("{\"" + std::string(MAX_JSON_KEY + 1, 'k') + "\": 1}")
                  .find("key that is too long"),
              std::string::npos);
}

TEST(JsonDocument, ManyKeysTakeNoQuadraticTime)
{
    std::string text = "{\"0\": 0";
    for (int i = 1; i < 300000; ++i)
    {
        text += ",\"" + std::to_string(i) + "\":0";
    }
    EXPECT_EQ(ErrorsOf(text + "}"), "");
}

TEST(JsonDocument, FilesThatCannotBeRead)
{
    const auto errorOf = [](const std::string& file) {
        Diagnostics diagnostics("");
        EXPECT_FALSE(ReadJsonFile(file, diagnostics));
        return ToString(diagnostics.GetErrors().at(0));
    };
    EXPECT_EQ(errorOf("/nonexistent/x.json"), "there is no such file; allowed: a JSON file");
    EXPECT_EQ(errorOf("/"), "this is a folder; allowed: a JSON file");
    EXPECT_EQ(errorOf("/dev/zero"), "the file is too large; allowed: at most 16777216 octets");
}

TEST(JsonDocument, SettingsReplaceAddAndAppend)
{
    const std::string text = R"({"a":{"b":[1,2]},"c":3})";
    EXPECT_EQ(Set(text, {"/c=4"}), R"({"a":{"b":[1,2]},"c":4})");
    EXPECT_EQ(Set(text, {"/a/b/1=\"x\""}), R"({"a":{"b":[1,"x"]},"c":3})");
    EXPECT_EQ(Set(text, {"/a/b/-={\"d\":null}"}), R"({"a":{"b":[1,2,{"d":null}]},"c":3})");
    EXPECT_EQ(Set(text, {"/a/e=[]", "/a/e/-=1"}), R"({"a":{"b":[1,2],"e":[1]},"c":3})");
    EXPECT_EQ(Set(R"({"a/b":{"~":1}})", {"/a~1b/~0=2"}), R"({"a/b":{"~":2}})");
}

TEST(JsonDocument, ASettingIsJsonOrElseAString)
{
    EXPECT_EQ(Set("{}", {"/a=10ms"}), R"({"a":"10ms"})");
    EXPECT_EQ(Set("{}", {"/a=\"10\""}), R"({"a":"10"})");
    EXPECT_EQ(Set("{}", {"/a=10"}), R"({"a":10})");
    EXPECT_EQ(Set("{}", {"/a=true"}), R"({"a":true})");
    EXPECT_EQ(Set("{}", {"/a="}), R"({"a":""})");
    EXPECT_EQ(Set("{}", {"/a=b=c"}), R"({"a":"b=c"})");
    EXPECT_EQ(Set("{}", {"/a=[1,"}), R"({"a":"[1,"})");
    EXPECT_EQ(Set("{}", {"/a={\"b\":{\"c\":1,\"c\":2}}"}).substr(0, 8), "/a/b/c: ");
}

TEST(JsonDocument, SettingsThatLeadNowhere)
{
    const std::string text = R"({"links":{"home":[1]},"c":3})";
    EXPECT_EQ(
        Set(text, {"/link/home=1"}),
        "/link: does not exist, so nothing below it can be set; allowed: \"links\", \"c\"; did you "
        "mean \"links\"?\n");
    EXPECT_EQ(Set(text, {"/links/home/1=1"}),
              "/links/home/1: cannot be set; allowed: an index below 1, or - to append\n");
    EXPECT_EQ(Set(text, {"/links/home/01x/a=1"}),
              "/links/home/01x: does not exist, so nothing below it can be set; allowed: an index "
              "below 1\n");
    EXPECT_EQ(
        Set(text, {"/c/x=1"}),
        "/c/x: cannot be set: /c is 3, which has nothing below it; allowed: a value for all of "
        "it: /c=an object\n");
    EXPECT_EQ(Set(text, {"/c/x/y=1"}), Set(text, {"/c/x=1"}));
    EXPECT_EQ(
        Set(text, {"/links/core/up/x=1"}),
        "/links/core: does not exist, so nothing below it can be set; allowed: \"home\", or all "
        "of it: /links/core={\"up\": {\"x\": ...}}\n");
    for (const char* setting : {"", "x", "=", "x=1", "/x"})
    {
        EXPECT_NE(Set(text, {setting}).find("--set: "), std::string::npos) << setting;
    }
    EXPECT_EQ(Set(text, {"x=1"}), "--set: \"x=1\" sets nothing; allowed: /json/pointer=value\n");
}

TEST(JsonDocument, SettingsBelowAShorthandSayTheWholeObject)
{
    const std::string text =
        R"({"nodes":{"AR":{"links":{"away":"::1"}}},"traffic":[{"to":"MN"}],"links":{"a":{"prefix":"5::/64"}}})";
    EXPECT_EQ(
        Set(text, {"/nodes/AR/links/away/advertise=false"}),
        "/nodes/AR/links/away/advertise: cannot be set: /nodes/AR/links/away is \"::1\", which "
        "has nothing below it; allowed: a value for all of it: "
        "/nodes/AR/links/away={\"address\": \"::1\", \"advertise\": ...}\n");
    EXPECT_NE(
        Set(text, {"/traffic/0/to/address=9::1"}).find("/to={\"node\": \"MN\", \"address\": ...}"),
        std::string::npos);
    EXPECT_NE(Set(text, {"/links/a/prefix/valid=9s"})
                  .find("/prefix={\"prefix\": \"5::/64\", \"valid\": ...}"),
              std::string::npos);
}

TEST(JsonDocument, LongValuesAreAbridged)
{
    EXPECT_EQ(Abridge(Json(std::string(100, 'x'))), "\"" + std::string(59, 'x') + "...");
    EXPECT_EQ(Abridge(Json(std::string(58, 'x') + "\u00e4")), "\"" + std::string(58, 'x') + "...")
        << "not within a letter";
    EXPECT_EQ(Abridge(Json::array({1, 2})), "[...]");
    EXPECT_EQ(Abridge(Json::array()), "[]");
    EXPECT_EQ(Abridge(Json({{"a", 1}})), "{...}");
    EXPECT_EQ(Abridge(Json(std::string("\xff"))), "\"\xef\xbf\xbd\"") << "no UTF-8: replaced";
}

} // namespace ns3::nemo::tests::nemo_json_document_test
