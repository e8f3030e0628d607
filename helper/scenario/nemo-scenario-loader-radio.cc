// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-scenario-loader-parts-radio.h"
#include "ns3/nemo-scenario-loader-parts.h"

#include <utility>

namespace ns3::nemo
{

namespace
{

/// IEEE 802.11 gives the name of a network 32 octets.
constexpr std::size_t LONGEST_SSID = 32;
/// What fits into a frame of IEEE 802.11 behind its LLC header.
constexpr uint16_t LARGEST_WIFI_MTU = 2296;

/// Read one item of "accessPoint".
std::optional<AccessPointSpec>
LoadAccessPoint(const JsonValue& value)
{
    const auto object = JsonObject::Open(value, KeyContext::ACCESS_POINT);
    if (!object)
    {
        return std::nullopt;
    }
    AccessPointSpec point;
    point.pointer = value.GetPointer();
    const bool named =
        object->AssignRequired("node", "a node of this link", point.node, [](const JsonValue& v) {
            return v.ReadString();
        });
    const bool placed = object->AssignRequired("position",
                                               "[x, y] in metres, such as [150, 0]",
                                               point.position,
                                               ReadPosition);
    return named && placed ? std::optional(point) : std::nullopt;
}

std::optional<std::string>
ReadSsid(const JsonValue& value)
{
    auto ssid = value.ReadString();
    if (ssid && (ssid->empty() || ssid->size() > LONGEST_SSID))
    {
        value.Refuse("is not the name of a network",
                     "1 to " + std::to_string(LONGEST_SSID) + " octets");
        return std::nullopt;
    }
    return ssid;
}

} // namespace

std::optional<PositionSpec>
ReadPosition(const JsonValue& value)
{
    const auto numbers =
        ReadNumbers<2>(value, "[x, y] in metres, such as [150, 0]", -FARTHEST, FARTHEST);
    return numbers ? std::optional(PositionSpec{(*numbers)[0], (*numbers)[1]}) : std::nullopt;
}

void
LoadAccessPoints(const JsonObject& object, LinkSpec& link)
{
    if (link.type != LinkType::WIFI)
    {
        for (const auto* const key : {"ssid", "accessPoint"})
        {
            if (const auto value = object.Find(key))
            {
                value->Refuse("is for wifi links", "nothing, or \"type\": \"wifi\"");
            }
        }
        return;
    }
    object.AssignRequired("ssid",
                          "the name of the network, such as \"street\"",
                          link.ssid,
                          ReadSsid);
    const auto mtu = object.Find("mtu");
    if (mtu && link.mtu > LARGEST_WIFI_MTU)
    {
        mtu->Refuse("is more than a frame of a wifi link holds",
                    "at most " + std::to_string(LARGEST_WIFI_MTU));
    }
    if (const auto up = object.Find("up"))
    {
        up->Refuse("is not for wifi links, whose access points are always on", "nothing");
    }
    const std::string shape = "{\"node\": NODE, \"position\": [x, y]}, or a list of them";
    const auto value = object.Require("accessPoint", shape);
    if (!value)
    {
        return;
    }
    const auto items = value->Get().is_array() ? value->ReadArray(shape)
                                               : std::optional(std::vector<JsonValue>{*value});
    if (items->empty())
    {
        value->Refuse("is empty", shape);
    }
    for (const auto& item : *items)
    {
        if (auto point = LoadAccessPoint(item))
        {
            link.accessPoints.push_back(std::move(*point));
        }
    }
}

} // namespace ns3::nemo
