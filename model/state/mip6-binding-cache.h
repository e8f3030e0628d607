// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_BINDING_CACHE_H
#define MIP6_BINDING_CACHE_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-binding.h"
#include "ns3/mip6-expiry-queue.h"
#include "ns3/nstime.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

namespace ns3::nemo
{

/// The bindings that a home agent or correspondent believes: at most one for each home address, in
/// constant time, with one next expiry for all. It decides nothing: who may bind what, and what
/// follows from a binding, is the registrar's. RFC 6275 section 9.1.
///
/// A deleted binding may stay as a *stub* for a while, which only remembers the sequence number, so
/// that a delayed older Binding Update does not bring the binding back (RFC 6275 section 10.3.2).
/// Find() does not see stubs, so nobody can forget to look at the `valid` flag.
///
/// Pointers and references into the cache hold until its next change.
class BindingCache
{
  public:
    /// The valid binding of `homeAddress`, null if there is none.
    const Binding* Find(const Ipv6Address& homeAddress) const;

    /// The stub of the deleted binding of `homeAddress`, null if there is none.
    const Binding* FindStub(const Ipv6Address& homeAddress) const;

    /// The largest sequence number accepted from `homeAddress`, be it bound or just deleted. If
    /// absent, any number is new. RFC 6275 section 9.5.1.
    std::optional<uint16_t> LastSequence(const Ipv6Address& homeAddress) const;

    /// Store `binding` as the one of its home address, in place of any other or of a stub; it is
    /// valid from now on, whatever its flag said. A binding that has expired at `now` is a misuse
    /// and aborts: deletion is Invalidate or Remove.
    void Put(Binding binding, Time now);

    /// Delete the binding of `homeAddress`, but leave a stub with `sequence` that lasts until the
    /// absolute time `until`. If only a stub is left, it takes over both values. Returns the
    /// binding as it was, so that the caller can take back what followed from it; absent if there
    /// was no valid one. Without any entry nothing happens. RFC 6275 section 10.3.2.
    std::optional<Binding> Invalidate(const Ipv6Address& homeAddress,
                                      uint16_t sequence,
                                      Time until);

    /// Forget the entry of `homeAddress`, stub or binding, and return it; absent if there is none.
    std::optional<Binding> Remove(const Ipv6Address& homeAddress);

    /// When the next entry ends, absent if none ever does.
    std::optional<Time> NextExpiry() const;

    /// Take out every entry that ends at `now` or earlier, in the order of end and home address.
    /// Stubs are among them (`valid` is false): nothing follows from those any more.
    std::vector<Binding> Expire(Time now);

    /// The number of valid bindings.
    std::size_t Size() const;

    /// The number of stubs of deleted bindings.
    std::size_t StubCount() const;

    /// All entries, stubs too, in the order of home address. Sorts: for dumps and reports.
    std::vector<const Binding*> Sorted() const;

    /// Forget everything, as a restart does.
    void Clear();

  private:
    std::unordered_map<Ipv6Address, Binding, Ipv6AddressHash> m_entries; ///< By home address.
    ExpiryQueue<Ipv6Address, Ipv6AddressHash> m_expiry;                  ///< Ends of m_entries.
    std::size_t m_stubs{0}; ///< How many of m_entries are stubs.
};

} // namespace ns3::nemo

#endif /* MIP6_BINDING_CACHE_H */
