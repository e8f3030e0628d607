// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TEST_NESTED_LAYOUTS_H
#define NEMO_TEST_NESTED_LAYOUTS_H

#include <cstdint>
#include <string>
#include <vector>

namespace ns3::nemo::tests
{

/// What a packet looks like on a link: a line of a table of test/vectors/nested-layouts.md.
struct NestedLayout
{
    std::string from;    ///< Who sends it.
    std::string to;      ///< Who gets it; empty: it is dropped by `from`.
    uint32_t headers{0}; ///< IPv6 headers.
    std::string stack;   ///< Such as "[CoA1>HA1 hl64] [MNN>CN hl63]".
    uint32_t octets{0};  ///< Of the IPv6 packet.
};

/// The table behind a sequence of headings and lines of the file.
/// @param way the beginnings of lines that lead to it, one behind the other: such as "## n = 1",
/// "Upstream"
/// @return its lines; throws std::runtime_error if there is none
std::vector<NestedLayout> ReadNestedLayouts(const std::vector<std::string>& way);

/// What fits into a packet at a depth: a line of the table "Sizes".
struct NestedSize
{
    uint32_t levels{0};          ///< Mobile routers around the sender.
    uint32_t reported{0};        ///< In octets, by Packet Too Big, where links take 1500.
    uint32_t reportedLimited{0}; ///< The same with a Tunnel Encapsulation Limit at every level.
};

/// @return its lines
std::vector<NestedSize> ReadNestedSizes();

} // namespace ns3::nemo::tests

#endif // NEMO_TEST_NESTED_LAYOUTS_H
