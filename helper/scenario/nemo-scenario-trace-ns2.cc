// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-scenario-trace.h"
#include "ns3/nemo-text-values.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <optional>
#include <utility>

namespace ns3::nemo
{

namespace
{

/// The longest line that is read.
constexpr std::streamsize LONGEST_NS2_LINE = 10000;

/// Faster than anything on the ground, metres a second.
constexpr double HIGHEST_SPEED = 1e5;

/// What a line says of a node.
struct Ns2Command
{
    Time at;
    std::string node;
    char axis{0};             ///< 'X', 'Y' or 'Z' of `set`; 0: `setdest`
    double value{0};          ///< of `set`
    PositionSpec destination; ///< of `setdest`
    double speed{0};          ///< of `setdest`
};

/// \return the words of a line; quotes and braces separate as blanks do
std::vector<std::string>
SplitNs2Line(const std::string& line)
{
    std::vector<std::string> words;
    bool inWord = false;
    for (const char c : line)
    {
        const bool separates = std::isspace(static_cast<unsigned char>(c)) != 0 || c == '"' ||
                               c == '{' || c == '}' || c == ';';
        if (!separates && !inWord)
        {
            words.emplace_back();
        }
        if (!separates)
        {
            words.back() += c;
        }
        inWord = !separates;
    }
    return words;
}

/// \return N of "$node_(N)"
std::optional<std::string>
NodeOfNs2(const std::string& word)
{
    const std::string front = "$node_(";
    if (word.rfind(front, 0) != 0 || word.size() < front.size() + 2 || word.back() != ')')
    {
        return std::nullopt;
    }
    const auto number = word.substr(front.size(), word.size() - front.size() - 1);
    const bool isNumber =
        std::all_of(number.begin(), number.end(), [](char c) { return c >= '0' && c <= '9'; });
    return isNumber ? std::optional(number) : std::nullopt;
}

/// Read "$node_(N) set X_ 1.0" or "$node_(N) setdest 1.0 2.0 3.0", from a word on.
std::optional<Ns2Command>
ReadNs2Command(const std::vector<std::string>& words, std::size_t from)
{
    const auto left = words.size() - from;
    const auto node = left > 0 ? NodeOfNs2(words[from]) : std::nullopt;
    if (!node)
    {
        return std::nullopt;
    }
    Ns2Command command;
    command.node = *node;
    if (left == 4 && words[from + 1] == "set")
    {
        const auto& axis = words[from + 2];
        const auto value = ParseTraceCoordinate(words[from + 3]);
        if (!value || !(axis == "X_" || axis == "Y_" || axis == "Z_"))
        {
            return std::nullopt;
        }
        command.axis = axis.front();
        command.value = *value;
        return command;
    }
    if (left != 5 || words[from + 1] != "setdest")
    {
        return std::nullopt;
    }
    const auto x = ParseTraceCoordinate(words[from + 2]);
    const auto y = ParseTraceCoordinate(words[from + 3]);
    const auto speed = ParseNumber(words[from + 4]);
    if (!x || !y || !speed || *speed < 0 || *speed > HIGHEST_SPEED)
    {
        return std::nullopt;
    }
    command.destination = {*x, *y};
    command.speed = *speed;
    return command;
}

/// Read a line that is neither empty nor a comment.
std::optional<Ns2Command>
ReadNs2Line(const std::vector<std::string>& words)
{
    if (words.size() < 3 || words[0] != "$ns_" || words[1] != "at")
    {
        return ReadNs2Command(words, 0);
    }
    const auto at = ParseTraceTime(words[2]);
    auto command = at ? ReadNs2Command(words, 3) : std::nullopt;
    if (command)
    {
        command->at = *at;
    }
    return command;
}

/// The way of a node, command by command.
class Ns2Way
{
  public:
    /// \param command not before the last one
    void Apply(const Ns2Command& command)
    {
        const PositionSpec here = PositionAt(command.at);
        while (!m_way.empty() && m_way.back().at >= command.at)
        {
            m_way.pop_back();
        }
        PositionSpec from = here;
        if (command.axis == 'X')
        {
            from.x = command.value;
        }
        else if (command.axis == 'Y')
        {
            from.y = command.value;
        }
        m_way.push_back({command.at, from});
        if (command.axis == 0 && command.speed > 0)
        {
            GoTo(command, from);
        }
    }

