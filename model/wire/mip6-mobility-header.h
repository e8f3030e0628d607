// SPDX-License-Identifier: GPL-2.0-only

#ifndef MIP6_MOBILITY_HEADER_H
#define MIP6_MOBILITY_HEADER_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-drop-reason.h"
#include "ns3/mip6-message.h"
#include "ns3/mip6-octets.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <variant>

namespace ns3::nemo
{

constexpr uint8_t MOBILITY_HEADER_PROTOCOL = 135; //!< Next Header value. RFC 6275 section 6.1.1
constexpr uint8_t NO_NEXT_HEADER = 59;            //!< Payload Proto. RFC 6275 section 6.1.1
constexpr std::size_t MOBILITY_CHECKSUM_OFFSET =
    4; //!< of the checksum in the header. RFC 6275 section 6.1.1

/// Why a mobility header was not understood, and what the sender is to be told. RFC 6275 9.2.
struct MobilityHeaderError
{
    DropReason reason{DropReason::TRUNCATED}; //!< for counters and traces
    /// Octet of the mobility header that an ICMPv6 Parameter Problem (code 0) points at: 0 is
    /// Payload Proto, 1 Header Len. Absent: no Parameter Problem is sent.
    std::optional<uint8_t> parameterProblemPointer;
    /// The MH Type that calls for a Binding Error with status 2. Absent: none is sent.
    std::optional<uint8_t> unknownType;
};

/// @return whether all fields are equal
bool operator==(const MobilityHeaderError& a, const MobilityHeaderError& b);

/// A message, or why there is none.
using MobilityHeaderResult = std::variant<Signal, MobilityHeaderError>;

/**
 * Makes a mobility header with Payload Proto 59, zeros in all reserved fields and its checksum.
 * RFC 6275 section 6.1.
 *
 * In CANONICAL style Binding Authorization Data moves to the end, as the standard demands, and
 * Padding in the list is left out.
 *
 * @param signal the message; the header may have at most 2048 octets (more is misuse and aborts)
 * @param source of the pseudo-header: the home address when the packet has a Home Address option
 * @param destination of the pseudo-header: the home address when it has a type 2 routing header
 * @param style who decides about padding
 * @param types numbers of the prefix delegation options
 * @return the octets, a multiple of 8
 */
Octets EncodeMobilityHeader(const Signal& signal,
                            const Ipv6Address& source,
                            const Ipv6Address& destination,
                            PaddingStyle style = PaddingStyle::CANONICAL,
                            const OptionTypes& types = {});

/**
 * Reads a mobility header, with the checks of RFC 6275 section 9.2 in their order: checksum, MH
 * Type, Payload Proto, Header Len; then the options.
 *
 * Reserved fields are ignored, and octets behind the header too. An option of a known type with a
 * wrong length becomes a MalformedOption; an option that runs past the end of the header, and
 * anything behind Binding Authorization Data, spoil the message. RFC 6275 section 6.2.
 *
 * @param data where the header starts; never read beyond size
 * @param size how many octets the packet has from there
 * @param source of the pseudo-header, see EncodeMobilityHeader
 * @param destination of the pseudo-header
 * @param types numbers of the prefix delegation options
 * @return the message, with its Padding, or why there is none
 */
MobilityHeaderResult DecodeMobilityHeader(const uint8_t* data,
                                          std::size_t size,
                                          const Ipv6Address& source,
                                          const Ipv6Address& destination,
                                          const OptionTypes& types = {});

} // namespace ns3::nemo

#endif // MIP6_MOBILITY_HEADER_H
