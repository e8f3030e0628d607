// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-attribute-check.h"

#include "ns3/attribute.h"
#include "ns3/boolean.h"
#include "ns3/data-rate.h"
#include "ns3/double.h"
#include "ns3/integer.h"
#include "ns3/ipv6-address.h"
#include "ns3/nemo-attribute-words.h"
#include "ns3/nemo-json-units.h"
#include "ns3/nstime.h"
#include "ns3/pointer.h"
#include "ns3/string.h"
#include "ns3/type-id.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <charconv>
#include <deque>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

namespace ns3::nemo
{

namespace
{

/// \return an attribute value with that in it, or nullptr
template <typename Value, typename Plain>
Ptr<AttributeValue>
Wrap(const std::optional<Plain>& plain)
{
    return plain ? Create<Value>(*plain) : nullptr;
}

/// \return the words that ns-3 takes for true and false
std::optional<bool>
ParseTruth(const std::string& text)
{
    const bool isTrue = text == "true" || text == "1" || text == "t";
    const bool isFalse = text == "false" || text == "0" || text == "f";
    return isTrue || isFalse ? std::optional(isTrue) : std::nullopt;
}

/// \return the number that is the whole text, or nothing
template <typename Number>
std::optional<Number>
ParseWhole(const std::string& text)
{
    Number number{};
    const auto* end = text.data() + text.size();
    const auto result = std::from_chars(text.data(), end, number);
    return result.ec == std::errc() && result.ptr == end ? std::optional(number) : std::nullopt;
}

/// \return whether the text is one of "A|B|C"
bool
IsAmong(const std::string& text, const std::string& names)
{
    return text.find('|') == std::string::npos && !text.empty() &&
           ("|" + names + "|").find("|" + text + "|") != std::string::npos;
}

/// Parse what a checker says it wants to see. Only for kinds whose values mean the same whoever
/// parses them; what gives nothing here is refused.
Ptr<AttributeValue>
ParsePlainValue(const AttributeChecker& checker, const std::string& text)
{
    using Parser = Ptr<AttributeValue> (*)(const std::string&);
    static const std::map<std::string, Parser> parsers = {
        {"TimeValue", [](const std::string& t) { return Wrap<TimeValue>(ParseDuration(t)); }},
        {"DataRateValue",
         [](const std::string& t) { return Wrap<DataRateValue>(ParseDataRate(t)); }},
        {"Ipv6AddressValue",
         [](const std::string& t) { return Wrap<Ipv6AddressValue>(ParseAddress(t)); }},
        {"UintegerValue",
         [](const std::string& t) { return Wrap<UintegerValue>(ParseWhole<uint64_t>(t)); }},
        {"IntegerValue",
         [](const std::string& t) { return Wrap<IntegerValue>(ParseWhole<int64_t>(t)); }},
        {"DoubleValue",
         [](const std::string& t) { return Wrap<DoubleValue>(ParseWhole<double>(t)); }},
        {"BooleanValue", [](const std::string& t) { return Wrap<BooleanValue>(ParseTruth(t)); }},
        {"StringValue", [](const std::string& t) { return Wrap<StringValue>(std::optional(t)); }}};
    const auto parser = parsers.find(KindOf(checker));
    return parser == parsers.end() ? nullptr : parser->second(text);
}

bool IsValidObject(const std::string& text, const AttributeChecker& checker);

/// \return whether the attribute takes this text, asked in a way that never ends the program: the
///         parsers of ns-3 do so at a trailing letter
bool
IsValidValue(const TypeId::AttributeInformation& attribute, const std::string& text)
{
    const AttributeChecker& checker = *attribute.checker;
    if (KindOf(checker) == "EnumValue")
    {
        return IsAmong(text, checker.GetUnderlyingTypeInformation());
    }
    if (KindOf(checker) == "PointerValue")
    {
        return IsValidObject(text, checker);
    }
    const auto value = ParsePlainValue(checker, text);
    return value && checker.Check(*value);
}

/// \return whether "Attribute=value|..." suits the type
bool
AreValidSettings(TypeId type, std::string settings)
{
    while (!settings.empty())
    {
        const std::string item = settings.substr(0, settings.find('|'));
        settings.erase(0, item.size() + 1);
        const auto equals = item.find('=');
        TypeId::AttributeInformation attribute;
        if (equals == std::string::npos ||
            !type.LookupAttributeByName(item.substr(0, equals), &attribute) ||
            !attribute.accessor->HasSetter() || !IsValidValue(attribute, item.substr(equals + 1)))
        {
            return false;
        }
    }
    return true;
}

/// \return whether the text is Type or Type[Attribute=value|...] of a type that the checker wants.
///         The object is not made: random variables would draw a stream and so change the run.
bool
IsValidObject(const std::string& text, const AttributeChecker& checker)
{
    const auto* wanted = dynamic_cast<const PointerChecker*>(&checker);
    const auto open = text.find('[');
    TypeId type;
    if (wanted == nullptr || !TypeId::LookupByNameFailSafe(text.substr(0, open), &type) ||
        !type.HasConstructor() ||
        !(type == wanted->GetPointeeTypeId() || type.IsChildOf(wanted->GetPointeeTypeId())))
    {
        return false;
    }
    if (open == std::string::npos)
    {
        return true;
    }
    // ns-3 reads up to the first closing bracket: objects with attributes do not nest.
    return text.find(']') == text.size() - 1 && text.find('[', open + 1) == std::string::npos &&
           AreValidSettings(type, text.substr(open + 1, text.size() - open - 2));
}

/// \return the whole name of an attribute that is called so or nearly so, rather one of ours;
///         empty: there is none
std::string
FindWholeName(const std::string& attribute)
{
    std::deque<std::pair<std::string, TypeId>> all;
    for (const bool isOurs : {true, false})
    {
        for (uint16_t i = 0; i < TypeId::GetRegisteredN(); ++i)
        {
            const TypeId type = TypeId::GetRegistered(i);
            const bool isTaken = (type.GetName().rfind("ns3::nemo::", 0) == 0) == isOurs;
            for (std::size_t j = 0; isTaken && j < type.GetAttributeN(); ++j)
            {
                all.emplace_back(type.GetAttribute(j).name, type);
            }
        }
    }
    std::vector<std::string_view> names;
    for (const auto& [name, type] : all)
    {
        names.emplace_back(name);
    }
    const auto near = Suggest(attribute, names);
    const auto found = std::find_if(all.begin(), all.end(), [&near](const auto& one) {
        return one.first == near;
    });
    return found == all.end() ? "" : found->second.GetName() + "::" + found->first;
}

/// Add the error about a type that does not exist.
void
RefuseType(const JsonValue& member, const std::string& type, const std::string& attribute)
{
    if (attribute.empty())
    {
        const bool isFull = member.GetDiagnostics().IsFull();
        member.GetDiagnostics().AddError({member.GetPointer(),
                                          "",
                                          "\"" + type + "\" is no attribute with its type",
                                          "ns3::Type::Attribute",
                                          isFull ? "" : FindWholeName(type)});
        return;
    }
    std::deque<std::string> names;
    for (uint16_t i = 0; i < TypeId::GetRegisteredN(); ++i)
    {
        names.push_back(TypeId::GetRegistered(i).GetName());
    }
    const std::vector<std::string_view> views(names.begin(), names.end());
    const auto near = member.GetDiagnostics().IsFull() ? std::nullopt : Suggest(type, views);
    member.GetDiagnostics().AddError({member.GetPointer(),
                                      "",
                                      "ns-3 has no type \"" + type + "\"",
                                      "ns3::Type::Attribute",
                                      near ? *near + "::" + attribute : ""});
}

/// Add the error about an attribute that the type does not have.
void
RefuseAttribute(const JsonValue& member, TypeId type, const std::string& attribute)
{
    std::deque<std::string> names;
    for (TypeId at = type;; at = at.GetParent())
    {
        for (std::size_t i = 0; i < at.GetAttributeN(); ++i)
        {
            names.push_back(at.GetAttribute(i).name);
        }
        if (!at.HasParent())
        {
            break;
        }
    }
    const std::vector<std::string_view> views(names.begin(), names.end());
    const auto near = Suggest(attribute, views);
    member.GetDiagnostics().AddError({member.GetPointer(),
                                      "",
                                      type.GetName() + " has no attribute \"" + attribute + "\"",
                                      ListNames(views),
                                      near ? type.GetName() + "::" + *near : ""});
}

/// \return a scalar as ns-3's StringValue wants it
std::optional<std::string>
ReadScalar(const JsonValue& member)
{
    const Json& value = member.Get();
    if (value.is_string())
    {
        return value.get<std::string>();
    }
    if (value.is_number() || value.is_boolean())
    {
        return value.dump();
    }
    member.Refuse("is not the value of an attribute", "a string, a number, true or false");
    return std::nullopt;
}

} // namespace

std::optional<AttributeSpec>
ReadAttribute(const JsonValue& member)
{
    const std::string& name = member.GetKey();
    const auto colons = name.rfind("::");
    const std::string typeName = name.substr(0, colons);
    const std::string attribute = colons == std::string::npos ? "" : name.substr(colons + 2);
    TypeId type;
    if (!TypeId::LookupByNameFailSafe(typeName, &type))
    {
        RefuseType(member, typeName, attribute);
        return std::nullopt;
    }
    TypeId::AttributeInformation information;
    if (!type.LookupAttributeByName(attribute, &information))
    {
        RefuseAttribute(member, type, attribute);
        return std::nullopt;
    }
    const auto text = ReadScalar(member);
    if (!text)
    {
        return std::nullopt;
    }
    if (!information.accessor->HasSetter() || (information.flags & TypeId::ATTR_SET) == 0)
    {
        member.Refuse("cannot be given: the attribute is read only", "another attribute");
        return std::nullopt;
    }
    if (!IsValidValue(information, *text))
    {
        member.Refuse("is not a value of this attribute", DescribeValues(*information.checker));
        return std::nullopt;
    }
    return AttributeSpec{typeName, attribute, *text, member.GetPointer()};
}

} // namespace ns3::nemo
