// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-diagnostics.h"

#include <algorithm>
#include <cctype>
#include <ostream>
#include <utility>

namespace ns3::nemo
{

namespace
{

/// Longer words get no suggestion: the work grows with the square.
constexpr std::size_t LONGEST_WORD = 64;
/// Names that are listed before "and n more".
constexpr std::size_t LISTED_NAMES = 24;

char
LowerCase(char c)
{
    return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
}

/// Edit distance with swaps of neighbours (optimal string alignment); another case is no edit.
std::size_t
EditDistance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> before(b.size() + 1);
    std::vector<std::size_t> last(b.size() + 1);
    std::vector<std::size_t> current(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j)
    {
        last[j] = j;
    }
    for (std::size_t i = 1; i <= a.size(); ++i)
    {
        current[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j)
        {
            const std::size_t replace = LowerCase(a[i - 1]) == LowerCase(b[j - 1]) ? 0 : 1;
            current[j] = std::min({last[j] + 1, current[j - 1] + 1, last[j - 1] + replace});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
            {
                current[j] = std::min(current[j], before[j - 2] + 1);
            }
        }
        std::swap(before, last);
        std::swap(last, current);
    }
    return last[b.size()];
}

} // namespace

Diagnostics::Diagnostics(std::string file)
    : m_file(std::move(file))
{
}

void
Diagnostics::AddError(Diagnostic error)
{
    ++m_errorsFound;
    if (m_errors.size() < LIMIT)
    {
        m_errors.push_back(std::move(error));
    }
}

void
Diagnostics::AddWarning(const std::string& pointer, const std::string& text)
{
    ++m_warningsFound;
    if (m_warnings.size() < LIMIT)
    {
        m_warnings.push_back(pointer + ": " + text);
    }
}

bool
Diagnostics::HasErrors() const
{
    return m_errorsFound > 0;
}

bool
Diagnostics::IsFull() const
{
    return m_errors.size() >= LIMIT;
}

const std::vector<Diagnostic>&
Diagnostics::GetErrors() const
{
    return m_errors;
}

const std::vector<std::string>&
Diagnostics::GetWarnings() const
{
    return m_warnings;
}

void
Diagnostics::PrintErrors(std::ostream& os) const
{
    for (const auto& error : m_errors)
    {
        os << m_file << ": " << ToString(error) << "\n";
    }
    if (m_errorsFound > m_errors.size())
    {
        os << m_file << ": and " << m_errorsFound - m_errors.size() << " more\n";
    }
    os << m_file << ": " << m_errorsFound << (m_errorsFound == 1 ? " error\n" : " errors\n");
}

void
Diagnostics::PrintWarnings(std::ostream& os) const
{
    for (const auto& warning : m_warnings)
    {
        os << m_file << ": warning: " << warning << "\n";
    }
    if (m_warningsFound > m_warnings.size())
    {
        os << m_file << ": and " << m_warningsFound - m_warnings.size() << " more warnings\n";
    }
}

std::string
ToString(const Diagnostic& error)
{
    std::string text = error.pointer.empty() ? "" : error.pointer + ": ";
    text += error.value.empty() ? "" : error.value + " ";
    text += error.problem;
    if (!error.allowed.empty())
    {
        text += "; allowed: " + error.allowed;
    }
    if (!error.suggestion.empty())
    {
        text += "; did you mean \"" + error.suggestion + "\"?";
    }
    return text;
}

std::optional<std::string>
Suggest(std::string_view given, const std::vector<std::string_view>& candidates)
{
    // A third of the letters may be wrong, one at least.
    const std::size_t worst = std::max<std::size_t>(1, given.size() / 3);
    std::optional<std::string> best;
    std::size_t bestDistance = worst + 1;
    for (const auto candidate : candidates)
    {
        const std::size_t shorter = std::min(given.size(), candidate.size());
        const std::size_t longer = std::max(given.size(), candidate.size());
        if (longer > LONGEST_WORD || shorter == 0 || longer - shorter >= bestDistance)
        {
            continue;
        }
        const std::size_t distance = EditDistance(given, candidate);
        // Names of one letter are all one edit apart: that says nothing.
        if (distance < bestDistance && distance < longer)
        {
            bestDistance = distance;
            best = std::string(candidate);
        }
    }
    return best;
}

std::string
ListNames(const std::vector<std::string_view>& names)
{
    std::string text;
    for (std::size_t i = 0; i < names.size() && i < LISTED_NAMES; ++i)
    {
        text += (i > 0 ? ", \"" : "\"") + std::string(names[i]) + "\"";
    }
    if (names.size() > LISTED_NAMES)
    {
        text += " and " + std::to_string(names.size() - LISTED_NAMES) + " more";
    }
    return text;
}

} // namespace ns3::nemo
