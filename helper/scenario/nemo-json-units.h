// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_JSON_UNITS_H
#define NEMO_JSON_UNITS_H

#include "ns3/data-rate.h"
#include "ns3/ipv6-address.h"
#include "ns3/mip6-network-prefix.h"
#include "ns3/nemo-json-value.h"
#include "ns3/nemo-text-values.h"
#include "ns3/nstime.h"

#include <optional>
#include <string_view>

namespace ns3::nemo
{

/// \return the duration as a file would write it
std::string WriteDuration(Time time);

/// Read a duration from min to max, both included.
std::optional<Time> ReadDuration(const JsonValue& value,
                                 Time min = Time(0),
                                 Time max = Seconds(LONGEST_SECONDS));

/// Read a duration of whole seconds.
std::optional<Time> ReadWholeSeconds(const JsonValue& value, Time min, Time max);

/// Read a data rate above zero.
std::optional<DataRate> ReadDataRate(const JsonValue& value);

/// Read an address that a packet can carry from link to link: unicast, not link-local, whole (not
/// "::3"), and not of 2001:db8::/32, which ns-3 does not forward.
std::optional<Ipv6Address> ReadGlobalAddress(const JsonValue& value);

/// Read an interface identifier such as "::3".
std::optional<Ipv6Address> ReadInterfaceIdentifier(const JsonValue& value);

/// Read any prefix but one of 2001:db8::/32. Host bits are cleared.
std::optional<NetworkPrefix> ReadPrefix(const JsonValue& value);

/// As ReadPrefix, of a text that stands in a key.
/// \param value what the error is about
std::optional<NetworkPrefix> ReadPrefix(const JsonValue& value, std::string_view text);

/// Read a multicast address of a wider scope than a link.
std::optional<Ipv6Address> ReadGroup(const JsonValue& value);

/// Read what a packet can be for: as ReadGlobalAddress or ReadGroup.
std::optional<Ipv6Address> ReadDestination(const JsonValue& value);

/// The same, of a text that stands in the value.
std::optional<Ipv6Address> ReadDestination(const JsonValue& value, std::string_view text);

/// As ReadGlobalAddress, of a text that stands in a key.
/// \param value what the error is about
std::optional<Ipv6Address> ReadGlobalAddress(const JsonValue& value, std::string_view text);

/// Read a prefix that a link can have: unicast, not link-local, length 1 to 126, no host bits.
std::optional<NetworkPrefix> ReadLinkPrefix(const JsonValue& value);

} // namespace ns3::nemo

#endif // NEMO_JSON_UNITS_H
