// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TIMELINE_FIELDS_H
#define NEMO_TIMELINE_FIELDS_H

#include "ns3/mip6-icmpv6.h"
#include "ns3/mip6-message.h"
#include "ns3/mip6-neighbor-discovery.h"
#include "ns3/nemo-timeline.h"

#include <cstdint>
#include <optional>

namespace ns3::nemo
{

/// \return what a message says, field by field and option by option, in the words of its standard;
/// padding is left out
TimelineFields FieldsOf(const Signal& signal);

/// The same of a message of ICMPv6. RFC 6275 sections 6.5 to 6.8.
TimelineFields FieldsOf(const MobilityIcmpv6Message& message);

/// The same of a message of Neighbor Discovery. RFC 4861 section 4.
TimelineFields FieldsOf(const NeighborMessage& message);

/// \return the Status of a Binding Acknowledgement or Binding Error
std::optional<uint16_t> StatusIn(const Signal& signal);

} // namespace ns3::nemo

#endif // NEMO_TIMELINE_FIELDS_H
