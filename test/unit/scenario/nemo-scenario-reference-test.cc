// SPDX-License-Identifier: GPL-2.0-only
#include "support/source-folder.h"
#include "unit/scenario/scenario-fixture.h"

#include "ns3/nemo-json-document.h"

#include <gtest/gtest.h>
#include <map>
#include <regex>
#include <set>
#include <sstream>

// doc/scenario.md has a table of keys for each object of doc/scenario.schema.json.

namespace ns3::nemo::tests::nemo_scenario_reference_test
{

namespace
{

/// Rows of a table by the key in their first column.
using Table = std::map<std::string, std::string>;

/// \return the tables of the page, by the definition that the line above them names
std::map<std::string, Table>
ReadTables()
{
    const std::regex marker("<!-- definition: (\\w+) -->");
    const std::regex row("\\| `([^`]+)` \\|(.*)");
    std::istringstream page(ReadWhole(InRepository("doc/scenario.md")));
    std::map<std::string, Table> tables;
    std::string line;
    std::string current;
    while (std::getline(page, line))
    {
        std::smatch found;
        if (std::regex_match(line, found, marker))
        {
            current = found[1];
            EXPECT_TRUE(tables.try_emplace(current).second) << current << " twice";
        }
        else if (std::regex_match(line, found, row))
        {
            EXPECT_FALSE(current.empty()) << line;
            EXPECT_TRUE(tables[current].emplace(found[1], found[2]).second) << line;
        }
        else if (line.empty())
        {
            // The first line behind a table.
            current = current.empty() || tables[current].empty() ? current : "";
        }
    }
    return tables;
}

/// \return the objects with keys of the schema by name; the file itself is "scenario"
std::map<std::string, Json>
ReadDefinitions()
{
    Diagnostics diagnostics("");
    const auto schema = ReadJsonFile(InRepository("doc/scenario.schema.json"), diagnostics);
    std::map<std::string, Json> definitions{{"scenario", schema.value()}};
    for (const auto& [name, definition] : schema->at("definitions").items())
    {
        if (definition.contains("properties"))
        {
            definitions[name] = definition;
        }
    }
    return definitions;
}

void
ExpectMentions(const std::string& row, const std::string& what)
{
    EXPECT_NE(row.find(what), std::string::npos) << "\"" << what << "\" is not in:" << row;
}

/// What the schema says of a key that its row has to say too: default, words, what is required.
void
CompareRow(const Json& property, bool isRequired, const std::string& row)
{
    if (property.contains("default"))
    {
        const Json& value = property.at("default");
        ExpectMentions(row, "efault");
        ExpectMentions(row, value.is_string() ? value.get<std::string>() : value.dump());
    }
    for (const auto& word : property.value("enum", Json::array()))
    {
        ExpectMentions(row, "`" + word.get<std::string>() + "`");
    }
    const std::string description = property.value("description", "");
    const std::regex said("[Dd]efault:? ([^,;.)]+(\\.\\d+\\w*)?)");
    for (std::sregex_iterator it(description.begin(), description.end(), said), end; it != end;
         ++it)
    {
        ExpectMentions(row, (*it)[1]);
    }
    if (isRequired)
    {
        ExpectMentions(row, "required");
    }
}

TEST(ScenarioReference, HasATableForEachObjectOfTheSchema)
{
    std::set<std::string> documented;
    for (const auto& [name, table] : ReadTables())
    {
        documented.insert(name);
    }
    std::set<std::string> defined;
    for (const auto& [name, definition] : ReadDefinitions())
    {
        defined.insert(name);
    }
    EXPECT_EQ(documented, defined);
}

TEST(ScenarioReference, TablesHaveTheKeysOfTheSchema)
{
    const auto tables = ReadTables();
    for (const auto& [name, definition] : ReadDefinitions())
    {
        SCOPED_TRACE(name);
        std::set<std::string> documented;
        for (const auto& [key, row] : tables.at(name))
        {
            documented.insert(key);
        }
        std::set<std::string> defined;
        for (const auto& [key, property] : definition.at("properties").items())
        {
            defined.insert(key);
        }
        EXPECT_EQ(documented, defined);
    }
}

TEST(ScenarioReference, RowsSayDefaultsWordsAndWhatIsRequired)
{
    const auto tables = ReadTables();
    for (const auto& [name, definition] : ReadDefinitions())
    {
        std::set<std::string> required;
        for (const auto& key : definition.value("required", Json::array()))
        {
            required.insert(key.get<std::string>());
        }
        for (const auto& [key, property] : definition.at("properties").items())
        {
            SCOPED_TRACE(name + "/" + key);
            const bool hasRow = tables.at(name).count(key) > 0;
            EXPECT_TRUE(hasRow);
            // That a flow is named is what makes the expectation one of a flow.
            const bool isRequired = required.count(key) > 0 && name != "expectFlow";
            CompareRow(property, isRequired, hasRow ? tables.at(name).at(key) : "");
        }
    }
}

} // namespace

} // namespace ns3::nemo::tests::nemo_scenario_reference_test
