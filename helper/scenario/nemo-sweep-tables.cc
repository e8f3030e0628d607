// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-sweep-tables.h"

namespace ns3::nemo
{

namespace
{

constexpr auto TEXT = SweepColumnType::TEXT;
constexpr auto INTEGER = SweepColumnType::INTEGER;
constexpr auto REAL = SweepColumnType::REAL;

/// The tables that are not lists of results.json, and the view of the spans of handovers.
constexpr const char* FIXED_TABLES = R"(
CREATE TABLE scenarios (hash TEXT PRIMARY KEY, name TEXT NOT NULL, document TEXT NOT NULL)
    WITHOUT ROWID;
CREATE TABLE published (scenario TEXT NOT NULL REFERENCES scenarios (hash), number INTEGER NOT NULL,
    source TEXT NOT NULL, parameters TEXT NOT NULL, metric TEXT NOT NULL, value REAL NOT NULL,
    PRIMARY KEY (scenario, number)) WITHOUT ROWID;
CREATE TABLE runs (id TEXT PRIMARY KEY, scenario TEXT NOT NULL REFERENCES scenarios (hash),
    parameters TEXT NOT NULL, seed INTEGER NOT NULL, run INTEGER NOT NULL, version TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('passed', 'failed', 'error')), error TEXT,
    sim_seconds REAL, events INTEGER, warnings TEXT,
    UNIQUE (scenario, parameters, seed, run, version)) WITHOUT ROWID;
CREATE TABLE processes (run TEXT PRIMARY KEY REFERENCES runs (id), host TEXT NOT NULL,
    started TEXT NOT NULL, wall_seconds REAL NOT NULL, peak_memory_bytes INTEGER NOT NULL)
    WITHOUT ROWID;
)";

/// Times are whole nanoseconds, their differences in doubles nearly.
constexpr const char* PHASES = R"(
CREATE VIEW phases AS
    WITH first AS (SELECT run, handover, rr_done - rr_begun AS tested, bound - rr_done AS told
        FROM correspondents WHERE number = 0)
    SELECT h.run AS run, h.node AS node, h.handover_index AS handover_index, h.outage AS outage,
        round(h.router_advertisement - h.at, 9) AS detection,
        round(h.care_of_ready - h.router_advertisement, 9) AS configuration,
        round(h.care_of_ready - h.at, 9) AS movement,
        round(h.ba_received - h.bu_sent, 9) AS registration,
        round(first.tested, 9) AS returnRoutability, round(first.told, 9) AS correspondent,
        round(h.care_of_ready - h.at + h.ba_received - h.bu_sent + first.tested + first.told, 9)
            AS total
    FROM handovers AS h LEFT JOIN first ON first.run = h.run AND first.handover = h.number;
)";

std::string
Declare(const SweepColumn& column)
{
    const char* type = column.type == TEXT ? " TEXT" : column.type == REAL ? " REAL" : " INTEGER";
    return std::string(column.name) + type;
}

/// \return what makes a table that stands for a list
std::string
DeclareTable(std::string_view name, const std::string& key, const std::vector<SweepColumn>& columns)
{
    std::string text =
        "CREATE TABLE " + std::string(name) + " (run TEXT NOT NULL REFERENCES runs (id)";
    text += key == "run, number" ? "" : ", handover INTEGER NOT NULL";
    text += ", number INTEGER NOT NULL";
    for (const auto& column : columns)
    {
        text += ", " + Declare(column);
    }
    return text + ", PRIMARY KEY (" + key + ")) WITHOUT ROWID;\n";
}

} // namespace

const std::vector<SweepTable>&
GetSweepTables()
{
    static const std::vector<SweepTable> tables = {
        {"flows",
         "flows",
         {{"name", "name", TEXT},
          {"type", "type", TEXT},
          {"sender", "from", TEXT},
          {"receiver", "to", TEXT},
          {"sent", "sent", INTEGER},
          {"received", "received", INTEGER},
          {"lost", "lost", INTEGER},
          {"out_of_order", "outOfOrder", INTEGER},
          {"delay_mean", "delayMean", REAL},
          {"delay_p50", "delayP50", REAL},
          {"delay_p99", "delayP99", REAL},
          {"jitter_mean", "jitterMean", REAL},
          {"goodput", "goodput", REAL}}},
        {"handovers",
         "handovers",
         {{"node", "node", TEXT},
          {"handover_index", "index", INTEGER},
          {"from_link", "from", TEXT},
          {"to_link", "to", TEXT},
          {"at", "at", REAL},
          {"link_down", "linkDown", REAL},
          {"link_up", "linkUp", REAL},
          {"router_advertisement", "routerAdvertisement", REAL},
          {"care_of_ready", "careOfReady", REAL},
          {"bu_sent", "buSent", REAL},
          {"ba_received", "baReceived", REAL},
          {"status", "status", INTEGER},
          {"status_name", "statusName", TEXT},
          {"outage", "outage", REAL}}},
        {"messages",
         "messages",
         {{"node", "node", TEXT},
          {"type", "type", TEXT},
          {"direction", "direction", TEXT},
          {"status", "status", INTEGER},
          {"count", "count", INTEGER},
          {"bytes", "bytes", INTEGER}}},
        {"bindings",
         "bindings",
         {{"node", "node", TEXT},
          {"home", "home", TEXT},
          {"care_of", "careOf", TEXT},
          {"prefixes", "prefixes", TEXT},
          {"lifetime", "lifetime", INTEGER},
          {"remaining", "remaining", REAL},
          {"sequence", "sequence", INTEGER},
          {"flags", "flags", TEXT}}},
        {"drops",
         "drops",
         {{"node", "node", TEXT}, {"reason", "reason", TEXT}, {"count", "count", INTEGER}}},
        {"expectations",
         "expectations",
         {{"text", "text", TEXT}, {"passed", "passed", INTEGER}, {"actual", "actual", TEXT}}}};
    return tables;
}

const std::vector<SweepColumn>&
GetCorrespondentColumns()
{
    static const std::vector<SweepColumn> columns = {{"node", "node", TEXT},
                                                     {"rr_begun", "rrBegun", REAL},
                                                     {"rr_done", "rrDone", REAL},
                                                     {"bound", "bound", REAL}};
    return columns;
}

const std::vector<std::string>&
GetSweepTableNames()
{
    static const std::vector<std::string> names = [] {
        std::vector<std::string> all{"scenarios", "published", "runs"};
        for (const auto& table : GetSweepTables())
        {
            all.emplace_back(table.name);
        }
        all.insert(all.end(), {"correspondents", "processes"});
        return all;
    }();
    return names;
}

const std::string&
GetSweepSchema()
{
    static const std::string schema = [] {
        std::string text = FIXED_TABLES;
        for (const auto& table : GetSweepTables())
        {
            text += DeclareTable(table.name, "run, number", table.columns);
        }
        text += DeclareTable("correspondents", "run, handover, number", GetCorrespondentColumns());
        text += PHASES;
        text += "PRAGMA application_id = " + std::to_string(SWEEP_APPLICATION_ID) + ";\n";
        text += "PRAGMA user_version = " + std::to_string(SWEEP_SCHEMA_VERSION) + ";\n";
        return text;
    }();
    return schema;
}

} // namespace ns3::nemo
