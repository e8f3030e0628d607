// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_END_SYSTEM_MODEL_H
#define MIP6_END_SYSTEM_MODEL_H

#include "ns3/boolean.h"
#include "ns3/ipv6.h"
#include "ns3/type-id.h"

namespace ns3::nemo
{

/**
 * Say whether a node refuses what is for an address of another interface than that of arrival: the
 * strong end system model of RFC 1122 section 3.3.4.2.
 *
 * Where the model is an attribute of Ipv6 (ns-3.43), ns-3 discards or takes such a packet before
 * any routing protocol sees it. ns-3.37 asks the routing protocols where the interface of arrival
 * forwards, and discards it elsewhere.
 *
 * @param stack of the node
 * @param isStrong true: it refuses
 * @return whether this ns-3 does what it is told; if not, it asks
 */
inline bool
SetEndSystemModel(Ipv6& stack, bool isStrong)
{
    static const Ptr<const AttributeAccessor> accessor = []() {
        TypeId::AttributeInformation model;
        return Ipv6::GetTypeId().LookupAttributeByName("StrongEndSystemModel", &model)
                   ? model.accessor
                   : nullptr;
    }();
    return accessor && accessor->Set(&stack, BooleanValue(isStrong));
}

} // namespace ns3::nemo

#endif // MIP6_END_SYSTEM_MODEL_H
