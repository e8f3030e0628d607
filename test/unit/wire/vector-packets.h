// SPDX-License-Identifier: GPL-2.0-only

#ifndef VECTOR_PACKETS_H
#define VECTOR_PACKETS_H

#include "unit/wire/packet-walker.h"

#include <cstdint>
#include <map>
#include <string>

namespace ns3::nemo::tests
{

/// A packet said in values: what an encoder is given, and what a decoder must find.
struct SaidPacket
{
    WalkedPacket packet; //!< addresses, chain, hop limit and protocol; no payload
    Upper upper;         //!< the payload
};

/// @param flags letters of the flags that are set @return the message of these values
BindingUpdate UpdateValues(uint16_t sequence, const std::string& flags, uint32_t lifetime);

/// @param flags letters of the flags that are set @return the message of these values
BindingAcknowledgement AnswerValues(int status,
                                    const std::string& flags,
                                    uint16_t sequence,
                                    uint32_t lifetime);

/// @param flags letters of the flags that are set @return the option of these values
MobileNetworkPrefixOption Prefix(const std::string& prefix,
                                 uint8_t length,
                                 const std::string& flags = "");

/// @return the packets of test/vectors/mip6.json, each said again by hand from its description
const std::map<std::string, SaidPacket>& Mip6Packets();

/// @return the messages of test/vectors/nemo.json, each said again by hand from its description
const std::map<std::string, Upper>& NemoMessages();

} // namespace ns3::nemo::tests

#endif // VECTOR_PACKETS_H
