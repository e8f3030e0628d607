// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-summary-table.h"

#include <algorithm>
#include <ostream>
#include <utility>

namespace ns3::nemo
{

SummaryTable::SummaryTable(const std::vector<std::string>& headers)
{
    std::vector<std::string> row;
    for (const auto& header : headers)
    {
        const bool isRight = header.front() == '>';
        m_isRight.push_back(isRight);
        row.push_back(isRight ? header.substr(1) : header);
    }
    m_rows.push_back(row);
}

void
SummaryTable::Add(std::vector<std::string> cells)
{
    m_rows.push_back(std::move(cells));
}

void
SummaryTable::Print(const std::string& title, std::ostream& os) const
{
    if (m_rows.size() == 1)
    {
        return;
    }
    std::vector<std::size_t> widths(m_isRight.size());
    for (const auto& row : m_rows)
    {
        for (std::size_t i = 0; i < row.size(); ++i)
        {
            widths[i] = std::max(widths[i], row[i].size());
        }
    }
    os << "\n" << title << "\n";
    for (const auto& row : m_rows)
    {
        PrintRow(row, widths, os);
    }
}

void
SummaryTable::PrintRow(const std::vector<std::string>& row,
                       const std::vector<std::size_t>& widths,
                       std::ostream& os) const
{
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i)
    {
        const std::string padding(widths[i] - row[i].size(), ' ');
        line += "  " + (m_isRight[i] ? padding + row[i] : row[i] + padding);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    os << line << "\n";
}

} // namespace ns3::nemo
