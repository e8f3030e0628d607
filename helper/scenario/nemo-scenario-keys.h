// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_SCENARIO_KEYS_H
#define NEMO_SCENARIO_KEYS_H

#include <cstdint>
#include <string_view>
#include <vector>

namespace ns3::nemo
{

/// The kinds of objects with fixed keys that a scenario file is made of. The name in the comment is
/// that of the definition in doc/scenario.schema.json.
enum class KeyContext : uint8_t
{
    SCENARIO,           ///< The whole file.
    LINK,               ///< link
    LINK_PREFIX,        ///< linkPrefix
    ACCESS_POINT,       ///< accessPoint
    NODE,               ///< node; the variant is the role
    NODE_LINK,          ///< nodeLink
    ADVERTISE,          ///< advertise
    HOME,               ///< home
    ROUTE_OPTIMIZATION, ///< routeOptimization
    AUTHORITY,          ///< authority
    POOL,               ///< pool
    REQUEST,            ///< request
    COURSE,             ///< course
    RANDOM_COURSE,      ///< randomCourse
    MOVEMENT,           ///< movement
    NODE_FAULT,         ///< nodeFault
    LINK_FAULT,         ///< linkFault
    TRAFFIC,            ///< traffic; the variant is the type
    DESTINATION,        ///< destination
    SECURITY,           ///< security
    SECURITY_KEYS,      ///< securityKeys
    OUTPUT,             ///< output
    EXPECT,             ///< expect: the kinds that are objects under one key
    EXPECT_FLOW,        ///< expectFlow: its keys stand beside "flow"
    BINDING,            ///< binding
    NO_BINDING,         ///< noBinding
    BINDINGS,           ///< bindings
    BINDINGS_ENTRY,     ///< bindingsEntry
    HANDOVER,           ///< handover
    MESSAGES,           ///< messages
    ROUTE,              ///< route
    STACK,              ///< stack
    STACK_HEADER,       ///< stackHeader
    NODE_ADDRESS,       ///< nodeAddress
    ON_OFF_SPAN,        ///< onOffSpan
    SWEEP_RANGE,        ///< sweepRange
    SWEEP_PUBLISHED,    ///< sweepPublished
};

/// Every variant of a context.
constexpr uint32_t ALL_VARIANTS = 0xffffffff;

/// \return the bit of a variant (a NodeRole or a TrafficType) in KeyRule::variants
template <typename Enum>
constexpr uint32_t
VariantBit(Enum variant)
{
    return 1U << static_cast<uint32_t>(variant);
}

/// A key that the loader knows.
struct KeyRule
{
    KeyContext context;    ///< Where it may stand.
    std::string_view name; ///< How it is spelled.
    uint32_t variants;     ///< For which roles or types.
    bool built;            ///< False: part of the contract, refused by name until it is built.
    /// Why the other variants have none of it; empty: that goes without saying.
    std::string_view reason;
};

/// The one table of keys: the loader refuses what is not in it, suggests from it, and a test
/// compares the schema with it.
/// \return all rules, those of a context in the order of the contract
const std::vector<KeyRule>& GetKeyRules();

/// \return the names of the built keys of a context that a variant may carry
std::vector<std::string_view> GetKeys(KeyContext context, uint32_t variants);

/// \return the rule of a key, or nullptr if the context has none of that name
const KeyRule* FindKeyRule(KeyContext context, std::string_view name);

} // namespace ns3::nemo

#endif // NEMO_SCENARIO_KEYS_H
