// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TEST_BOTH_DIALECTS_HOPS_H
#define NEMO_TEST_BOTH_DIALECTS_HOPS_H

#include "support/both-dialects.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

// What a node sends on a link and to whom on it, in both dialects.

namespace ns3::nemo::tests
{

constexpr uint8_t TCP = 6;
constexpr uint8_t UDP = 17;
constexpr uint8_t SOLICITATION = 133;
constexpr uint8_t NEIGHBOR_SOLICITATION = 135;

inline Mac48Address
MacOn(const ScenarioRun& run, const std::string& node, const std::string& link)
{
    const auto& built = run.NodeOf(node);
    const auto device =
        built.node->GetObject<Ipv6L3Protocol>()->GetNetDevice(built.FindInterface(link)->number);
    return Mac48Address::ConvertFrom(device->GetAddress());
}

/// What a node sends on a link, by its link-layer addresses.
inline std::vector<CaughtPacket>
SentBy(const ScenarioRun& run, const std::string& node, const LinkTap& tap)
{
    std::set<Mac48Address> own;
    const auto device = run.NodeOf(node).node;
    for (uint32_t i = 0; i < device->GetNDevices(); ++i)
    {
        const Address address = device->GetDevice(i)->GetAddress();
        if (Mac48Address::IsMatchingType(address))
        {
            own.insert(Mac48Address::ConvertFrom(address));
        }
    }
    return tap.Where([&own](const CaughtPacket& packet) { return own.count(packet.from) > 0; });
}

/// Who the packet is from, above all that mobility does.
inline Ipv6Address
SenderOf(const CaughtPacket& packet)
{
    return ReadEither(packet).homeAddress.value_or(Innermost(packet).source);
}

/// What is behind all headers and tunnels.
inline uint8_t
ProtocolOf(const CaughtPacket& packet)
{
    return packet.inner ? Innermost(packet).protocol : ReadEither(packet).protocol;
}

/// To whom a node passes datagrams on a link.
inline std::set<Mac48Address>
NextHops(const ScenarioRun& run, const LinkTap& tap, Time from, Time until)
{
    std::set<Mac48Address> hops;
    for (const auto& packet : SentBy(run, "MN", tap))
    {
        if (packet.at > from && packet.at < until && ProtocolOf(packet) == UDP)
        {
            hops.insert(packet.to);
        }
    }
    return hops;
}

/// What the mobile node asks a router on a link, unicast.
inline std::vector<CaughtPacket>
Probes(const ScenarioRun& run, const LinkTap& tap, Time from)
{
    auto all = SentBy(run, "MN", tap);
    all.erase(std::remove_if(all.begin(),
                             all.end(),
                             [from](const CaughtPacket& packet) {
                                 return packet.icmpv6 != NEIGHBOR_SOLICITATION ||
                                        packet.destination.IsMulticast() || packet.at < from;
                             }),
              all.end());
    return all;
}

} // namespace ns3::nemo::tests

#endif // NEMO_TEST_BOTH_DIALECTS_HOPS_H
