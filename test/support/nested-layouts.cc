// SPDX-License-Identifier: GPL-2.0-only
#include "support/nested-layouts.h"

#include "support/source-folder.h"

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace ns3::nemo::tests
{

namespace
{

std::string
Trimmed(const std::string& text)
{
    const auto first = text.find_first_not_of(' ');
    return first == std::string::npos ? ""
                                      : text.substr(first, text.find_last_not_of(' ') + 1 - first);
}

/// The cells of a line "| a | b |".
std::vector<std::string>
CellsOf(const std::string& line)
{
    std::vector<std::string> cells;
    std::istringstream text(line.substr(1));
    for (std::string cell; std::getline(text, cell, '|');)
    {
        cells.push_back(Trimmed(cell));
    }
    return cells;
}

/// The cells of the table behind these beginnings of lines.
std::vector<std::vector<std::string>>
ReadTable(const std::vector<std::string>& way)
{
    std::ifstream file(InRepository("test/vectors/nested-layouts.md"));
    std::vector<std::vector<std::string>> table;
    std::size_t found = 0;
    for (std::string line; std::getline(file, line);)
    {
        if (found < way.size())
        {
            found += line.rfind(way[found], 0) == 0 ? 1 : 0;
        }
        else if (!line.empty() && line[0] == '|')
        {
            table.push_back(CellsOf(line));
        }
        else if (!table.empty())
        {
            break;
        }
    }
    if (table.size() < 3)
    {
        throw std::runtime_error("no such table in nested-layouts.md");
    }
    // Two lines are its head.
    table.erase(table.begin(), table.begin() + 2);
    return table;
}

/// Of "MR2-MR1 (MNP1)" who sends and who gets it, of "MR1 DROP: ..." who drops it.
NestedLayout
ReadLine(const std::vector<std::string>& cells)
{
    NestedLayout layout;
    const std::string link = cells.at(0).substr(0, cells.at(0).find(' '));
    const auto dash = link.find('-');
    layout.from = link.substr(0, dash);
    layout.to = dash == std::string::npos ? "" : link.substr(dash + 1);
    layout.headers = static_cast<uint32_t>(std::stoul(cells.at(1)));
    layout.stack = cells.at(2);
    layout.octets = static_cast<uint32_t>(std::stoul(cells.at(3)));
    return layout;
}

} // namespace

std::vector<NestedLayout>
ReadNestedLayouts(const std::vector<std::string>& way)
{
    std::vector<NestedLayout> layouts;
    for (const auto& cells : ReadTable(way))
    {
        layouts.push_back(ReadLine(cells));
    }
    return layouts;
}

std::vector<NestedSize>
ReadNestedSizes()
{
    std::vector<NestedSize> sizes;
    for (const auto& cells : ReadTable({"## Sizes"}))
    {
        const auto number = [&cells](std::size_t column) {
            return static_cast<uint32_t>(std::stoul(cells.at(column)));
        };
        sizes.push_back({number(0), number(4), number(6)});
    }
    return sizes;
}

} // namespace ns3::nemo::tests
