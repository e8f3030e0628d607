// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TEST_CAPTURE_FILE_H
#define NEMO_TEST_CAPTURE_FILE_H

#include "support/mobile-world.h"

#include <string>
#include <vector>

namespace ns3::nemo::tests
{

/// Read a capture of a link, as a run writes it: pcap with nanoseconds, Ethernet.
/// \return the IPv6 packets, in the order in which their last bit left the sender, which is the
/// time of each; throws std::runtime_error if it is no such file
std::vector<CaughtPacket> ReadCapture(const std::string& file);

/// The IPv6 headers of a packet, outermost first, such as {"4::3 > 7::2", "3::2 > 5::2"}.
std::vector<std::string> StackOf(const CaughtPacket& packet);

/// \return the innermost packet: what a tunnel carries, or the packet itself
const CaughtPacket& InnermostOf(const CaughtPacket& packet);

} // namespace ns3::nemo::tests

#endif // NEMO_TEST_CAPTURE_FILE_H
