// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-correspondent-node.h"

#include "ns3/mip6-binding-registrar.h"

namespace ns3::nemo
{

NS_OBJECT_ENSURE_REGISTERED(CorrespondentNode);

TypeId
CorrespondentNode::GetTypeId()
{
    static TypeId tid = TypeId("ns3::nemo::CorrespondentNode")
                            .SetParent<Role>()
                            .SetGroupName("Nemo")
                            .AddConstructor<CorrespondentNode>();
    return tid;
}

void
CorrespondentNode::DoBoot()
{
    GetDialect();
    BindingRegistrar::Of(GetNode())->ServeCorrespondents();
}

void
CorrespondentNode::DoHalt()
{
    BindingRegistrar::Of(GetNode())->StopServingCorrespondents();
}

} // namespace ns3::nemo
