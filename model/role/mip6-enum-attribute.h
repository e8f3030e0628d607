// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_ENUM_ATTRIBUTE_H
#define MIP6_ENUM_ATTRIBUTE_H

#include "ns3/enum.h"

namespace ns3::nemo
{

/**
 * The accessor of an attribute that is an EnumValue, as MakeEnumAccessor makes it.
 *
 * That one wants to be told the type of the values since ns-3.43, whose EnumValue is a template,
 * and cannot be told it before.
 *
 * @tparam Value type of the values that the attribute's MakeEnumChecker lists
 * @param access member with the value, or a function that sets it and one that gets it
 */
template <typename Value, typename... Access>
Ptr<const AttributeAccessor>
MakeEnumAccessorOf(Access... access)
{
    return MakeAccessorHelper<decltype(EnumValue(Value()))>(access...);
}

} // namespace ns3::nemo

#endif // MIP6_ENUM_ATTRIBUTE_H
