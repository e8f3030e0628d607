// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TEST_FAULT_PLAN_H
#define NEMO_TEST_FAULT_PLAN_H

#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

namespace ns3::nemo::tests
{

/// Random numbers that are the same on every machine.
class Dice
{
  public:
    /// \param seed any number
    explicit Dice(uint64_t seed);

    /// \return a whole number from least to most, both included
    uint32_t Whole(uint32_t least, uint32_t most);
    /// \return a number from 0 up to, and without, 1
    double Part();
    /// \return true with this chance
    bool Happens(double chance);

  private:
    uint64_t m_state;
};

/// A random scenario of things that go wrong, and what has to be true in the end.
///
/// Mobile nodes and mobile routers with a node behind them move about, nodes crash and restart, and
/// links lose, double and reorder frames or are down, all at random times until HEALED. From then
/// on every node is up, every mobile one is on some link, and the links are as good as new. Flows
/// end at QUIET; at CRASHED every node crashes for good, and nothing may happen any more.
class FaultPlan
{
  public:
    static constexpr uint32_t HEALED = 100;  ///< Seconds from the beginning.
    static constexpr uint32_t CHECKED = 160; ///< Everything has to be right by then.
    static constexpr uint32_t QUIET = 180; ///< From then on nobody sends; bindings may end unused.
    static constexpr uint32_t CRASHED = 185;  ///< The end of all nodes.
    static constexpr uint32_t ENDS = 1000000; ///< Beyond all lifetimes that are not the default.

    /// The scenario of a seed.
    explicit FaultPlan(uint64_t seed);

    /// \return the scenario as the loader takes it
    std::string GetText() const;

    /// A mobile node or mobile router.
    struct Mobile
    {
        std::string name;      ///< Of the node.
        std::string home;      ///< Its home link.
        std::string homeAgent; ///< Its home agent.
        std::string place;     ///< The link where it ends.
        bool isRouter;         ///< With a network.
        std::string network;   ///< The prefix of that network.
    };

    /// \return all of them
    const std::vector<Mobile>& GetMobiles() const;

    /// \return pairs of a mobile node and a correspondent that talk to each other at the end
    const std::vector<std::pair<std::string, std::string>>& GetTalks() const;

  private:
    using Json = nlohmann::json;

    void AddLink(const std::string& name, const std::string& prefix, uint32_t delay);
    void AddFixed();
    void AddMobileNode(uint32_t number);
    void AddMobileRouter(uint32_t number);
    Json MobileOf(uint32_t identifier, Mobile& mobile);
    void Roam(Mobile& mobile);
    void Crash(const std::string& node);
    void Spoil(const std::string& link);
    void AddFlow(const std::string& type, const std::string& from, const std::string& to);
    void End();

    Dice m_dice;
    Json m_scenario;
    std::vector<std::string> m_homes;
    std::vector<std::string> m_visited; ///< Where mobile routers go.
    std::vector<std::string> m_inside;  ///< Networks of mobile routers.
    std::vector<std::string> m_correspondents;
    std::vector<Mobile> m_mobiles;
    std::vector<std::pair<std::string, std::string>> m_talks;
};

} // namespace ns3::nemo::tests

#endif // NEMO_TEST_FAULT_PLAN_H
