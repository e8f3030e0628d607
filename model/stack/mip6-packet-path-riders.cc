// SPDX-License-Identifier: GPL-2.0-only
// Signals that ride on packets which leave anyway. draft-ietf-mobileip-ipv6-04 section 9.5.
#include "ns3/mip6-ah.h"
#include "ns3/mip6-ipv6-numbers.h"
#include "ns3/mip6-packet-path-parts.h"

namespace ns3::nemo
{

/// @return what Output returns; none if nothing is to ride, or does not fit
std::optional<uint32_t>
PacketPath::OutputWithRider(Ptr<Packet> packet,
                            const Ipv6Header& header,
                            const Transform& transform,
                            uint32_t mtu)
{
    const auto rider = m_riders(header, transform);
    if (!rider)
    {
        return std::nullopt;
    }
    Transform loaded = transform;
    loaded.options = rider->options;
    loaded.authenticate = rider->authenticate;
    const auto more = static_cast<uint32_t>(ChainOf(loaded).Size() - ChainOf(transform).Size() +
                                            (rider->authenticate ? AH_SIZE : 0));
    const auto plain =
        static_cast<uint32_t>(IPV6_HEADER_SIZE + packet->GetSize() + ChainOf(transform).Size());
    if (plain + more > mtu)
    {
        return std::nullopt;
    }
    rider->onSent(more);
    return Output(packet, header, loaded);
}

} // namespace ns3::nemo
