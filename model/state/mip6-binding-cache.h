// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_BINDING_CACHE_H
#define MIP6_BINDING_CACHE_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-binding.h"
#include "ns3/mip6-expiry-queue.h"
#include "ns3/nstime.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

namespace ns3::nemo
{

/// The bindings that a node believes, in constant time, with one next expiry for all. It decides
/// nothing: who may bind what, and what follows from a binding, is the registrar's.
///
/// A home address has at most one home registration; apart from that, each own address of the node
/// has a cache of its own with at most one binding of a home address (RFC 6275 section 9.1). So a
/// binding is found by its home address and the own address that it is with: `::` for the home
/// registration.
///
/// A deleted binding may stay as a *stub* for a while, which only remembers the sequence number, so
/// that a delayed older Binding Update does not bring the binding back (RFC 6275 section 10.3.2).
/// Find() does not see stubs, so nobody can forget to look at the `valid` flag.
///
/// Pointers and references into the cache hold until its next change.
class BindingCache
{
  public:
    /// Which entry: the home registration, or the binding with an own address.
    struct Key
    {
        Ipv6Address homeAddress;                  ///< Whose.
        Ipv6Address local{Ipv6Address::GetAny()}; ///< The own address; `::`: home registration.

        /// The key of a home registration.
        Key(const Ipv6Address& home);
        /// The key of the binding that a correspondent has by its address `own`.
        Key(const Ipv6Address& home, const Ipv6Address& own);
        /// The key under which `binding` is kept, or its stub.
        explicit Key(const Binding& binding);

        /// In the order of home address and own address.
        bool operator<(const Key& other) const;
        /// Whether both are the same entry.
        bool operator==(const Key& other) const;
    };

    /// The valid binding, null if there is none.
    const Binding* Find(const Key& key) const;

    /// The stub of the deleted binding, null if there is none.
    const Binding* FindStub(const Key& key) const;

    /// The largest sequence number accepted, be the home address bound or just deleted. If
    /// absent, any number is new. RFC 6275 section 9.5.1.
    std::optional<uint16_t> LastSequence(const Key& key) const;

    /// Under which keys there are entries of this home address, stubs too: the home registration
    /// first, then in the order in which they came. 1997 draft section 4.3 lets it have one.
    std::vector<Key> KeysOf(const Ipv6Address& homeAddress) const;

    /// Store `binding` under its key, in place of any other or of a stub; it is valid from now on,
    /// whatever its flag said. A binding that has expired at `now` is a misuse and aborts: deletion
    /// is Invalidate or Remove.
    void Put(Binding binding, Time now);

    /// Delete the binding, but leave a stub with `sequence` that lasts until the absolute time
    /// `until`. If only a stub is left, it takes over both values. Returns the binding as it was,
    /// so that the caller can take back what followed from it; absent if there was no valid one.
    /// Without any entry nothing happens. RFC 6275 section 10.3.2.
    std::optional<Binding> Invalidate(const Key& key, uint16_t sequence, Time until);

    /// Forget the entry, stub or binding, and return it; absent if there is none.
    std::optional<Binding> Remove(const Key& key);

    /// When the next entry ends, absent if none ever does.
    std::optional<Time> NextExpiry() const;

    /// Take out every entry that ends at `now` or earlier, in the order of end and home address.
    /// Stubs are among them (`valid` is false): nothing follows from those any more.
    std::vector<Binding> Expire(Time now);

    /// The number of valid bindings.
    std::size_t Size() const;

    /// The number of entries that are home registrations (or not), valid ones or stubs.
    std::size_t CountOf(bool homeRegistration, bool valid) const;

    /// The number of stubs of deleted bindings.
    std::size_t StubCount() const;

    /// All entries, stubs too, in the order of home address and own address. Sorts: for dumps and
    /// reports.
    std::vector<const Binding*> Sorted() const;

    /// Forget everything, as a restart does.
    void Clear();

  private:
    struct KeyHash
    {
        std::size_t operator()(const Key& key) const;
    };

    void Count(const Binding& binding, bool isThere);
    void Forget(const Key& key);

    std::unordered_map<Key, Binding, KeyHash> m_entries;
    /// The own addresses that have entries, by home address; home registrations are not among them.
    std::unordered_map<Ipv6Address, std::vector<Ipv6Address>, Ipv6AddressHash> m_locals;
    ExpiryQueue<Key, KeyHash> m_expiry; ///< Ends of m_entries.
    /// How many entries there are, by homeRegistration and valid.
    std::array<std::array<std::size_t, 2>, 2> m_counts{};
};

} // namespace ns3::nemo

#endif /* MIP6_BINDING_CACHE_H */
