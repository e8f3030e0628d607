// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_DYNAMIC_ROUTING_H
#define MIP6_DYNAMIC_ROUTING_H

#include "ns3/mip6-interface-table.h"
#include "ns3/node.h"
#include "ns3/object.h"
#include "ns3/ripng.h"

#include <cstdint>
#include <set>

namespace ns3::nemo
{

/**
 * On which interfaces of a node its routing protocol speaks: ns-3's RIPng (RFC 2080), where the
 * node's Ipv6ListRouting has one; else nothing happens. RFC 3963 sections 5.8 and 8.
 *
 * ns-3's RIPng answers a request that arrives by an interface that it has no socket for by a crash:
 * the node is a member of RIPng's group on those interfaces only where it speaks.
 */
class DynamicRouting : public Object
{
  public:
    /// @return the type
    static TypeId GetTypeId();

    /// Serve a node; to be called once.
    /// @param node the node
    /// @param interfaces its interfaces
    /// @param transformInterface where it never speaks
    void Attach(Ptr<Node> node, Ptr<InterfaceTable> interfaces, uint32_t transformInterface);

    /// @return whether the node has a routing protocol
    bool IsThere() const;
    /// Speak and listen on an interface from now on, and ask the neighbours for all that they know
    /// (RFC 2080 section 2.4.1).
    void Speak(uint32_t interface);
    /// Be silent and deaf on an interface, and forget what was learned there.
    void BeSilent(uint32_t interface);
    /// @return whether it speaks on an interface
    bool IsSpeaking(uint32_t interface) const;
    /// Prefer what is learned elsewhere: each network there is so much further away.
    /// @param interface where
    /// @param metric 1 to 15; 1 unless set
    void SetMetric(uint32_t interface, uint8_t metric);
    /// Ask the neighbours on an interface for all that they know, a moment later, when what this
    /// event sends is on its way.
    void Ask(uint32_t interface);

    /// Forget all that was learned, and be silent, without a word: the node crashed.
    void PowerOff();
    /// Speak again where it did.
    void PowerOn();

  protected:
    void DoDispose() override; ///< Lets go of all it holds.

  private:
    Ptr<RipNg> Find() const;
    void SendRequest(uint32_t interface);
    void LimitGroup();
    void SetMember(uint32_t interface, bool isMember);

    Ptr<Node> m_node;
    Ptr<InterfaceTable> m_interfaces;
    uint32_t m_transformInterface{0};
    std::set<uint32_t> m_members; ///< Interfaces where the node is in RIPng's group.
};

} // namespace ns3::nemo

#endif // MIP6_DYNAMIC_ROUTING_H
