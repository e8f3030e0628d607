// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-topology-security.h"

#include "ns3/mip6-digest.h"
#include "ns3/mip6-home-agents-anycast.h"
#include "ns3/mip6-packet-authentication.h"
#include "ns3/mip6-packet-security.h"
#include "ns3/nemo-topology-policy.h"
#include "ns3/random-variable-stream.h"

#include <iomanip>
#include <limits>
#include <map>
#include <sstream>
#include <string>
#include <utility>

namespace ns3::nemo
{

namespace
{

constexpr std::size_t DRAWN_ENCRYPTION_KEY_SIZE = 16;

Octets
Draw(std::size_t size, Ptr<UniformRandomVariable> random)
{
    Octets key(size);
    for (auto& octet : key)
    {
        octet = static_cast<uint8_t>(random->GetInteger(0, std::numeric_limits<uint8_t>::max()));
    }
    return key;
}

EspKeys
MakeKeys(const SecuritySpec& spec, Ptr<UniformRandomVariable> random)
{
    EspKeys keys;
    keys.encryption = spec.encryption;
    if (keys.encryption != EspEncryption::NONE)
    {
        keys.encryptionKey =
            spec.encryptionKey ? *spec.encryptionKey : Draw(DRAWN_ENCRYPTION_KEY_SIZE, random);
    }
    keys.authenticationKey = spec.authenticationKey ? *spec.authenticationKey
                                                    : Draw(ESP_AUTHENTICATION_KEY_SIZE, random);
    return keys;
}

std::string
Hex(const Octets& octets)
{
    std::ostringstream text;
    text << std::hex << std::setfill('0');
    for (const uint8_t octet : octets)
    {
        text << std::setw(2) << unsigned{octet};
    }
    return text.str();
}

/// A line of Wireshark's table esp_sa. The addresses are left open: those of the mobile node
/// change.
std::string
Line(uint32_t spi, const EspKeys& keys)
{
    std::ostringstream line;
    const bool hides = keys.encryption != EspEncryption::NONE;
    line << R"("IPv6","*","*","0x)" << std::hex << std::setw(8) << std::setfill('0') << spi
         << R"(",")" << (hides ? "AES-CBC [RFC3602]" : "NULL") << R"(",")"
         << (hides ? "0x" + Hex(keys.encryptionKey) : "") << R"(","HMAC-SHA-1-96 [RFC2404]","0x)"
         << Hex(keys.authenticationKey) << "\"\n";
    return line.str();
}

AhKey
MakeAhKey(const SecuritySpec& spec, Ptr<UniformRandomVariable> random)
{
    const std::size_t size = spec.authentication == AhAlgorithm::HMAC_MD5_96 ? MD5_SIZE : SHA1_SIZE;
    return {spec.authentication,
            spec.authenticationKey ? *spec.authenticationKey : Draw(size, random)};
}

std::string
Line(uint32_t spi, const AhKey& key)
{
    std::ostringstream line;
    const bool isMd5 = key.algorithm == AhAlgorithm::HMAC_MD5_96;
    line << R"("0x)" << std::hex << std::setw(8) << std::setfill('0') << spi << R"(",")"
         << (isMd5 ? "HMAC-MD5-96 [RFC2403]" : "HMAC-SHA-1-96 [RFC2404]") << R"(","0x)"
         << Hex(key.key) << "\"\n";
    return line.str();
}

/// Keys of mobile nodes for all home agents of their home links, by name and number of the home.
using DiscoveryKeys = std::map<std::pair<std::string, std::size_t>, AhKey>;

const HomeSpec&
HomeOf(const SecuritySpec& spec, const BuiltNode& mobile)
{
    return mobile.spec->mobile->homes[spec.home];
}

Ipv6Address
HomeAddressOf(const SecuritySpec& spec, const Topology& topology)
{
    return topology.HomeAddressesOf(topology.GetNode(spec.mobile))[spec.home];
}

/// What a mobile node proves to whichever home agent answers at the Home-Agents anycast address.
/// draft-ietf-mobileip-ipv6-04 section 8.1.
std::string
InstallDiscovery(const Topology& topology,
                 const SecuritySpec& spec,
                 Ptr<UniformRandomVariable> random,
                 DiscoveryKeys& keys)
{
    constexpr uint8_t ADDRESS_BITS = 128;
    const BuiltNode& mobile = topology.GetNode(spec.mobile);
    const auto anycast = HomeAgentsAnycastAddress(HomeOf(spec, mobile).prefix);
    if (spec.toHomeAgents == 0 || !anycast)
    {
        return "";
    }
    const std::pair who(spec.mobile, spec.home);
    const bool isFirst = keys.count(who) == 0;
    if (isFirst)
    {
        keys[who] = MakeAhKey(spec, random);
    }
    AuthenticationPolicy policy;
    policy.local = NetworkPrefix(HomeAddressOf(spec, topology), ADDRESS_BITS);
    policy.remote = NetworkPrefix(*anycast, ADDRESS_BITS);
    policy.outboundSpi = spec.toHomeAgents;
    policy.outboundKey = keys[who];
    if (isFirst)
    {
        mobile.stack->GetPacketAuthentication()->Add(policy);
    }
    std::swap(policy.local, policy.remote);
    std::swap(policy.outboundSpi, policy.inboundSpi);
    std::swap(policy.outboundKey, policy.inboundKey);
    topology.GetNode(spec.homeAgent).stack->GetPacketAuthentication()->Add(policy);
    return isFirst ? Line(policy.inboundSpi, policy.inboundKey) : "";
}

