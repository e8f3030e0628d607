// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-attribute-effect.h"

#include "ns3/type-id.h"

#include <algorithm>
#include <iterator>
#include <string_view>

namespace ns3::nemo
{

namespace
{

constexpr uint32_t
Bit(NodeRole role)
{
    return 1U << static_cast<uint32_t>(role);
}

constexpr uint32_t MOBILE = Bit(NodeRole::MOBILE_NODE) | Bit(NodeRole::MOBILE_ROUTER);
/// Hosts are ns-3's own; all others have RouterDiscovery and AddressProxy.
constexpr uint32_t OURS = ~Bit(NodeRole::HOST);

constexpr char ICMPV6[] = "ns3::Icmpv6L4Protocol";
constexpr char ADVERTISER[] = "ns3::nemo::RouterAdvertiser";
constexpr char DISCOVERY[] = "ns3::nemo::RouterDiscovery";
constexpr char MOBILE_NODE[] = "ns3::nemo::MobileNode";

constexpr char SOLICIT_INTERVAL[] = "\"ns3::nemo::RouterDiscovery::RtrSolicitationInterval\"";
constexpr char SOLICIT_COUNT[] = "\"ns3::nemo::RouterDiscovery::MaxRtrSolicitations\"";

/// An attribute without effect.
struct Idle
{
    std::string_view type;      ///< What has it.
    std::string_view attribute; ///< Its name.
    uint32_t roles;             ///< On which nodes, as bits.
    std::string_view instead;   ///< What has.
};

constexpr Idle IDLE[] = {
    {ICMPV6, "DAD", OURS, "\"ns3::nemo::AddressProxy::DupAddrDetectTransmits\""},
    {ICMPV6, "DadTimeout", OURS, "\"ns3::nemo::AddressProxy::RetransTimer\""},
    {ICMPV6, "RsRetransmissionJitter", OURS, SOLICIT_INTERVAL},
    {ICMPV6, "RsInitialRetransmissionTime", OURS, SOLICIT_INTERVAL},
    {ICMPV6, "RsMaxRetransmissionTime", OURS, SOLICIT_INTERVAL},
    {ICMPV6, "RsMaxRetransmissionCount", OURS, SOLICIT_COUNT},
    {ICMPV6, "RsMaxRetransmissionDuration", OURS, SOLICIT_COUNT},
    {DISCOVERY, "MaxRandomDadDelay", MOBILE, "\"ns3::nemo::MobileNode::DadRandomDelay\""},
    {ADVERTISER, "MinRtrAdvInterval", OURS, "\"advertise\": {\"min\"} of the node's link"},
    {ADVERTISER, "MaxRtrAdvInterval", OURS, "\"advertise\": {\"max\"} of the node's link"},
    {MOBILE_NODE, "Interface", MOBILE, "nothing: the runner makes the interface"}};

} // namespace

std::optional<std::string>
FindEffective(const AttributeSpec& attribute, NodeRole role)
{
    const TypeId type = TypeId::LookupByName(attribute.type);
    const auto* found = std::find_if(std::begin(IDLE), std::end(IDLE), [&](const Idle& idle) {
        const TypeId owner = TypeId::LookupByName(std::string(idle.type));
        return attribute.attribute == idle.attribute && (idle.roles & Bit(role)) != 0 &&
               (type == owner || type.IsChildOf(owner));
    });
    return found == std::end(IDLE) ? std::nullopt : std::optional(std::string(found->instead));
}

} // namespace ns3::nemo
