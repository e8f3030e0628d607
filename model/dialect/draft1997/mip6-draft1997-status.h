// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_DRAFT1997_STATUS_H
#define MIP6_DRAFT1997_STATUS_H

#include "ns3/mip6-status.h"

#include <cstdint>

namespace ns3::nemo
{

/// The Status field of the Binding Acknowledgement option. draft-ietf-mobileip-ipv6-04 section 5.2.
/// RFC 6275 gives most of these octets other meanings.
enum class Draft1997Status : uint8_t
{
    ACCEPTED = 0,                                ///< Binding Update accepted
    REASON_UNSPECIFIED = 128,                    ///< Reason unspecified
    POORLY_FORMED_UPDATE = 129,                  ///< Poorly formed Binding Update
    ADMINISTRATIVELY_PROHIBITED = 130,           ///< Administratively prohibited
    INSUFFICIENT_RESOURCES = 131,                ///< Insufficient resources
    HOME_REGISTRATION_NOT_SUPPORTED = 132,       ///< Home registration not supported
    NOT_HOME_SUBNET = 133,                       ///< Not home subnet
    SEQUENCE_NUMBER_TOO_SMALL = 134,             ///< Sequence Number field value too small
    HOME_AGENT_DISCOVERY_RESPONSE = 135,         ///< Dynamic home agent address discovery response
    INCORRECT_INTERFACE_IDENTIFIER_LENGTH = 136, ///< Incorrect interface identifier length
};

/// How the draft says it: what it has no octet for is ACCEPTED if it is accepted, else
/// REASON_UNSPECIFIED.
Draft1997Status ToDraft1997(BindingStatus status);

/// What an octet of the draft means: below 128 without a name ACCEPTED, above REASON_UNSPECIFIED.
BindingStatus FromDraft1997(uint8_t octet);

} // namespace ns3::nemo

#endif // MIP6_DRAFT1997_STATUS_H
