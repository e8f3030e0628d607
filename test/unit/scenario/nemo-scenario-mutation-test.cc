// SPDX-License-Identifier: GPL-2.0-only
#include "unit/scenario/scenario-fixture.h"

#include "ns3/nemo-json-document.h"

#include <algorithm>
#include <functional>
#include <gtest/gtest.h>
#include <random>
#include <set>
#include <utility>

namespace ns3::nemo::tests::nemo_scenario_mutation_test
{

namespace
{

/// Items of a list that are tried.
constexpr std::size_t LISTED = 9;

/// Keys whose values may be of more than one type, so that another type need not be wrong.
bool
TakesSeveralTypes(const std::string& pointer)
{
    for (const char* key : {"/prefix",
                            "/prefixTable",
                            "/attached",
                            "/to",
                            "/routeOptimization",
                            "/home",
                            "/careOf",
                            "/headers",
                            "/links",
                            "/ingress",
                            "/tunnel"})
    {
        if (pointer.find(std::string(key) + "/") != std::string::npos ||
            (pointer.size() >= std::string(key).size() &&
             pointer.compare(pointer.size() - std::string(key).size(), std::string::npos, key) ==
                 0))
        {
            return true;
        }
    }
    return false;
}

/// Call with every value below this one and its pointer. Of a list the first items will do, and of
/// names that differ by a number (CAR0, CAR1, ...) the first one: what follows is of the same
/// shape.
void
Walk(const Json& value,
     const std::string& pointer,
     const std::function<void(const std::string&, const Json&)>& visit)
{
    visit(pointer, value);
    if (value.is_object())
    {
        std::set<std::pair<std::string, Json::value_t>> seen;
        for (const auto& item : value.items())
        {
            std::string name = item.key();
            name.erase(name.find_last_not_of("0123456789") + 1);
            const bool isNumbered = name.size() < item.key().size();
            if (!isNumbered || seen.emplace(name, item.value().type()).second)
            {
                Walk(item.value(), AppendToPointer(pointer, item.key()), visit);
            }
        }
    }
    for (std::size_t i = 0; value.is_array() && i < std::min(value.size(), LISTED); ++i)
    {
        Walk(value[i], pointer + "/" + std::to_string(i), visit);
    }
}

/// The base and everything that ships.
std::vector<std::string>
ValidScenarios()
{
    std::vector<std::string> texts{BASE_SCENARIO};
    for (const auto& file : ShippedScenarios())
    {
        texts.push_back(ReadWhole(file));
    }
    return texts;
}

Json
Parse(const std::string& text)
{
    Diagnostics diagnostics("");
    return ParseJson(text, diagnostics).value_or(Json());
}

/// \return whether both are numbers, both are strings, ...
bool
IsSameKind(const Json& a, const Json& b)
{
    return a.type() == b.type() || (a.is_number() && b.is_number());
}

/// \return whether it is one of the values that a sweep tries, which are not those of the scenario:
/// they are checked where it runs (SweepCheck)
bool
IsSwept(const std::string& pointer)
{
    return pointer.rfind("/sweep/~1", 0) == 0;
}

} // namespace

TEST(ScenarioMutation, AnyValueOfAWrongTypeIsAnError)
{
    const std::vector<Json>
        strangers{nullptr, true, -17, 1.5, "~~~", Json::array({1}), Json({{"zzz", 1}})};
    for (const auto& text : ValidScenarios())
    {
        Walk(Parse(text), "", [&](const std::string& pointer, const Json& original) {
            for (const auto& stranger : strangers)
            {
                if (pointer.empty() || IsSwept(pointer) || IsSameKind(original, stranger))
                {
                    continue;
                }
                const auto result = LoadText(text, {pointer + "=" + stranger.dump()});
                // ns-3 reads a number without a unit as seconds.
                const bool isTime = pointer.find("/attributes/") != std::string::npos &&
                                    original.is_string() && stranger.is_number();
                const bool mayPass = isTime || (TakesSeveralTypes(pointer) &&
                                                (stranger.is_null() || stranger.is_boolean()));
                EXPECT_TRUE(!result.errors.empty() || mayPass) << pointer << " = " << stranger;
                EXPECT_EQ(result.scenario.has_value(), result.errors.empty());
            }
        });
    }
}

TEST(ScenarioMutation, AnyKeyMisspelledIsAnError)
{
    for (const auto& text : ValidScenarios())
    {
        Walk(Parse(text), "", [&](const std::string& pointer, const Json& value) {
            // Which measures a sweep has, its runs tell.
            const bool hasOwnKeys = pointer.rfind("/sweep/published/", 0) == 0 &&
                                    pointer.find("/values") != std::string::npos;
            if (value.is_object() && !IsSwept(pointer) && !hasOwnKeys)
            {
                const auto result = LoadText(text, {pointer + "/zz~0zz=1"});
                EXPECT_FALSE(result.errors.empty()) << pointer;
            }
        });
    }
}

TEST(ScenarioMutation, AnyKeyLeftOutDoesNoHarm)
{
    for (const auto& text : ValidScenarios())
    {
        const Json whole = Parse(text);
        Walk(whole, "", [&](const std::string& pointer, const Json& value) {
            if (!value.is_object())
            {
                return;
            }
            for (const auto& item : value.items())
            {
                Json copy = whole;
                auto& object = copy.at(Json::json_pointer(pointer));
                object.erase(item.key());
                const auto result = LoadText(copy.dump());
                EXPECT_EQ(result.scenario.has_value(), result.errors.empty());
            }
        });
    }
}

TEST(ScenarioMutation, AnyOctetChangedDoesNoHarm)
{
    std::mt19937 random(7);
    const std::string interesting = "\"{}[],:0-9eE.\\/ \xff\x01n~";
    for (const auto& text : ValidScenarios())
    {
        for (int i = 0; i < 300; ++i)
        {
            std::string broken = text;
            for (int n = 1 + static_cast<int>(random() % 3); n > 0; --n)
            {
                broken[random() % broken.size()] = interesting[random() % interesting.size()];
            }
            const auto result = LoadText(broken);
            EXPECT_EQ(result.scenario.has_value(), result.errors.empty());
        }
    }
}

TEST(ScenarioMutation, AFileCutAnywhereIsAnError)
{
    const std::string text = BASE_SCENARIO;
    for (std::size_t size = 0; size < text.size(); ++size)
    {
        const auto result = LoadText(text.substr(0, size));
        EXPECT_FALSE(result.errors.empty()) << size;
    }
}

TEST(ScenarioMutation, HugeListsAndManyErrorsEndSoon)
{
    std::string list;
    for (int i = 0; i < 30000; ++i)
    {
        list += (i > 0 ? "," : "") + std::string("{\"name\": \"flwo") + std::to_string(i) + "\"}";
    }
    const auto flows = LoadBase({"/traffic=[" + list + "]"});
    EXPECT_EQ(flows.errors.size(), Diagnostics::LIMIT);
    std::string nodes = "{";
    for (int i = 0; i < 15000; ++i)
    {
        nodes += (i > 0 ? "," : "") + std::string("\"n") + std::to_string(i) +
                 "\": {\"role\": \"mobile-node\", \"home\": \"home\", \"homeAgent\": \"nobody\"}";
    }
    const auto many = LoadBase({"/nodes=" + nodes + "}"});
    EXPECT_EQ(many.errors.size(), Diagnostics::LIMIT);
}

} // namespace ns3::nemo::tests::nemo_scenario_mutation_test