/// The link of a home agent, not the mobile node's own, that the node moves to: there it can be its
/// previous default router. @return empty: there is none
std::string
FormerLinkOf(const Topology& topology, const SecuritySpec& spec)
{
    const BuiltNode& mobile = topology.GetNode(spec.mobile);
    const BuiltNode& peer = topology.GetNode(spec.homeAgent);
    const HomeSpec& home = HomeOf(spec, mobile);
    if (!peer.spec->homeAgent || home.homeAgent.empty() || home.homeAgent == spec.homeAgent)
    {
        return "";
    }
    for (const auto& movement : topology.GetScenario().movement)
    {
        const bool isThere = movement.node == spec.mobile && movement.to &&
                             peer.FindInterface(*movement.to) && *movement.to != home.link;
        if (isThere)
        {
            return *movement.to;
        }
    }
    return "";
}

/// The Authentication Header between a mobile node and another node, as upper layers see them.
std::string
InstallAuthentication(const Topology& topology,
                      const SecuritySpec& spec,
                      Ptr<UniformRandomVariable> random)
{
    constexpr uint8_t ADDRESS_BITS = 128;
    const BuiltNode& mobile = topology.GetNode(spec.mobile);
    const BuiltNode& peer = topology.GetNode(spec.homeAgent);
    const auto onHomeLink = topology.AddressOn(peer, HomeOf(spec, mobile).link);
    AuthenticationPolicy policy;
    policy.local = NetworkPrefix(HomeAddressOf(spec, topology), ADDRESS_BITS);
    policy.remote = NetworkPrefix(onHomeLink.value_or(*topology.AddressOf(peer)), ADDRESS_BITS);
    policy.moreLocal = FollowersOf(mobile, spec.home, topology);
    if (const auto link = FormerLinkOf(topology, spec); !link.empty())
    {
        policy.local = NetworkPrefix(*topology.AddressOn(mobile, link), ADDRESS_BITS);
        policy.remote = NetworkPrefix(*topology.AddressOn(peer, link), ADDRESS_BITS);
        policy.moreLocal.clear();
    }
    policy.outboundSpi = spec.pairs.front().toHomeAgent;
    policy.outboundKey = MakeAhKey(spec, random);
    policy.inboundSpi = spec.pairs.front().toMobile;
    policy.inboundKey = MakeAhKey(spec, random);
    mobile.stack->GetPacketAuthentication()->Add(policy);
    const std::string lines =
        Line(policy.outboundSpi, policy.outboundKey) + Line(policy.inboundSpi, policy.inboundKey);
    std::swap(policy.local, policy.remote);
    std::swap(policy.moreLocal, policy.moreRemote);
    std::swap(policy.outboundSpi, policy.inboundSpi);
    std::swap(policy.outboundKey, policy.inboundKey);
    peer.stack->GetPacketAuthentication()->Add(policy);
    return lines;
}

} // namespace

AssociationLines
InstallSecurity(const Topology& topology, int64_t stream)
{
    auto random = CreateObject<UniformRandomVariable>();
    random->SetStream(stream);
    AssociationLines all;
    DiscoveryKeys discoveryKeys;
    for (const auto& spec : topology.GetScenario().security)
    {
        if (spec.protocol == SecurityProtocol::AH)
        {
            all.ah += InstallAuthentication(topology, spec, random);
            all.ah += InstallDiscovery(topology, spec, random, discoveryKeys);
            continue;
        }
        const BuiltNode& mobile = topology.GetNode(spec.mobile);
        const BuiltNode& agent = topology.GetNode(spec.homeAgent);
        SecurityPolicy policy;
        const HomeSpec& home = HomeOf(spec, mobile);
        policy.homeAddress = HomeAddressOf(spec, topology);
        policy.homeAgent =
            home.IsVirtual() ? *topology.AddressOf(agent) : *topology.AddressOn(agent, home.link);
        for (const auto& pair : spec.pairs)
        {
            policy.mode = pair.mode;
            policy.kinds = pair.kinds;
            policy.isHomeAgent = false;
            policy.outboundSpi = pair.toHomeAgent;
            policy.outboundKeys = MakeKeys(spec, random);
            policy.inboundSpi = pair.toMobile;
            policy.inboundKeys = MakeKeys(spec, random);
            all.esp += Line(policy.outboundSpi, policy.outboundKeys) +
                       Line(policy.inboundSpi, policy.inboundKeys);
            mobile.stack->GetPacketSecurity()->Add(policy);
            policy.isHomeAgent = true;
            std::swap(policy.outboundSpi, policy.inboundSpi);
            std::swap(policy.outboundKeys, policy.inboundKeys);
            agent.stack->GetPacketSecurity()->Add(policy);
        }
    }
    return all;
}

} // namespace ns3::nemo
