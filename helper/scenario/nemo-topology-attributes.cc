// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-topology-attributes.h"

#include "ns3/channel.h"
#include "ns3/icmpv6-l4-protocol.h"
#include "ns3/ipv6-l3-protocol.h"
#include "ns3/nemo-diagnostics.h"
#include "ns3/object-ptr-container.h"
#include "ns3/pointer.h"
#include "ns3/string.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>

namespace ns3::nemo
{

namespace
{

/// Collects what belongs to a node, each object once and in a fixed order.
class Belongings
{
  public:
    explicit Belongings(const BuiltNode& node)
    {
        Visit(node.node);
        Visit(node.node->GetObject<Ipv6L3Protocol>()->GetProtocol(58));
        if (const auto& stack = node.stack)
        {
            Visit(stack->GetIcmpv6());
            Visit(stack->GetPacketPath());
            Visit(stack->GetSteering());
            Visit(stack->GetMessagePort());
            Visit(stack->GetAddressProxy());
            Visit(stack->GetRouterDiscovery());
            Visit(stack->GetRouterAdvertiser());
            Visit(stack->GetInterfaceTable());
        }
    }

    const std::vector<Ptr<Object>>& Get() const
    {
        return m_objects;
    }

  private:
    void Visit(Ptr<Object> object)
    {
        const bool isOther = object && !m_objects.empty() &&
                             (DynamicCast<Node>(object) || DynamicCast<Channel>(object));
        if (!object || isOther || !m_seen.insert(PeekPointer(object)).second)
        {
            return;
        }
        m_objects.push_back(object);
        for (auto part = object->GetAggregateIterator(); part.HasNext();)
        {
            Visit(ConstCast<Object>(part.Next()));
        }
        for (TypeId type = object->GetInstanceTypeId(); type != Object::GetTypeId();
             type = type.GetParent())
        {
            VisitAttributes(object, type);
        }
    }

    void VisitAttributes(Ptr<Object> object, TypeId type)
    {
        for (std::size_t i = 0; i < type.GetAttributeN(); ++i)
        {
            const auto info = type.GetAttribute(i);
            // Of a deprecated one ns-3 says so on the terminal.
            if ((info.flags & TypeId::ATTR_GET) == 0 || !info.accessor->HasGetter() ||
                info.supportLevel != TypeId::SUPPORTED)
            {
                continue;
            }
            if (DynamicCast<const PointerChecker>(info.checker))
            {
                PointerValue value;
                object->GetAttribute(info.name, value);
                Visit(value.Get<Object>());
            }
            else if (DynamicCast<const ObjectPtrContainerChecker>(info.checker))
            {
                ObjectPtrContainerValue value;
                object->GetAttribute(info.name, value);
                for (auto item = value.Begin(); item != value.End(); ++item)
                {
                    Visit(item->second);
                }
            }
        }
    }

    std::vector<Ptr<Object>> m_objects;
    std::set<const Object*> m_seen;
};

/// \return whether the object is of the type that has the attribute
bool
Carries(Ptr<const Object> object, const AttributeSpec& attribute)
{
    const TypeId own = object->GetInstanceTypeId();
    const TypeId type = TypeId::LookupByName(attribute.type);
    return own == type || own.IsChildOf(type);
}

/// \return the nodes that have something with this attribute, as a message says it
std::string
WhereAllowed(const AttributeSpec& attribute, const Topology& topology)
{
    std::vector<std::string_view> names;
    for (const auto& node : topology.nodes)
    {
        const Belongings belongings(node);
        const auto& all = belongings.Get();
        if (std::any_of(all.begin(), all.end(), [&](Ptr<const Object> object) {
                return Carries(object, attribute);
            }))
        {
            names.emplace_back(node.spec->name);
        }
    }
    return names.empty() ? "other attributes: no node of this file has one"
                         : "this attribute on " + ListNames(names);
}

} // namespace

void
ApplyAttributes(const BuiltNode& node, AttributeProblems& problems)
{
    if (node.spec->attributes.empty())
    {
        return;
    }
    const Belongings belongings(node);
    for (const auto& attribute : node.spec->attributes)
    {
        bool isThere = false;
        for (const auto& object : belongings.Get())
        {
            if (!Carries(object, attribute))
            {
                continue;
            }
            isThere = true;
            if (!object->SetAttributeFailSafe(attribute.attribute, StringValue(attribute.value)))
            {
                problems.texts.push_back(attribute.pointer + ": cannot be set to \"" +
                                         attribute.value + "\" here");
            }
        }
        if (!isThere)
        {
            problems.strangers.emplace_back(node.spec, &attribute);
        }
    }
}

std::vector<std::string>
Describe(const AttributeProblems& problems, const Topology& topology)
{
    auto texts = problems.texts;
    std::map<std::string, std::string> allowed; // by type, since it takes looking at all nodes
    for (const auto& [node, attribute] : problems.strangers)
    {
        const auto [known, isNew] = allowed.try_emplace(attribute->type);
        if (isNew)
        {
            known->second = WhereAllowed(*attribute, topology);
        }
        texts.push_back(attribute->pointer + ": nothing on node \"" + node->name + "\" is an " +
                        attribute->type + "; allowed: " + known->second);
    }
    return texts;
}

} // namespace ns3::nemo
