// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TIMELINE_TEXT_H
#define NEMO_TIMELINE_TEXT_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-octets.h"

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace ns3::nemo
{

/// Flags of a message, each with its letter.
using FlagList = std::initializer_list<std::pair<bool, char>>;

/// \return the letters of those that are set
std::string FlagText(FlagList flags);

/// \return the same to stand behind other text, such as ", flags PI"; empty if none is set
std::string FlagsBehind(FlagList flags);

/// \return such as "420 s", or "infinite"
std::string LifetimeText(uint32_t seconds);

/// \return such as "133 (not-home-agent-for-this-mobile-node)"
std::string NamedText(unsigned number, std::string_view name);

/// \return such as "0x00000000000000ff"
std::string HexText(uint64_t number);

/// \return such as "0x00ff"
std::string HexText(const Octets& octets);

/// \return such as "5::/64", whatever the length is
std::string PrefixText(const Ipv6Address& address, uint8_t length);

} // namespace ns3::nemo

#endif // NEMO_TIMELINE_TEXT_H
