// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-text-values.h"

#include "ns3/mip6-interface-identifier.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <charconv>
#include <cmath>
#include <string>

namespace ns3::nemo
{

namespace
{

/// A unit and its size.
struct Unit
{
    std::string_view name; ///< As ns-3 spells it.
    double factor;         ///< Seconds, or bits per second.
};

constexpr Unit TIME_UNITS[] = {{"", 1},
                               {"s", 1},
                               {"ms", 1e-3},
                               {"us", 1e-6},
                               {"ns", 1e-9},
                               {"ps", 1e-12},
                               {"fs", 1e-15},
                               {"min", 60},
                               {"h", 3600},
                               {"d", 86400},
                               {"y", 365 * 86400.0}};

constexpr Unit RATE_UNITS[] = {{"bps", 1},         {"b/s", 1},
                               {"Bps", 8},         {"B/s", 8},
                               {"kbps", 1e3},      {"kb/s", 1e3},
                               {"Kbps", 1e3},      {"Kb/s", 1e3},
                               {"kBps", 8e3},      {"kB/s", 8e3},
                               {"KBps", 8e3},      {"KB/s", 8e3},
                               {"Kib/s", 1024},    {"KiB/s", 8192},
                               {"Mbps", 1e6},      {"Mb/s", 1e6},
                               {"MBps", 8e6},      {"MB/s", 8e6},
                               {"Mib/s", 1 << 20}, {"MiB/s", 8 << 20},
                               {"Gbps", 1e9},      {"Gb/s", 1e9},
                               {"GBps", 8e9},      {"GB/s", 8e9},
                               {"Gib/s", 1 << 30}, {"GiB/s", 8.0 * (1 << 30)}};

/// Longer texts are not mended.
constexpr std::size_t LONGEST_QUANTITY = 40;

/// A number and what follows it.
struct Quantity
{
    double number;         ///< Finite.
    std::string_view unit; ///< The rest.
};

/// \return number and unit, or nothing if the text does not begin with a number
std::optional<Quantity>
ParseQuantity(std::string_view text)
{
    if (!text.empty() && text.front() == '+')
    {
        text.remove_prefix(1);
    }
    const auto digit = text.find_first_not_of("-.");
    if (digit == std::string_view::npos || text[digit] < '0' || text[digit] > '9')
    {
        return std::nullopt; // from_chars would take "inf" and "nan" too
    }
    double number = 0;
    const auto* end = text.data() + text.size();
    const auto result = std::from_chars(text.data(), end, number);
    if (result.ec != std::errc())
    {
        return std::nullopt;
    }
    return Quantity{number, {result.ptr, static_cast<std::size_t>(end - result.ptr)}};
}

/// \return number times unit, or nothing if the text is not made of these
template <std::size_t N>
std::optional<double>
ParseWithUnit(std::string_view text, const Unit (&units)[N])
{
    const auto quantity = ParseQuantity(text);
    const auto* unit = std::find_if(std::begin(units), std::end(units), [&](const Unit& candidate) {
        return quantity && candidate.name == quantity->unit;
    });
    return unit == std::end(units) ? std::nullopt : std::optional(quantity->number * unit->factor);
}

std::array<uint8_t, 16>
Octets16(const Ipv6Address& address)
{
    std::array<uint8_t, 16> octets;
    address.GetBytes(octets.data());
    return octets;
}

} // namespace

std::optional<double>
ParseNumber(std::string_view text)
{
    const auto quantity = ParseQuantity(text);
    return quantity && quantity->unit.empty() ? std::optional(quantity->number) : std::nullopt;
}

std::optional<Time>
ParseDuration(std::string_view text)
{
    const auto seconds = ParseWithUnit(text, TIME_UNITS);
    if (!seconds || !(std::abs(*seconds) <= static_cast<double>(LONGEST_SECONDS)))
    {
        return std::nullopt;
    }
    return Time::FromDouble(*seconds * 1e9, Time::NS);
}

std::optional<DataRate>
ParseDataRate(std::string_view text)
{
    const auto rate = ParseWithUnit(text, RATE_UNITS);
    if (!rate || !(*rate >= 1 && *rate < 9e18))
    {
        return std::nullopt;
    }
    return DataRate(static_cast<uint64_t>(*rate));
}

bool
IsTimeText(std::string_view text)
{
    return ParseWithUnit(text, TIME_UNITS).has_value();
}

bool
IsRateText(std::string_view text)
{
    return ParseWithUnit(text, RATE_UNITS).has_value();
}

std::string
MendRate(std::string_view text)
{
    std::string plain(text.substr(0, LONGEST_QUANTITY));
    plain.erase(std::remove(plain.begin(), plain.end(), ' '), plain.end());
    const auto quantity = ParseQuantity(plain);
    if (!quantity)
    {
        return "";
    }
    std::string unit(quantity->unit);
    const std::string number = plain.substr(0, plain.size() - unit.size());
    for (const std::string_view bits : {"bit/s", "bits/s", "bit/sec", "bits/sec", "bit", "bits"})
    {
        const bool isThis = unit.size() >= bits.size() &&
                            unit.compare(unit.size() - bits.size(), bits.size(), bits) == 0;
        unit = isThis ? unit.substr(0, unit.size() - bits.size()) + "bps" : unit;
    }
    const std::string_view letters = "kKmMgG";
    const auto letter = letters.find(unit.empty() ? ' ' : unit.front());
    if (letter != std::string_view::npos)
    {
        unit.front() = "kkMMGG"[letter];
    }
    return unit == "pps" || ParseDataRate(number + unit) ? number + unit : "";
}

std::optional<Ipv6Address>
ParseAddress(std::string_view text)
{
    std::array<uint8_t, 16> octets;
    // ns-3's own parser takes nonsense for an address or ends the program.
    if (text.size() > INET6_ADDRSTRLEN || text.find('\0') != std::string_view::npos ||
        inet_pton(AF_INET6, std::string(text).c_str(), octets.data()) != 1)
    {
        return std::nullopt;
    }
    return Ipv6Address::Deserialize(octets.data());
}

bool
IsInterfaceIdentifier(const Ipv6Address& address)
{
    const auto octets = Octets16(address);
    return std::all_of(octets.begin(), octets.begin() + 8, [](uint8_t o) { return o == 0; }) &&
           !address.IsAny();
}

std::optional<Ipv6Address>
JoinIdentifier(const NetworkPrefix& prefix, const Ipv6Address& identifier)
{
    if (!(NetworkPrefix(identifier, prefix.length).address == Ipv6Address::GetAny()))
    {
        return std::nullopt;
    }
    return AddressIn(prefix, identifier);
}

bool
IsReservedAnycast(const NetworkPrefix& prefix, const Ipv6Address& address)
{
    const auto octets = Octets16(address);
    const bool lastBlock = octets[8] == 0xfd && octets[15] >= 0x80 &&
                           std::all_of(octets.begin() + 9, octets.begin() + 15, [](uint8_t octet) {
                               return octet == 0xff;
                           });
    return address == prefix.address || (prefix.length == 64 && lastBlock);
}

} // namespace ns3::nemo
