// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_SCENARIO_EXPECT_H
#define NEMO_SCENARIO_EXPECT_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-network-prefix.h"
#include "ns3/nstime.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace ns3::nemo
{

/// An address that is known only when the nodes are built: {"node", "link"}.
struct NodeAddress
{
    std::string node; ///< Whose.
    /// The address that the node has or forms on this link; nullopt: its home address or, if it
    /// is not mobile, its first address.
    std::optional<std::string> link;
};

/// An address as an expectation names it.
using AddressSpec = std::variant<Ipv6Address, NodeAddress>;

/// "binding": this home agent or correspondent has this binding at that time.
struct BindingExpectation
{
    Time at;            ///< When; absent in the file: at the end.
    std::string node;   ///< Who keeps it.
    AddressSpec home;   ///< Home address.
    AddressSpec careOf; ///< Care-of address.
    /// The prefixes that are forwarded with it, in any order; nullopt: not looked at.
    std::optional<std::vector<NetworkPrefix>> prefixes;
};

/// "noBinding": no valid binding of this home address there at that time.
struct NoBindingExpectation
{
    Time at;          ///< When; absent in the file: at the end.
    std::string node; ///< Who keeps none.
    AddressSpec home; ///< Home address.
};

/// "bindings": all valid bindings of a node at that time.
struct BindingsExpectation
{
    /// A line of "table".
    struct Entry
    {
        AddressSpec home;   ///< Home address.
        AddressSpec careOf; ///< Care-of address.
        /// As in BindingExpectation; nullopt: not looked at.
        std::optional<std::vector<NetworkPrefix>> prefixes;
    };

    Time at;                  ///< When; absent in the file: at the end.
    std::string node;         ///< Whose.
    bool exact{false};        ///< True: there is no other binding.
    std::vector<Entry> table; ///< In any order; empty and exact: no binding at all.
};

/// "flow": what arrived of a flow. Of tcp the counts are octets, else packets; of ping, echo
/// requests that were answered.
struct FlowExpectation
{
    std::string flow;                    ///< Name of the flow.
    std::optional<uint64_t> receivedMin; ///< At least.
    std::optional<uint64_t> receivedMax; ///< At most.
    std::optional<uint64_t> lostMin;     ///< At least.
    std::optional<uint64_t> lostMax;     ///< At most.
    std::optional<Time> delayMax;        ///< No packet took longer (ping: there and back).
};

/// "handover": how long a move kept a node from its home agent.
struct HandoverExpectation
{
    std::string node;              ///< A mobile node or router.
    uint32_t index{0};             ///< Which of its handovers, from 0.
    std::optional<Time> outageMin; ///< At least.
    std::optional<Time> outageMax; ///< At most.
};

/// Types of messages that are counted, as results.json names them.
enum class MessageType : uint8_t
{
    BU,
    BA,
    BRR,
    BE,
    HOTI,
    COTI,
    HOT,
    COT,
    RS,
    RA,
    NS,
    NA,
    DHAAD_REQUEST,
    DHAAD_REPLY,
    MPS,
    MPA,
};

/// Whether a message was made at a node or ended there.
enum class MessageDirection : uint8_t
{
    TX, ///< Made.
    RX, ///< Ended.
};

/// "messages": how many of a kind, over the whole run.
struct MessagesExpectation
{
    std::string node;                          ///< Where it was counted.
    MessageType type{MessageType::BU};         ///< "type".
    std::optional<MessageDirection> direction; ///< nullopt: both.
    std::optional<uint8_t> status;             ///< Of BA and BE; nullopt: any.
    std::optional<uint64_t> min;               ///< At least.
    std::optional<uint64_t> max;               ///< At most.
};

/// "route": where a node sends what goes to a prefix at that time.
struct RouteExpectation
{
    /// Into the tunnel whose other end is this address.
    struct Tunnel
    {
        std::optional<AddressSpec> end; ///< nullopt ("tunnel": true): any tunnel.
    };

    Time at;                         ///< When; absent in the file: at the end.
    std::string node;                ///< Whose route.
    NetworkPrefix to;                ///< Destination, a single address has length 128.
    std::optional<AddressSpec> via;  ///< Global address of the next hop; nullopt: not looked at.
    std::optional<std::string> link; ///< The link it leaves by; nullopt: not looked at.
    std::optional<Tunnel> tunnel;    ///< nullopt: not looked at, but via and link mean no tunnel.
    bool none{false};                ///< True: there is no route; then nothing else is given.
};

/// "stack": how the packets of a flow look on a link.
struct StackExpectation
{
    /// One IPv6 header and what of mobility stands behind it.
    struct Header
    {
        AddressSpec source;                     ///< "from".
        AddressSpec destination;                ///< "to".
        std::optional<AddressSpec> routing;     ///< Home address in a type 2 routing header.
        std::optional<AddressSpec> homeAddress; ///< Home Address option.
    };

    std::string flow;            ///< Name of the flow.
    std::string link;            ///< Where to look.
    Time start;                  ///< Look from here on; absent in the file: from the beginning.
    Time stop;                   ///< Until then; absent in the file: to the end.
    bool reverse{false};         ///< True: look at what comes back (echo replies, TCP ACKs).
    std::vector<Header> headers; ///< Outermost first. Every packet has these, and there is one.
};

/// What an expectation says.
using ExpectKind = std::variant<BindingExpectation,
                                NoBindingExpectation,
                                BindingsExpectation,
                                FlowExpectation,
                                HandoverExpectation,
                                MessagesExpectation,
                                RouteExpectation,
                                StackExpectation>;

/// An item of "expect".
struct ExpectSpec
{
    ExpectKind kind;  ///< What has to hold.
    std::string text; ///< The item as compact JSON, for summary and results.json.
};

/// \return the name that results.json uses, such as "HoTI" or "DHAADRequest".
std::string_view ToString(MessageType type);

/// \return "tx" or "rx".
std::string_view ToString(MessageDirection direction);

} // namespace ns3::nemo

#endif // NEMO_SCENARIO_EXPECT_H
