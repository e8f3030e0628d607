// SPDX-License-Identifier: GPL-2.0-only

#ifndef MIP6_STATUS_H
#define MIP6_STATUS_H

#include <cstdint>
#include <string_view>

namespace ns3::nemo
{

/**
 * What a Binding Acknowledgement says of its update, in whatever dialect. Up to 255 it is the octet
 * of RFC 6275 section 6.1.8 (140 to 143: RFC 3963 section 4.2), also one without a name; from 256
 * on it is what only draft-ietf-mobileip-ipv6-04 section 5.2 can say, whose octets mean other
 * things and never stand here (Draft1997Status).
 */
enum class BindingStatus : uint16_t
{
    ACCEPTED = 0,                                //!< Binding Update accepted
    ACCEPTED_PREFIX_DISCOVERY_NECESSARY = 1,     //!< Accepted but prefix discovery necessary
    REASON_UNSPECIFIED = 128,                    //!< Reason unspecified
    ADMINISTRATIVELY_PROHIBITED = 129,           //!< Administratively prohibited
    INSUFFICIENT_RESOURCES = 130,                //!< Insufficient resources
    HOME_REGISTRATION_NOT_SUPPORTED = 131,       //!< Home registration not supported
    NOT_HOME_SUBNET = 132,                       //!< Not home subnet
    NOT_HOME_AGENT_FOR_THIS_MOBILE_NODE = 133,   //!< Not home agent for this mobile node
    DUPLICATE_ADDRESS_DETECTION_FAILED = 134,    //!< Duplicate Address Detection failed
    SEQUENCE_NUMBER_OUT_OF_WINDOW = 135,         //!< Sequence number out of window
    EXPIRED_HOME_NONCE_INDEX = 136,              //!< Expired home nonce index
    EXPIRED_CARE_OF_NONCE_INDEX = 137,           //!< Expired care-of nonce index
    EXPIRED_NONCES = 138,                        //!< Expired nonces
    REGISTRATION_TYPE_CHANGE_DISALLOWED = 139,   //!< Registration type change disallowed
    MOBILE_ROUTER_OPERATION_NOT_PERMITTED = 140, //!< Mobile Router Operation not permitted
    INVALID_PREFIX = 141,                        //!< Invalid Prefix
    NOT_AUTHORIZED_FOR_PREFIX = 142,             //!< Not Authorized for Prefix
    FORWARDING_SETUP_FAILED = 143,               //!< Forwarding Setup failed (prefixes missing)
    INVALID_CARE_OF_ADDRESS = 174,               //!< Invalid Care-of Address
    POORLY_FORMED_UPDATE = 256,                  //!< Poorly formed Binding Update
    HOME_AGENT_DISCOVERY_RESPONSE = 257,         //!< Dynamic home agent address discovery response
    INCORRECT_INTERFACE_IDENTIFIER_LENGTH = 258, //!< Incorrect interface identifier length
};

/**
 * @param status any value
 * @return whether the Binding Update was accepted: an octet below 128. RFC 6275 section 6.1.8.
 */
constexpr bool
IsAccepted(BindingStatus status)
{
    return static_cast<uint16_t>(status) < 128;
}

/**
 * @param status any value
 * @return the standard's words in kebab-case ("not-home-subnet"), or "unassigned"
 */
std::string_view ToString(BindingStatus status);

/// The Status field of a Binding Error. RFC 6275 section 6.1.9.
enum class BindingErrorStatus : uint8_t
{
    UNKNOWN_BINDING = 1,                   //!< Unknown binding for Home Address option
    UNRECOGNIZED_MOBILITY_HEADER_TYPE = 2, //!< Unrecognized MH Type value
};

/**
 * @param status any value
 * @return "unknown-binding", "unrecognized-mobility-header-type" or "unassigned"
 */
std::string_view ToString(BindingErrorStatus status);

/// The Status of a Mobile Network Prefix Confirmation. draft-ietf-nemo-prefix-delegation-00 6.5.
enum class PrefixStatus : uint8_t
{
    OK = 0,                         //!< Route successfully created for designated prefix
    NOT_REGISTERED = 1,             //!< Prefix is not currently registered
    NOT_A_MOBILE_ROUTER = 2,        //!< Mobile Network Option sent from non-MR
    INVALID_PREFIX = 3,             //!< Invalid prefix (not part of valid address space)
    NOT_OWNED_BY_DOMAIN = 4,        //!< Prefix not owned by this domain/link
    NOT_OWNED_BY_MOBILE_ROUTER = 5, //!< Prefix not owned by MR which sent this MNO
    INSUFFICIENT_RESOURCES = 6,     //!< Could not create route / insufficient resources
    LONGER_PREFIX_ALLOCATED = 7,    //!< Prefix allocated as shown, with longer prefix length
    PERSISTENT_NOT_SUPPORTED = 8,   //!< Persistent prefixes are not supported
    TRANSIENT_NOT_SUPPORTED = 9,    //!< Transient prefixes are not supported
    IMPLICIT_NOT_SUPPORTED = 10,    //!< NEMO Implicit mode is not supported
};

/**
 * @param status any value
 * @return the meaning in kebab-case ("not-owned-by-mobile-router"), or "unassigned"
 */
std::string_view ToString(PrefixStatus status);

/// Which kind of prefix is asked for or given. draft-ietf-nemo-prefix-delegation-00 6.4 and 6.5.
enum class PrefixType : uint8_t
{
    NONE_SPECIFIED = 0, //!< any
    PRIVATE = 1,        //!< site-local, deprecated by RFC 3879
    UNIQUE_LOCAL = 2,   //!< RFC 4193
    GLOBAL = 3,         //!< global unicast
};

/**
 * @param type any value
 * @return "none-specified", "private", "unique-local", "global" or "unassigned"
 */
std::string_view ToString(PrefixType type);

} // namespace ns3::nemo

#endif // MIP6_STATUS_H
