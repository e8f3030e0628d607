// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TIMELINE_H
#define NEMO_TIMELINE_H

#include "ns3/ipv6-address.h"
#include "ns3/nemo-results.h"
#include "ns3/nstime.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ns3::nemo
{

/// Names and values of a message's fields, in the order of the wire.
using TimelineFields = std::vector<std::pair<std::string, std::string>>;

/// A message from where it was made to where it ended.
struct TimelineMessage
{
    std::string type;               ///< Such as "BU".
    std::string from;               ///< Who made it.
    std::optional<std::string> to;  ///< Who got it or, if nobody did, whose address it is for.
    std::optional<Time> sent;       ///< When it left; nullopt: from somewhere out of sight.
    std::optional<Time> received;   ///< When it arrived; nullopt: never.
    uint32_t octets{0};             ///< Of its packet when it left, with the IPv6 header.
    Ipv6Address source;             ///< Whom it is from: the home address if it is from one.
    Ipv6Address destination;        ///< Whom it is for.
    Ipv6Address wireSource;         ///< IPv6 source.
    Ipv6Address wireDestination;    ///< First IPv6 destination.
    std::optional<uint16_t> status; ///< Of BA and BE.
    TimelineFields fields;          ///< What it says.
};

/// From then on an interface that roams is on a link.
struct TimelineAttachment
{
    Time at;          ///< When.
    std::string node; ///< Whose.
    std::size_t interface {
        0
    };                               ///< Which of those that roam.
    std::optional<std::string> link; ///< Which; nullopt: none, or it carries nothing.
};

/// A binding was made, changed or ended.
struct TimelineBinding
{
    Time at;                              ///< When.
    std::string node;                     ///< Who keeps it.
    Ipv6Address home;                     ///< Home address.
    bool isHome{false};                   ///< A home registration, not that of a correspondent.
    std::optional<BindingResult> binding; ///< From then on; nullopt: none.
};

/// A mobile network prefix is forwarded to a home address, or no longer.
struct TimelineForwarding
{
    Time at;              ///< When.
    std::string node;     ///< By whom.
    Ipv6Address home;     ///< To whom.
    NetworkPrefix prefix; ///< What.
    bool isOn{false};     ///< From then on.
};

/// A flow over time. Packets count in the interval in which they were sent.
struct TimelineFlow
{
    /// What was sent in an interval of time, and what arrived in it.
    struct Bin
    {
        uint64_t sent{0};    ///< Packets; of tcp segments with data.
        uint64_t lost{0};    ///< Of these; of tcp those that were sent again.
        uint64_t octets{0};  ///< Payload that arrived in this interval, whenever it was sent.
        uint64_t delays{0};  ///< How many delays are known.
        int64_t delaySum{0}; ///< Nanoseconds.
        std::optional<Time> delayLeast; ///< Of tcp: of the round-trip times that the sender
                                        ///< estimated in the interval.
        std::optional<Time> delayMost;  ///< The same.
    };

    /// Packets in a row that never arrived.
    struct Gap
    {
        Time from;        ///< When the first was sent.
        Time to;          ///< And the last.
        uint64_t lost{0}; ///< How many.
    };

    const TrafficSpec* flow{nullptr}; ///< Which.
    Time width;                       ///< Of an interval.
    std::vector<Bin> bins;            ///< From the beginning of the run on.
    std::vector<Gap> gaps;            ///< By time.
};

/// What was sent on a link.
struct TimelineLink
{
    std::string link;         ///< Which.
    uint64_t packets{0};      ///< IPv6 packets.
    uint64_t octets{0};       ///< Of all of them.
    uint64_t tunnelOctets{0}; ///< Of these: IPv6 headers around another one.
    uint64_t optionOctets{0}; ///< Of these: type 2 routing headers and Home Address options.
    uint64_t signalOctets{0}; ///< Of these: packets with a mobility header, but for those around.
};

/// What a run was like in the course of time, as far as a report wants to know: a function of the
/// scenario and nothing else.
struct Timeline
{
    std::vector<TimelineAttachment> attachments; ///< By time; those at time 0 come first.
    std::vector<TimelineMessage> messages;       ///< By time.
    uint64_t messagesOmitted{0};                 ///< That are not in `messages`.
    std::vector<TimelineBinding> bindings;       ///< By time.
    std::vector<TimelineForwarding> forwarding;  ///< By time.
    std::vector<TimelineFlow> flows;             ///< In the order of the file.
    std::vector<TimelineLink> links;             ///< In the order of the file.
};

/// \param scenario what was run
/// \return timeline.json: the same bytes for the same run
std::string ToJson(const Timeline& timeline, const Scenario& scenario);

} // namespace ns3::nemo

#endif // NEMO_TIMELINE_H
