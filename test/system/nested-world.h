// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TEST_NESTED_WORLD_H
#define NEMO_TEST_NESTED_WORLD_H

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>

namespace ns3::nemo::tests
{

/**
 * A scenario of mobile routers within each other, with the places of test/vectors/nested-layouts.md
 * and addresses of fd00::/8 in place of 2001:db8::/32.
 *
 * R joins the links "R-AR", to AR on "visited" (fd00:7::/64), "R-CN", to CN (fd00:c::10), and for
 * each mobile router MRk "R-HAk", to its home agent HAk (fd00:ak::1). MRk has the home address
 * fd00:ak::10k and serves link "netk", fd00:bk::/64, as ::1. What is not here a test adds to
 * `json`.
 */
struct NestedWorld
{
    using Json = nlohmann::json;

    /// Without any mobile router.
    NestedWorld();

    /// MR1 on "visited", and each further one in the network of the one before, where it comes 5 s
    /// later; node "MNN" is ::10 in the innermost network.
    /// @param levels how many mobile routers
    static NestedWorld Chain(uint32_t levels);

    /// Add mobile router `number`, from 1, with its home agent.
    /// @param attached the link that it is on at time 0; empty: nowhere
    void AddRouter(uint32_t number, const std::string& attached);

    /// Add a fixed node.
    /// @param identifier of its address on the link, such as "::10"
    void AddHost(const std::string& name, const std::string& link, const std::string& identifier);

    /// Add a mobile node. All of them are at home on "homeV", with home agent HAV on "R-HAV".
    /// @param attached the link that it is on at time 0; empty: nowhere
    void AddVisitor(const std::string& name, const std::string& attached);

    /// Add a link to visit, besides "visited", with AR on it.
    void AddPlace(const std::string& link, const std::string& prefix);

    /// Add a movement.
    /// @param to a link; empty: nowhere
    void Move(const std::string& at, const std::string& node, const std::string& to);

    /// Add datagrams of `size` octets of UDP payload, 100 of which make a packet of 148.
    void Send(const std::string& name,
              const std::string& from,
              const std::string& to,
              uint32_t size = 100);

    /// Every home agent and mobile router writes a Tunnel Encapsulation Limit.
    void LimitEncapsulation(uint32_t limit = 4);

    /// @return the key of a mobile router or home agent to change
    Json& Node(const std::string& name);

    /// @return the scenario
    std::string Text() const;

    Json json; ///< The whole scenario; 80 s, traffic from 60 s to 79 s.

  private:
    void Join(const std::string& node, const std::string& link);

    uint32_t m_joined{0};   ///< Links of R.
    uint32_t m_visitors{0}; ///< Visiting mobile nodes.
};

/// @return a number as hexadecimal digits
std::string Hexadecimal(uint32_t number);

} // namespace ns3::nemo::tests

#endif // NEMO_TEST_NESTED_WORLD_H
