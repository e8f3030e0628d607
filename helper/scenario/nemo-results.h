// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_RESULTS_H
#define NEMO_RESULTS_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-network-prefix.h"
#include "ns3/mip6-status.h"
#include "ns3/nemo-scenario.h"
#include "ns3/nstime.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ns3::nemo
{

/// A binding at the end of the run.
struct BindingResult
{
    std::string node;                    ///< Who keeps it.
    Ipv6Address home;                    ///< Home address.
    Ipv6Address careOf;                  ///< Care-of address.
    std::vector<NetworkPrefix> prefixes; ///< Mobile network prefixes that are forwarded.
    uint32_t lifetime{0};                ///< Seconds, as granted.
    Time remaining;                      ///< Until it ends.
    uint16_t sequence{0};                ///< Of the last accepted update.
    std::string flags;                   ///< Those of its update that hold: of "AHLKR".
};

/// A prefix that a home agent has given, at the end.
struct DelegationResult
{
    std::string node;                   ///< Who keeps it.
    Ipv6Address home;                   ///< Whose it is.
    NetworkPrefix prefix;               ///< What it is.
    bool persistent{false};             ///< It outlasts the binding.
    bool implicit{false};               ///< It is forwarded without being listed.
    std::optional<uint16_t> correlator; ///< Of the request; nullopt: nobody asked.
    std::optional<Time> remaining;      ///< Until it ends; nullopt: never.
};

/// What a handover means to a correspondent with which routes are optimised.
struct CorrespondentResult
{
    std::string node;            ///< Who; its address if it is no node of the file.
    std::optional<Time> rrBegun; ///< Return routability began.
    std::optional<Time> rrDone;  ///< It was done, and the Binding Update left.
    std::optional<Time> bound;   ///< It was accepted, or needs not be.
};

/// A movement and what it led to; times are since the beginning of the run.
struct HandoverResult
{
    std::string node;                        ///< Who moved.
    uint32_t index{0};                       ///< Which of its movements, from 0.
    std::optional<std::string> from;         ///< The link it was on; nullopt: none.
    std::optional<std::string> to;           ///< The link it went to; nullopt: none.
    Time at;                                 ///< When the movement began.
    std::optional<Time> linkDown;            ///< It lost the link.
    std::optional<Time> linkUp;              ///< It got one.
    std::optional<Time> routerAdvertisement; ///< The first one that it heard there.
    std::optional<Time> careOfReady;         ///< The care-of address was formed and is free.
    std::optional<Time> buSent;              ///< The first Binding Update to the home agent left.
    std::optional<Time> baReceived;          ///< It was accepted.
    /// What the home agent answered last, if that was valid.
    std::optional<BindingStatus> status;
    std::string dialect{"rfc6275"}; ///< In which it did.
    /// From losing the link on which the home agent reached it until it is reached again.
    std::optional<Time> outage;
    std::vector<CorrespondentResult> correspondents; ///< In the order in which they were told.
};

/// A packet on a link.
struct PathHop
{
    std::string link;              ///< Which.
    std::string from;              ///< Who sent it there.
    std::optional<std::string> to; ///< Who gets it; nullopt: everybody, or nobody of the file.
    uint32_t headers{0};           ///< IPv6 headers.
    uint8_t hopLimit{0};           ///< Of the outermost one.
    uint32_t octets{0};            ///< Of the largest IPv6 packet.
};

/// The way that some packets of a flow took.
struct PathResult
{
    bool isBack{false};        ///< They went to the flow's sender.
    uint64_t packets{0};       ///< How many.
    Time first;                ///< When the first left its sender.
    Time last;                 ///< And the last.
    std::vector<PathHop> hops; ///< In the order of time.
};

/// What became of a flow. Counts are packets, of tcp octets; of ping, received means answered.
struct FlowResult
{
    const TrafficSpec* flow{nullptr}; ///< Which.
    uint64_t sent{0};                 ///< Given to the socket.
    uint64_t received{0};             ///< Arrived, duplicates not counted.
    uint64_t lost{0};                 ///< Neither arrived nor will.
    uint64_t outOfOrder{0};           ///< Arrived after one that was sent later.
    std::optional<Time> delayMean;    ///< Of those that arrived (ping: there and back).
    std::optional<Time> delayP50;     ///< Nearest rank.
    std::optional<Time> delayP99;     ///< Nearest rank.
    std::optional<Time> delayMax;     ///< Only for expectations.
    std::optional<Time> jitterMean;   ///< Mean difference of one delay to the next.
    double goodput{0};                ///< Payload bits that arrived, per second from start to stop.
    /// The ways of its packets, forwards first; nullopt: nobody looked.
    std::optional<std::vector<PathResult>> paths;
};

/// How many messages of a kind.
struct MessageResult
{
    std::string node;                                 ///< Where.
    MessageType type{MessageType::BU};                ///< What.
    MessageDirection direction{MessageDirection::TX}; ///< Made there or ended there.
    std::optional<uint8_t> status;                    ///< Of BA and BE.
    uint64_t count{0};                                ///< How many.
    uint64_t bytes{0};                                ///< Octets with the IPv6 header.
};

/// How many packets ended at a node before they were where they should be.
struct DropResult
{
    std::string node;   ///< Where.
    std::string reason; ///< Why.
    uint64_t count{0};  ///< How many.
};

/// What became of an expectation.
struct ExpectationResult
{
    std::string text;   ///< As in the file.
    bool passed{false}; ///< Whether it holds.
    std::string actual; ///< What was found.
};

/// All that a run has to tell: a function of the scenario and nothing else.
struct RunResults
{
    std::string scenario; ///< Its description or, if it has none, the stem of its file.
    uint32_t seed{0};     ///< As run.
    uint64_t run{0};      ///< As run.
    Time duration;        ///< Simulated.
    uint64_t events{0};   ///< That the simulator executed.
    std::vector<std::string> warnings;   ///< What is odd about it.
    std::vector<BindingResult> bindings; ///< At the end, by node and home address.
    /// At the end, by node and prefix; nullopt: no home agent delegates.
    std::optional<std::vector<DelegationResult>> delegations;
    std::vector<HandoverResult> handovers;       ///< In the order in which they began.
    std::vector<FlowResult> flows;               ///< In the order of the file.
    std::vector<MessageResult> messages;         ///< By node, type, direction, status.
    std::vector<DropResult> drops;               ///< By node and reason.
    std::vector<ExpectationResult> expectations; ///< In the order of the file.
};

/// \return results.json: keys in the order of the contract, the same bytes for the same results
std::string ToJson(const RunResults& results);

/// \return the number of seconds in the time as results.json and the summary write it
double InSeconds(const Time& time);

/// Write a whole file.
/// \return why that did not work; empty: it did
std::string WriteFile(const std::string& path, const std::string& text);

} // namespace ns3::nemo

#endif // NEMO_RESULTS_H
