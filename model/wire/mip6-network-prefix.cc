// SPDX-License-Identifier: GPL-2.0-only

#include "ns3/mip6-network-prefix.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cstring>
#include <sstream>

namespace ns3::nemo
{

namespace
{

constexpr uint8_t MAX_LENGTH = 128; //!< bits of an IPv6 address

/// @return the 16 octets of an address
std::array<uint8_t, 16>
BytesOf(const Ipv6Address& address)
{
    std::array<uint8_t, 16> bytes;
    address.GetBytes(bytes.data());
    return bytes;
}

/// @return the address with every bit behind the length cleared
Ipv6Address
Masked(const Ipv6Address& address, uint8_t length)
{
    auto bytes = BytesOf(address);
    const std::size_t whole = length / 8;
    if (whole < bytes.size())
    {
        bytes[whole] = static_cast<uint8_t>(bytes[whole] & ~(0xff >> (length % 8)));
        std::fill(bytes.begin() + static_cast<std::ptrdiff_t>(whole) + 1, bytes.end(), uint8_t{0});
    }
    return Ipv6Address::Deserialize(bytes.data());
}

/// @return the decimal number 0 to 128 that is the whole text, or nothing
std::optional<uint8_t>
ParseLength(const std::string& text)
{
    const bool digits =
        std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (text.empty() || text.size() > 3 || !digits || std::stoi(text) > MAX_LENGTH)
    {
        return std::nullopt;
    }
    return static_cast<uint8_t>(std::stoi(text));
}

} // namespace

NetworkPrefix::NetworkPrefix(const Ipv6Address& anyAddress, uint8_t prefixLength)
    : address(Masked(anyAddress, std::min(prefixLength, MAX_LENGTH))),
      length(std::min(prefixLength, MAX_LENGTH))
{
}

std::optional<NetworkPrefix>
NetworkPrefix::Parse(const std::string& text)
{
    const auto slash = text.find('/');
    if (slash == std::string::npos)
    {
        return std::nullopt;
    }
    // ns-3's own parser aborts on bad text, which is not an answer to a user's typing error.
    std::array<uint8_t, 16> bytes;
    const auto length = ParseLength(text.substr(slash + 1));
    if (!length || inet_pton(AF_INET6, text.substr(0, slash).c_str(), bytes.data()) != 1)
    {
        return std::nullopt;
    }
    return NetworkPrefix(Ipv6Address::Deserialize(bytes.data()), *length);
}

bool
NetworkPrefix::Contains(const Ipv6Address& other) const
{
    const auto mine = BytesOf(address);
    const auto theirs = BytesOf(other);
    const std::size_t whole = length / 8;
    if (std::memcmp(mine.data(), theirs.data(), whole) != 0)
    {
        return false;
    }
    const int mask = 0xff & ~(0xff >> (length % 8));
    return whole == mine.size() || ((mine[whole] ^ theirs[whole]) & mask) == 0;
}

bool
NetworkPrefix::Covers(const NetworkPrefix& other) const
{
    return length <= other.length && Contains(other.address);
}

bool
NetworkPrefix::Overlaps(const NetworkPrefix& other) const
{
    return Covers(other) || other.Covers(*this);
}

std::string
NetworkPrefix::ToString() const
{
    std::ostringstream text;
    text << *this;
    return text.str();
}

bool
operator==(const NetworkPrefix& a, const NetworkPrefix& b)
{
    return a.length == b.length && a.address == b.address;
}

bool
operator!=(const NetworkPrefix& a, const NetworkPrefix& b)
{
    return !(a == b);
}

bool
operator<(const NetworkPrefix& a, const NetworkPrefix& b)
{
    return a.address == b.address ? a.length < b.length : a.address < b.address;
}

std::ostream&
operator<<(std::ostream& os, const NetworkPrefix& prefix)
{
    return os << prefix.address << "/" << static_cast<unsigned>(prefix.length);
}

} // namespace ns3::nemo

std::size_t
std::hash<ns3::nemo::NetworkPrefix>::operator()(const ns3::nemo::NetworkPrefix& prefix) const
{
    // The address's own hash mixes all its bits; an odd factor keeps lengths of one address apart.
    return ns3::Ipv6AddressHash()(prefix.address) * 131 + prefix.length;
}
