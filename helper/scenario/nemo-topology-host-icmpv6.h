// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TOPOLOGY_HOST_ICMPV6_H
#define NEMO_TOPOLOGY_HOST_ICMPV6_H

#include "ns3/icmpv6-l4-protocol.h"
#include "ns3/node.h"

#include <cstdint>
#include <set>

namespace ns3::nemo
{

/// ns-3's ICMPv6 for a host that has been given addresses: on those interfaces it leaves Router
/// Advertisements alone. ns-3 itself has no such switch. RFC 4862 section 4: autoconfiguration is
/// performed on interfaces for which it is enabled.
class HostIcmpv6 : public Icmpv6L4Protocol
{
  public:
    /// \return the type
    static TypeId GetTypeId();
    TypeId GetInstanceTypeId() const override; ///< GetTypeId().

    /// Make it ICMPv6 of the node, in place of what is there.
    /// \param node has an IPv6 stack and no IPv6 interface but the loopback
    static Ptr<HostIcmpv6> Install(Ptr<Node> node);

    /// Do not autoconfigure on this interface.
    void DisableAutoconfiguration(uint32_t interface);

    // From Icmpv6L4Protocol
    RxStatus Receive(Ptr<Packet> packet,
                     const Ipv6Header& header,
                     Ptr<Ipv6Interface> interface) override; ///< Filters first.
    using Icmpv6L4Protocol::Receive;

  private:
    std::set<uint32_t> m_configured; ///< Interfaces with given addresses.
};

} // namespace ns3::nemo

#endif // NEMO_TOPOLOGY_HOST_ICMPV6_H
