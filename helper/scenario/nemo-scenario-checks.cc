// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-attribute-effect.h"
#include "ns3/nemo-json-units.h"
#include "ns3/nemo-scenario-loader-parts.h"

#include <algorithm>
#include <optional>
#include <sstream>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace ns3::nemo
{

namespace
{

/// Who has an address, by itself or as a home address, and where.
struct AddressOwner
{
    std::string node; ///< Whose it is.
    std::string link; ///< On which link; empty: on none.
};

using AddressOwners = std::unordered_map<Ipv6Address, AddressOwner, Ipv6AddressHash>;

std::string
Write(const Ipv6Address& address)
{
    std::ostringstream text;
    text << address;
    return text.str();
}

std::string
NodePointer(const NodeSpec& node)
{
    return AppendToPointer("/nodes", node.name);
}

/// \return the prefix of the link that the address is in; nothing if it is on no such link
std::optional<NetworkPrefix>
PrefixOf(const Ipv6Address& address, const std::string& link, const LoadContext& context)
{
    const auto* spec = context.scenario.FindLink(link);
    for (const auto& item : spec ? spec->prefixes : std::vector<LinkPrefix>())
    {
        if (item.prefix.Contains(address))
        {
            return item.prefix;
        }
    }
    return std::nullopt;
}

/// Note an owner; an address that has one already is an error.
void
Own(const Ipv6Address& address,
    const AddressOwner& owner,
    const std::string& pointer,
    AddressOwners& owners,
    LoadContext& context)
{
    const auto [known, isNew] = owners.emplace(address, owner);
    if (isNew)
    {
        return;
    }
    const auto& other = known->second;
    const auto prefix = PrefixOf(address, owner.link, context);
    const auto otherPrefix = PrefixOf(address, other.link, context);
    const bool isShared = owner.link != other.link && prefix && otherPrefix;
    if (isShared && *prefix == *otherPrefix)
    {
        return; // that two links have this prefix is told already
    }
    context.diagnostics.AddError(
        {pointer,
         "\"" + Write(address) + "\"",
         "is the address of node \"" + other.node + "\" already" +
             (isShared
                  ? ", since " + prefix->ToString() + " of link \"" + owner.link + "\" overlaps " +
                        otherPrefix->ToString() + " of link \"" + other.link + "\""
                  : ""),
         isShared ? "prefixes that do not overlap" : "an address of its own",
         ""});
}

/// No address has two owners.
void
CheckAddresses(LoadContext& context)
{
    AddressOwners owners;
    for (std::size_t i = 0; i < context.scenario.nodes.size(); ++i)
    {
        const NodeSpec& node = context.scenario.nodes[i];
        const bool moves = context.roles[i] == NodeRole::MOBILE_ROUTER;
        const std::string key = moves ? "/ingress" : "/links";
        for (const auto& link : node.links)
        {
            for (const auto& address : link.addresses)
            {
                const auto pointer = AppendToPointer(NodePointer(node) + key, link.link);
                Own(address, {node.name, link.link}, pointer, owners, context);
            }
        }
        for (const auto& home : HomesOf(node))
        {
            if (home.homeAddress)
            {
                Own(*home.homeAddress,
                    {node.name, home.link},
                    home.pointer + "/interfaceId",
                    owners,
                    context);
            }
        }
    }
}

/// \return the links where the node can be met at time 0
std::unordered_set<std::string>
LinksAtStart(const NodeSpec& node)
{
    std::unordered_set<std::string> links;
    for (const auto& link : node.links)
    {
        links.insert(link.link);
    }
    for (const auto& home : HomesOf(node))
    {
        if (!home.IsVirtual())
        {
            links.insert(home.link);
        }
    }
    return links;
}

/// The next hop of a route is a neighbour.
void
CheckRoutes(const NodeSpec& node, LoadContext& context)
{
    const auto own = LinksAtStart(node);
    for (const auto& route : node.routes)
    {
        const auto& next = context.scenario.nodes[*context.nodes.Find(route.via)];
        const auto links = LinksAtStart(next);
        const bool shared = std::any_of(links.begin(), links.end(), [&own](const auto& link) {
            return own.count(link) > 0;
        });
        if (!shared || &next == &node)
        {
            const Json value(route.via);
            context.diagnostics.AddError({route.pointer,
                                          Abridge(value),
                                          "is no neighbour of node \"" + node.name + "\"",
                                          "a node that shares a link with it",
                                          ""});
        }
    }
}

/// Adds a warning for each address of an expectation that no link can hold.
class AddressLint
{
  public:
    /// \param context what was loaded
    explicit AddressLint(LoadContext& context)
        : m_context(context)
    {
    }

    /// Look at the expectation of that index.
    void Look(std::size_t index, const ExpectKind& kind)
    {
        m_pointer = "/expect/" + std::to_string(index);
        std::visit([this](const auto& expectation) { LookAt(expectation); }, kind);
    }

  private:
    /// Of the other kinds there is nothing to say.
    template <typename Other>
    void LookAt(const Other& /* expectation */)
    {
    }

    void LookAt(const BindingExpectation& expectation)
    {
        LookAtAddress(expectation.home);
        LookAtAddress(expectation.careOf);
    }

    void LookAt(const NoBindingExpectation& expectation)
    {
        LookAtAddress(expectation.home);
    }

    void LookAt(const BindingsExpectation& expectation)
    {
        for (const auto& entry : expectation.table)
        {
            LookAtAddress(entry.home);
            LookAtAddress(entry.careOf);
        }
    }

    /// An expected handover must have a movement.
    void LookAt(const HandoverExpectation& expectation)
    {
        if (m_context.scenario.FindNode(expectation.node)->course)
        {
            return; // how often is found out by radio
        }
        const auto& all = m_context.scenario.movement;
        const auto moves = std::count_if(all.begin(), all.end(), [&](const MovementSpec& movement) {
            return movement.node == expectation.node && movement.at < m_context.end;
        });
        if (static_cast<int64_t>(expectation.index) >= moves)
        {
            const auto least = moves == 0 ? "a node that moves" : "an index below that";
            m_context.diagnostics.AddError({m_pointer + "/handover/index",
                                            std::to_string(expectation.index),
                                            "is a handover that does not happen: node \"" +
                                                expectation.node + "\" moves " +
                                                std::to_string(moves) + " times",
                                            std::string(least) + WITHOUT_EXPECTATIONS,
                                            ""});
        }
    }

    void LookAtAddress(const AddressSpec& spec)
    {
        const auto* address = std::get_if<Ipv6Address>(&spec);
        const auto& links = m_context.scenario.links;
        const auto has = [address](const NetworkPrefix& prefix) {
            return prefix.Contains(*address);
        };
        const auto holds = [&has](const LinkSpec& link) {
            const auto& own = link.prefixes;
            const auto& later = link.laterPrefixes;
            return std::any_of(own.begin(),
                               own.end(),
                               [&has](const auto& item) { return has(item.prefix); }) ||
                   std::any_of(later.begin(), later.end(), has);
        };
        const bool known = !address || std::any_of(links.begin(), links.end(), holds);
        if (!known)
        {
            m_context.diagnostics.AddWarning(m_pointer,
                                             Write(*address) + " is in no prefix of any link");
        }
    }

    LoadContext& m_context;
    std::string m_pointer;
};

/// What does nothing is not taken as if it did.
void
CheckAttributes(LoadContext& context)
{
    for (std::size_t i = 0; i < context.scenario.nodes.size(); ++i)
    {
        for (const auto& attribute : context.scenario.nodes[i].attributes)
        {
            const auto instead =
                context.roles[i] ? FindEffective(attribute, *context.roles[i]) : std::nullopt;
            if (instead)
            {
                context.diagnostics.AddError({attribute.pointer,
                                              "",
                                              "has no effect on this node; what has is " + *instead,
                                              "",
                                              ""});
            }
        }
    }
}

} // namespace

void
CheckScenario(LoadContext& context)
{
    CheckAddresses(context);
    CheckAttributes(context);
    CheckHomes(context);
    CheckDialects(context);
    CheckDelegation(context);
    CheckFlows(context);
    CheckGroups(context);
    CheckRadio(context);
    for (const auto& node : context.scenario.nodes)
    {
        CheckRoutes(node, context);
    }
    // Items that were refused are not there, so that the indices hold only without errors.
    AddressLint lint(context);
    for (std::size_t i = 0; i < context.scenario.expect.size() && !context.diagnostics.HasErrors();
         ++i)
    {
        lint.Look(i, context.scenario.expect[i].kind);
    }
}

} // namespace ns3::nemo
