// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_HOME_AGENTS_LIST_H
#define MIP6_HOME_AGENTS_LIST_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-neighbor-discovery.h"
#include "ns3/mip6-network-prefix.h"
#include "ns3/nstime.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <vector>

namespace ns3::nemo
{

/// So many addresses fit into a Home Agent Address Discovery Reply of 1280 octets. RFC 6275 section
/// 10.5.1
constexpr std::size_t MAX_DISCOVERED_ADDRESSES = 77;

/// A home agent on a link. Times are absolute; Time::Max() is never. RFC 6275 section 10.1.
struct LinkHomeAgent
{
    /// One of its global addresses.
    struct Address
    {
        Ipv6Address address; ///< With the router's host bits.
        uint8_t length{0};   ///< Of the prefix that it is in, in bits.
        Time validUntil;     ///< When that prefix ends.
    };

    Ipv6Address linkLocal;          ///< The source of its advertisements.
    std::vector<Address> addresses; ///< Of options with R, in the order first heard.
    Time expires;                   ///< When it is one no more.
    uint16_t preference{0};         ///< The greater, the better.
    bool mobileRouter{false};       ///< Supports mobile routers. RFC 3963 section 7.3
};

/// The home agents on one link, as their Router Advertisements tell, and oneself. RFC 6275 sections
/// 10.1 and 10.5.1.
class HomeAgentsList
{
  public:
    /// Gives a random number below `bound`, each as likely as any other.
    using Random = std::function<uint32_t(uint32_t bound)>;

    /// Be one of the home agents, until the next SetOwn or Clear; what is heard from its link-local
    /// address changes nothing. Not limited in the number of addresses.
    void SetOwn(LinkHomeAgent own);

    /// A valid Router Advertisement came from the router `linkLocal` at `now`. Returns whether a
    /// home agent came or went, or its preference, its support of mobile routers or its addresses
    /// changed.
    ///
    /// An address stays, although later advertisements do not name it or name it without R, until
    /// the prefix ends, of which any option for it from this router tells. Options with a length of
    /// more than 128 bits, or whose address is not global and unicast, are ignored. No more than
    /// MAX_HOME_AGENTS are remembered, nor more addresses of one than would fit into a reply.
    bool Hear(const Ipv6Address& linkLocal, const RouterAdvertisement& message, Time now);

    /// When the next home agent or address ends, absent if none ever does.
    std::optional<Time> NextExpiry() const;

    /// Take out what ends at `now` or earlier. Returns whether that was anything.
    bool Expire(Time now);

    /// The addresses of all home agents that did not end at `now`, in the order for a reply: by
    /// falling preference, those of equal preference, and the addresses of each, in random order;
    /// only the first MAX_DISCOVERED_ADDRESSES. With `mobileRouter` only of those that support
    /// mobile routers (RFC 3963 section 7.2). RFC 6275 section 10.5.1.
    std::vector<Ipv6Address> ReplyOrder(bool mobileRouter, Time now, const Random& random) const;

    /// The home agents that were heard, in the order of link-local addresses; those are among them
    /// that end at `now`, until Expire.
    std::vector<LinkHomeAgent> Heard() const;

    /// Forget all, oneself too.
    void Clear();

    static constexpr std::size_t MAX_HOME_AGENTS = 1024; ///< More on one link are not remembered.

  private:
    /// All that did not end at `now`; with `mobileRouter` those that support mobile routers.
    std::vector<const LinkHomeAgent*> Agents(bool mobileRouter, Time now) const;

    std::optional<LinkHomeAgent> m_own;           ///< This node, if it is one.
    std::map<Ipv6Address, LinkHomeAgent> m_heard; ///< By link-local address.
};

} // namespace ns3::nemo

#endif // MIP6_HOME_AGENTS_LIST_H
