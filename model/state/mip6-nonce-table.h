// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_NONCE_TABLE_H
#define MIP6_NONCE_TABLE_H

#include "ns3/mip6-octets.h"
#include "ns3/nstime.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>

namespace ns3::nemo
{

constexpr std::size_t NODE_KEY_SIZE = 20; ///< Octets of Kcn. RFC 6275 section 5.2.1
constexpr std::size_t NONCE_SIZE = 8;     ///< Octets of a nonce. RFC 6275 section 5.2.2

/// A nonce of a correspondent node, with the node key that goes with it.
struct Nonce
{
    uint16_t index{0}; ///< The nonce index that messages carry.
    Octets nodeKey;    ///< Kcn, NODE_KEY_SIZE octets.
    Octets value;      ///< NONCE_SIZE octets.
    Time firstUse;     ///< When a test message was first made with it, absolute.
    Time end;          ///< From when on it is not accepted any more, absolute.
};

/// What a nonce index means at a moment.
enum class NonceStatus
{
    CURRENT,    ///< New tokens are made with this nonce.
    ACCEPTABLE, ///< Tokens made with it are still good.
    EXPIRED,    ///< It was good once, and is discarded.
    UNKNOWN,    ///< It never was one of ours, since the last restart.
};

/// The node keys and nonces of a correspondent node. RFC 6275 sections 5.2.1, 5.2.2 and 5.2.7.
///
/// Nonces are made on demand. One is current for a while after its first use, then the next demand
/// makes another, with a new node key: so an index stands for both, and there are never more than
/// a few. Indices count up from a random start, so that those from before a restart are unknown
/// rather than mistaken for others.
///
/// Moments must not go backwards.
class NonceTable
{
  public:
    /// Gives so many random octets.
    using RandomOctets = std::function<Octets(std::size_t count)>;

    /// How long nonces last, counted from their first use.
    struct Lifetimes
    {
        Time renewal{Seconds(30)}; ///< For so long it is current.
        /// For so long it is accepted: MAX_NONCE_LIFETIME. That less `renewal` is for how long any
        /// token is good at least, and should be MAX_TOKEN_LIFETIME (210 s) or more.
        Time acceptance{Seconds(240)};
    };

    /// `random` is asked when a nonce is made, not before. A renewal that is not positive, longer
    /// than the acceptance, or so short that indices would repeat, is misuse and aborts.
    explicit NonceTable(RandomOctets random);
    /// With other lifetimes than those of the standard.
    NonceTable(RandomOctets random, const Lifetimes& lifetimes);

    /// The nonce for a test message that is made at `now`; makes one if there is none, or if the
    /// last is not current any more. Valid until the next change of the table.
    const Nonce& Use(Time now);

    /// The nonce of this index if it is acceptable at `now`, else null. Valid until the next change
    /// of the table.
    const Nonce* Find(uint16_t index, Time now) const;

    /// What `index` means at `now`.
    NonceStatus StatusOf(uint16_t index, Time now) const;

    /// Accept no more the nonces that would end at `end` or before, the current one not excepted:
    /// the last resort where there is no memory to guard against replays. RFC 6275 section 5.2.8.
    void DiscardUntil(Time end);

    /// The number of nonces that are remembered.
    std::size_t Size() const;

    /// Forget everything, as a restart does.
    void Clear();

  private:
    RandomOctets m_random;
    Lifetimes m_lifetimes;
    std::deque<Nonce> m_nonces; ///< Not ended at their last use, in the order of index and end.
    uint16_t m_last{0};         ///< Index of the newest, if any was made.
    uint64_t m_made{0};         ///< How many were made.
};

} // namespace ns3::nemo

#endif // MIP6_NONCE_TABLE_H
