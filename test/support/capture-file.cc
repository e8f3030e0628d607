// SPDX-License-Identifier: GPL-2.0-only
#include "support/capture-file.h"

#include <cstring>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>

namespace ns3::nemo::tests
{

namespace
{

constexpr uint32_t NANOSECOND_PCAP = 0xa1b23c4d;
constexpr uint32_t ETHERNET = 1;
constexpr std::size_t FILE_HEADER = 24;
constexpr std::size_t RECORD_HEADER = 16;
constexpr std::size_t FRAME_HEADER = 14;

/// \return a number in the byte order of this machine, in which ns-3 writes
uint32_t
NumberAt(const Octets& octets, std::size_t position)
{
    uint32_t number = 0;
    if (position + sizeof(number) > octets.size())
    {
        throw std::runtime_error("a capture is cut");
    }
    std::memcpy(&number, octets.data() + position, sizeof(number));
    return number;
}

/// \param frame begins with the Ethernet header
CaughtPacket
ReadFrame(const uint8_t* frame, std::size_t size, Time at)
{
    CaughtPacket packet = Dissect(Octets(frame + FRAME_HEADER, frame + size));
    packet.at = at;
    packet.to.CopyFrom(frame);
    packet.from.CopyFrom(frame + 6);
    return packet;
}

} // namespace

std::vector<CaughtPacket>
ReadCapture(const std::string& file)
{
    std::ifstream stream(file, std::ios::binary);
    const Octets octets((std::istreambuf_iterator<char>(stream)), {});
    if (NumberAt(octets, 0) != NANOSECOND_PCAP || NumberAt(octets, 20) != ETHERNET)
    {
        throw std::runtime_error(file + ": no capture of Ethernet with nanoseconds");
    }
    std::vector<CaughtPacket> packets;
    std::size_t size = 0;
    for (auto at = FILE_HEADER; at < octets.size(); at += RECORD_HEADER + size)
    {
        size = NumberAt(octets, at + 8);
        const uint8_t* frame = octets.data() + at + RECORD_HEADER;
        if (at + RECORD_HEADER + size > octets.size() || size < FRAME_HEADER)
        {
            throw std::runtime_error(file + ": a frame is cut");
        }
        if (frame[12] == 0x86 && frame[13] == 0xdd)
        {
            const Time time = Seconds(NumberAt(octets, at)) + NanoSeconds(NumberAt(octets, at + 4));
            packets.push_back(ReadFrame(frame, size, time));
        }
    }
    return packets;
}

std::vector<std::string>
StackOf(const CaughtPacket& packet)
{
    std::vector<std::string> stack;
    for (const CaughtPacket* one = &packet; one; one = one->inner.get())
    {
        std::ostringstream text;
        text << one->source << " > " << one->destination;
        stack.push_back(text.str());
    }
    return stack;
}

const CaughtPacket&
InnermostOf(const CaughtPacket& packet)
{
    return packet.inner ? InnermostOf(*packet.inner) : packet;
}

} // namespace ns3::nemo::tests
