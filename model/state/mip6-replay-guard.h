// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_REPLAY_GUARD_H
#define MIP6_REPLAY_GUARD_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-expiry-queue.h"
#include "ns3/mip6-mobility-option.h"
#include "ns3/nstime.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

namespace ns3::nemo
{

/// A Binding Update that return routability has authorised.
struct AuthorizedUpdate
{
    Ipv6Address homeAddress;   ///< Whose binding it is about.
    Ipv6Address careOfAddress; ///< What it registered; not looked at in a deletion.
    NonceIndices nonces;       ///< By which it was authorised; of a deletion only the home one.
    uint16_t sequence{0};      ///< Its sequence number.
    /// When it could not be authorised any more, absolute: the first of its nonces ends then; for a
    /// deletion, the home nonce.
    Time replayableUntil;
};

/// What a correspondent node remembers lest Binding Updates be played to it again once the binding
/// is gone. RFC 6275 sections 5.2.8, 9.5.3 and 9.6.
///
/// As long as the nonces of any update accepted for a home address are good, the sequence number of
/// the last one is known: it is noted when the update is accepted, so however the binding ends -
/// deleted, expired or evicted from the cache - no old update makes it anew. After a deletion the
/// nonces of the deleted binding are illegal, besides, for its home and care-of address.
///
/// Memory is bounded: who floods it costs others no more than a new return routability procedure.
/// Moments must not go backwards.
class ReplayGuard
{
  public:
    /// `capacity` is for how many sequence numbers and illegal combinations there is room, at least
    /// 1 (0 is misuse and aborts).
    explicit ReplayGuard(std::size_t capacity);

    /// An update with a lifetime was accepted at `now`.
    ///
    /// Returns a moment when there is no room for all: then the nonces that end at this moment or
    /// before are to be discarded (NonceTable::DiscardUntil), since updates that they authorised
    /// can be told from replays no more.
    [[nodiscard]] std::optional<Time> NoteRegistration(const AuthorizedUpdate& update, Time now);

    /// An update that deletes was accepted at `now`. Returns what NoteRegistration does.
    [[nodiscard]] std::optional<Time> NoteDeletion(const AuthorizedUpdate& update, Time now);

    /// The sequence number of the last update accepted for `homeAddress`, if it matters at `now`.
    std::optional<uint16_t> LastSequence(const Ipv6Address& homeAddress, Time now) const;

    /// Whether a binding of these addresses that was made by these nonces has been deleted, and
    /// both are still good at `now`: then they must not be used again. RFC 6275 section 9.5.3.
    bool IsIllegal(const Ipv6Address& homeAddress,
                   const Ipv6Address& careOfAddress,
                   const NonceIndices& nonces,
                   Time now) const;

    /// How many sequence numbers and illegal combinations are remembered.
    std::size_t Size() const;

    /// Forget everything, as a restart does, which forgets the nonces too.
    void Clear();

  private:
    /// Nonces by which a binding was made.
    struct Combination
    {
        Ipv6Address careOfAddress; ///< Of the binding.
        NonceIndices nonces;       ///< Both.
        Time until;                ///< When the first of them ends.
    };

    /// What is remembered of a home address.
    struct Memory
    {
        uint16_t sequence{0};               ///< Of the last update.
        std::optional<Combination> current; ///< Of the last update, unless it deletes.
        std::vector<Combination> illegal;   ///< Of bindings that were deleted.
    };

    /// The memory of `update`'s home address, with its sequence number and for as long as it needs.
    Memory& Note(const AuthorizedUpdate& update, Time now);

    /// Forget `homeAddress`.
    void Forget(const Ipv6Address& homeAddress);

    /// Forget those who matter the shortest until there is room for all others; returns until when
    /// they would have mattered.
    std::optional<Time> MakeRoom();

    std::size_t m_capacity;
    std::size_t m_illegal{0}; ///< How many illegal combinations are remembered.
    std::unordered_map<Ipv6Address, Memory, Ipv6AddressHash> m_memories; ///< By home address.
    ExpiryQueue<Ipv6Address, Ipv6AddressHash> m_ends;                    ///< Of m_memories.
};

} // namespace ns3::nemo

#endif // MIP6_REPLAY_GUARD_H
