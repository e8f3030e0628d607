// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_DRAFT1997_OPTIONS_H
#define MIP6_DRAFT1997_OPTIONS_H

#include "ns3/mip6-message.h"
#include "ns3/mip6-mobility-header.h"
#include "ns3/mip6-octets.h"

#include <cstdint>
#include <vector>

namespace ns3::nemo
{

/// The option types, none of which was ever assigned. draft-ietf-mobileip-ipv6-04 section 5.
struct Draft1997Types
{
    uint8_t update{195};        ///< Binding Update: unknown, it discards the packet.
    uint8_t acknowledgement{2}; ///< Binding Acknowledgement: unknown, it is passed over.
    uint8_t request{3};         ///< Binding Request: unknown, it is passed over.
    uint8_t homeAddress{196};   ///< Home Address: unknown, it discards the packet.
};

/**
 * Adds a signal as a destination option, with its alignment. draft-ietf-mobileip-ipv6-04 section 5.
 *
 * Binding Update (195), aligned 4n+2, Option Length 8, with C 24 (the text's "increased by 8" holds
 * no address); the Alternate Care-of Address is the field that C is for:
 *
 *                                     +---------------+---------------+
 *                                     |  Option Type  | Option Length |
 *     +-+-+-+---------+---------------+---------------+---------------+
 *     |A|H|C| Reserved|   ID Length   |        Sequence Number        |
 *     +-+-+-+---------+---------------+-------------------------------+
 *     |                           Lifetime                            |
 *     +---------------------------------------------------------------+
 *     |              Care-of Address, 128 bits, only if C             |
 *     +---------------------------------------------------------------+
 *
 * Binding Acknowledgement (2), aligned 4n+2, Option Length 12 as the text demands; its figure draws
 * no octet behind Status, which is sent as 0 here:
 *
 *                                     +---------------+---------------+
 *                                     |  Option Type  | Option Length |
 *     +---------------+---------------+---------------+---------------+
 *     |    Status     |       0       |        Sequence Number        |
 *     +---------------+---------------+-------------------------------+
 *     |                           Lifetime                            |
 *     +---------------------------------------------------------------+
 *     |                           Refresh                             |
 *     +---------------------------------------------------------------+
 *
 * Binding Request (3), anywhere, Option Length 0; as a value it is a Binding Refresh Request.
 *
 * @param signal one of the three; the draft has no others, and the run is aborted
 * @param types option types
 * @param[in,out] options laid out from offset 2 of their header (see AppendOption)
 */
void AppendDraft1997Option(const Signal& signal, const Draft1997Types& types, Octets& options);

/**
 * Reads signals out of destination options; padding and options of other types are passed over, and
 * what stands behind the fixed part of an option too: extensions that nobody has defined.
 *
 * @param options complete ones, one behind the other
 * @param types option types
 * @return each signal in its order. In the place of a Binding Update that is too short
 * MESSAGE_TOO_SHORT, which spoils the packet (section 7.2); of a Binding Acknowledgement
 * SKIPPED_OPTION, since only that is lost (section 9.10); at the end TRUNCATED if the last option
 * is cut
 */
std::vector<MobilityHeaderResult> ReadDraft1997Options(const Octets& options,
                                                       const Draft1997Types& types);

} // namespace ns3::nemo

#endif // MIP6_DRAFT1997_OPTIONS_H
