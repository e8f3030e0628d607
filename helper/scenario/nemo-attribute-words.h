// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_ATTRIBUTE_WORDS_H
#define NEMO_ATTRIBUTE_WORDS_H

#include "ns3/attribute.h"

#include <string>

namespace ns3::nemo
{

/// \return the kind of value, such as "TimeValue", whose name some checkers give with namespace and
///         some without
std::string KindOf(const AttributeChecker& checker);

/// \return what an attribute takes, in words for a message: "a whole number, 0 to 255"
std::string DescribeValues(const AttributeChecker& checker);

} // namespace ns3::nemo

#endif // NEMO_ATTRIBUTE_WORDS_H
