// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-sweep-axis.h"

#include "ns3/nemo-json-object.h"
#include "ns3/nemo-sweep-decimal.h"

#include <algorithm>
#include <array>
#include <set>

namespace ns3::nemo
{

namespace
{

constexpr char VALUES[] =
    "a list of values, or {\"from\", \"to\", \"step\"} of three numbers or three strings of a "
    "number and the same unit";

/// One end of a range, or its step.
struct Bound
{
    Decimal number;
    std::string unit;      ///< What stands behind the number in a string.
    bool isString{false};  ///< The value is a string.
    bool isInteger{false}; ///< The value is a number without fraction.
};

std::optional<Bound>
ReadBound(const JsonValue& value)
{
    const Json& json = value.Get();
    if (!json.is_number() && !json.is_string())
    {
        value.Refuse("is not a number", "a number, or a string of a number and a unit");
        return std::nullopt;
    }
    Bound bound;
    bound.isString = json.is_string();
    bound.isInteger = json.is_number_integer();
    const std::string text = bound.isString ? json.get<std::string>() : json.dump();
    const std::size_t size = MeasureNumber(text);
    const auto number = Decimal::Parse(std::string_view(text).substr(0, size));
    if (!number)
    {
        value.Refuse(size == 0 ? "does not begin with a number" : "has too many digits",
                     "a number of at most 15 digits, or a string of one and a unit");
        return std::nullopt;
    }
    bound.number = *number;
    bound.unit = text.substr(size);
    return bound;
}

/// The bounds of a range with the same number of digits behind the point.
using Bounds = std::array<Bound, 3>;

/// \return whether they fit together; if not, it was told
bool
Align(const JsonValue& range, Bounds& bounds)
{
    int digits = 0;
    for (const auto& bound : bounds)
    {
        digits = std::max(digits, bound.number.scale);
        if (bound.isString != bounds[0].isString || bound.unit != bounds[0].unit)
        {
            range.Refuse("mixes units", "three numbers, or three strings with the same unit");
            return false;
        }
    }
    for (auto& bound : bounds)
    {
        const auto number = bound.number.Rescale(digits);
        if (!number)
        {
            range.Refuse("needs too many digits", "at most 15, from the first to the last");
            return false;
        }
        bound.number = *number;
    }
    return true;
}

/// \return the value that is so many steps from the first one
Json
ValueAt(const Bounds& bounds, int64_t step)
{
    Decimal number = bounds[0].number;
    number.units += step * bounds[2].number.units;
    if (bounds[0].isString)
    {
        return number.ToString() + bounds[0].unit;
    }
    const bool isWhole = bounds[0].isInteger && bounds[1].isInteger && bounds[2].isInteger;
    return isWhole ? Json(number.units) : Json(number.ToDouble());
}

/// \return nothing if there was an error
std::optional<std::vector<Json>>
ReadRange(const JsonValue& value)
{
    const auto object = JsonObject::Open(value, KeyContext::SWEEP_RANGE);
    Bounds bounds;
    bool isWhole = true;
    const std::array<std::string_view, 3> keys{"from", "to", "step"};
    for (std::size_t i = 0; i < keys.size(); ++i)
    {
        isWhole = object->AssignRequired(keys[i], "a number", bounds[i], ReadBound) && isWhole;
    }
    if (!isWhole || !Align(value, bounds))
    {
        return std::nullopt;
    }
    const int64_t span = bounds[1].number.units - bounds[0].number.units;
    const int64_t step = bounds[2].number.units;
    if (step == 0 || (span != 0 && (span < 0) != (step < 0)))
    {
        object->Find("step")->Refuse(step == 0 ? "is no step" : "leads away from \"to\"",
                                     "a step from \"from\" towards \"to\"");
        return std::nullopt;
    }
    const int64_t steps = span / step;
    if (steps >= static_cast<int64_t>(MOST_SWEPT_VALUES))
    {
        object->Find("step")->Refuse("makes " + std::to_string(steps + 1) + " values",
                                     "at most " + std::to_string(MOST_SWEPT_VALUES));
        return std::nullopt;
    }
    std::vector<Json> values;
    for (int64_t i = 0; i <= steps; ++i)
    {
        values.push_back(ValueAt(bounds, i));
    }
    return values;
}

/// \return nothing if there was an error
std::optional<std::vector<Json>>
ReadList(const JsonValue& value)
{
    const auto items = value.ReadArray(VALUES);
    if (!items || items->empty() || items->size() > MOST_SWEPT_VALUES)
    {
        if (items)
        {
            value.Refuse(items->empty() ? "holds no value" : "holds too many values",
                         "1 to " + std::to_string(MOST_SWEPT_VALUES) + " values");
        }
        return std::nullopt;
    }
    std::vector<Json> values;
    std::set<std::string> seen;
    bool isRight = true;
    for (const auto& item : *items)
    {
        values.push_back(item.Get());
        if (!seen.insert(item.Get().dump()).second)
        {
            item.Refuse("is in the list already", "each value once");
            isRight = false;
        }
    }
    return isRight ? std::optional(std::move(values)) : std::nullopt;
}

} // namespace

std::string
SweepAxis::PlaceOf(std::size_t index) const
{
    return isRange ? place : place + "/" + std::to_string(index);
}

std::optional<SweepAxis>
ReadSweepAxis(const JsonValue& member)
{
    const bool isRange = member.Get().is_object();
    auto values = isRange ? ReadRange(member) : ReadList(member);
    if (!values)
    {
        return std::nullopt;
    }
    return SweepAxis{member.GetKey(), std::move(*values), member.GetPointer(), isRange};
}

} // namespace ns3::nemo
