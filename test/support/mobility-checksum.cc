// SPDX-License-Identifier: GPL-2.0-only

#include "support/mobility-checksum.h"

#include <algorithm>
#include <vector>

namespace ns3::nemo::tests
{

namespace
{

using Bytes = std::vector<uint8_t>;

/// RFC 1071: the one's complement sum of a string of 16-bit words, with end-around carry.
uint16_t
OnesComplementSum(const Bytes& string)
{
    uint16_t sum = 0;
    for (std::size_t i = 0; i < string.size(); i += 2)
    {
        const uint16_t low = i + 1 < string.size() ? string[i + 1] : 0;
        const uint16_t word = static_cast<uint16_t>(string[i] * 256 + low);
        const uint16_t before = sum;
        sum = static_cast<uint16_t>(sum + word);
        if (sum < before)
        {
            sum = static_cast<uint16_t>(sum + 1);
        }
    }
    return sum;
}

/// RFC 8200 section 8.1: addresses, 32 bits of length, 24 zero bits, Next Header; then the header.
bool
IsRight(const Bytes& source, const Bytes& destination, const uint8_t* header, std::size_t length)
{
    Bytes string(source);
    string.insert(string.end(), destination.begin(), destination.end());
    for (const int shift : {24, 16, 8, 0})
    {
        string.push_back(static_cast<uint8_t>((length >> shift) % 256));
    }
    string.insert(string.end(), {0, 0, 0, 135});
    string.insert(string.end(), header, header + length);
    return OnesComplementSum(string) == 0xffff;
}

/// RFC 6275 section 6.3: the home address in a destination options header takes the source's place.
void
LookForHomeAddress(const uint8_t* header, std::size_t length, Bytes& source)
{
    for (std::size_t i = 2; i + 1 < length; i += header[i] == 0 ? 1 : 2 + header[i + 1])
    {
        if (header[i] == 201 && header[i + 1] == 16 && i + 18 <= length)
        {
            source.assign(header + i + 2, header + i + 18);
        }
    }
}

} // namespace

ChecksumCount
CheckMobilityHeaders(const uint8_t* packet, std::size_t size)
{
    ChecksumCount count;
    if (size < 40)
    {
        return count;
    }
    Bytes source(packet + 8, packet + 24);
    Bytes destination(packet + 24, packet + 40);
    uint8_t next = packet[6];
    const uint8_t* header = packet + 40;
    std::size_t left = std::min<std::size_t>(size - 40, packet[4] * 256 + packet[5]);
    while ((next == 0 || next == 43 || next == 60 || next == 51) && left >= 8)
    {
        const std::size_t length = next == 51 ? header[1] * 4 + 8 : header[1] * 8 + 8;
        if (length > left)
        {
            return count;
        }
        if (next == 60)
        {
            LookForHomeAddress(header, length, source);
        }
        else if (next == 43 && header[3] == 1 && length >= 24)
        {
            destination.assign(header + length - 16, header + length);
        }
        next = header[0];
        header += length;
        left -= length;
    }
    if (next == 41)
    {
        return CheckMobilityHeaders(header, left);
    }
    if (next == 135)
    {
        const std::size_t length = left >= 8 ? header[1] * 8 + 8 : 0;
        const bool right =
            length >= 8 && length <= left && IsRight(source, destination, header, length);
        (right ? count.right : count.wrong) = 1;
    }
    return count;
}

} // namespace ns3::nemo::tests
