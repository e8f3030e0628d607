// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-sweep-plan.h"

#include "ns3/nemo-json-document.h"
#include "ns3/nemo-json-object.h"

#include <algorithm>
#include <limits>
#include <string_view>

namespace ns3::nemo
{

namespace
{

constexpr char KEYS[] = "\"runs\", \"published\", or a JSON pointer such as \"/links/core/delay\"";

/// Add an error about a key of "sweep".
void
RefusePointer(const JsonValue& member, const std::string& problem, const std::string& allowed)
{
    member.GetDiagnostics().AddError(
        {member.GetPointer(), "", "\"" + member.GetKey() + "\" " + problem, allowed, ""});
}

/// \return whether a value can be put where the key of this member points; if not, it was told
bool
CheckPointer(const JsonValue& member, const Json& document)
{
    const std::string& pointer = member.GetKey();
    Diagnostics& diagnostics = member.GetDiagnostics();
    if (pointer.empty() || pointer.front() != '/')
    {
        const bool isSlashMissing =
            document.contains(SplitPointer("/" + pointer).front()) && !pointer.empty();
        const auto near = Suggest(pointer, {"runs", "published"});
        diagnostics.AddError({member.GetPointer(),
                              "",
                              "\"" + pointer + "\" is no JSON pointer",
                              KEYS,
                              isSlashMissing ? "/" + pointer : near.value_or("")});
        return false;
    }
    const std::string first = SplitPointer(pointer).front();
    if (first == "run" || first == "sweep")
    {
        RefusePointer(member,
                      first == "run" ? "is what \"runs\" counts" : "is the sweep itself",
                      "any other key of the file");
        return false;
    }
    Diagnostics inner("");
    Json copy = document;
    SetAtPointer(pointer, nullptr, copy, inner);
    for (auto error : inner.GetErrors())
    {
        error.problem = "\"" + error.pointer + "\" " + error.problem;
        error.pointer = member.GetPointer();
        diagnostics.AddError(std::move(error));
    }
    return !inner.HasErrors();
}

/// \return whether one pointer leads into what is at the other
bool
Overlap(const std::string& a, const std::string& b)
{
    const auto left = SplitPointer(a);
    const auto right = SplitPointer(b);
    const auto size = static_cast<std::ptrdiff_t>(std::min(left.size(), right.size()));
    return std::equal(left.begin(), left.begin() + size, right.begin());
}

/// Read one pointer and its values into the plan.
void
ReadAxis(const JsonValue& member, const Json& document, SweepPlan& plan)
{
    if (!CheckPointer(member, document))
    {
        return;
    }
    for (const auto& other : plan.axes)
    {
        if (Overlap(other.pointer, member.GetKey()))
        {
            RefusePointer(member,
                          "and \"" + other.pointer + "\" lead into each other",
                          "pointers to different things; or whole objects as values of one");
            return;
        }
    }
    if (auto axis = ReadSweepAxis(member))
    {
        plan.axes.push_back(std::move(*axis));
    }
}

/// Read "at" of a published figure.
SweptValues
ReadPlace(const JsonValue& value, const SweepPlan& plan)
{
    SweptValues at;
    std::vector<std::string_view> pointers;
    for (const auto& axis : plan.axes)
    {
        pointers.emplace_back(axis.pointer);
    }
    const auto members = value.ReadMembers("an object of swept values by pointer");
    for (const auto& member : members.value_or(std::vector<JsonValue>()))
    {
        const auto axis =
            std::find_if(plan.axes.begin(), plan.axes.end(), [&member](const auto& candidate) {
                return candidate.pointer == member.GetKey();
            });
        if (axis == plan.axes.end())
        {
            member.GetDiagnostics().AddError({member.GetPointer(),
                                              "",
                                              "\"" + member.GetKey() + "\" is not swept",
                                              ListNames(pointers),
                                              Suggest(member.GetKey(), pointers).value_or("")});
            continue;
        }
        const auto& values = axis->values;
        if (std::find(values.begin(), values.end(), member.Get()) == values.end())
        {
            member.Refuse("is not among the values that are swept", "one of " + axis->place);
            continue;
        }
        at.emplace_back(member.GetKey(), member.Get());
    }
    return at;
}

/// Read an item of "published"; the axes are there.
void
ReadPublished(const JsonValue& item, SweepPlan& plan)
{
    const auto object = JsonObject::Open(item, KeyContext::SWEEP_PUBLISHED);
    if (!object)
    {
        return;
    }
    PublishedFigure figure;
    object->AssignRequired("source", "who says so", figure.source, [](const JsonValue& value) {
        return value.ReadString();
    });
    if (const auto at = object->Find("at"))
    {
        figure.at = ReadPlace(*at, plan);
    }
    const auto values = object->Require("values", "an object of figures by measure");
    const auto members = values ? values->ReadMembers("figures by measure") : std::nullopt;
    for (const auto& member : members.value_or(std::vector<JsonValue>()))
    {
        constexpr double largest = std::numeric_limits<double>::max();
        figure.metric = member.GetKey();
        figure.place = member.GetPointer();
        if (const auto number = member.ReadNumber(-largest, largest))
        {
            figure.value = *number;
            plan.published.push_back(figure);
        }
    }
}

/// \return the product, or the largest number if it is greater
uint64_t
Multiply(uint64_t a, uint64_t b)
{
    constexpr uint64_t largest = std::numeric_limits<uint64_t>::max();
    return a > 0 && b > largest / a ? largest : a * b;
}

/// Check what all parts of the sweep together ask for.
void
CheckCount(const JsonValue& sweep, const SweepPlan& plan)
{
    const uint64_t runs = Multiply(plan.CountCombinations(), plan.runs);
    if (runs > MOST_SWEPT_RUNS)
    {
        const bool isKnown = runs < std::numeric_limits<uint64_t>::max();
        sweep.GetDiagnostics().AddError(
            {sweep.GetPointer(),
             "",
             "asks for " + (isKnown ? std::to_string(runs) : "more than 2^64") + " runs",
             "at most " + std::to_string(MOST_SWEPT_RUNS),
             ""});
    }
}

/// Read all of "sweep".
SweepPlan
ReadPlan(const JsonValue& sweep, const Json& document)
{
    SweepPlan plan;
    std::optional<JsonValue> published;
    const auto members = sweep.ReadMembers(std::string("an object of ") + KEYS);
    for (const auto& member : members.value_or(std::vector<JsonValue>()))
    {
        if (member.GetKey() == "runs")
        {
            plan.runs = member.ReadAs<uint64_t>(1, MOST_SWEPT_RUNS).value_or(plan.runs);
        }
        else if (member.GetKey() == "published")
        {
            published = member;
        }
        else
        {
            ReadAxis(member, document, plan);
        }
    }
    CheckCount(sweep, plan);
    const auto items = published ? published->ReadArray("a list of figures of others")
                                 : std::optional(std::vector<JsonValue>());
    for (const auto& item : items.value_or(std::vector<JsonValue>()))
    {
        ReadPublished(item, plan);
    }
    return plan;
}

} // namespace

uint64_t
SweepPlan::CountCombinations() const
{
    uint64_t count = 1;
    for (const auto& axis : axes)
    {
        count = Multiply(count, axis.values.size());
    }
    return count;
}

std::vector<std::size_t>
SweepPlan::GetIndices(uint64_t combination) const
{
    std::vector<std::size_t> indices(axes.size());
    for (std::size_t i = axes.size(); i > 0; --i)
    {
        const uint64_t size = axes[i - 1].values.size();
        indices[i - 1] = static_cast<std::size_t>(combination % size);
        combination /= size;
    }
    return indices;
}

SweptValues
SweepPlan::GetValues(uint64_t combination) const
{
    SweptValues values;
    const auto indices = GetIndices(combination);
    for (std::size_t i = 0; i < axes.size(); ++i)
    {
        values.emplace_back(axes[i].pointer, axes[i].values[indices[i]]);
    }
    return values;
}

std::optional<SweepPlan>
ReadSweepPlan(const Json& document, Diagnostics& diagnostics)
{
    const auto found = document.is_object() ? document.find("sweep") : document.end();
    if (found == document.end())
    {
        return std::nullopt;
    }
    // Errors of the scenario may be there already.
    Diagnostics inner("");
    auto plan = ReadPlan(JsonValue(*found, "/sweep", inner), document);
    for (const auto& error : inner.GetErrors())
    {
        diagnostics.AddError(error);
    }
    return inner.HasErrors() ? std::nullopt : std::optional(std::move(plan));
}

SweepPlan
ReadSoundParts(const Json& document)
{
    Diagnostics silent("");
    const auto found = document.find("sweep");
    return found == document.end() ? SweepPlan()
                                   : ReadPlan(JsonValue(*found, "/sweep", silent), document);
}

Json
ApplyValues(Json document, const SweptValues& values, Diagnostics& diagnostics)
{
    for (const auto& [pointer, value] : values)
    {
        SetAtPointer(pointer, value, document, diagnostics);
    }
    return document;
}

} // namespace ns3::nemo
