// SPDX-License-Identifier: GPL-2.0-only
#include "support/source-folder.h"
#include "unit/scenario/scenario-fixture.h"

#include "ns3/nemo-json-document.h"
#include "ns3/nemo-scenario-keys.h"
#include "ns3/nemo-scenario-names.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <map>
#include <set>
#include <string_view>

namespace ns3::nemo::tests::nemo_scenario_schema_test
{

using Names = std::set<std::string>;

namespace
{

/// The definition of each kind of object in the schema; the whole file is the schema itself.
const std::map<KeyContext, std::string> DEFINITIONS = {
    {KeyContext::SCENARIO, ""},
    {KeyContext::LINK, "link"},
    {KeyContext::LINK_PREFIX, "linkPrefix"},
    {KeyContext::ACCESS_POINT, "accessPoint"},
    {KeyContext::NODE, "node"},
    {KeyContext::NODE_LINK, "nodeLink"},
    {KeyContext::ADVERTISE, "advertise"},
    {KeyContext::HOME, "home"},
    {KeyContext::ROUTE_OPTIMIZATION, "routeOptimization"},
    {KeyContext::AUTHORITY, "authority"},
    {KeyContext::POOL, "pool"},
    {KeyContext::REQUEST, "request"},
    {KeyContext::COURSE, "course"},
    {KeyContext::RANDOM_COURSE, "randomCourse"},
    {KeyContext::MOVEMENT, "movement"},
    {KeyContext::NODE_FAULT, "nodeFault"},
    {KeyContext::LINK_FAULT, "linkFault"},
    {KeyContext::TRAFFIC, "traffic"},
    {KeyContext::DESTINATION, "destination"},
    {KeyContext::SECURITY, "security"},
    {KeyContext::SECURITY_KEYS, "securityKeys"},
    {KeyContext::OUTPUT, "output"},
    {KeyContext::EXPECT, "expect"},
    {KeyContext::EXPECT_FLOW, "expectFlow"},
    {KeyContext::BINDING, "binding"},
    {KeyContext::NO_BINDING, "noBinding"},
    {KeyContext::BINDINGS, "bindings"},
    {KeyContext::BINDINGS_ENTRY, "bindingsEntry"},
    {KeyContext::HANDOVER, "handover"},
    {KeyContext::MESSAGES, "messages"},
    {KeyContext::ROUTE, "route"},
    {KeyContext::STACK, "stack"},
    {KeyContext::STACK_HEADER, "stackHeader"},
    {KeyContext::NODE_ADDRESS, "nodeAddress"},
    {KeyContext::ON_OFF_SPAN, "onOffSpan"},
    {KeyContext::SWEEP_RANGE, "sweepRange"},
    {KeyContext::SWEEP_PUBLISHED, "sweepPublished"}};

const Json&
Schema()
{
    static const Json schema = [] {
        Diagnostics diagnostics("");
        return ReadJsonFile(InRepository("doc/scenario.schema.json"), diagnostics).value_or(Json());
    }();
    return schema;
}

const Json&
Definition(std::string_view name)
{
    return name.empty() ? Schema() : Schema().at("definitions").at(name);
}

/// \return the strings of an "enum"
Names
Enumeration(const Json& values)
{
    Names names;
    for (const auto& value : values)
    {
        names.insert(value.get<std::string>());
    }
    return names;
}

Names
LoaderKeys(KeyContext context, uint32_t variants)
{
    const auto keys = GetKeys(context, variants);
    return {keys.begin(), keys.end()};
}

template <typename Enum, std::size_t N>
Names
LoaderWords(const EnumName<Enum> (&words)[N])
{
    Names names;
    for (const auto& word : words)
    {
        names.insert(std::string(word.name));
    }
    return names;
}

/// The schema's keys of a variant are what its "if" allows.
template <typename Enum, std::size_t N>
void
ExpectVariantsAgree(const std::string& definition,
                    KeyContext context,
                    const std::string& key,
                    const EnumName<Enum> (&words)[N])
{
    for (const auto& word : words)
    {
        bool found = false;
        for (const auto& rule : Definition(definition).at("allOf"))
        {
            if (rule.at("if").at("properties").at(key).at("const") == std::string(word.name))
            {
                found = true;
                EXPECT_EQ(Enumeration(rule.at("then").at("propertyNames").at("enum")),
                          LoaderKeys(context, VariantBit(word.value)))
                    << word.name;
            }
        }
        EXPECT_TRUE(found) << word.name;
    }
}

} // namespace

TEST(ScenarioSchema, KnowsTheKeysThatTheLoaderKnows)
{
    for (const auto& [context, name] : DEFINITIONS)
    {
        Names keys;
        for (const auto& item : Definition(name).at("properties").items())
        {
            keys.insert(item.key());
        }
        EXPECT_EQ(keys, LoaderKeys(context, ALL_VARIANTS)) << name;
        EXPECT_EQ(Definition(name).at("additionalProperties"), false) << name;
    }
    for (const auto& rule : GetKeyRules())
    {
        EXPECT_EQ(DEFINITIONS.count(rule.context), 1u) << rule.name;
    }
}

TEST(ScenarioSchema, KnowsWhichRoleAndWhichFlowHasWhichKeys)
{
    ExpectVariantsAgree("node", KeyContext::NODE, "role", NODE_ROLES);
    ExpectVariantsAgree("traffic", KeyContext::TRAFFIC, "type", TRAFFIC_TYPES);
}

TEST(ScenarioSchema, KnowsTheWordsThatTheLoaderKnows)
{
    const auto words = [](const std::string& definition, const std::string& key) {
        return Enumeration(Definition(definition).at("properties").at(key).at("enum"));
    };
    EXPECT_EQ(words("link", "type"), LoaderWords(LINK_TYPES));
    EXPECT_EQ(words("node", "role"), LoaderWords(NODE_ROLES));
    EXPECT_EQ(words("node", "dialect"), LoaderWords(DIALECTS));
    EXPECT_EQ(words("node", "movementDetection"), LoaderWords(MOVEMENT_DETECTIONS));
    EXPECT_EQ(words("node", "mode"), LoaderWords(REGISTRATION_MODES));
    EXPECT_EQ(words("node", "routing"), LoaderWords(ROUTING_PROTOCOLS));
    EXPECT_EQ(words("nodeFault", "action"), LoaderWords(NODE_ACTIONS));
    EXPECT_EQ(words("traffic", "type"), LoaderWords(TRAFFIC_TYPES));
    EXPECT_EQ(words("security", "protocol"), LoaderWords(SECURITY_PROTOCOLS));
    EXPECT_EQ(words("security", "encryption"), LoaderWords(ENCRYPTIONS));
    EXPECT_EQ(words("security", "authentication"), LoaderWords(AUTHENTICATIONS));
    EXPECT_EQ(
        Enumeration(Definition("security").at("properties").at("protect").at("items").at("enum")),
        LoaderWords(TRAFFIC_KINDS));
    EXPECT_EQ(words("messages", "type"), LoaderWords(MESSAGE_TYPES));
    EXPECT_EQ(words("messages", "direction"), LoaderWords(MESSAGE_DIRECTIONS));
}

TEST(ScenarioSchema, EveryReferenceLeadsSomewhere)
{
    const std::function<void(const Json&)> walk = [&walk](const Json& value) {
        for (const auto& item : value.items())
        {
            if (item.key() == "$ref")
            {
                const std::string target = item.value().get<std::string>();
                ASSERT_EQ(target.rfind("#/definitions/", 0), 0u);
                EXPECT_TRUE(Schema().at("definitions").contains(target.substr(14))) << target;
            }
            if (item.value().is_structured())
            {
                walk(item.value());
            }
        }
    };
    walk(Schema());
}

TEST(ShippedScenario, LoadsWithoutErrorsAndWarnings)
{
    EXPECT_GE(ShippedScenarios().size(), 10u);
    for (const auto& file : ShippedScenarios())
    {
        Diagnostics diagnostics(file.string());
        const auto scenario = LoadScenario(file.string(), {}, diagnostics);
        ASSERT_TRUE(scenario) << file << "\n" << Join(diagnostics.GetErrors());
        EXPECT_THAT(scenario->warnings, ::testing::ElementsAre()) << file;
        EXPECT_FALSE(scenario->description.empty()) << file;
        EXPECT_FALSE(scenario->expect.empty()) << file << " carries expectations";
    }
}

} // namespace ns3::nemo::tests::nemo_scenario_schema_test
