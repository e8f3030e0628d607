// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TOPOLOGY_H
#define NEMO_TOPOLOGY_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-mobile-link-device.h"
#include "ns3/mip6-mobile-link.h"
#include "ns3/mip6-mobility-stack.h"
#include "ns3/mip6-role.h"
#include "ns3/mip6-wifi-station.h"
#include "ns3/nemo-scenario.h"
#include "ns3/net-device-container.h"
#include "ns3/node.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ns3::nemo
{

/// A link of the scenario, as built.
struct BuiltLink
{
    const LinkSpec* spec;             ///< What it is to be.
    Ptr<MobileLink> link;             ///< What it is.
    std::vector<LinkPrefix> prefixes; ///< What is said of its prefixes now, withdrawn ones too.
};

/// A device of a node, with its place in the node's IPv6.
struct BuiltInterface
{
    std::string link;             ///< The link that it never leaves; empty: it roams.
    Ptr<MobileLinkDevice> device; ///< The device.
    uint32_t number{0};           ///< IPv6 interface number.
    /// Its addresses on that link, as given or as it will make them; empty if it roams.
    std::vector<Ipv6Address> addresses;
};

/// A node of the scenario, as built.
struct BuiltNode
{
    const NodeSpec* spec;                   ///< What it is to be.
    Ptr<Node> node;                         ///< What it is.
    Ptr<MobilityStack> stack;               ///< Null: a host.
    std::vector<BuiltInterface> interfaces; ///< As in the file; those that roam come last.
    std::vector<Ptr<Role>> roles;           ///< What it is to the protocol.

    /// \param index which of those that roam
    /// \return its interface that roams, or null
    const BuiltInterface* FindRoaming(std::size_t index = 0) const;

    /// \return its interface that never leaves this link, or null
    const BuiltInterface* FindInterface(const std::string& link) const;

    /// \return its role of that type, or null
    template <typename T>
    Ptr<T> FindRole() const
    {
        for (const auto& role : roles)
        {
            if (auto found = DynamicCast<T>(role))
            {
                return found;
            }
        }
        return nullptr;
    }
};

/// A node that roams by radio, as built.
struct BuiltStation
{
    std::string node;         ///< Its name; it is its first interface that roams.
    Ptr<WifiStation> station; ///< What takes it from link to link.
};

/// The nodes and links of a scenario, by the names of the file.
class Topology
{
  public:
    /// Nothing is built yet.
    /// \param scenario must outlive the topology
    explicit Topology(const Scenario& scenario);

    Topology(const Topology&) = delete;
    Topology& operator=(const Topology&) = delete;

    /// \return what it is built of
    const Scenario& GetScenario() const;

    /// The links in the order of the scenario; the builder fills in what they are.
    std::vector<BuiltLink> links;
    /// The nodes in the order of the scenario; the builder fills in what they are.
    std::vector<BuiltNode> nodes;
    /// Who roams by radio, in the order of the nodes; the builder fills it in.
    std::vector<BuiltStation> stations;
    /// The access points, link by link; the builder fills it in.
    NetDeviceContainer accessPoints;
    /// The security associations as Wireshark's table esp_sa, a line each; the builder fills it in.
    std::string associations;
    /// The same for the Authentication Header.
    std::string authentications;

    /// \return the node of that name; aborts if there is none, since names were checked
    const BuiltNode& GetNode(const std::string& name) const;

    /// \return the link of that name, to change; aborts if there is none
    BuiltLink& GetLink(const std::string& name);

    /// \return the link of that name; aborts if there is none
    const BuiltLink& GetLink(const std::string& name) const;

    /// \return the node that this is, or null for one that is none of ours
    const BuiltNode* FindNode(Ptr<const Node> node) const;

    /// \return the name of a link; empty for none
    std::string NameOf(Ptr<const MobileLink> link) const;

    /// The home addresses of a mobile node or router, in the order of its homes; else empty.
    std::vector<Ipv6Address> HomeAddressesOf(const BuiltNode& node) const;

    /// Where a node is reached: its first home address, or its first address.
    /// \return nothing if it has none
    std::optional<Ipv6Address> AddressOf(const BuiltNode& node) const;

    /// The address that a node has on a link, or forms when it roams there: of the link's first
    /// prefix.
    /// \return nothing if it is never there
    std::optional<Ipv6Address> AddressOn(const BuiltNode& node, const std::string& link) const;

    /// \return the address that an expectation names; nothing if the node has none there
    std::optional<Ipv6Address> Resolve(const AddressSpec& spec) const;

    /// \return the node that has this address on a link that it never leaves, or as home address
    const BuiltNode* FindOwner(const Ipv6Address& address) const;

  private:
    const Scenario& m_scenario;
};

/// The address that an interface makes in a prefix.
/// \param identifier the low 64 bits; nullopt: EUI-64 of the device
Ipv6Address FormAddress(const NetworkPrefix& prefix,
                        const std::optional<Ipv6Address>& identifier,
                        Ptr<const NetDevice> device);

} // namespace ns3::nemo

#endif // NEMO_TOPOLOGY_H
