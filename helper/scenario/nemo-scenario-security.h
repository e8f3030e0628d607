// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_SCENARIO_SECURITY_H
#define NEMO_SCENARIO_SECURITY_H

#include "ns3/mip6-ah.h"
#include "ns3/mip6-esp.h"
#include "ns3/mip6-octets.h"
#include "ns3/mip6-security-policy.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace ns3::nemo
{

/// Two security associations of one mode, one for each direction.
struct SecurityPairSpec
{
    SecurityMode mode{SecurityMode::TRANSPORT}; ///< Of both.
    std::set<TrafficKind> kinds;                ///< What they protect; all of this mode.
    uint32_t toHomeAgent{0};                    ///< SPI of what the home agent receives.
    uint32_t toMobile{0};                       ///< SPI of what the mobile node receives.
};

/// The lowest number of a security association: those below are reserved. RFC 4303 section 2.1.
inline constexpr uint32_t LOWEST_FREE_SPI = 256;

/// An item of "security": what a mobile node and its home agent, or in the 1997 dialect any other
/// node, protect between them.
struct SecuritySpec
{
    std::string mobile;    ///< A mobile node or mobile router.
    std::string homeAgent; ///< A home agent on its home link; with AH any other node.
    std::size_t home{0};   ///< Which of its homes: associations are of one home address.
    SecurityProtocol protocol{SecurityProtocol::ESP};      ///< Of all associations.
    AhAlgorithm authentication{AhAlgorithm::HMAC_SHA1_96}; ///< Of all associations.
    EspEncryption encryption{EspEncryption::AES_CBC};      ///< Of all associations.
    std::optional<Octets> encryptionKey;     ///< Of all associations; nullopt: one each, drawn.
    std::optional<Octets> authenticationKey; ///< Of all associations; nullopt: one each, drawn.
    std::vector<SecurityPairSpec> pairs;     ///< One or two: transport mode before tunnel mode.
    /// SPI of what a node that discovers its home agent sends to all home agents of its home link
    /// (draft-ietf-mobileip-ipv6-04 section 8.1), the same in all items of the node; 0: it does
    /// not.
    uint32_t toHomeAgents{0};
};

} // namespace ns3::nemo

#endif // NEMO_SCENARIO_SECURITY_H
