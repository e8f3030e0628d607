// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_PREFIX_TABLE_H
#define NEMO_PREFIX_TABLE_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-network-prefix.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <unordered_map>
#include <vector>

namespace ns3::nemo
{

/// Which mobile network prefixes belong to which mobile router, looked up by its home address.
/// RFC 3963 section 6.1.2.
///
/// No two home addresses own overlapping prefixes. Look-ups of overlaps take time in the number of
/// prefix lengths in use and the logarithm of the number of prefixes, and besides only in the
/// number of the asker's own prefixes inside the one asked for.
class PrefixTable
{
  public:
    /// What the table says of a claim.
    enum class Verdict : uint8_t
    {
        AUTHORISED,     ///< The prefix may be used.
        INVALID,        ///< Answer with status 141.
        NOT_AUTHORISED, ///< Answer with status 142.
    };

    /// Whether `prefix` can be a mobile network prefix at all: its length is 1 to 128, and it is
    /// neither link-local nor multicast, nor does it hold such addresses.
    static bool IsUsable(const NetworkPrefix& prefix);

    /// Let `homeAddress` own `prefix`. Returns false, and changes nothing, if the prefix is not
    /// usable or overlaps one of another home address. Adding twice is as adding once.
    bool Add(const Ipv6Address& homeAddress, const NetworkPrefix& prefix);

    /// Take `prefix` from `homeAddress`. Returns false if it does not own it.
    bool Remove(const Ipv6Address& homeAddress, const NetworkPrefix& prefix);

    /// Take all prefixes from `homeAddress`.
    void RemoveAll(const Ipv6Address& homeAddress);

    /// The prefixes of `homeAddress` in the order in which they were added; empty if it has none.
    std::vector<NetworkPrefix> Of(const Ipv6Address& homeAddress) const;

    /// The home address that owns exactly `prefix`, absent if none does.
    std::optional<Ipv6Address> OwnerOf(const NetworkPrefix& prefix) const;

    /// Whether `prefix` equals, covers or lies inside a prefix of another home address than
    /// `homeAddress`.
    bool OverlapsOther(const Ipv6Address& homeAddress, const NetworkPrefix& prefix) const;

    /// Some prefix, of whatever home address but `except`, that equals, covers or lies inside
    /// `prefix`: the shortest that covers it, if one does.
    std::optional<NetworkPrefix> FindOverlap(const NetworkPrefix& prefix,
                                             std::optional<Ipv6Address> except) const;

    /// Judge the claim of `homeAddress` to `prefix`. The first that applies: not usable: INVALID;
    /// overlaps a prefix of another home address: NOT_AUTHORISED; equals an own one: AUTHORISED;
    /// covers an own one or lies inside one: INVALID; anything else: NOT_AUTHORISED.
    ///
    /// With SetAcceptAny(true) every usable prefix is AUTHORISED but one that overlaps a prefix of
    /// another home address, which then is INVALID: with no table to verify against, the home agent
    /// cannot say more than that it is unable to forward. RFC 3963 sections 6.1.2 and 6.2.
    Verdict Judge(const Ipv6Address& homeAddress, const NetworkPrefix& prefix) const;

    /// Whether claims are verified against the table (false, the default) or not (true).
    void SetAcceptAny(bool acceptAny);

    /// What SetAcceptAny was given last.
    bool IsAcceptAny() const;

    /// The number of prefixes of all home addresses.
    std::size_t Size() const;

    /// Forget every prefix.
    void Clear();

  private:
    /// The prefixes of one home address.
    using Prefixes = std::unordered_map<Ipv6Address, std::vector<NetworkPrefix>, Ipv6AddressHash>;

    /// The shortest of the shorter prefixes that cover `prefix` and are `isWanted` by their owner.
    template <typename Predicate>
    std::optional<NetworkPrefix> FindCovering(const NetworkPrefix& prefix,
                                              Predicate isWanted) const;

    /// The first prefix inside `prefix`, or itself, that `isWanted` by its owner.
    template <typename Predicate>
    std::optional<NetworkPrefix> FindInside(const NetworkPrefix& prefix, Predicate isWanted) const;

    /// Every prefix and the home address that owns it. The order of NetworkPrefix puts what lies
    /// inside a prefix right behind it.
    std::map<NetworkPrefix, Ipv6Address> m_owners;
    Prefixes m_prefixes;                      ///< By home address, in the order of Add.
    std::array<std::size_t, 129> m_lengths{}; ///< How many prefixes there are of each length.
    bool m_acceptAny{false};                  ///< Do not verify.
};

} // namespace ns3::nemo

#endif /* NEMO_PREFIX_TABLE_H */
