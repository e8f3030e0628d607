// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-command-options.h"

#include "ns3/nemo-diagnostics.h"
#include "ns3/nemo-seed.h"

#include <algorithm>
#include <boost/program_options.hpp>
#include <charconv>
#include <ostream>

namespace ns3::nemo
{

namespace
{

namespace options = boost::program_options;

/// No machine has more cores.
constexpr std::size_t MOST_JOBS = 4096;
constexpr uint64_t MOST_SHARDS = 1000000;
/// Thirty days.
constexpr uint32_t MOST_SECONDS = 2592000;

/// \return the options that a command takes
options::options_description
Describe(const std::string& command)
{
    options::options_description description("Options");
    auto add = description.add_options();
    if (command == "run" || command == "check" || command == "sweep")
    {
        add("set",
            options::value<std::vector<std::string>>()->composing()->value_name("POINTER=VALUE"),
            "set a value of every FILE before it is checked: a JSON pointer and JSON, or else a "
            "string; may be repeated");
        add("quiet", "print nothing but errors");
    }
    if (command == "report")
    {
        add("out",
            options::value<std::string>()->value_name("FILE"),
            "write the page here (default report.html in DIR, or DB's name with .html)");
    }
    if (command == "run")
    {
        add("seed",
            options::value<std::string>()->value_name("N"),
            "use this seed instead of FILE's");
        add("run",
            options::value<std::string>()->value_name("N"),
            "use this run instead of FILE's");
        add("out",
            options::value<std::string>()->value_name("DIR"),
            "write results here (default out/<name of FILE>; of several FILEs each into a folder "
            "of its own)");
        add("pcap", "capture every link, whatever FILE says");
        add("report", "write a page to look at, report.html, whatever FILE says");
        add("trace", "print a line for each mobility message as it happens");
    }
    if (command == "sweep")
    {
        add("jobs",
            options::value<std::string>()->value_name("N"),
            "make so many runs at a time (default: as many as there are cores)");
        add("limit",
            options::value<std::string>()->value_name("S"),
            "end a run that takes longer than so many seconds, store it without results, and go "
            "on (default: wait for ever)");
        add("resume", "make only the runs that the database lacks");
        add("db",
            options::value<std::string>()->value_name("DB"),
            "keep results in this SQLite database (default out/<name of FILE>/results.sqlite)");
        add("shard",
            options::value<std::string>()->value_name("i/n"),
            "make only every n-th run, beginning with the i-th: one of n machines' share");
    }
    if (command == "merge")
    {
        add("into",
            options::value<std::string>()->value_name("DB"),
            "the database that gets the runs; made if it is not there");
    }
    if (command == "export")
    {
        add("csv",
            options::value<std::string>()->value_name("DIR"),
            "write each table into this folder as CSV");
    }
    return description;
}

/// Read a whole number from min to max into the target.
/// \throw options::error if it is none
template <typename Number>
void
ReadNumber(const options::variables_map& values,
           const std::string& name,
           Number min,
           Number max,
           std::optional<Number>& target)
{
    if (values.count(name) == 0)
    {
        return;
    }
    const auto text = values[name].as<std::string>();
    Number number{};
    const auto* end = text.data() + text.size();
    const auto result = std::from_chars(text.data(), end, number);
    if (result.ec != std::errc() || result.ptr != end || number < min || number > max)
    {
        throw options::error("--" + name + " \"" + text + "\" is not a whole number from " +
                             std::to_string(min) + " to " + std::to_string(max));
    }
    target = number;
}

/// Read the name of a file or folder, which may be any but one that looks like a slip.
/// \throw options::error if it does
void
ReadName(const options::variables_map& values,
         const std::string& name,
         const std::string& kind,
         std::optional<std::string>& target)
{
    if (values.count(name) == 0)
    {
        return;
    }
    const auto text = values[name].as<std::string>();
    if (text.empty() || text.front() == '-')
    {
        throw options::error("--" + name + " \"" + text + "\" names no " + kind +
                             (text.empty() ? "" : "; if it does: \"./" + text + "\""));
    }
    target = text;
}

/// Read "i/n".
/// \throw options::error if it is no such part
void
ReadShard(const options::variables_map& values,
          std::optional<std::pair<uint64_t, uint64_t>>& target)
{
    if (values.count("shard") == 0)
    {
        return;
    }
    const auto text = values["shard"].as<std::string>();
    const auto* end = text.data() + text.size();
    std::pair<uint64_t, uint64_t> shard;
    const auto first = std::from_chars(text.data(), end, shard.first);
    const bool hasSlash = first.ec == std::errc() && first.ptr != end && *first.ptr == '/';
    const auto second = hasSlash ? std::from_chars(first.ptr + 1, end, shard.second) : first;
    if (!hasSlash || second.ec != std::errc() || second.ptr != end || shard.first < 1 ||
        shard.first > shard.second || shard.second > MOST_SHARDS)
    {
        throw options::error("--shard \"" + text +
                             "\" is not i/n, such as 1/4, with i from 1 to n and n up to " +
                             std::to_string(MOST_SHARDS));
    }
    target = shard;
}

/// \return what is wrong with an option that the command does not take, and what was meant
std::string
DescribeUnknown(const std::string& command, const std::string& given)
{
    const std::string name = given.substr(std::min(given.find_first_not_of('-'), given.size()));
    const auto description = Describe(command);
    std::vector<std::string_view> known;
    for (const auto& option : description.options())
    {
        known.emplace_back(option->long_name());
    }
    const auto near = Suggest(name, known);
    return "there is no option \"" + given + "\"" +
           (near ? "; did you mean \"--" + *near + "\"?" : "");
}

/// \throw options::error if something is wrong
CommandOptions
Parse(const std::string& command, const std::vector<std::string>& arguments)
{
    auto description = Describe(command);
    options::options_description all;
    all.add(description).add_options()("file", options::value<std::vector<std::string>>());
    options::positional_options_description positional;
    positional.add("file", -1);
    // No guessing: "--p" would change its meaning when an option is added.
    const auto style =
        options::command_line_style::unix_style & ~options::command_line_style::allow_guessing;
    options::variables_map values;
    options::store(options::command_line_parser(arguments)
                       .options(all)
                       .positional(positional)
                       .style(style)
                       .run(),
                   values);
    CommandOptions result;
    const auto list = [&values](const std::string& name) {
        return values.count(name) > 0 ? values[name].as<std::vector<std::string>>()
                                      : std::vector<std::string>();
    };
    result.files = list("file");
    result.settings = list("set");
    ReadNumber<uint32_t>(values, "seed", 1, LARGEST_SEED, result.seed);
    ReadNumber<uint64_t>(values, "run", 0, INT64_MAX, result.run);
    ReadName(values, "out", command == "report" ? "file" : "folder", result.out);
    ReadNumber<std::size_t>(values, "jobs", 1, MOST_JOBS, result.jobs);
    ReadName(values, "db", "file", result.database);
    ReadNumber<uint32_t>(values, "limit", 1, MOST_SECONDS, result.limit);
    ReadShard(values, result.shard);
    ReadName(values, "into", "file", result.into);
    ReadName(values, "csv", "folder", result.csv);
    result.resume = values.count("resume") > 0;
    result.pcap = values.count("pcap") > 0;
    result.quiet = values.count("quiet") > 0;
    result.trace = values.count("trace") > 0;
    result.report = values.count("report") > 0;
    return result;
}

} // namespace

const std::vector<CommandUsage>&
GetCommands()
{
    static const std::vector<CommandUsage> commands = {
        {"run", "FILE... [OPTION...]", "run scenarios and write what came out", ""},
        {"check", "FILE... [OPTION...]", "only check scenario files", ""},
        {"list", "", "list the scenarios that ship", ""},
        {"init", "FILE", "write a commented scenario to begin with", ""},
        {"help", "[COMMAND]", "say how a command is used", ""},
        {"test", "", "build and run every test", "is done by the script ./nemo"},
        {"sweep", "FILE [OPTION...]", "run a scenario with many values", ""},
        {"merge", "DB... --into DB", "join results of sweeps", ""},
        {"report", "DIR|DB [--out FILE]", "write a page to look at of a run or a sweep", ""},
        {"export", "DB --csv DIR", "write results of a sweep as tables", ""}};
    return commands;
}

const CommandUsage*
FindCommand(std::string_view name)
{
    const auto& commands = GetCommands();
    const auto found = std::find_if(commands.begin(), commands.end(), [name](const auto& command) {
        return command.name == name;
    });
    return found == commands.end() ? nullptr : &*found;
}

std::optional<CommandOptions>
ParseOptions(const std::string& command,
             const std::vector<std::string>& arguments,
             std::ostream& err)
{
    try
    {
        return Parse(command, arguments);
    }
    catch (const options::unknown_option& error)
    {
        err << "nemo " << command << ": " << DescribeUnknown(command, error.get_option_name())
            << "\n";
    }
    catch (const options::error& error)
    {
        err << "nemo " << command << ": " << error.what() << "\n";
    }
    PrintUsageLine(*FindCommand(command), err);
    return std::nullopt;
}

void
PrintUsageLine(std::ostream& os)
{
    os << "Usage: nemo COMMAND ... (nemo help: which there are)\n";
}

void
PrintUsageLine(const CommandUsage& command, std::ostream& os)
{
    os << "Usage: nemo " << command.name << (command.synopsis.empty() ? "" : " ")
       << command.synopsis << " (nemo help " << command.name << ": all options)\n";
}

void
PrintUsage(std::ostream& os)
{
    os << "Usage: nemo COMMAND ...\n\n";
    for (const auto& command : GetCommands())
    {
        const std::string call = std::string(command.name) + " " + std::string(command.synopsis);
        os << "  " << call << std::string(call.size() < 40 ? 40 - call.size() : 1, ' ')
           << command.summary << "\n";
    }
    os << "\nExit codes: 0 all expectations hold, 1 one failed, 2 bad input, 3 internal error.\n";
}

void
PrintUsage(const CommandUsage& command, std::ostream& os)
{
    os << "Usage: nemo " << command.name << " " << command.synopsis << "\n"
       << "  " << command.summary << "\n";
    const auto description = Describe(std::string(command.name));
    if (!description.options().empty())
    {
        os << "\n" << description;
    }
}

} // namespace ns3::nemo
