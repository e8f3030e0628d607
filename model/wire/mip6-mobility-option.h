// SPDX-License-Identifier: GPL-2.0-only

#ifndef MIP6_MOBILITY_OPTION_H
#define MIP6_MOBILITY_OPTION_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-octets.h"
#include "ns3/mip6-status.h"

#include <cstdint>
#include <variant>
#include <vector>

namespace ns3::nemo
{

/// Option types of the mobility header. RFC 6275 section 6.2; 6: RFC 3963 section 4.3.
enum class MobilityOptionType : uint8_t
{
    PAD1 = 0,                       //!< one octet of padding
    PADN = 1,                       //!< two or more octets of padding
    BINDING_REFRESH_ADVICE = 2,     //!< Binding Refresh Advice
    ALTERNATE_CARE_OF_ADDRESS = 3,  //!< Alternate Care-of Address
    NONCE_INDICES = 4,              //!< Nonce Indices
    BINDING_AUTHORIZATION_DATA = 5, //!< Binding Authorization Data
    MOBILE_NETWORK_PREFIX = 6,      //!< Mobile Network Prefix
};

/**
 * The types of the two prefix delegation options, for which no number was ever assigned.
 * draft-ietf-nemo-prefix-delegation-00 sections 6.4 and 6.5. A number of MobilityOptionType, or
 * twice the same number, makes an option unreadable.
 */
struct OptionTypes
{
    uint8_t prefixRequest{200};      //!< Mobile Network Prefix Request
    uint8_t prefixConfirmation{201}; //!< Mobile Network Prefix Confirmation
};

/// Pad1 or PadN as decoded. RFC 6275 sections 6.2.2 and 6.2.3.
struct Padding
{
    Octets octets; //!< the complete option: {0}, or {1, N-2, N-2 octets of anything}
};

/// Binding Refresh Advice. RFC 6275 section 6.2.4.
struct BindingRefreshAdvice
{
    uint16_t interval{0}; //!< until the mobile node should register again, in units of 4 s

    /// @return the interval in seconds
    uint32_t Seconds() const;
    /**
     * @param seconds rounded down to a multiple of 4, at most 262140
     * @return the advice
     */
    static BindingRefreshAdvice FromSeconds(uint32_t seconds);
};

/// Alternate Care-of Address. RFC 6275 section 6.2.5.
struct AlternateCareOfAddress
{
    Ipv6Address address; //!< the care-of address to register; any address is decoded
};

/// Nonce Indices. RFC 6275 section 6.2.6.
struct NonceIndices
{
    uint16_t home{0};   //!< Home Nonce Index
    uint16_t careOf{0}; //!< Care-of Nonce Index
};

/// Binding Authorization Data. RFC 6275 section 6.2.7.
struct BindingAuthorizationData
{
    Octets authenticator; //!< opaque; 12 octets with return routability
};

/// Mobile Network Prefix. RFC 3963 section 4.3; flags: prefix delegation draft section 6.3.
struct MobileNetworkPrefixOption
{
    bool persistent{false};  //!< P: assigned beyond the lifetime of the binding
    bool implicit{false};    //!< I: routed even if not listed in an explicit mode update
    bool delegated{false};   //!< D: obtained by delegation
    uint8_t prefixLength{0}; //!< in bits, as on the wire: may exceed 128
    Ipv6Address prefix;      //!< as on the wire: host bits are kept
};

/// Mobile Network Prefix Request. Prefix delegation draft section 6.4.
struct MobileNetworkPrefixRequest
{
    uint8_t prefixLength{0};                           //!< wanted, in bits, as on the wire
    bool persistent{false};                            //!< P
    bool implicit{false};                              //!< I
    uint16_t correlator{0};                            //!< CorID, copied to the confirmation
    PrefixType prefixType{PrefixType::NONE_SPECIFIED}; //!< which kind is wanted
};

/// Mobile Network Prefix Confirmation. Prefix delegation draft section 6.5.
struct MobileNetworkPrefixConfirmation
{
    uint8_t prefixLength{0};                           //!< in bits, as on the wire
    bool persistent{false};                            //!< P
    bool implicit{false};                              //!< I
    bool delegated{false};                             //!< D: answers the request with this CorID
    uint16_t correlator{0};                            //!< CorID; unused without D
    PrefixStatus status{PrefixStatus::OK};             //!< what became of the request
    PrefixType prefixType{PrefixType::NONE_SPECIFIED}; //!< kind of the prefix
    uint32_t validLifetime{0};                         //!< in seconds; 0xffffffff is infinity
    Ipv6Address prefix;                                //!< as on the wire: host bits are kept
};

/// An option of a type that nobody here knows: skipped by receivers. RFC 6275 section 6.2.1.
struct UnknownOption
{
    uint8_t type{0}; //!< none of the known types
    Octets data;     //!< at most 255 octets
};

/**
 * An option of a known type whose length is not the type's: not interpreted, but kept, so that a
 * home agent can refuse a malformed prefix option with status 141.
 */
struct MalformedOption
{
    uint8_t type{0}; //!< a known type
    Octets data;     //!< at most 255 octets
};

/// @name Equality: all fields are equal.
/// @{
bool operator==(const Padding& a, const Padding& b);
bool operator==(const BindingRefreshAdvice& a, const BindingRefreshAdvice& b);
bool operator==(const AlternateCareOfAddress& a, const AlternateCareOfAddress& b);
bool operator==(const NonceIndices& a, const NonceIndices& b);
bool operator==(const BindingAuthorizationData& a, const BindingAuthorizationData& b);
bool operator==(const MobileNetworkPrefixOption& a, const MobileNetworkPrefixOption& b);
bool operator==(const MobileNetworkPrefixRequest& a, const MobileNetworkPrefixRequest& b);
bool operator==(const MobileNetworkPrefixConfirmation& a, const MobileNetworkPrefixConfirmation& b);
bool operator==(const UnknownOption& a, const UnknownOption& b);
bool operator==(const MalformedOption& a, const MalformedOption& b);
/// @}

/// One mobility option.
using MobilityOption = std::variant<Padding,
                                    BindingRefreshAdvice,
                                    AlternateCareOfAddress,
                                    NonceIndices,
                                    BindingAuthorizationData,
                                    MobileNetworkPrefixOption,
                                    MobileNetworkPrefixRequest,
                                    MobileNetworkPrefixConfirmation,
                                    UnknownOption,
                                    MalformedOption>;

/// The options of a message, in the order of the wire.
using MobilityOptions = std::vector<MobilityOption>;

/// Who decides where padding stands in a mobility header.
enum class PaddingStyle
{
    CANONICAL, //!< the encoder: each option at its alignment with the shortest padding before it
    AS_GIVEN,  //!< the list of options: its Padding is sent octet by octet, only a rest at the end
               //!< that the header's length needs is added
};

} // namespace ns3::nemo

#endif // MIP6_MOBILITY_OPTION_H
