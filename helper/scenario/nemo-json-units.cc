// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-json-units.h"

#include "ns3/mip6-multicast-scope.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <charconv>
#include <cmath>
#include <iterator>
#include <string>
#include <utility>

namespace ns3::nemo
{

namespace
{

constexpr char DURATION_FORM[] = "a number and a unit (y, d, h, min, s, ms, us, ns), such as "
                                 "\"10ms\"; without a unit, \"5\", it "
                                 "is seconds";
constexpr char DOCUMENTATION_REASON[] =
    "is of the documentation prefix 2001:db8::/32, which ns-3 does not forward";
constexpr char DOCUMENTATION_CURE[] = "addresses of fd00::/8, or the RFC's own 1:: to 7::";

constexpr char WHOLE_ADDRESS[] = "a whole IPv6 address, such as \"4::2\"";

/// Add an error about a text that stands in the value or in its key.
void
RefuseText(const JsonValue& value,
           std::string_view text,
           const std::string& problem,
           const std::string& allowed)
{
    const Json shown = std::string(text);
    value.GetDiagnostics().AddError({value.GetPointer(), Abridge(shown), problem, allowed, ""});
}

/// \return the value's text without blanks if that makes a duration of it, or a number with "s"
std::string
MendDuration(const JsonValue& value)
{
    std::string text = value.Get().is_string()   ? value.Get().get<std::string>()
                       : value.Get().is_number() ? Abridge(value.Get()) + "s"
                                                 : "";
    text.erase(std::remove(text.begin(), text.end(), ' '), text.end());
    return ParseDuration(text) ? text : "";
}

bool
IsDocumentation(const NetworkPrefix& prefix)
{
    static const NetworkPrefix documentation(Ipv6Address("2001:db8::"), 32);
    return documentation.Covers(prefix);
}

} // namespace

std::string
WriteDuration(Time time)
{
    // The largest unit of which it is a whole number.
    constexpr std::pair<int64_t, const char*> units[] = {{1000000000, "s"},
                                                         {1000000, "ms"},
                                                         {1000, "us"},
                                                         {1, "ns"}};
    const int64_t nanoseconds = time.GetNanoSeconds();
    const auto* unit = std::find_if(std::begin(units), std::end(units), [&](const auto& one) {
        return nanoseconds % one.first == 0;
    });
    return std::to_string(nanoseconds / unit->first) + unit->second;
}

std::optional<Time>
ReadDuration(const JsonValue& value, Time min, Time max)
{
    const auto time = value.Get().is_string()
                          ? ParseDuration(value.Get().get_ref<const std::string&>())
                          : std::nullopt;
    if (!time && value.Get().is_string() && IsTimeText(value.Get().get_ref<const std::string&>()))
    {
        value.Refuse("is out of range", "at most " + WriteDuration(Seconds(LONGEST_SECONDS)));
        return std::nullopt;
    }
    if (!time)
    {
        value.GetDiagnostics().AddError({value.GetPointer(),
                                         Abridge(value.Get()),
                                         "is not a duration",
                                         DURATION_FORM,
                                         MendDuration(value)});
        return std::nullopt;
    }
    if (*time < min || *time > max)
    {
        const bool open = max >= Seconds(LONGEST_SECONDS);
        value.Refuse("is out of range",
                     WriteDuration(min) + (open ? " or more" : " to " + WriteDuration(max)));
        return std::nullopt;
    }
    return time;
}

std::optional<Time>
ReadWholeSeconds(const JsonValue& value, Time min, Time max)
{
    const auto time = ReadDuration(value, min, max);
    if (time && !(*time % Seconds(1)).IsZero())
    {
        value.Refuse("is not a whole number of seconds",
                     WriteDuration(min) + " to " + WriteDuration(max));
        return std::nullopt;
    }
    return time;
}

std::optional<DataRate>
ReadDataRate(const JsonValue& value)
{
    const std::string text = value.Get().is_string() ? value.Get().get<std::string>() : "";
    const auto rate = ParseDataRate(text);
    if (!rate)
    {
        const bool isRate = IsRateText(text);
        value.GetDiagnostics().AddError(
            {value.GetPointer(),
             Abridge(value.Get()),
             isRate ? "is out of range" : "is not a data rate",
             "a number above zero and a unit (bps, kbps, Mbps, Gbps), such as \"10Mbps\"",
             isRate ? "" : MendRate(text)});
    }
    return rate;
}

std::optional<Ipv6Address>
ReadGlobalAddress(const JsonValue& value)
{
    const auto text = value.ReadString("an IPv6 address");
    return text ? ReadGlobalAddress(value, *text) : std::nullopt;
}

std::optional<Ipv6Address>
ReadGroup(const JsonValue& value)
{
    constexpr char GROUP[] =
        "a multicast address of a wider scope than a link, such as \"ff0e::1\"";
    const auto text = value.ReadString(GROUP);
    const auto address = text ? ParseAddress(*text) : std::nullopt;
    if (text && !(address && IsGroupBeyondLink(*address)))
    {
        RefuseText(value, *text, "is not a multicast group that packets are forwarded to", GROUP);
        return std::nullopt;
    }
    return address;
}

std::optional<Ipv6Address>
ReadDestination(const JsonValue& value)
{
    const auto text = value.ReadString("an IPv6 address");
    return text ? ReadDestination(value, *text) : std::nullopt;
}

std::optional<Ipv6Address>
ReadDestination(const JsonValue& value, std::string_view text)
{
    const auto address = ParseAddress(text);
    return address && IsGroupBeyondLink(*address) ? address : ReadGlobalAddress(value, text);
}

std::optional<Ipv6Address>
ReadGlobalAddress(const JsonValue& value, std::string_view text)
{
    const auto address = ParseAddress(text);
    const auto refuse = [&](const std::string& problem, const std::string& allowed) {
        RefuseText(value, text, problem, allowed);
        return std::nullopt;
    };
    if (!address)
    {
        return refuse("is not an IPv6 address", WHOLE_ADDRESS);
    }
    if (IsDocumentation(NetworkPrefix(*address, 128)))
    {
        return refuse(DOCUMENTATION_REASON, DOCUMENTATION_CURE);
    }
    if (IsInterfaceIdentifier(*address))
    {
        return refuse("is an interface identifier only", WHOLE_ADDRESS);
    }
    if (address->IsAny() || address->IsMulticast() || address->IsLinkLocal())
    {
        return refuse("is not a global unicast address", WHOLE_ADDRESS);
    }
    return address;
}

std::optional<Ipv6Address>
ReadInterfaceIdentifier(const JsonValue& value)
{
    const auto text = value.ReadString("an interface identifier, such as \"::2\"");
    const auto address = text ? ParseAddress(*text) : std::nullopt;
    if (text && (!address || !IsInterfaceIdentifier(*address)))
    {
        value.Refuse("is not an interface identifier",
                     "an address whose first 64 bits are zero, such as \"::2\"");
        return std::nullopt;
    }
    return address;
}

std::optional<NetworkPrefix>
ReadPrefix(const JsonValue& value)
{
    const auto text = value.ReadString("an IPv6 prefix, such as \"5::/64\"");
    return text ? ReadPrefix(value, *text) : std::nullopt;
}

std::optional<NetworkPrefix>
ReadPrefix(const JsonValue& value, std::string_view text)
{
    // The notation of the address is checked first: what follows would stop at a NUL.
    const bool plain = ParseAddress(text.substr(0, text.find('/'))).has_value();
    const auto prefix = plain ? NetworkPrefix::Parse(std::string(text)) : std::nullopt;
    if (!prefix)
    {
        RefuseText(value,
                   text,
                   "is not an IPv6 prefix",
                   "an address, a slash and a length up to 128, such as \"5::/64\"");
        return std::nullopt;
    }
    if (IsDocumentation(*prefix))
    {
        RefuseText(value, text, DOCUMENTATION_REASON, DOCUMENTATION_CURE);
        return std::nullopt;
    }
    return prefix;
}

std::optional<NetworkPrefix>
ReadLinkPrefix(const JsonValue& value)
{
    const auto prefix = ReadPrefix(value);
    if (!prefix)
    {
        return std::nullopt;
    }
    const auto text = value.Get().get<std::string>();
    const auto& first = prefix->address;
    if (prefix->length < 1 || prefix->length > 126 || first.IsMulticast() || first.IsLinkLocal() ||
        first.IsAny())
    {
        value.Refuse("is no subnet that a link can have",
                     "a global unicast prefix of length 1 to 126, such as \"5::/64\"");
        return std::nullopt;
    }
    if (ParseAddress(text.substr(0, text.find('/'))) != prefix->address)
    {
        value.GetDiagnostics().AddError({value.GetPointer(),
                                         Abridge(value.Get()),
                                         "has bits set behind its length",
                                         "a prefix without host bits",
                                         prefix->ToString()});
        return std::nullopt;
    }
    return prefix;
}

} // namespace ns3::nemo
