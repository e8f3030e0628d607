// SPDX-License-Identifier: GPL-2.0-only
#include "campaign/fault-plan.h"

#include <algorithm>
#include <cstddef>

namespace ns3::nemo::tests
{

namespace
{

/// Milliseconds, as the file has them.
std::string
Milliseconds(uint32_t value)
{
    return std::to_string(value) + "ms";
}

std::string
SecondsText(uint32_t value)
{
    return std::to_string(value) + "s";
}

std::string
Hexadecimal(uint32_t value)
{
    std::string text;
    for (; value > 0; value /= 16)
    {
        text.insert(text.begin(), "0123456789abcdef"[value % 16]);
    }
    return text;
}

constexpr uint32_t FIRST_FAULT = 5000; ///< Milliseconds.
constexpr uint32_t LAST_FAULT = FaultPlan::HEALED * 1000;
constexpr uint32_t DEEPEST = 4; ///< Mobile routers within each other.

} // namespace

Dice::Dice(uint64_t seed)
    : m_state(seed)
{
}

uint32_t
Dice::Whole(uint32_t least, uint32_t most)
{
    // SplitMix64.
    m_state += 0x9e3779b97f4a7c15;
    uint64_t mixed = m_state;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
    mixed ^= mixed >> 31;
    return least + static_cast<uint32_t>(mixed % (uint64_t{most} - least + 1));
}

double
Dice::Part()
{
    return Whole(0, 999999) / 1e6;
}

bool
Dice::Happens(double chance)
{
    return Part() < chance;
}

FaultPlan::FaultPlan(uint64_t seed, Shape shape, const std::string& dialect)
    : m_dice(seed),
      m_shape(shape),
      m_isDraft(dialect == "draft1997")
{
    const bool isNested = shape == Shape::NESTED;
    m_scenario["duration"] = SecondsText(ENDS);
    m_scenario["seed"] = seed % 1000000 + 1;
    for (const char* key : {"movement", "faults", "traffic"})
    {
        m_scenario[key] = Json::array();
    }
    AddFixed();
    const uint32_t most = m_isDraft ? 0 : 2;
    const uint32_t routers = isNested ? m_dice.Whole(2, 30) : m_dice.Whole(0, most);
    for (uint32_t i = 0; i < routers; ++i)
    {
        AddMobileRouter(i);
    }
    const uint32_t nodes = m_dice.Whole(1, isNested ? 6 : 4);
    for (uint32_t i = 0; i < nodes; ++i)
    {
        AddMobileNode(i);
    }
    for (const auto& item : m_scenario["nodes"].items())
    {
        Crash(item.key());
    }
    for (const auto& item : m_scenario["links"].items())
    {
        Spoil(item.key());
    }
    if (m_isDraft)
    {
        SpeakDraft();
    }
    End();
}

uint32_t
FaultPlan::GetChecked() const
{
    return HEALED + (m_shape == Shape::NESTED ? 4 * 40 : 60);
}

uint32_t
FaultPlan::GetQuiet() const
{
    return GetChecked() + 20;
}

uint32_t
FaultPlan::GetCrashed() const
{
    return GetQuiet() + 5;
}

std::string
FaultPlan::GetText() const
{
    return m_scenario.dump(1);
}

const std::vector<FaultPlan::Mobile>&
FaultPlan::GetMobiles() const
{
    return m_mobiles;
}

const std::vector<std::pair<std::string, std::string>>&
FaultPlan::GetTalks() const
{
    return m_talks;
}

void
FaultPlan::AddLink(const std::string& name, const std::string& prefix, uint32_t delay)
{
    m_scenario["links"][name] = {{"prefix", prefix + "::/64"}, {"delay", Milliseconds(delay)}};
}

void
FaultPlan::AddFixed()
{
    Json& nodes = m_scenario["nodes"];
    AddLink("core", "fd00:c", 5);
    const uint32_t homes = m_dice.Whole(1, 2);
    for (uint32_t i = 1; i <= homes; ++i)
    {
        const std::string number = std::to_string(i);
        m_homes.push_back("home" + number);
        AddLink(m_homes.back(), "fd00:1:" + number, 1);
        nodes["HA" + number] = {{"role", "home-agent"},
                                {"prefixTable", Json::object()},
                                {"links", {{m_homes.back(), "::1"}, {"core", "::1" + number}}}};
    }
    const uint32_t visited = m_dice.Whole(2, 4);
    for (uint32_t i = 1; i <= visited; ++i)
    {
        const std::string number = std::to_string(i);
        m_visited.push_back("visited" + number);
        AddLink(m_visited.back(), "fd00:2:" + number, 1);
        nodes["AR" + number] = {{"role", "router"},
                                {"links", {{m_visited.back(), "::1"}, {"core", "::2" + number}}}};
    }
    const uint32_t correspondents = m_dice.Whole(1, 2);
    for (uint32_t i = 1; i <= correspondents; ++i)
    {
        const std::string number = std::to_string(i);
        m_correspondents.push_back("CN" + number);
        nodes[m_correspondents.back()] = {{"role", "correspondent"},
                                          {"links", {{"core", "::3" + number}}}};
    }
    nodes["HOST"] = {{"role", "host"}, {"links", {{"core", "::4"}}}};
}

FaultPlan::Json
FaultPlan::MobileOf(uint32_t identifier, Mobile& mobile)
{
    const uint32_t home = m_dice.Whole(1, static_cast<uint32_t>(m_homes.size()));
    mobile.home = m_homes[home - 1];
    mobile.homeAgent = "HA" + std::to_string(home);
    const std::string prefix = "ns3::nemo::MobileNode::";
    const std::string lifetime = SecondsText(4 * m_dice.Whole(4, 10));
    const char* const detections[] = {"solicit", "advertisements", "link"};
    return {{"home", mobile.home},
            {"homeAgent", mobile.homeAgent},
            {"interfaceId", "::" + Hexadecimal(identifier)},
            {"movementDetection", detections[m_dice.Whole(0, 2)]},
            {"attributes",
             {{prefix + "LifetimeRequested", lifetime},
              {prefix + "CorrespondentLifetime", lifetime},
              {prefix + "RouteOptimizationRetry", "20s"}}}};
}

void
FaultPlan::AddMobileNode(uint32_t number)
{
    Mobile mobile{"MN" + std::to_string(number + 1), "", "", "", false, DEEPEST + 1, ""};
    Json node = MobileOf(0x100 + number, mobile);
    node["role"] = "mobile-node";
    const bool optimizes = m_dice.Happens(0.75);
    node["routeOptimization"] = optimizes;
    m_scenario["nodes"][mobile.name] = node;
    Roam(mobile);
    const auto last = static_cast<uint32_t>(m_correspondents.size() - 1);
    const std::string correspondent = m_correspondents[m_dice.Whole(0, last)];
    AddFlow("udp", correspondent, mobile.name);
    if (m_dice.Happens(0.5))
    {
        AddFlow("udp", mobile.name, correspondent);
    }
    if (m_dice.Happens(0.5))
    {
        AddFlow("ping", "HOST", mobile.name);
    }
    if (number > 0 && m_dice.Happens(0.5))
    {
        AddFlow("udp", "MN1", mobile.name);
    }
    if (optimizes)
    {
        m_talks.emplace_back(mobile.name, correspondent);
    }
    m_mobiles.push_back(mobile);
}

void
FaultPlan::AddMobileRouter(uint32_t number)
{
    const std::string digit = std::to_string(number + 1);
    const uint32_t depth = m_shape == Shape::NESTED ? m_dice.Whole(1, DEEPEST) : 1;
    Mobile mobile{"MR" + digit, "", "", "", true, depth, "fd00:3:" + digit + "::/64"};
    const std::string inside = "inside" + digit;
    AddLink(inside, "fd00:3:" + digit, 1);
    Json node = MobileOf(0x200 + number, mobile);
    node["role"] = "mobile-router";
    node["routeOptimization"] = false;
    node["mode"] = m_dice.Happens(0.5) ? "explicit" : "implicit";
    node["ingress"] = {{inside, "::1"}};
    Json& nodes = m_scenario["nodes"];
    nodes[mobile.name] = node;
    nodes["LFN" + digit] = {{"role", "host"}, {"links", {{inside, "::4"}}}};
    const std::string address =
        "fd00:1:" + mobile.homeAgent.substr(2) + "::" + Hexadecimal(0x200 + number);
    nodes[mobile.homeAgent]["prefixTable"][address] = {mobile.network};
    Roam(mobile);
    m_inside[depth].push_back(inside);
    AddFlow("udp", m_correspondents.front(), "LFN" + digit);
    AddFlow("ping", "LFN" + digit, m_correspondents.back());
    m_mobiles.push_back(mobile);
}

void
FaultPlan::Roam(Mobile& mobile)
{
    auto places = m_visited;
    places.push_back(mobile.home);
    for (const auto& [depth, inside] : m_inside)
    {
        if (depth < mobile.depth)
        {
            places.insert(places.end(), inside.begin(), inside.end());
        }
    }
    const auto last = static_cast<uint32_t>(places.size() - 1);
    mobile.place = mobile.home;
    const uint32_t moves = m_dice.Whole(1, 6);
    uint32_t at = FIRST_FAULT;
    for (uint32_t i = 0; i < moves; ++i)
    {
        at = m_dice.Whole(at, LAST_FAULT);
        const bool isLast = i + 1 == moves;
        const bool isNowhere = !isLast && m_dice.Happens(0.2);
        mobile.place = places[m_dice.Whole(0, last)];
        const Json to = isNowhere ? Json(nullptr) : Json(mobile.place);
        m_scenario["movement"].push_back(
            {{"at", Milliseconds(at)}, {"node", mobile.name}, {"to", to}});
    }
}

void
FaultPlan::Crash(const std::string& node)
{
    const uint32_t crashes = m_dice.Happens(0.4) ? m_dice.Whole(1, 3) : 0;
    uint32_t at = FIRST_FAULT;
    for (uint32_t i = 0; i < crashes; ++i)
    {
        at = m_dice.Whole(at, LAST_FAULT);
        m_scenario["faults"].push_back(
            {{"at", Milliseconds(at)}, {"node", node}, {"action", "crash"}});
        // Some are back before anybody can notice.
        at = m_dice.Whole(at, m_dice.Happens(0.3) ? std::min(at + 1500, LAST_FAULT) : LAST_FAULT);
        m_scenario["faults"].push_back(
            {{"at", Milliseconds(at)}, {"node", node}, {"action", "restart"}});
    }
}

void
FaultPlan::Spoil(const std::string& link)
{
    const uint32_t times = m_dice.Happens(0.6) ? m_dice.Whole(1, 3) : 0;
    uint32_t at = FIRST_FAULT;
    for (uint32_t i = 0; i < times; ++i)
    {
        at = m_dice.Whole(at, LAST_FAULT);
        m_scenario["faults"].push_back({{"at", Milliseconds(at)},
                                        {"link", link},
                                        {"loss", 0.5 * m_dice.Part()},
                                        {"duplicate", 0.3 * m_dice.Part()},
                                        {"reorder", 0.3 * m_dice.Part()},
                                        {"up", m_dice.Happens(0.85)}});
    }
    m_scenario["faults"].push_back({{"at", SecondsText(HEALED)},
                                    {"link", link},
                                    {"loss", 0},
                                    {"duplicate", 0},
                                    {"reorder", 0},
                                    {"up", true}});
}

void
FaultPlan::AddFlow(const std::string& type, const std::string& from, const std::string& to)
{
    const bool isSparse = m_shape == Shape::NESTED;
    const std::string pace = type == "udp" ? "rate" : "interval";
    Json flow{{"type", type}, {"from", from}, {"to", to}};
    flow[pace] = type == "udp" ? (isSparse ? "0.5pps" : "5pps") : (isSparse ? "2s" : "200ms");
    const std::string name = from + "-" + to + "-" + type;
    flow["name"] = name;
    flow["start"] = SecondsText(1);
    flow["stop"] = SecondsText(GetChecked());
    m_scenario["traffic"].push_back(flow);
    // Of this one nothing may be lost.
    flow["name"] = name + "-healed";
    flow[pace] = type == "udp" ? "5pps" : "200ms";
    flow["start"] = SecondsText(GetChecked());
    flow["stop"] = SecondsText(GetQuiet());
    m_scenario["traffic"].push_back(flow);
}

/// All nodes speak the 1997 dialect, with or without associations.
void
FaultPlan::SpeakDraft()
{
    Json& nodes = m_scenario["nodes"];
    nodes["HOST"]["role"] = "correspondent";
    const bool isSigned = m_dice.Happens(0.5);
    const std::string former = m_dice.Happens(0.5) ? "10s" : "0s";
    const std::string rider = m_dice.Happens(0.5) ? "100ms" : "0s";
    for (auto& node : nodes)
    {
        node["dialect"] = "draft1997";
        Json& attributes = node["attributes"];
        attributes["ns3::nemo::Draft1997Codec::RequiresAuthentication"] = isSigned;
        // As soon again as in the other dialect, and often enough for lifetimes of some seconds.
        attributes["ns3::nemo::Draft1997::MaxBindackTimeout"] = "16s";
        attributes["ns3::nemo::Draft1997::SlowUpdateRate"] = "2s";
        attributes["ns3::nemo::Draft1997::PreviousRouterLifetime"] = former;
        attributes["ns3::nemo::Draft1997::PiggybackDelay"] = rider;
    }
    if (isSigned)
    {
        Sign();
    }
}

/// Each mobile node has an association with its home agent, and with whom it is to talk straight.
void
FaultPlan::Sign()
{
    const auto add = [this](const std::string& mobile, const std::string& peer) {
        m_scenario["security"].push_back(
            {{"between", {mobile, peer}}, {"protect", {"binding"}}, {"protocol", "ah"}});
    };
    for (const Mobile& mobile : m_mobiles)
    {
        add(mobile.name, mobile.homeAgent);
    }
    for (const auto& [mobile, peer] : m_talks)
    {
        add(mobile, peer);
    }
}

void
FaultPlan::End()
{
    for (const auto& item : m_scenario["nodes"].items())
    {
        m_scenario["faults"].push_back(
            {{"at", SecondsText(GetCrashed())}, {"node", item.key()}, {"action", "crash"}});
    }
}

} // namespace ns3::nemo::tests
