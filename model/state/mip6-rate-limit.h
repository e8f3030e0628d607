// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_RATE_LIMIT_H
#define MIP6_RATE_LIMIT_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-message.h"
#include "ns3/nstime.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <utility>

namespace ns3::nemo
{

/// Keeps Mobility Header messages of one type to one correspondent below MAX_UPDATE_RATE, whatever
/// home and care-of address they are for. RFC 6275 section 11.8.
///
/// In no second, wherever it begins, are there more than so many. A token bucket (RFC 4443 section
/// 2.4) would not do: it lets a full bucket out and then what has come in since.
///
/// Only what was sent within the last second is remembered, and of SlowDown what still counts.
/// Moments must not go backwards.
class MessageRateLimit
{
  public:
    /// The first moment, `now` or later, at which another message of this type may leave for
    /// `correspondent` without being more than `perSecond` (0 is misuse and aborts) in a second.
    Time Earliest(const Ipv6Address& correspondent,
                  MobilityHeaderType type,
                  Time now,
                  uint32_t perSecond) const;

    /// A message of this type leaves for `correspondent` now.
    void Note(const Ipv6Address& correspondent, MobilityHeaderType type, Time now);

    /// Of Binding Updates that say the same, so many in a row go by the rate of Earliest, and those
    /// that follow are slower: SLOW_UPDATE_RATE, draft-ietf-mobileip-ipv6-04 section 9.8.
    struct SlowDown
    {
        uint32_t fast{0}; ///< MAX_FAST_UPDATES; 0: never slower.
        Time interval;    ///< From one slow update to the next.
    };

    /// The first moment, `now` or later, at which another Binding Update with this care-of address
    /// may leave for `destination`, as far as those say before that had the same. Who was silent
    /// for `fast` times `interval` begins anew.
    Time EarliestSame(const Ipv6Address& destination,
                      const Ipv6Address& careOf,
                      Time now,
                      const SlowDown& terms) const;

    /// A Binding Update with this care-of address leaves for `destination` now.
    void NoteSame(const Ipv6Address& destination,
                  const Ipv6Address& careOf,
                  Time now,
                  const SlowDown& terms);

    /// The number of messages that are remembered.
    std::size_t Size() const;

    /// Forget all.
    void Clear();

  private:
    /// Correspondent and message type.
    using Key = std::pair<Ipv6Address, MobilityHeaderType>;

    /// Binding Updates in a row that say the same.
    struct Row
    {
        Ipv6Address careOf;
        uint32_t count{0};
        Time last;
    };

    std::map<Ipv6Address, Row> m_rows;         ///< By destination; those that can still slow down.
    std::deque<std::pair<Time, Key>> m_all;    ///< Those of the last second, the earliest first.
    std::map<Key, std::deque<Time>> m_moments; ///< The same by their keys.
};

} // namespace ns3::nemo

#endif // MIP6_RATE_LIMIT_H
