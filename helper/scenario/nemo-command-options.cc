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

constexpr std::string_view LATER = "is not built yet";

/// \return the options that a command takes
options::options_description
Describe(const std::string& command)
{
    options::options_description description("Options");
    auto add = description.add_options();
    if (command == "run" || command == "check")
    {
        add("set",
            options::value<std::vector<std::string>>()->composing()->value_name("POINTER=VALUE"),
            "set a value of every FILE before it is checked: a JSON pointer and JSON, or else a "
            "string; may be repeated");
        add("quiet", "print nothing but errors");
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
        add("trace", "print a line for each mobility message as it happens");
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

/// Read the folder for results, which may be any but one that looks like a slip.
/// \throw options::error if it does
void
ReadFolder(const options::variables_map& values, std::optional<std::string>& target)
{
    if (values.count("out") == 0)
    {
        return;
    }
    const auto text = values["out"].as<std::string>();
    if (text.empty() || text.front() == '-')
    {
        throw options::error("--out \"" + text + "\" names no folder" +
                             (text.empty() ? "" : "; if it does: \"./" + text + "\""));
    }
    target = text;
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
    ReadFolder(values, result.out);
    result.pcap = values.count("pcap") > 0;
    result.quiet = values.count("quiet") > 0;
    result.trace = values.count("trace") > 0;
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
        {"sweep", "FILE", "run a scenario with many values", LATER},
        {"merge", "DB... --into DB", "join results of sweeps", LATER},
        {"report", "DIR|DB", "write a report to look at", LATER},
        {"export", "DB --csv DIR", "write results of a sweep as tables", LATER}};
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
        if (command.later != LATER)
        {
            const std::string call =
                std::string(command.name) + " " + std::string(command.synopsis);
            os << "  " << call << std::string(call.size() < 40 ? 40 - call.size() : 1, ' ')
               << command.summary << "\n";
        }
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
