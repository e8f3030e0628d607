// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_GROUP_MEMBERSHIPS_H
#define MIP6_GROUP_MEMBERSHIPS_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-expiry-queue.h"
#include "ns3/nstime.h"

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <vector>

namespace ns3::nemo
{

/// A mobile node, by its home address, listens to a multicast group.
struct Membership
{
    Ipv6Address home;  ///< Of the tunnel that it listens through.
    Ipv6Address group; ///< What it listens to.
};

/// The order of home addresses, then of groups.
bool operator<(const Membership& a, const Membership& b);
/// Whether both are equal.
bool operator==(const Membership& a, const Membership& b);

/// For unordered containers.
struct MembershipHash
{
    /// A hash of both addresses.
    std::size_t operator()(const Membership& membership) const;
};

/// Which mobile nodes listen to which groups through their tunnels, and until when that holds if
/// nothing is heard of it. RFC 6275 section 10.4.3, RFC 2710 section 5.
class GroupMemberships
{
  public:
    /// What Note has done.
    enum class Noted : uint8_t
    {
        BEGUN,   ///< The mobile node was no member.
        RENEWED, ///< It was.
        NO_ROOM, ///< It was not, and has as many groups as it may have: nothing changed.
    };

    /// It listens until `until`, in place of an earlier end.
    /// `mostGroups`: so many groups may a mobile node listen to.
    Noted Note(const Membership& membership, Time until, std::size_t mostGroups);

    /// It listens until `until` at most. @return whether it listens at all
    bool Shorten(const Membership& membership, Time until);

    /// Whether it listens.
    bool Has(const Membership& membership) const;
    /// The end of it; absent if it does not listen.
    std::optional<Time> EndOf(const Membership& membership) const;
    /// What a mobile node listens to, sorted.
    std::vector<Ipv6Address> GroupsOf(const Ipv6Address& home) const;

    /// The mobile node listens to nothing any more. @return what it has listened to
    std::vector<Membership> Forget(const Ipv6Address& home);
    /// End what holds until `now` or less. @return what has ended
    std::vector<Membership> Expire(Time now);
    /// The earliest end; absent if nobody listens.
    std::optional<Time> NextExpiry() const;
    /// How many memberships there are.
    std::size_t Size() const;

  private:
    std::map<Ipv6Address, std::set<Ipv6Address>> m_groups; ///< By home address; not empty.
    ExpiryQueue<Membership, MembershipHash> m_ends;
};

} // namespace ns3::nemo

#endif /* MIP6_GROUP_MEMBERSHIPS_H */
