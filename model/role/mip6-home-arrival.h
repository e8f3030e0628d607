// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_HOME_ARRIVAL_H
#define MIP6_HOME_ARRIVAL_H

#include "ns3/ipv6-address.h"
#include "ns3/mac48-address.h"
#include "ns3/mip6-scoped-event.h"
#include "ns3/nstime.h"
#include "ns3/ptr.h"

#include <cstdint>
#include <functional>
#include <optional>

namespace ns3::nemo
{

class MobilityStack;

/// What a mobile node says and asks in Neighbor Discovery when it comes home, where its home agent
/// still defends its home address. RFC 6275 section 11.5.5.
class HomeArrival
{
  public:
    /**
     * @param stack the parts of the node
     * @param interface the roaming interface in use; must outlive this object. While it changes
     * nothing may go on: Cancel
     * @param homeAddress the home address
     * @param homeAgent the home agent's address on the home link
     */
    HomeArrival(Ptr<MobilityStack> stack,
                const uint32_t& interface,
                const Ipv6Address& homeAddress,
                const Ipv6Address& homeAgent);
    ~HomeArrival();
    HomeArrival(const HomeArrival&) = delete;
    HomeArrival& operator=(const HomeArrival&) = delete;

    /// Another home agent serves the home address from now on.
    void SetHomeAgent(const Ipv6Address& homeAgent);

    /// Note the home agent's link-layer address from its advertisements (with R: the prefix option
    /// holds its address) since `since`, or from what is known of neighbours already.
    /// @return whether it is known now
    bool LearnHomeAgent(Time since);

    /**
     * Ask for the home agent's link-layer address from ::, and note the answer.
     * @param target the home address, which the home agent answers for as long as it defends it, or
     * the home agent's own address
     * @param done called with true when the answer came, and with false if none did after all
     * repeats
     */
    void AskForHomeAgent(const Ipv6Address& target, std::function<void(bool isKnown)> done);

    /// Probe the home address, which nobody should defend any more, until it is free. Somebody may
    /// still: a home agent whose binding outlived what the node remembers, or another node.
    /// @param maxRandomDelay most that each probe waits
    /// @param interval from a probe that found it taken to the next
    /// @param free called when it is free
    /// @param taken called each time that it is not; may be left out
    void Reclaim(Time maxRandomDelay,
                 Time interval,
                 std::function<void()> free,
                 std::function<void()> taken = nullptr);

    /// Tell all nodes of the link that the home address is the node's own link-layer address now.
    /// @param withLinkLocal the link-local address too
    /// @param repeats how often that is repeated; absent: as AddressProxy is configured
    void Announce(bool withLinkLocal = true, std::optional<uint32_t> repeats = std::nullopt);

    /// The node is not on the home link any more: end all that is still going on.
    void Cancel();

  private:
    void Note(const Mac48Address& linkLayer);

    Ptr<MobilityStack> m_stack;
    const uint32_t& m_interface;
    Ipv6Address m_homeAddress;
    Ipv6Address m_homeAgent;
    ScopedEvent m_reclaim; ///< The next probe of a home address that was taken.
    Ipv6Address m_asked{Ipv6Address::GetAny()}; ///< Target of a solicitation that is going on.
};

} // namespace ns3::nemo

#endif // MIP6_HOME_ARRIVAL_H
