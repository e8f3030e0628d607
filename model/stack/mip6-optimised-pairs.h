// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_OPTIMISED_PAIRS_H
#define MIP6_OPTIMISED_PAIRS_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-steering-action.h"
#include "ns3/nstime.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <utility>

namespace ns3::nemo
{

/// What this node sends between two addresses without a home agent in between. The two ends are
/// independent, as both may be away: what a mobile node is allowed by its correspondent (Home
/// Address option), and what it as a correspondent knows of the other (type 2 routing header). RFC
/// 6275 sections 9.3.2 and 11.3.1.
class OptimisedPairs
{
  public:
    /// Send from `homeAddress`, which is away, to `correspondent` straight from `careOfAddress`, by
    /// way of `interface`. Replaces what was said before of the two.
    void SendFrom(const Ipv6Address& homeAddress,
                  const Ipv6Address& correspondent,
                  const Ipv6Address& careOfAddress,
                  uint32_t interface);
    /// Takes SendFrom back; without it nothing happens.
    void ForgetSendFrom(const Ipv6Address& homeAddress, const Ipv6Address& correspondent);

    /// Send from the own address `local` to `homeAddress` straight to `careOfAddress`, and believe
    /// a Home Address option that comes from there to `local`. Replaces what was said before of the
    /// two.
    void SendTo(const Ipv6Address& local,
                const Ipv6Address& homeAddress,
                const Ipv6Address& careOfAddress);
    /// Takes SendTo back; without it nothing happens.
    void ForgetSendTo(const Ipv6Address& local, const Ipv6Address& homeAddress);

    /// What becomes of a packet that is sent. @return null: the two addresses are no pair
    const SteeringAction* Use(const Ipv6Address& source, const Ipv6Address& destination) const;
    /// A packet came the straight way back, so the pair is used.
    void NoteArrival(const Ipv6Address& source, const Ipv6Address& destination) const;

    /// Where SendTo leads. @return none: nowhere
    std::optional<Ipv6Address> CareOfAddressOf(const Ipv6Address& local,
                                               const Ipv6Address& homeAddress) const;

    /// When Use or NoteArrival last found this pair; when it was made if never; none: there is no
    /// such pair.
    std::optional<Time> LastUsed(const Ipv6Address& source, const Ipv6Address& destination) const;

    /// When NoteArrival last found this pair; none: never, or there is no such pair.
    std::optional<Time> LastArrival(const Ipv6Address& source,
                                    const Ipv6Address& destination) const;

    /// Whether there is none.
    bool IsEmpty() const;

    /// Forget all.
    void Clear();

  private:
    using Key = std::pair<Ipv6Address, Ipv6Address>; ///< Source and destination.

    struct KeyHash
    {
        std::size_t operator()(const Key& key) const;
    };

    /// Where the source is.
    struct Departure
    {
        Ipv6Address careOfAddress;
        uint32_t interface;
    };

    struct Pair
    {
        std::optional<Departure> from; ///< By SendFrom.
        std::optional<Ipv6Address> to; ///< By SendTo.
        SteeringAction action;         ///< What follows from both.
        mutable Time lastUsed;
        mutable std::optional<Time> lastArrival;
    };

    Pair& Make(const Key& key);
    void Settle(const Key& key);

    std::unordered_map<Key, Pair, KeyHash> m_pairs;
};

} // namespace ns3::nemo

#endif // MIP6_OPTIMISED_PAIRS_H
