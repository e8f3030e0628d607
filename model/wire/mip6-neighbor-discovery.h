// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_NEIGHBOR_DISCOVERY_H
#define MIP6_NEIGHBOR_DISCOVERY_H

#include "ns3/ipv6-address.h"
#include "ns3/mac48-address.h"
#include "ns3/mip6-drop-reason.h"
#include "ns3/mip6-octets.h"

#include <cstddef>
#include <cstdint>
#include <variant>
#include <vector>

namespace ns3::nemo
{

/// ICMPv6 types of Neighbor Discovery. RFC 4861 section 4.
enum class NeighborMessageType : uint8_t
{
    ROUTER_SOLICITATION = 133,    //!< RS
    ROUTER_ADVERTISEMENT = 134,   //!< RA
    NEIGHBOR_SOLICITATION = 135,  //!< NS
    NEIGHBOR_ADVERTISEMENT = 136, //!< NA
    REDIRECT = 137,               //!< known, but neither written nor read here
};

/**
 * Whether an ICMPv6 type belongs to Neighbor Discovery: 133 to 137. RFC 4861 section 4.
 */
constexpr bool
IsNeighborDiscovery(uint8_t type)
{
    return type >= static_cast<uint8_t>(NeighborMessageType::ROUTER_SOLICITATION) &&
           type <= static_cast<uint8_t>(NeighborMessageType::REDIRECT);
}

/// Option types of Neighbor Discovery. RFC 4861 section 4.6; 7 and 8: RFC 6275 sections 7.3, 7.4.
enum class NeighborOptionType : uint8_t
{
    SOURCE_LINK_LAYER_ADDRESS = 1, //!< Source Link-Layer Address
    TARGET_LINK_LAYER_ADDRESS = 2, //!< Target Link-Layer Address
    PREFIX_INFORMATION = 3,        //!< Prefix Information
    MTU = 5,                       //!< MTU
    ADVERTISEMENT_INTERVAL = 7,    //!< Advertisement Interval
    HOME_AGENT_INFORMATION = 8,    //!< Home Agent Information
};

/// Source Link-Layer Address of an Ethernet. RFC 4861 section 4.6.1; RFC 2464 section 6.
struct SourceLinkLayerAddress
{
    Mac48Address address; //!< of the sender
};

/// Target Link-Layer Address of an Ethernet. RFC 4861 section 4.6.1; RFC 2464 section 6.
struct TargetLinkLayerAddress
{
    Mac48Address address; //!< of the target
};

/// Prefix Information. RFC 4861 section 4.6.2; R: RFC 6275 section 7.2.
struct PrefixInformation
{
    uint8_t prefixLength{0};       //!< in bits, as on the wire: may exceed 128
    bool onLink{false};            //!< L
    bool autonomous{false};        //!< A
    bool routerAddress{false};     //!< R: the prefix field is an address of the router
    uint32_t validLifetime{0};     //!< seconds; 0xffffffff is infinity
    uint32_t preferredLifetime{0}; //!< seconds; 0xffffffff is infinity
    Ipv6Address prefix;            //!< as on the wire: with R the host bits are the router's
};

/// MTU. RFC 4861 section 4.6.4.
struct LinkMtu
{
    uint32_t mtu{0}; //!< octets
};

/// Advertisement Interval. RFC 6275 section 7.3.
struct AdvertisementInterval
{
    uint32_t milliseconds{0}; //!< most that lies between two unsolicited advertisements
};

/// Home Agent Information. RFC 6275 section 7.4; R: RFC 3963 section 7.3.
struct HomeAgentInformation
{
    bool mobileRouter{false}; //!< R: supports mobile routers
    uint16_t preference{0};   //!< the greater, the better
    uint16_t lifetime{0};     //!< seconds; never 0 when sent
};

/// Any other option, also one of a known type with another length: to be ignored. RFC 4861 4.6.
struct UnknownNeighborOption
{
    uint8_t type{0}; //!< option type
    Octets data;     //!< behind the length; with type and length a multiple of 8 octets
};

/// @name Equality: all fields are equal.
/// @{
bool operator==(const SourceLinkLayerAddress& a, const SourceLinkLayerAddress& b);
bool operator==(const TargetLinkLayerAddress& a, const TargetLinkLayerAddress& b);
bool operator==(const PrefixInformation& a, const PrefixInformation& b);
bool operator==(const LinkMtu& a, const LinkMtu& b);
bool operator==(const AdvertisementInterval& a, const AdvertisementInterval& b);
bool operator==(const HomeAgentInformation& a, const HomeAgentInformation& b);
bool operator==(const UnknownNeighborOption& a, const UnknownNeighborOption& b);
/// @}

/// One option.
using NeighborOption = std::variant<SourceLinkLayerAddress,
                                    TargetLinkLayerAddress,
                                    PrefixInformation,
                                    LinkMtu,
                                    AdvertisementInterval,
                                    HomeAgentInformation,
                                    UnknownNeighborOption>;

/// The options of a message, in the order of the wire.
using NeighborOptions = std::vector<NeighborOption>;

/// @return the first option that is a T, or null; valid while the options live unchanged
template <typename T>
const T*
FindOption(const NeighborOptions& options)
{
    for (const auto& option : options)
    {
        if (const T* found = std::get_if<T>(&option))
        {
            return found;
        }
    }
    return nullptr;
}

/// What would be found does not live longer than the options.
template <typename T>
const T* FindOption(NeighborOptions&& options) = delete;

/// @return copies of all options that are a T, in the order of the wire
template <typename T>
std::vector<T>
AllOptions(const NeighborOptions& options)
{
    std::vector<T> found;
    for (const auto& option : options)
    {
        if (const T* one = std::get_if<T>(&option))
        {
            found.push_back(*one);
        }
    }
    return found;
}

/**
 * Writes options, each in the order given and with zeros in its reserved fields.
 *
 * @param options what to write; data of unknown ones is filled up with zeros to 8 octets, and more
 * than 2038 octets of it are misuse and abort
 * @param[in,out] writer gets them at its end
 */
void WriteNeighborOptions(const NeighborOptions& options, OctetWriter& writer);

/**
 * Reads options up to the end of the message.
 *
 * @param[in,out] reader stands at the first option; has failed afterwards when an option has
 * length 0 or runs past the end, which spoils the message (RFC 4861 section 4.6)
 * @return the options
 */
NeighborOptions ReadNeighborOptions(OctetReader& reader);

/// Router Solicitation. RFC 4861 section 4.1.
struct RouterSolicitation
{
    NeighborOptions options; //!< may have the Source Link-Layer Address
};

/// Router Advertisement. RFC 4861 section 4.2; H: RFC 6275 section 7.1.
struct RouterAdvertisement
{
    uint8_t currentHopLimit{0}; //!< Cur Hop Limit; 0: unspecified
    bool managed{false};        //!< M
    bool other{false};          //!< O
    bool homeAgent{false};      //!< H
    uint16_t routerLifetime{0}; //!< seconds; 0: not a default router
    uint32_t reachableTime{0};  //!< milliseconds; 0: unspecified
    uint32_t retransTimer{0};   //!< milliseconds; 0: unspecified
    NeighborOptions options;    //!< in the order of the wire
};

/// Neighbor Solicitation. RFC 4861 section 4.3.
struct NeighborSolicitation
{
    Ipv6Address target;      //!< whose link-layer address is asked for; not multicast
    NeighborOptions options; //!< may have the Source Link-Layer Address
};

/// Neighbor Advertisement. RFC 4861 section 4.4.
struct NeighborAdvertisement
{
    bool router{false};      //!< R
    bool solicited{false};   //!< S
    bool override{false};    //!< O
    Ipv6Address target;      //!< whose link-layer address is told; not multicast
    NeighborOptions options; //!< may have the Target Link-Layer Address
};

/// @name Equality: all fields are equal, options in the same order.
/// @{
bool operator==(const RouterSolicitation& a, const RouterSolicitation& b);
bool operator==(const RouterAdvertisement& a, const RouterAdvertisement& b);
bool operator==(const NeighborSolicitation& a, const NeighborSolicitation& b);
bool operator==(const NeighborAdvertisement& a, const NeighborAdvertisement& b);
/// @}

/// A message of Neighbor Discovery.
using NeighborMessage = std::
    variant<RouterSolicitation, RouterAdvertisement, NeighborSolicitation, NeighborAdvertisement>;

/**
 * Makes an ICMPv6 message with its checksum. The packet has to leave with hop limit 255.
 *
 * @param message what to say
 * @param source source address of the packet
 * @param destination destination address of the packet
 * @return the octets
 */
Octets EncodeNeighborMessage(const NeighborMessage& message,
                             const Ipv6Address& source,
                             const Ipv6Address& destination);

/**
 * Reads types 133 to 136 as RFC 4861 sections 6.1 and 7.1 ask for, as far as the octets tell.
 * Checksum, hop limit and the packet's addresses are checked by who has them.
 *
 * @param data the whole ICMPv6 message; never read beyond size
 * @param size its length in octets
 * @return the message, or why it is invalid: other type, code other than 0, too short, an option
 * of length 0 or running past the end, a multicast target
 */
std::variant<NeighborMessage, DropReason> DecodeNeighborMessage(const uint8_t* data,
                                                                std::size_t size);

} // namespace ns3::nemo

#endif // MIP6_NEIGHBOR_DISCOVERY_H
