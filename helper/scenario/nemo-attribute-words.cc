// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-attribute-words.h"

#include "ns3/pointer.h"

#include <algorithm>
#include <map>

namespace ns3::nemo
{

namespace
{

/// \return "Type min:max", as checkers say it, in words
std::string
DescribeRange(const std::string& range)
{
    const auto colon = range.rfind(':');
    const auto begin = range.find(' ') + 1; // 0: there is no blank
    if (colon == std::string::npos || colon < begin)
    {
        return "";
    }
    const auto bound = [](const std::string& text) {
        return text.substr(text.rfind('+', 0) == 0 ? 1 : 0);
    };
    const auto min = bound(range.substr(begin, colon - begin));
    const auto max = bound(range.substr(colon + 1));
    // The limits of the type itself are nobody's concern.
    const bool isOpenBelow = min.find("e+") != std::string::npos;
    const bool isOpenAbove = max.find("e+") != std::string::npos;
    return isOpenBelow   ? (isOpenAbove ? "" : ", at most " + max)
           : isOpenAbove ? ", " + min + " or more"
                         : ", " + min + " to " + max;
}

} // namespace

std::string
KindOf(const AttributeChecker& checker)
{
    const std::string name = checker.GetValueTypeName();
    const std::string space = "ns3::";
    const std::size_t begin = name.rfind(space, 0) == 0 ? space.size() : 0;
    // ns-3.43 adds of which type an EnumValue is.
    const std::size_t end = std::min(name.find('<', begin), name.size());
    return name.substr(begin, end - begin);
}

std::string
DescribeValues(const AttributeChecker& checker)
{
    static const std::map<std::string, std::string> kinds = {
        {"TimeValue", "a duration, such as \"10ms\""},
        {"DataRateValue", "a data rate, such as \"10Mbps\""},
        {"Ipv6AddressValue", "an IPv6 address, such as \"4::2\""},
        {"UintegerValue", "a whole number"},
        {"IntegerValue", "a whole number"},
        {"DoubleValue", "a number"},
        {"BooleanValue", "true or false"},
        {"StringValue", "a string"}};
    const std::string detail =
        checker.HasUnderlyingTypeInformation() ? checker.GetUnderlyingTypeInformation() : "";
    const auto kind = kinds.find(KindOf(checker));
    if (kind != kinds.end())
    {
        return kind->second + DescribeRange(detail);
    }
    if (KindOf(checker) == "EnumValue")
    {
        std::string names = "\"" + detail + "\"";
        for (auto bar = names.find('|'); bar != std::string::npos; bar = names.find('|'))
        {
            names.replace(bar, 1, "\", \"");
        }
        return names;
    }
    if (const auto* wanted = dynamic_cast<const PointerChecker*>(&checker))
    {
        return "the name of an " + wanted->GetPointeeTypeId().GetName() +
               ", with attributes as in \"ns3::Type[Attribute=value|Attribute=value]\"";
    }
    return KindOf(checker) + (detail.empty() ? "" : " of " + detail);
}

} // namespace ns3::nemo
