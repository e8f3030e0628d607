// SPDX-License-Identifier: GPL-2.0-only
#include "support/ripng-view.h"

#include "ns3/ipv6-l3-protocol.h"
#include "ns3/ipv6-list-routing.h"
#include "ns3/ipv6-route.h"
#include "ns3/mip6-mobility-stack.h"
#include "ns3/output-stream-wrapper.h"

#include <sstream>

namespace ns3::nemo::tests
{

namespace
{

void
KeepRoute(Ptr<Ipv6Route>* kept,
          Ptr<const NetDevice>,
          Ptr<Ipv6Route> route,
          Ptr<const Packet>,
          const Ipv6Header&)
{
    *kept = route;
}

} // namespace

Ptr<RipNg>
RipNgOf(Ptr<Node> node)
{
    const auto list =
        DynamicCast<Ipv6ListRouting>(node->GetObject<Ipv6L3Protocol>()->GetRoutingProtocol());
    for (uint32_t i = 0; list && i < list->GetNRoutingProtocols(); ++i)
    {
        int16_t priority = 0;
        if (const auto found = DynamicCast<RipNg>(list->GetRoutingProtocol(i, priority)))
        {
            return found;
        }
    }
    return nullptr;
}

std::optional<RipRoute>
RipRouteTo(Ptr<Node> node, const Ipv6Address& destination)
{
    // Asked as for a packet of somebody else, which has a source already: a tunnel has no address
    // to choose one from. The device of mobility always forwards.
    const auto ipv6 = node->GetObject<Ipv6L3Protocol>();
    const auto from = MobilityStack::Of(node)->GetTransformInterface();
    Ipv6Header header;
    header.SetDestination(destination);
    Ptr<Ipv6Route> route;
    RipNgOf(node)->RouteInput(Create<Packet>(),
                              header,
                              ipv6->GetNetDevice(from),
                              MakeBoundCallback(&KeepRoute, &route),
                              Ipv6RoutingProtocol::MulticastForwardCallback(),
                              Ipv6RoutingProtocol::LocalDeliverCallback(),
                              Ipv6RoutingProtocol::ErrorCallback());
    if (!route)
    {
        return std::nullopt;
    }
    const auto interface = ipv6->GetInterfaceForDevice(route->GetOutputDevice());
    return RipRoute{route->GetGateway(), static_cast<uint32_t>(interface)};
}

std::vector<std::string>
RipRoutesBy(Ptr<Node> node, uint32_t interface)
{
    std::ostringstream text;
    RipNgOf(node)->PrintRoutingTable(Create<OutputStreamWrapper>(&text));
    std::istringstream lines(text.str());
    std::vector<std::string> destinations;
    // Destination, next hop, flags, metric, two columns of dashes, interface.
    for (std::string line; std::getline(lines, line);)
    {
        std::istringstream words(line);
        std::string destination;
        std::string word;
        words >> destination;
        while (words >> word)
        {
        }
        if (destination.find("::/") != std::string::npos && word == std::to_string(interface))
        {
            destinations.push_back(destination);
        }
    }
    return destinations;
}

bool
IsRipng(const CaughtPacket& packet)
{
    constexpr uint8_t UDP = 17;
    constexpr uint16_t PORT = 521;
    const std::size_t at = packet.offset + 2;
    return packet.protocol == UDP && packet.octets.size() > at + 1 &&
           (packet.octets[at] << 8 | packet.octets[at + 1]) == PORT;
}

} // namespace ns3::nemo::tests
