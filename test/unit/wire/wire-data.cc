// SPDX-License-Identifier: GPL-2.0-only

#include "unit/wire/wire-data.h"

#include "support/source-folder.h"

#include <arpa/inet.h>
#include <fstream>
#include <functional>
#include <map>
#include <stdexcept>

namespace ns3::nemo::tests
{

Octets
FromHex(const std::string& digits)
{
    Octets octets;
    for (std::size_t i = 0; i + 1 < digits.size(); i += 2)
    {
        octets.push_back(static_cast<uint8_t>(std::stoi(digits.substr(i, 2), nullptr, 16)));
    }
    return octets;
}

std::string
ToHex(const Octets& octets)
{
    std::string digits;
    for (const uint8_t octet : octets)
    {
        digits += "0123456789abcdef"[octet >> 4];
        digits += "0123456789abcdef"[octet & 15];
    }
    return digits;
}

std::string
ToHex(uint64_t value, int octets)
{
    Octets row;
    for (int i = octets - 1; i >= 0; --i)
    {
        row.push_back(static_cast<uint8_t>(value >> (8 * i)));
    }
    return ToHex(row);
}

Octets
WithBits(Octets octets, std::size_t header, std::size_t octet, int bits)
{
    constexpr std::size_t CHECKSUM = 4;
    uint8_t& changed = octets.at(header + octet);
    if ((changed & bits) != 0)
    {
        throw std::runtime_error("these bits are 1 already");
    }
    changed = static_cast<uint8_t>(changed | bits);
    uint8_t* checksum = &octets.at(header + CHECKSUM);
    const auto added = static_cast<uint32_t>(octet % 2 == 0 ? bits << 8 : bits);
    uint32_t sum = (0xffffU & ~(checksum[0] << 8U | checksum[1])) + added;
    sum = 0xffffU & ~((sum & 0xffffU) + (sum >> 16U));
    checksum[0] = static_cast<uint8_t>(sum >> 8U);
    checksum[1] = static_cast<uint8_t>(sum);
    return octets;
}

Ipv6Address
Ip(const std::string& text)
{
    uint8_t octets[ADDRESS_SIZE];
    if (inet_pton(AF_INET6, text.c_str(), octets) != 1)
    {
        throw std::invalid_argument("not an address: " + text);
    }
    return Ipv6Address::Deserialize(octets);
}

std::string
Text(const Ipv6Address& address)
{
    uint8_t octets[ADDRESS_SIZE];
    address.GetBytes(octets);
    char text[INET6_ADDRSTRLEN];
    return inet_ntop(AF_INET6, octets, text, sizeof text);
}

const nlohmann::ordered_json&
ReadJson(std::string_view path)
{
    static std::map<std::string, nlohmann::ordered_json, std::less<>> files;
    const auto known = files.find(path);
    if (known != files.end())
    {
        return known->second;
    }
    std::ifstream file(InRepository("test/" + std::string(path)));
    return files.emplace(path, nlohmann::ordered_json::parse(file)).first->second;
}

const nlohmann::ordered_json&
Named(const nlohmann::ordered_json& list, std::string_view name)
{
    for (const auto& entry : list)
    {
        if (entry.at("name") == name)
        {
            return entry;
        }
    }
    throw std::out_of_range("no vector of that name: " + std::string(name));
}

bool
IsDraft1997(const nlohmann::ordered_json& vector)
{
    return vector.at("name").get<std::string>().rfind("draft1997_", 0) == 0;
}

} // namespace ns3::nemo::tests
