// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-scenario-keys.h"

#include <gtest/gtest.h>
#include <set>
#include <utility>

namespace ns3::nemo::tests::nemo_scenario_keys_test
{

TEST(ScenarioKeys, StandInTheTableOnce)
{
    std::set<std::pair<KeyContext, std::string_view>> seen;
    for (const auto& rule : GetKeyRules())
    {
        EXPECT_TRUE(seen.emplace(rule.context, rule.name).second) << rule.name;
        EXPECT_EQ(FindKeyRule(rule.context, rule.name), &rule);
    }
    EXPECT_EQ(FindKeyRule(KeyContext::LINK, "role"), nullptr);
}

TEST(ScenarioKeys, ThoseOfALaterStepAreNotOffered)
{
    for (const auto& rule : GetKeyRules())
    {
        for (const auto name : GetKeys(rule.context, ALL_VARIANTS))
        {
            EXPECT_TRUE(rule.built || name != rule.name) << name;
        }
    }
}

} // namespace ns3::nemo::tests::nemo_scenario_keys_test
