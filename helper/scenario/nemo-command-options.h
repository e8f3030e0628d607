// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_COMMAND_OPTIONS_H
#define NEMO_COMMAND_OPTIONS_H

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ns3::nemo
{

/// What stands behind a command.
struct CommandOptions
{
    std::vector<std::string> files;      ///< Whatever is no option.
    std::vector<std::string> settings;   ///< --set, in order.
    std::optional<uint32_t> seed;        ///< --seed
    std::optional<uint64_t> run;         ///< --run
    std::optional<std::string> out;      ///< --out
    bool pcap{false};                    ///< --pcap
    bool quiet{false};                   ///< --quiet
    bool trace{false};                   ///< --trace
    bool report{false};                  ///< --report
    std::optional<std::size_t> jobs;     ///< --jobs
    std::optional<uint32_t> limit;       ///< --limit, in seconds
    bool resume{false};                  ///< --resume
    std::optional<std::string> database; ///< --db
    /// --shard: which part, from 1, and of how many.
    std::optional<std::pair<uint64_t, uint64_t>> shard;
    std::optional<std::string> into; ///< --into
    std::optional<std::string> csv;  ///< --csv
};

/// A command of the command line.
struct CommandUsage
{
    std::string_view name;     ///< As it is typed.
    std::string_view synopsis; ///< What may follow it.
    std::string_view summary;  ///< What it does, in a line.
    std::string_view later;    ///< Why it cannot be given to this program; empty: it can.
};

/// \return all commands of the contract
const std::vector<CommandUsage>& GetCommands();

/// \return the command of that name, or nullptr
const CommandUsage* FindCommand(std::string_view name);

/// Parse what stands behind a command.
/// \param command its name: not every command takes every option
/// \param arguments what follows it
/// \param err where an error goes
/// \return the options, or nothing if there was an error
std::optional<CommandOptions> ParseOptions(const std::string& command,
                                           const std::vector<std::string>& arguments,
                                           std::ostream& err);

/// Print in a line how commands are given, behind an error.
void PrintUsageLine(std::ostream& os);

/// Print in a line how a command is used, behind an error.
void PrintUsageLine(const CommandUsage& command, std::ostream& os);

/// Print the list of commands.
void PrintUsage(std::ostream& os);

/// Print how a command is used.
void PrintUsage(const CommandUsage& command, std::ostream& os);

} // namespace ns3::nemo

#endif // NEMO_COMMAND_OPTIONS_H
