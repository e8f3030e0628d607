// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-scenario-names.h"

#include <algorithm>
#include <iterator>

namespace ns3::nemo
{

namespace
{

/// \return how the file spells the value
template <typename Enum, std::size_t N>
std::string_view
NameOf(Enum value, const EnumName<Enum> (&names)[N])
{
    const auto* found = std::find_if(std::begin(names), std::end(names), [value](const auto& name) {
        return name.value == value;
    });
    return found == std::end(names) ? "?" : found->name;
}

} // namespace

std::string_view
ToString(LinkType type)
{
    return NameOf(type, LINK_TYPES);
}

std::string_view
ToString(NodeRole role)
{
    return NameOf(role, NODE_ROLES);
}

std::string_view
ToString(MovementDetection detection)
{
    return NameOf(detection, MOVEMENT_DETECTIONS);
}

std::string_view
ToString(RegistrationMode mode)
{
    return NameOf(mode, REGISTRATION_MODES);
}

std::string_view
ToString(NodeAction action)
{
    return NameOf(action, NODE_ACTIONS);
}

std::string_view
ToString(TrafficType type)
{
    return NameOf(type, TRAFFIC_TYPES);
}

std::string_view
ToString(MessageType type)
{
    return NameOf(type, MESSAGE_TYPES);
}

std::string_view
ToString(MessageDirection direction)
{
    return NameOf(direction, MESSAGE_DIRECTIONS);
}

} // namespace ns3::nemo
