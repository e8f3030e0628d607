// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_MOBILE_IPV6_HELPER_H
#define MIP6_MOBILE_IPV6_HELPER_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-mobile-link.h"
#include "ns3/nemo-topology.h"
#include "ns3/node-container.h"
#include "ns3/nstime.h"
#include "ns3/output-stream-wrapper.h"

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace ns3::nemo
{

class HelperDocument;

/**
 * Builds networks with Mobile IPv6 in a program of one's own: what a scenario file says of links
 * and nodes, said in C++. Links and nodes are named; everything is checked, and built, by Install,
 * which aborts and names all mistakes at once. Applications, FlowMonitor, NetAnim and whatever else
 * ns-3 has can be added to the nodes before the simulation runs.
 *
 * Routes are those of a scenario file: fewest links first; home prefixes lead to the home link.
 */
class MobileIpv6Helper
{
  public:
    /// The links of a node, each with its interface identifier there ("::3") or whole address; an
    /// empty one is made from the device's address (EUI-64).
    using Places = std::vector<std::pair<std::string, std::string>>;

    /// RFC 6275 is the dialect.
    MobileIpv6Helper();
    virtual ~MobileIpv6Helper();
    MobileIpv6Helper(const MobileIpv6Helper&) = delete;
    MobileIpv6Helper& operator=(const MobileIpv6Helper&) = delete;

    /// Of the nodes that are added from now on.
    /// @param dialect "rfc6275" or "draft1997"
    void SetDialect(const std::string& dialect);

    /// Set an attribute of the nodes that are added from now on, where they have it.
    /// @param name as in a scenario file: type and attribute, "ns3::nemo::MobileNode::DadEnabled"
    /// @param value as ns-3 reads it from text
    void SetAttribute(const std::string& name, const std::string& value);

    /// A link that nodes can join and leave.
    /// @param name of the link, as below
    /// @param prefix "1::/64"
    /// @param delay one way
    /// @param rate "100Mbps"
    void AddLink(const std::string& name,
                 const std::string& prefix,
                 Time delay = MicroSeconds(1),
                 const std::string& rate = "100Mbps");

    /// A node that knows nothing of mobility.
    void AddHost(const std::string& name, const Places& places);
    /// A correspondent node. RFC 6275 section 9.
    void AddCorrespondent(const std::string& name, const Places& places);
    /// A router; it advertises the prefixes of its links.
    void AddRouter(const std::string& name, const Places& places);
    /// A home agent, of those that name it. RFC 6275 section 10.
    void AddHomeAgent(const std::string& name, const Places& places);
    /**
     * A mobile node, which starts at home. RFC 6275 section 11.
     * @param name of the node
     * @param home its home link
     * @param identifier of its home address in the prefix of that link, "::2"
     * @param homeAgent the name of its home agent, or "discover"
     */
    void AddMobileNode(const std::string& name,
                       const std::string& home,
                       const std::string& identifier,
                       const std::string& homeAgent);

    /// Let a mobile node or router leave its link for another.
    /// @param at absolute time, after which Install has been called
    /// @param node its name
    /// @param link where it goes; empty: nowhere
    void Move(Time at, const std::string& node, const std::string& link);

    /// Build everything, once; aborts if anything of it cannot be. Random variables have fixed
    /// streams, so that RngSeedManager alone decides what is drawn.
    /// @return the nodes in the order in which they were added
    NodeContainer Install();

    /// @return the node of that name; aborts if there is none, or before Install
    Ptr<Node> GetNode(const std::string& name) const;
    /// @return the link of that name; aborts if there is none, or before Install
    Ptr<MobileLink> GetLink(const std::string& name) const;
    /// @return where a node is reached: its first home address, or its first address
    Ipv6Address GetAddress(const std::string& name) const;

    /// @return the node's role of that type (HomeAgent, MobileNode, CorrespondentNode…), or null
    template <typename T>
    Ptr<T> GetRole(const std::string& name) const
    {
        return Built().GetNode(name).FindRole<T>();
    }

    /// Give the random variables of nodes and links other streams than Install did.
    /// @param stream the first
    /// @return how many were used
    int64_t AssignStreams(int64_t stream);

    /// Write what is sent on each link to a pcap file, PREFIX-LINK.pcap; after Install.
    void EnablePcapAll(const std::string& prefix) const;
    /// Write a line for each frame that is sent (t), received (r) or lost (d), as ns-3's other
    /// devices do; after Install.
    void EnableAsciiAll(Ptr<OutputStreamWrapper> stream) const;

  protected:
    /// What is said so far, as a scenario file would.
    HelperDocument& Said();
    /// @return what was built; aborts before Install
    const Topology& Built() const;

  private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace ns3::nemo

#endif // MIP6_MOBILE_IPV6_HELPER_H
