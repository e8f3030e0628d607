// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-home-address.h"

#include <array>

namespace ns3::nemo
{

Mac48Address
LinkLayerAddressOf(std::size_t node, std::size_t interface)
{
    const std::array<uint8_t, 6> octets{0x02,
                                        static_cast<uint8_t>(node >> 16),
                                        static_cast<uint8_t>(node >> 8),
                                        static_cast<uint8_t>(node),
                                        static_cast<uint8_t>(interface >> 8),
                                        static_cast<uint8_t>(interface)};
    Mac48Address address;
    address.CopyFrom(octets.data());
    return address;
}

std::optional<Ipv6Address>
HomeAddressOf(const Scenario& scenario, const NodeSpec& node, const HomeSpec& home)
{
    if (home.homeAddress || home.interfaceId || home.prefix.length == 0)
    {
        return home.homeAddress;
    }
    const auto index = static_cast<std::size_t>(&node - scenario.nodes.data());
    return Ipv6Address::MakeAutoconfiguredAddress(LinkLayerAddressOf(index, node.links.size()),
                                                  home.prefix.address);
}

} // namespace ns3::nemo
