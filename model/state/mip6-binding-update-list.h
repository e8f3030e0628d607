// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_BINDING_UPDATE_LIST_H
#define MIP6_BINDING_UPDATE_LIST_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-expiry-queue.h"
#include "ns3/mip6-network-prefix.h"
#include "ns3/nstime.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace ns3::nemo
{

/// The most recent Binding Update sent to one node for one home address, and what became of it.
/// RFC 6275 section 11.1, RFC 3963 section 5.1.
struct BindingUpdateEntry
{
    Ipv6Address destination;      ///< The node that the update was sent to.
    Ipv6Address homeAddress;      ///< The home address that it was sent for.
    Ipv6Address careOfAddress;    ///< The care-of address sent.
    uint32_t lifetime{0};         ///< The lifetime sent, in seconds; 0 asks for deletion.
    uint16_t sequence{0};         ///< The sequence number sent.
    bool acknowledge{false};      ///< A
    bool homeRegistration{false}; ///< H
    bool linkLocalAddressCompatibility{false}; ///< L
    bool keyManagementMobility{false};         ///< K
    bool mobileRouter{false};                  ///< R
    bool prefixDelegation{false};              ///< S of the prefix delegation draft
    bool acknowledged{false};                  ///< Accepted by the destination.
    bool noMoreUpdates{false}; ///< Future updates should not be sent to this destination.
    /// The mobile network prefixes sent; empty in implicit mode and with dynamic routing.
    std::vector<NetworkPrefix> prefixes;
    Time lastSent; ///< When the update was last sent, absolute.
    /// End of the binding as counted here, or of the mark `noMoreUpdates`, absolute; Time::Max():
    /// no end.
    Time expires;
    std::optional<Time> retransmitAt; ///< When it is sent again, absolute; absent: it is not.
    Time retransmitTimeout;           ///< The current time-out of the exponential back-off.

    /// The remaining lifetime at `now`, never negative; Time::Max() if there is no end.
    Time Remaining(Time now) const;
};

/// What a mobile node has sent to whom. One entry per destination and home address; the sequence
/// numbers are counted per destination, so no two updates to one node carry the same
/// (RFC 6275 sections 11.1 and 11.7.2). Pointers into the list hold until its next change.
class BindingUpdateList
{
  public:
    /// The entry for `homeAddress` at `destination`, null if there is none.
    const BindingUpdateEntry* Find(const Ipv6Address& destination,
                                   const Ipv6Address& homeAddress) const;

    /// Note the update that has just been sent at `entry.lastSent`, in place of the one before to
    /// the same node for the same home address. The list counts its lifetime: `entry.expires`
    /// becomes lastSent + lifetime, or never if the lifetime is 0, since a deregistration waits
    /// for its answer or for Remove. The entry starts unacknowledged.
    void Record(BindingUpdateEntry entry);

    /// The accepting acknowledgement with number `sequence`, which grants `lifetime` seconds, came
    /// at `now`. Returns false, and changes nothing, if no update with this number is outstanding:
    /// it is not the last one sent, or has been acknowledged before. Else the entry is
    /// acknowledged, is not sent again, and its remaining lifetime follows RFC 6275 section 11.7.3;
    /// at 0, as after a deregistration, it is due at `now`.
    bool Acknowledge(const Ipv6Address& destination,
                     const Ipv6Address& homeAddress,
                     uint16_t sequence,
                     uint32_t lifetime,
                     Time now);

    /// Note when the update of this entry is sent again (absent: not at all) and the time-out of
    /// the back-off by then. Returns false if there is no such entry.
    bool SetRetransmission(const Ipv6Address& destination,
                           const Ipv6Address& homeAddress,
                           std::optional<Time> at,
                           Time timeout);

    /// Remember until the absolute time `until` (Time::Max(): for ever) that no further updates
    /// should be sent to `destination` for `homeAddress`. Makes an entry if there is none. The
    /// binding itself counts as gone. RFC 6275 sections 11.3.5 and 11.7.3.
    void MarkNoMoreUpdates(const Ipv6Address& destination,
                           const Ipv6Address& homeAddress,
                           Time until);

    /// Forget the entry and return it; absent if there is none. With its last entry a destination
    /// loses its sequence number, unless that is to be kept until `keepSequenceUntil` because the
    /// node may still remember it (1997 draft section 9.10; a stub at the home agent).
    std::optional<BindingUpdateEntry> Remove(const Ipv6Address& destination,
                                             const Ipv6Address& homeAddress,
                                             Time keepSequenceUntil = Time(0));

    /// The greatest sequence number sent to `destination`, or what it told us; absent if the list
    /// does not know any at `now`.
    std::optional<uint16_t> LastSequence(const Ipv6Address& destination, Time now) const;

    /// The number for the next update to `destination`: one more than the last, or `start` (a
    /// random number) if there is none. RFC 6275 sections 11.7.1 and 11.7.2.
    uint16_t NextSequence(const Ipv6Address& destination, Time now, uint16_t start) const;

    /// Take `sequence` as the last number, as status 135 asks. Returns false if nothing has been
    /// sent to `destination`. RFC 6275 section 11.7.3.
    bool AdoptSequence(const Ipv6Address& destination, uint16_t sequence);

    /// When the next entry ends, absent if none ever does.
    std::optional<Time> NextExpiry() const;

    /// Take out every entry that ends at `now` or earlier, in the order of end, destination and
    /// home address. Sequence numbers are kept as by Remove.
    std::vector<BindingUpdateEntry> Expire(Time now, Time keepSequencesUntil = Time(0));

    /// All entries in the order of destination and home address.
    std::vector<const BindingUpdateEntry*> Sorted() const;

    /// The number of entries.
    std::size_t Size() const;

    /// Forget everything, as a restart does.
    void Clear();

  private:
    /// Destination and home address.
    using Key = std::pair<Ipv6Address, Ipv6Address>;

    /// Hash of both addresses.
    struct KeyHash
    {
        /// The hash of `key`.
        std::size_t operator()(const Key& key) const;
    };

    /// What is counted per destination, whatever the home address.
    struct Destination
    {
        std::optional<uint16_t> lastSequence; ///< The greatest sent, or told by status 135.
        std::size_t entries{0};               ///< Entries of this destination.
        Time keepUntil;                       ///< Without entries the number is known until then.
    };

    /// Put `entry` in the place of the one with the same key.
    void Store(BindingUpdateEntry entry);

    std::map<Key, BindingUpdateEntry> m_entries;       ///< The list.
    std::map<Ipv6Address, Destination> m_destinations; ///< Sequence numbers.
    ExpiryQueue<Key, KeyHash> m_expiry;                ///< Ends of m_entries.
    ExpiryQueue<Ipv6Address, Ipv6AddressHash> m_kept;  ///< Ends of numbers without entries.
};

} // namespace ns3::nemo

#endif /* MIP6_BINDING_UPDATE_LIST_H */
