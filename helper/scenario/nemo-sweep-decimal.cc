// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-sweep-decimal.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <limits>

namespace ns3::nemo
{

namespace
{

bool
IsDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// \return the place behind the digits that begin at this one
std::size_t
SkipDigits(std::string_view text, std::size_t place)
{
    while (place < text.size() && IsDigit(text[place]))
    {
        ++place;
    }
    return place;
}

bool
IsSign(std::string_view text, std::size_t place)
{
    return place < text.size() && (text[place] == '+' || text[place] == '-');
}

/// \return where the exponent that begins at the place ends; the place itself if there is none
std::size_t
SkipExponent(std::string_view text, std::size_t place)
{
    if (place >= text.size() || (text[place] != 'e' && text[place] != 'E'))
    {
        return place;
    }
    const std::size_t digits = place + 1 + (IsSign(text, place + 1) ? 1 : 0);
    const std::size_t end = SkipDigits(text, digits);
    return end > digits ? end : place;
}

/// \return the whole number that the text is, within 9999; nothing: it is farther away
std::optional<int>
SmallInteger(std::string_view text)
{
    text.remove_prefix(!text.empty() && text.front() == '+' ? 1 : 0);
    int number = 0;
    const auto result = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool isSmall = result.ec == std::errc() && std::abs(number) <= 9999;
    return isSmall ? std::optional(number) : std::nullopt;
}

} // namespace

std::size_t
MeasureNumber(std::string_view text)
{
    const std::size_t begin = IsSign(text, 0) ? 1 : 0;
    std::size_t end = SkipDigits(text, begin);
    std::size_t digits = end - begin;
    if (end < text.size() && text[end] == '.')
    {
        const std::size_t fraction = SkipDigits(text, end + 1);
        digits += fraction - end - 1;
        end = fraction;
    }
    return digits > 0 ? SkipExponent(text, end) : 0;
}

std::optional<Decimal>
Decimal::Parse(std::string_view text)
{
    if (text.empty() || MeasureNumber(text) != text.size())
    {
        return std::nullopt;
    }
    const bool isNegative = text.front() == '-';
    const std::size_t mark = std::min(text.find_first_of("eE"), text.size());
    const auto exponent = mark < text.size() ? SmallInteger(text.substr(mark + 1)) : 0;
    Decimal number;
    bool isFraction = false;
    for (const char c : text.substr(0, mark))
    {
        isFraction = isFraction || c == '.';
        if (!IsDigit(c))
        {
            continue;
        }
        number.units = number.units * 10 + (c - '0');
        number.scale += isFraction ? 1 : 0;
        if (number.units > LARGEST_UNITS || number.scale > 2 * MOST_DIGITS)
        {
            return std::nullopt;
        }
    }
    if (!exponent)
    {
        return std::nullopt;
    }
    number.units *= isNegative ? -1 : 1;
    number.scale -= *exponent;
    while (number.scale > 0 && number.units % 10 == 0)
    {
        number.units /= 10;
        --number.scale;
    }
    return number.scale > MOST_DIGITS ? std::nullopt : number.Rescale(std::max(number.scale, 0));
}

std::optional<Decimal>
Decimal::Rescale(int digits) const
{
    Decimal number = *this;
    while (number.scale < digits && number.units != 0)
    {
        if (std::abs(number.units) > LARGEST_UNITS / 10)
        {
            return std::nullopt;
        }
        number.units *= 10;
        ++number.scale;
    }
    number.scale = digits;
    return number;
}

std::string
Decimal::ToString() const
{
    std::string text = std::to_string(std::abs(units));
    const auto digits = static_cast<std::size_t>(scale);
    if (text.size() <= digits)
    {
        text.insert(0, digits + 1 - text.size(), '0');
    }
    if (digits > 0)
    {
        text.insert(text.size() - digits, ".");
        text.erase(text.find_last_not_of('0') + 1);
        text.erase(text.find_last_not_of('.') + 1);
    }
    return (units < 0 ? "-" : "") + text;
}

double
Decimal::ToDouble() const
{
    const std::string text = ToString();
    double number = std::numeric_limits<double>::quiet_NaN();
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

} // namespace ns3::nemo
