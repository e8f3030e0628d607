// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_SCENARIO_LOADER_PARTS_LINKS_H
#define NEMO_SCENARIO_LOADER_PARTS_LINKS_H

#include "ns3/nemo-json-object.h"
#include "ns3/nemo-json-units.h"
#include "ns3/nemo-scenario-link.h"

#include <cstdint>
#include <vector>

/// \file
/// What the loader reads of links. Nobody but its files includes this.

namespace ns3::nemo
{

struct LoadContext;

/// Read "links" into the context.
void LoadLinks(const JsonObject& file, LoadContext& context);

/// Read "prefix" of a link, one or a list.
std::vector<LinkPrefix> ReadLinkPrefixes(const JsonValue& value);

/// Smallest MTU of IPv6, RFC 8200 section 5.
constexpr int64_t SMALLEST_MTU = 1280;

/// Read what a link can be given at first and by a fault, but its prefixes.
/// `link` is a LinkSpec or a LinkFault.
template <typename Link>
void
ReadLinkKeys(const JsonObject& object, Link& link)
{
    const auto chance = [](const JsonValue& value) { return value.ReadNumber(0, 1); };
    object.Assign("delay", link.delay, [](const JsonValue& value) { return ReadDuration(value); });
    object.Assign("rate", link.rate, ReadDataRate);
    object.Assign("loss", link.loss, chance);
    object.Assign("duplicate", link.duplicate, chance);
    object.Assign("reorder", link.reorder, chance);
    object.Assign("mtu", link.mtu, [](const JsonValue& value) {
        return value.ReadAs<uint16_t>(SMALLEST_MTU, 65535);
    });
    object.Assign("up", link.up, [](const JsonValue& value) { return value.ReadBoolean(); });
}

} // namespace ns3::nemo

#endif // NEMO_SCENARIO_LOADER_PARTS_LINKS_H
