// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-summary.h"

#include "ns3/mip6-drop-reason.h"
#include "ns3/nemo-status-words.h"
#include "ns3/nemo-summary-table.h"
#include "ns3/simulator.h"

#include <algorithm>
#include <iomanip>
#include <ostream>
#include <sstream>

namespace ns3::nemo
{

namespace
{

template <typename T>
std::string
Text(const T& value)
{
    std::ostringstream text;
    text << value;
    return text.str();
}

std::string
Fixed(double value, int digits)
{
    std::ostringstream text;
    text << std::fixed << std::setprecision(digits) << value;
    return text.str();
}

std::string
OptionalSeconds(const std::optional<Time>& time, int digits)
{
    return time ? Fixed(InSeconds(*time), digits) : "-";
}

std::string
List(const std::vector<NetworkPrefix>& prefixes)
{
    std::string text;
    for (const auto& prefix : prefixes)
    {
        text += (text.empty() ? "" : " ") + prefix.ToString();
    }
    return text.empty() ? "-" : text;
}

/// \return what became of the registration, in words
std::string
Answer(const HandoverResult& handover)
{
    const auto& status = handover.status;
    if (!status || status == BindingStatus::ACCEPTED)
    {
        return status ? "accepted" : "-";
    }
    const StatusWords said = SayStatus(*status, handover.dialect);
    return std::string(IsAccepted(*status) ? "accepted " : "refused ") +
           std::to_string(static_cast<unsigned>(said.octet)) + " " + Text(said.name);
}

void
PrintBindings(const RunResults& results, std::ostream& os)
{
    SummaryTable table({"node",
                        "home address",
                        "care-of address",
                        "prefixes",
                        "flags",
                        ">lifetime s",
                        ">remaining s",
                        ">sequence"});
    for (const auto& binding : results.bindings)
    {
        table.Add({binding.node,
                   Text(binding.home),
                   Text(binding.careOf),
                   List(binding.prefixes),
                   binding.flags,
                   Text(binding.lifetime),
                   OptionalSeconds(binding.remaining, 1),
                   Text(binding.sequence)});
    }
    table.Print("Bindings at the end", os);
    if (results.bindings.empty())
    {
        os << "\nNo bindings at the end\n";
    }
}

void
PrintHandovers(const RunResults& results, std::ostream& os)
{
    SummaryTable table({"node",
                        "from",
                        "to",
                        ">link down s",
                        ">link up s",
                        ">advertisement s",
                        ">care-of address s",
                        ">BU sent s",
                        ">BA accepted s",
                        ">outage s",
                        "home agent's answer"});
    for (const auto& handover : results.handovers)
    {
        table.Add({handover.node,
                   handover.from.value_or("-"),
                   handover.to.value_or("-"),
                   OptionalSeconds(handover.linkDown, 6),
                   OptionalSeconds(handover.linkUp, 6),
                   OptionalSeconds(handover.routerAdvertisement, 6),
                   OptionalSeconds(handover.careOfReady, 6),
                   OptionalSeconds(handover.buSent, 6),
                   OptionalSeconds(handover.baReceived, 6),
                   OptionalSeconds(handover.outage, 6),
                   Answer(handover)});
    }
    table.Print("Handovers (an outage is a span, the others are times of the run)", os);
}

/// \return what the delays of a flow are
std::string
DelayKind(TrafficType type)
{
    switch (type)
    {
    case TrafficType::UDP:
    case TrafficType::ON_OFF:
        return "one way";
    case TrafficType::PING:
        return "round trip";
    case TrafficType::TCP:
        break;
    }
    return "-";
}

void
PrintFlows(const RunResults& results, std::ostream& os)
{
    SummaryTable table({"flow",
                        "type",
                        "from",
                        "to",
                        "counted in",
                        ">sent",
                        ">received",
                        ">lost",
                        ">out of order",
                        "delay is",
                        ">mean ms",
                        ">P50 ms",
                        ">P99 ms",
                        ">jitter ms",
                        ">goodput kbit/s"});
    const auto milliseconds = [](const std::optional<Time>& time) {
        return time ? Fixed(InSeconds(*time) * 1000, 3) : "-";
    };
    for (const auto& flow : results.flows)
    {
        table.Add({flow.flow->name,
                   Text(ToString(flow.flow->type)),
                   flow.flow->from,
                   flow.flow->to,
                   flow.flow->type == TrafficType::TCP ? "octets" : "packets",
                   Text(flow.sent),
                   Text(flow.received),
                   Text(flow.lost),
                   Text(flow.outOfOrder),
                   DelayKind(flow.flow->type),
                   milliseconds(flow.delayMean),
                   milliseconds(flow.delayP50),
                   milliseconds(flow.delayP99),
                   milliseconds(flow.jitterMean),
                   Fixed(flow.goodput / 1000, 1)});
    }
    table.Print("Flows (goodput: payload that arrived, over the time from start to stop)", os);
}

/// \return who had the packets, and how many IPv6 headers they had in between
std::string
Way(const PathResult& path)
{
    std::string text = path.hops.front().from;
    for (const auto& hop : path.hops)
    {
        text += " " + Text(hop.headers) + " " + hop.to.value_or("*");
    }
    return text;
}

/// The way that most packets took, of each flow and direction.
void
PrintPaths(const RunResults& results, std::ostream& os)
{
    SummaryTable table({"flow", "direction", ">packets", ">of", "way"});
    for (const auto& flow : results.flows)
    {
        for (const bool isBack : {false, true})
        {
            const PathResult* most = nullptr;
            uint64_t packets = 0;
            for (std::size_t i = 0; flow.paths && i < flow.paths->size(); ++i)
            {
                const PathResult& path = (*flow.paths)[i];
                const bool isOfThese = path.isBack == isBack;
                packets += isOfThese ? path.packets : 0;
                most = isOfThese && (!most || path.packets > most->packets) ? &path : most;
            }
            if (most)
            {
                table.Add({flow.flow->name,
                           isBack ? "back" : "there",
                           Text(most->packets),
                           Text(packets),
                           Way(*most)});
            }
        }
    }
    table.Print("Ways (of most packets, with the number of IPv6 headers on each link)", os);
}

void
PrintDrops(const RunResults& results, std::ostream& os)
{
    SummaryTable table({"node", "reason", ">count"});
    for (const auto& drop : results.drops)
    {
        // The packets that these would have been about are counted by another reason, or not lost.
        const bool isUnsent = drop.reason == ToString(DropReason::ERROR_RATE_LIMIT);
        if (drop.count > 0)
        {
            table.Add({drop.node,
                       drop.reason + (isUnsent ? " (errors not sent)" : ""),
                       Text(drop.count)});
        }
    }
    table.Print("Drops", os);
}

void
PrintExpectations(const RunResults& results, std::ostream& os)
{
    const auto& all = results.expectations;
    if (all.empty())
    {
        return;
    }
    const auto passed =
        std::count_if(all.begin(), all.end(), [](const auto& one) { return one.passed; });
    os << "\nExpectations: " << passed << " of " << all.size() << " hold\n";
    for (const auto& one : all)
    {
        os << (one.passed ? "  pass  " : "  FAIL  ") << one.text << "\n";
        if (!one.passed)
        {
            os << "        found: " << one.actual << "\n";
        }
    }
}

/// Write what a Binding Update says.
void
PrintFields(const BindingUpdate& update, std::ostream& os)
{
    os << " sequence " << update.sequence << " lifetime " << update.lifetime << " flags "
       << (update.acknowledge ? "A" : "") << (update.homeRegistration ? "H" : "")
       << (update.linkLocalAddressCompatibility ? "L" : "")
       << (update.keyManagementMobility ? "K" : "") << (update.mobileRouter ? "R" : "")
       << (update.prefixDelegation ? "S" : "");
}

void
PrintFields(const BindingAcknowledgement& answer, const std::string& dialect, std::ostream& os)
{
    os << " status " << static_cast<unsigned>(SayStatus(answer.status, dialect).octet)
       << " sequence " << answer.sequence << " lifetime " << answer.lifetime << " flags "
       << (answer.keyManagementMobility ? "K" : "") << (answer.mobileRouter ? "R" : "")
       << (answer.prefixDelegation ? "S" : "");
}

} // namespace

void
PrintSummary(const RunResults& results, const std::vector<std::string>& files, std::ostream& os)
{
    os << results.scenario << "\n"
       << InSeconds(results.duration) << " s simulated, seed " << results.seed << ", run "
       << results.run << ", " << results.events << " events\n";
    for (const auto& warning : results.warnings)
    {
        os << "warning: " << warning << "\n";
    }
    PrintBindings(results, os);
    PrintHandovers(results, os);
    PrintFlows(results, os);
    PrintPaths(results, os);
    PrintDrops(results, os);
    PrintExpectations(results, os);
    const char* separator = "\nFiles: ";
    for (const auto& file : files)
    {
        os << separator << file;
        separator = ", ";
    }
    os << (files.empty() ? "" : "\n");
}

void
PrintSignal(const SignalEvent& event, std::ostream& os)
{
    os << Fixed(InSeconds(Simulator::Now()), 9) << " " << event.node.spec->name << " "
       << ToString(event.direction) << " " << NameOf(event.signal) << " " << event.wireSource
       << " > " << event.wireDestination;
    if (event.source != event.wireSource)
    {
        os << " home address " << event.source;
    }
    if (event.destination != event.wireDestination)
    {
        os << " routing " << event.destination;
    }
    if (const auto* update = event.signal.Get<BindingUpdate>())
    {
        PrintFields(*update, os);
    }
    if (const auto* answer = event.signal.Get<BindingAcknowledgement>())
    {
        PrintFields(*answer, event.node.spec->dialect, os);
    }
    if (const auto* error = event.signal.Get<BindingError>())
    {
        os << " status " << static_cast<unsigned>(error->status) << " home address "
           << error->homeAddress;
    }
    for (const auto& option : event.signal.Options<MobileNetworkPrefixOption>())
    {
        os << " prefix " << NetworkPrefix(option.prefix, option.prefixLength);
    }
    os << "\n";
}

} // namespace ns3::nemo
