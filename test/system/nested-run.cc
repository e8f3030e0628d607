// SPDX-License-Identifier: GPL-2.0-only
#include "system/nested-run.h"

#include "ns3/mip6-octets.h"

#include <algorithm>
#include <sstream>
#include <stdexcept>

namespace ns3::nemo::tests
{

namespace
{

/// The link that a device of the node on which `link` is another's is on.
const BuiltInterface*
InterfaceOn(const BuiltNode& node, const Ptr<MobileLink>& link)
{
    for (const BuiltInterface& interface : node.interfaces)
    {
        if (interface.device->GetChannel() == link)
        {
            return &interface;
        }
    }
    return nullptr;
}

/// @return the limit in the Destination Options header right behind the IPv6 header; -1: none
int
EncapsulationLimitOf(const CaughtPacket& packet)
{
    constexpr std::size_t NEXT_HEADER = 6;
    constexpr std::size_t OPTION = 42;
    constexpr uint8_t DESTINATION_OPTIONS = 60;
    constexpr uint8_t ENCAPSULATION_LIMIT = 4; // RFC 2473 section 4.1.1
    const bool isThere = packet.octets.at(NEXT_HEADER) == DESTINATION_OPTIONS &&
                         packet.octets.at(OPTION) == ENCAPSULATION_LIMIT;
    return isThere ? packet.octets.at(OPTION + 2) : -1;
}

} // namespace

NestedRun::NestedRun(const NestedWorld& world)
    : ScenarioRun(world.Text())
{
    for (const BuiltLink& link : GetTopology().links)
    {
        m_taps[link.spec->name] = std::make_unique<LinkTap>(link.link);
    }
}

const LinkTap&
NestedRun::On(const std::string& link) const
{
    return *m_taps.at(link);
}

std::string
NestedRun::LinkBetween(const std::string& a, const std::string& b) const
{
    for (const BuiltLink& link : GetTopology().links)
    {
        if (InterfaceOn(NodeOf(a), link.link) && InterfaceOn(NodeOf(b), link.link))
        {
            return link.spec->name;
        }
    }
    throw std::runtime_error("no link between " + a + " and " + b);
}

std::vector<CaughtPacket>
NestedRun::Between(const std::string& from, const std::string& to) const
{
    const std::string link = LinkBetween(from, to);
    const auto source = InterfaceOn(NodeOf(from), LinkOf(link))->device->GetAddress();
    const auto destination = InterfaceOn(NodeOf(to), LinkOf(link))->device->GetAddress();
    return On(link).Where([&](const CaughtPacket& packet) {
        return packet.from == Mac48Address::ConvertFrom(source) &&
               packet.to == Mac48Address::ConvertFrom(destination);
    });
}

std::vector<CaughtPacket>
NestedRun::Between(const std::string& from,
                   const std::string& to,
                   const Ipv6Address& source,
                   const Ipv6Address& destination) const
{
    std::vector<CaughtPacket> found;
    for (const CaughtPacket& packet : Between(from, to))
    {
        const CaughtPacket& inner = Innermost(packet);
        if (inner.source == source && inner.destination == destination)
        {
            found.push_back(packet);
        }
    }
    return found;
}

Ipv6Address
NestedRun::AddressOf(const std::string& name) const
{
    const bool isCareOf = name.substr(0, 3) == "CoA";
    if (name.substr(0, 2) == "HA")
    {
        return *GetTopology().AddressOn(NodeOf(name), "home" + name.substr(2));
    }
    if (!isCareOf && name.substr(0, 3) != "HoA")
    {
        return *GetTopology().AddressOf(NodeOf(name));
    }
    const BuiltNode& router = NodeOf("MR" + name.substr(3));
    if (!isCareOf)
    {
        return *GetTopology().AddressOf(router);
    }
    const auto link = DynamicCast<MobileLink>(router.FindRoaming()->device->GetChannel());
    return link ? *GetTopology().AddressOn(router, GetTopology().NameOf(link))
                : Ipv6Address::GetAny();
}

std::string
NestedRun::Layout(const CaughtPacket& packet) const
{
    std::map<Ipv6Address, std::string> names;
    for (const BuiltNode& node : GetTopology().nodes)
    {
        const std::string& name = node.spec->name;
        if (node.spec->mobileRouter)
        {
            const std::string number = name.substr(2);
            names[AddressOf("HoA" + number)] = "HoA" + number;
            names[AddressOf("CoA" + number)] = "CoA" + number;
        }
        else
        {
            names[AddressOf(name)] = name;
        }
    }
    std::ostringstream text;
    for (const CaughtPacket* one = &packet; one; one = one->inner.get())
    {
        text << (one == &packet ? "[" : " [") << names[one->source] << ">"
             << names[one->destination] << " hl" << int{one->hopLimit};
        const int limit = EncapsulationLimitOf(*one);
        text << (limit < 0 ? "" : " tel" + std::to_string(limit)) << "]";
    }
    return text.str();
}

nlohmann::json
NestedRun::LastPathOf(const std::string& flow) const
{
    nlohmann::json last;
    const nlohmann::json paths = FlowOf(flow).at("paths");
    for (const auto& path : paths)
    {
        if (path.at("direction") == "there" &&
            (last.is_null() || path.at("last") > last.at("last")))
        {
            last = path;
        }
    }
    if (last.is_null())
    {
        throw std::runtime_error("no packet of " + flow);
    }
    return last;
}

std::string
NestedRun::WayOf(const std::string& flow) const
{
    const auto path = LastPathOf(flow);
    std::string text = path.at("hops")[0].at("from");
    for (const auto& hop : path.at("hops"))
    {
        const std::string to = hop.at("to").is_null() ? "*" : hop.at("to");
        if (to != "R" && to != "AR")
        {
            text += " " + std::to_string(hop.at("headers").get<uint32_t>()) + " " + to;
        }
    }
    return text;
}

uint32_t
NestedRun::OctetsOn(const std::string& flow, const std::string& link) const
{
    uint32_t octets = 0;
    const nlohmann::json path = LastPathOf(flow);
    for (const auto& hop : path.at("hops"))
    {
        octets = std::max<uint32_t>(octets,
                                    hop.at("link") == link ? hop.at("octets").get<uint32_t>() : 0);
    }
    return octets;
}

std::size_t
CountHeaders(const CaughtPacket& packet)
{
    return 1 + (packet.inner ? CountHeaders(*packet.inner) : 0);
}

} // namespace ns3::nemo::tests
