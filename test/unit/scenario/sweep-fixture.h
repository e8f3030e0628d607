// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_SWEEP_FIXTURE_H
#define NEMO_SWEEP_FIXTURE_H

#include "unit/scenario/command-line-fixture.h"

#include "ns3/nemo-json-document.h"
#include "ns3/nemo-sqlite.h"
#include "ns3/nemo-sweep-store.h"
#include "ns3/nemo-sweep-tables.h"

#include <gtest/gtest.h>
#include <memory>
#include <string>
#include <vector>

namespace ns3::nemo::tests
{

/// The least that runs, fast: a mobile node that moves, and a flow to it.
inline constexpr char SMALL_SWEEP[] = R"json({
  "description": "small", "duration": "12s",
  "links": { "home": { "prefix": "fd00:1::/64" }, "away": { "prefix": "fd00:2::/64" },
             "core": { "prefix": "fd00:3::/64", "delay": "5ms" } },
  "nodes": {
    "HA": { "role": "home-agent", "links": { "home": "::1", "core": "::1" } },
    "AR": { "role": "router", "links": { "away": "::1", "core": "::2" } },
    "CN": { "role": "correspondent", "links": { "core": "::3" } },
    "MN": { "role": "mobile-node", "home": "home", "homeAgent": "HA" }
  },
  "movement": [ { "at": "4s", "node": "MN", "to": "away" } ],
  "traffic": [ { "name": "voice", "type": "udp", "from": "CN", "to": "MN", "rate": "10pps" } ],
  "expect": [ { "flow": "voice", "receivedMin": 10 } ],
  "sweep": { "/links/core/delay": ["5ms", "50ms"], "runs": 2 }
})json";

/// Calls `nemo sweep` and its like in a folder of its own, and looks into databases.
class SweepFixture : public CommandLine
{
  protected:
    /// \return the rows of a query, columns separated by "|"
    static std::vector<std::string> Rows(const std::string& file, const std::string& query)
    {
        const SqliteDatabase database(file);
        SqliteStatement statement(database, query);
        std::vector<std::string> rows;
        while (statement.Step())
        {
            std::string row;
            for (int i = 0; i < statement.CountColumns(); ++i)
            {
                row += (i > 0 ? "|" : "") + statement.GetText(i);
            }
            rows.push_back(row);
        }
        return rows;
    }

    /// \return all rows that are a function of the scenario
    static std::vector<std::string> AllRows(const std::string& file)
    {
        std::vector<std::string> all;
        for (const auto& table : GetSweepTableNames())
        {
            if (table != "processes")
            {
                const auto rows = Rows(file, "SELECT '" + table + "', * FROM " + table);
                all.insert(all.end(), rows.begin(), rows.end());
            }
        }
        return all;
    }

    /// \return a count that a query gives
    static int64_t Count(const std::string& file, const std::string& what)
    {
        return std::stoll(Rows(file, "SELECT count(*) FROM " + what).at(0));
    }
};

} // namespace ns3::nemo::tests

#endif // NEMO_SWEEP_FIXTURE_H
