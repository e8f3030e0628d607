// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-timeline-text.h"

#include <iomanip>
#include <sstream>

namespace ns3::nemo
{

std::string
FlagText(FlagList flags)
{
    std::string text;
    for (const auto& [isSet, letter] : flags)
    {
        text += isSet ? std::string(1, letter) : "";
    }
    return text;
}

std::string
FlagsBehind(FlagList flags)
{
    const auto text = FlagText(flags);
    return text.empty() ? "" : ", flags " + text;
}

std::string
LifetimeText(uint32_t seconds)
{
    return seconds == UINT32_MAX ? "infinite" : std::to_string(seconds) + " s";
}

std::string
NamedText(unsigned number, std::string_view name)
{
    return std::to_string(number) + " (" + std::string(name) + ")";
}

std::string
HexText(uint64_t number)
{
    std::ostringstream text;
    text << "0x" << std::hex << std::setw(16) << std::setfill('0') << number;
    return text.str();
}

std::string
HexText(const Octets& octets)
{
    std::ostringstream text;
    text << "0x" << std::hex << std::setfill('0');
    for (const uint8_t octet : octets)
    {
        text << std::setw(2) << unsigned{octet};
    }
    return text.str();
}

std::string
PrefixText(const Ipv6Address& address, uint8_t length)
{
    std::ostringstream text;
    text << address << "/" << unsigned{length};
    return text.str();
}

} // namespace ns3::nemo
