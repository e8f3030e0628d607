// SPDX-License-Identifier: GPL-2.0-only

#ifndef WIRE_DATA_H
#define WIRE_DATA_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-octets.h"

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace ns3::nemo::tests
{

/// @return the octets that the digits say
Octets FromHex(const std::string& digits);

/// @return two lower-case digits for each octet
std::string ToHex(const Octets& octets);

/// @return a number as so many octets in hex
std::string ToHex(uint64_t value, int octets);

/// @return the octets with bits of one octet, 0 so far, set to 1, and the checksum of the mobility
/// header that starts at `header` mended (RFC 1624); `octet` counts from there, and is even or odd
/// as in the checksum
Octets WithBits(Octets octets, std::size_t header, std::size_t octet, int bits);

/// @return the address that the text says
Ipv6Address Ip(const std::string& text);

/// @return the address as everybody writes it, by the C library
std::string Text(const Ipv6Address& address);

/// @param path of a JSON file below test/ @return what is in it, read once
const nlohmann::ordered_json& ReadJson(std::string_view path);

/// @return the entry of that name in the list
const nlohmann::ordered_json& Named(const nlohmann::ordered_json& list, std::string_view name);

/// @return whether a vector is of the 1997 dialect, which has a codec of its own
bool IsDraft1997(const nlohmann::ordered_json& vector);

} // namespace ns3::nemo::tests

#endif // WIRE_DATA_H
