// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TEST_DELEGATION_PLAN_H
#define NEMO_TEST_DELEGATION_PLAN_H

#include "campaign/fault-plan.h"

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace ns3::nemo::tests
{

/// A random history of prefix delegation: two home agents, with one store or with pools of their
/// own, and mobile routers that ask for prefixes of every kind. Until HEALED the routers move and
/// crash, home agents crash, links lose, and the administrator ends, shortens and assigns leases.
class DelegationPlan
{
  public:
    static constexpr uint32_t HEALED = 100;  ///< Seconds from the beginning.
    static constexpr uint32_t CHECKED = 190; ///< Everything has to be right by then.
    static constexpr uint32_t ENDS = 191;    ///< The end.

    /// What the administrator does, to a lease that there is by then.
    struct Act
    {
        /// Which.
        enum class Kind : uint8_t
        {
            WITHDRAW, ///< End a lease.
            SHORTEN,  ///< Let a lease end soon.
            ASSIGN,   ///< Give a prefix unasked.
            RENUMBER, ///< End all leases.
        };

        uint32_t at;     ///< Seconds.
        Kind kind;       ///< What.
        uint32_t choice; ///< Which lease or router, modulo how many there are.
    };

    /// @param seed of everything
    /// @param file for the leases, if they are kept in one
    DelegationPlan(uint64_t seed, const std::string& file);

    /// The scenario as the loader takes it.
    std::string GetText() const;
    /// Names of the mobile routers.
    const std::vector<std::string>& GetRouters() const;
    /// Those that end away from home.
    const std::vector<std::string>& GetAway() const;
    /// What the administrator does.
    const std::vector<Act>& GetActs() const;

  private:
    using Json = nlohmann::json;

    void AddHomeAgents(const std::string& file);
    void AddRouter(uint32_t number);
    void Crash(const std::string& node);
    void Spoil(const std::string& link);

    Dice m_dice;
    Json m_scenario;
    std::vector<std::string> m_routers;
    std::vector<std::string> m_away;
    std::vector<Act> m_acts;
};

} // namespace ns3::nemo::tests

#endif // NEMO_TEST_DELEGATION_PLAN_H
