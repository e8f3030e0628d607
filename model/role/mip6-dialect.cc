// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-dialect.h"

#include "ns3/abort.h"
#include "ns3/boolean.h"
#include "ns3/object-factory.h"

namespace ns3::nemo
{

NS_OBJECT_ENSURE_REGISTERED(Dialect);

TypeId
Dialect::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::nemo::Dialect")
            .SetParent<Object>()
            .SetGroupName("Nemo")
            .AddAttribute("AllowsClash",
                          "A scenario may let the node talk to nodes whose dialect it does not "
                          "understand, or register without the association that its dialect asks "
                          "for: else the file is refused.",
                          BooleanValue(false),
                          MakeBooleanAccessor(&Dialect::m_allowsClash),
                          MakeBooleanChecker());
    return tid;
}

Ptr<Dialect>
Dialect::Of(Ptr<Node> node, TypeId type)
{
    Ptr<Dialect> dialect = node->GetObject<Dialect>();
    if (!dialect)
    {
        ObjectFactory factory;
        factory.SetTypeId(type);
        dialect = factory.Create<Dialect>();
        NS_ABORT_MSG_UNLESS(dialect, type.GetName() << " is no dialect");
        node->AggregateObject(dialect);
    }
    NS_ABORT_MSG_UNLESS(dialect->GetInstanceTypeId() == type,
                        "Node " << node->GetId() << " speaks "
                                << dialect->GetInstanceTypeId().GetName() << ", so no role on it "
                                << "can speak " << type.GetName());
    return dialect;
}

} // namespace ns3::nemo
