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
/// end at the quiet time; when they crash every node crashes for good, and nothing may happen any
/// more.
class FaultPlan
{
  public:
    static constexpr uint32_t HEALED = 100;   ///< Seconds from the beginning.
    static constexpr uint32_t ENDS = 1000000; ///< Beyond all lifetimes that are not the default.

    /// How mobile routers are to each other.
    enum class Shape
    {
        FLAT,   ///< Up to two, side by side, with up to four mobile nodes.
        NESTED, ///< Up to 30, up to four within each other, with up to six mobile nodes.
    };

    /// The scenario of a seed.
    /// \param seed any number
    /// \param shape of it
    /// \param dialect of all nodes; "draft1997" knows no mobile routers and no plain hosts
    explicit FaultPlan(uint64_t seed,
                       Shape shape = Shape::FLAT,
                       const std::string& dialect = "rfc6275");

    /// \return seconds by which everything has to be right: a binding takes half a minute at most
    /// to be asked for again, at each level when that around it is there
    uint32_t GetChecked() const;
    /// \return seconds from which on nobody sends; bindings may end unused
    uint32_t GetQuiet() const;
    /// \return seconds of the end of all nodes
    uint32_t GetCrashed() const;

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
        uint32_t depth;        ///< Of routers: above all to which it may go. 1 to 4.
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
    void SpeakDraft();
    void Sign();
    void End();

    Dice m_dice;
    Shape m_shape;
    bool m_isDraft;
    Json m_scenario;
    std::vector<std::string> m_homes;
    std::vector<std::string> m_visited; ///< Where mobile routers go.
    /// Networks of mobile routers, by their depth: a router goes to those above it alone, so that
    /// nobody is behind itself.
    std::map<uint32_t, std::vector<std::string>> m_inside;
    std::vector<std::string> m_correspondents;
    std::vector<Mobile> m_mobiles;
    std::vector<std::pair<std::string, std::string>> m_talks;
};

} // namespace ns3::nemo::tests

#endif // NEMO_TEST_FAULT_PLAN_H
