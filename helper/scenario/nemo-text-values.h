// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TEXT_VALUES_H
#define NEMO_TEXT_VALUES_H

#include "ns3/data-rate.h"
#include "ns3/ipv6-address.h"
#include "ns3/mip6-network-prefix.h"
#include "ns3/nstime.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace ns3::nemo
{

/// Durations beyond this (some 31 years) are refused: far below where ns-3's clock overflows.
constexpr int64_t LONGEST_SECONDS = 1000000000;

/// \return the finite decimal number that is the whole text, or nothing
std::optional<double> ParseNumber(std::string_view text);

/// Parse what ns3::Time would, whose own parser ends the program on anything else.
/// \return the duration, or nothing if it is none or longer than LONGEST_SECONDS
std::optional<Time> ParseDuration(std::string_view text);

/// \return whether the text is a number with a unit of time or none, however long that is
bool IsTimeText(std::string_view text);

/// \return whether the text is a number with a unit of data rates, however much that is
bool IsRateText(std::string_view text);

/// \return a data rate, or packets per second ("50pps"), that somebody may have meant who wrote
///         blanks, another case, or "bit/s"; empty: nothing comes to mind
std::string MendRate(std::string_view text);

/// Parse what ns3::DataRate would, with the same units.
/// \return the rate, or nothing if it is none, zero, or too large for bits per second in 63 bits
std::optional<DataRate> ParseDataRate(std::string_view text);

/// Parse an IPv6 address in any notation of RFC 4291 section 2.2.
/// \return the address, or nothing if it is none
std::optional<Ipv6Address> ParseAddress(std::string_view text);

/// \return whether only the low 64 bits say something, as in "::3"
bool IsInterfaceIdentifier(const Ipv6Address& address);

/// \return the prefix's bits with the identifier's behind; nothing if the identifier reaches into
///         the prefix
std::optional<Ipv6Address> JoinIdentifier(const NetworkPrefix& prefix,
                                          const Ipv6Address& identifier);

/// \return whether it is the subnet-router anycast address of the prefix (RFC 4291 section 2.6.1)
///         or one of the reserved anycast addresses at its end (RFC 2526), which no node may own
bool IsReservedAnycast(const NetworkPrefix& prefix, const Ipv6Address& address);

} // namespace ns3::nemo

#endif // NEMO_TEXT_VALUES_H
