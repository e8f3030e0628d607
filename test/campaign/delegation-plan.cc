// SPDX-License-Identifier: GPL-2.0-only
#include "campaign/delegation-plan.h"

#include <algorithm>

namespace ns3::nemo::tests
{

namespace
{

std::string
Milliseconds(uint32_t time)
{
    return std::to_string(time) + "ms";
}

} // namespace

DelegationPlan::DelegationPlan(uint64_t seed, const std::string& file)
    : m_dice(seed)
{
    m_scenario["description"] = "Random history " + std::to_string(seed) + " of prefix delegation";
    m_scenario["duration"] = std::to_string(ENDS) + "s";
    m_scenario["seed"] = 1 + seed % 1000000;
    Json& links = m_scenario["links"];
    links["home"] = {{"prefix", "fd00:4::/64"}};
    links["A"] = {{"prefix", "fd00:7::/64"}, {"delay", Milliseconds(m_dice.Whole(0, 20))}};
    links["B"] = {{"prefix", "fd00:8::/64"}};
    links["core"] = {{"prefix", "fd00:ffff::/64"}, {"delay", Milliseconds(m_dice.Whole(0, 50))}};
    Json& nodes = m_scenario["nodes"];
    nodes["AR_A"] = {{"role", "router"}, {"links", {{"A", "::1"}, {"core", "::7"}}}};
    nodes["AR_B"] = {{"role", "router"}, {"links", {{"B", "::1"}, {"core", "::8"}}}};
    AddHomeAgents(file);
    m_scenario["movement"] = Json::array();
    m_scenario["faults"] = Json::array();
    const uint32_t routers = m_dice.Whole(1, 4);
    for (uint32_t number = 1; number <= routers; ++number)
    {
        AddRouter(number);
    }
    for (const char* link : {"A", "B", "core", "home"})
    {
        Spoil(link);
    }
    for (uint32_t i = m_dice.Whole(0, 4); i > 0; --i)
    {
        m_acts.push_back({m_dice.Whole(10, HEALED),
                          static_cast<Act::Kind>(m_dice.Whole(0, 3)),
                          m_dice.Whole(0, 99)});
    }
}

void
DelegationPlan::AddHomeAgents(const std::string& file)
{
    const bool isShared = m_dice.Happens(0.5);
    const uint32_t shortest = m_dice.Whole(56, 64);
    for (const char* name : {"HA1", "HA2"})
    {
        const bool isFirst = std::string(name) == "HA1";
        const std::string pool = isShared || isFirst ? "fd00:b000::/52" : "fd00:b001::/52";
        Json authority = {{"pool", {{"prefix", pool}, {"length", shortest}}}};
        if (isShared)
        {
            authority["sqlite"] = file;
        }
        Json& node = m_scenario["nodes"][name];
        node = {{"role", "home-agent"},
                {"links", {{"home", isFirst ? "::3" : "::4"}, {"core", isFirst ? "::3" : "::4"}}},
                {"preference", isFirst ? 10 : 5},
                {"authority", authority}};
        Json& attributes = node["attributes"];
        const std::string type = "ns3::nemo::PrefixDelegation::";
        attributes[type + "Lenient"] = m_dice.Happens(0.5);
        attributes[type + "ListAlways"] = m_dice.Happens(0.3);
        attributes[type + "PersistentLifetime"] = m_dice.Happens(0.3) ? "45s" : "0s";
        // Not all at both, which nobody could ask for.
        const uint32_t lacks = m_dice.Whole(0, 5);
        attributes[type + "Persistent"] = lacks != 1;
        attributes[type + "Transient"] = lacks != 2;
        attributes[type + "Implicit"] = lacks != 3;
    }
}

void
DelegationPlan::AddRouter(uint32_t number)
{
    const std::string name = "MR" + std::to_string(number);
    m_routers.push_back(name);
    Json ingress;
    Json requests = Json::array();
    for (uint32_t link = m_dice.Whole(1, 2); link > 0; --link)
    {
        const std::string inside = "in" + std::to_string(number) + std::to_string(link);
        m_scenario["links"][inside] = Json::object();
        ingress[inside] = "::1";
        requests.push_back({{"link", inside},
                            {"length", m_dice.Whole(54, 64)},
                            {"persistent", m_dice.Happens(0.5)},
                            {"implicit", m_dice.Happens(0.5)}});
    }
    const char* agents[] = {"HA1", "HA2", "discover"};
    const char* lists[] = {"boot", "always"};
    m_scenario["nodes"][name] = {
        {"role", "mobile-router"},
        {"home", "home"},
        {"interfaceId", "::1" + std::to_string(number)},
        {"homeAgent", agents[m_dice.Whole(0, 2)]},
        {"mode", "delegated"},
        {"ingress", ingress},
        {"request", requests},
        {"attached", "A"},
        {"attributes",
         {{"ns3::nemo::MobileNode::LifetimeRequested",
           std::to_string(m_dice.Whole(3, 10) * 4) + "s"},
          {"ns3::nemo::MobileRouter::PersistentStore", m_dice.Happens(0.5)},
          {"ns3::nemo::MobileRouter::PrefixList", lists[m_dice.Whole(0, 1)]}}}};
    const char* places[] = {"A", "B", "home"};
    std::string place = "A";
    uint32_t at = 0;
    for (uint32_t moves = m_dice.Whole(0, 5); moves > 0; --moves)
    {
        at += m_dice.Whole(2000, 20000);
        place = places[m_dice.Whole(0, 2)];
        if (at < HEALED * 1000)
        {
            m_scenario["movement"].push_back(
                {{"at", Milliseconds(at)}, {"node", name}, {"to", place}});
        }
    }
    place = m_dice.Happens(0.8) ? "B" : "home";
    m_scenario["movement"].push_back(
        {{"at", std::to_string(HEALED) + "s"}, {"node", name}, {"to", place}});
    if (place != "home")
    {
        m_away.push_back(name);
    }
    if (m_dice.Happens(0.5))
    {
        Crash(name);
    }
    if (number <= 2 && m_dice.Happens(0.4))
    {
        Crash("HA" + std::to_string(number));
    }
}

void
DelegationPlan::Crash(const std::string& node)
{
    const uint32_t at = m_dice.Whole(5000, 80000);
    m_scenario["faults"].push_back({{"at", Milliseconds(at)}, {"node", node}, {"action", "crash"}});
    m_scenario["faults"].push_back({{"at", Milliseconds(at + m_dice.Whole(100, 15000))},
                                    {"node", node},
                                    {"action", "restart"}});
}

void
DelegationPlan::Spoil(const std::string& link)
{
    if (m_dice.Happens(0.5))
    {
        const uint32_t at = m_dice.Whole(0, 60000);
        m_scenario["faults"].push_back({{"at", Milliseconds(at)},
                                        {"link", link},
                                        {"loss", m_dice.Part() * 0.6},
                                        {"duplicate", m_dice.Part() * 0.3},
                                        {"reorder", m_dice.Part() * 0.3}});
        m_scenario["faults"].push_back({{"at", std::to_string(HEALED) + "s"},
                                        {"link", link},
                                        {"loss", 0},
                                        {"duplicate", 0},
                                        {"reorder", 0}});
    }
}

std::string
DelegationPlan::GetText() const
{
    return m_scenario.dump(1);
}

const std::vector<std::string>&
DelegationPlan::GetRouters() const
{
    return m_routers;
}

const std::vector<std::string>&
DelegationPlan::GetAway() const
{
    return m_away;
}

const std::vector<DelegationPlan::Act>&
DelegationPlan::GetActs() const
{
    return m_acts;
}

} // namespace ns3::nemo::tests