    const std::vector<WaypointSpec>& Get() const
    {
        return m_way;
    }

  private:
    void GoTo(const Ns2Command& command, const PositionSpec& from)
    {
        const auto& to = command.destination;
        const double seconds = std::hypot(to.x - from.x, to.y - from.y) / command.speed;
        // What lasts longer than any run never ends.
        const double shown = std::min(seconds, static_cast<double>(LONGEST_SECONDS));
        const double part = seconds > 0 ? shown / seconds : 1;
        const auto end = command.at + NanoSeconds(static_cast<uint64_t>(std::llround(shown * 1e9)));
        if (end > command.at)
        {
            m_way.push_back(
                {end, {from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part}});
        }
    }

    PositionSpec PositionAt(Time at) const
    {
        if (m_way.empty() || at >= m_way.back().at)
        {
            return m_way.empty() ? PositionSpec() : m_way.back().position;
        }
        const auto next =
            std::upper_bound(m_way.begin(), m_way.end(), at, [](Time t, const WaypointSpec& one) {
                return t < one.at;
            });
        if (next == m_way.begin())
        {
            return next->position;
        }
        const auto& a = *std::prev(next);
        const double part = (at - a.at).GetSeconds() / (next->at - a.at).GetSeconds();
        return {a.position.x + (next->position.x - a.position.x) * part,
                a.position.y + (next->position.y - a.position.y) * part};
    }

    std::vector<WaypointSpec> m_way;
};

/// \return whether a line has nothing to say of where nodes are
bool
IsPassedOver(const std::vector<std::string>& words)
{
    return words.empty() || words[0].front() == '#' || words[0] == "$god_" || words[0] == "set" ||
           (words.size() > 3 && words[0] == "$ns_" && words[1] == "at" && words[3] == "$god_");
}

/// Commands stand in any order of time in the file.
std::map<std::string, std::vector<WaypointSpec>>
FollowNs2(std::vector<Ns2Command>& commands)
{
    std::stable_sort(commands.begin(),
                     commands.end(),
                     [](const Ns2Command& a, const Ns2Command& b) { return a.at < b.at; });
    std::map<std::string, Ns2Way> ways;
    for (const auto& command : commands)
    {
        ways[command.node].Apply(command);
    }
    std::map<std::string, std::vector<WaypointSpec>> result;
    for (const auto& [node, way] : ways)
    {
        result.emplace(node, way.Get());
    }
    return result;
}

} // namespace

MovementTrace
ReadNs2Movement(std::istream& text, const std::set<std::string>& wanted)
{
    MovementTrace trace;
    std::vector<Ns2Command> commands;
    std::vector<char> line(LONGEST_NS2_LINE);
    while (text.getline(line.data(), LONGEST_NS2_LINE) || text.gcount() > 0)
    {
        ++trace.line;
        const auto words = text.fail() ? std::vector<std::string>{"?"} : SplitNs2Line(line.data());
        if (IsPassedOver(words))
        {
            continue;
        }
        auto command = ReadNs2Line(words);
        if (!command || commands.size() >= MOST_WAYPOINTS)
        {
            trace.problem = command ? "more commands than " + std::to_string(MOST_WAYPOINTS)
                                    : "neither `$node_(N) set X_ METRES` nor `$ns_ at SECONDS "
                                      "\"$node_(N) setdest X Y SPEED\"`";
            return trace;
        }
        if (trace.names.size() < MovementTrace::LISTED)
        {
            trace.names.insert(command->node);
        }
        if (wanted.count(command->node) > 0)
        {
            commands.push_back(std::move(*command));
        }
    }
    trace.line = 0;
    trace.ways = FollowNs2(commands);
    return trace;
}

} // namespace ns3::nemo
