// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_SUMMARY_TABLE_H
#define NEMO_SUMMARY_TABLE_H

#include <cstddef>
#include <iosfwd>
#include <string>
#include <vector>

namespace ns3::nemo
{

/// A table for people: columns as wide as they need to be.
class SummaryTable
{
  public:
    /// \param headers of the columns; those that begin with ">" are set to the right
    explicit SummaryTable(const std::vector<std::string>& headers);

    /// Add a row.
    /// \param cells as many as there are columns
    void Add(std::vector<std::string> cells);

    /// Write it, each line two columns in; nothing if there is no row.
    /// `title` is a line above it.
    void Print(const std::string& title, std::ostream& os) const;

  private:
    void PrintRow(const std::vector<std::string>& row,
                  const std::vector<std::size_t>& widths,
                  std::ostream& os) const;

    std::vector<bool> m_isRight;                  ///< By column.
    std::vector<std::vector<std::string>> m_rows; ///< The first one holds the headers.
};

} // namespace ns3::nemo

#endif // NEMO_SUMMARY_TABLE_H
