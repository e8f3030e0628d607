// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-helper.h"

#include "ns3/abort.h"
#include "ns3/nemo-helper-document.h"

namespace ns3::nemo
{

namespace
{

constexpr int DEEPEST = 100; ///< Of nested networks; what is beyond is a mistake.

} // namespace

void
NemoHelper::AddMobileRouter(const std::string& name,
                            const std::string& home,
                            const std::string& identifier,
                            const std::string& homeAgent,
                            const Places& ingress,
                            const std::vector<std::string>& prefixes,
                            const std::string& mode)
{
    auto claimed = prefixes;
    auto& json = Said().json;
    for (const auto& [link, address] : ingress)
    {
        NS_ABORT_MSG_UNLESS(json["links"].contains(link), "There is no link \"" << link << "\"");
        if (prefixes.empty())
        {
            claimed.push_back(json["links"][link]["prefix"]);
        }
    }
    auto& router = Said().AddNode(name, "mobile-router");
    router["home"] = home;
    router["interfaceId"] = identifier;
    router["homeAgent"] = homeAgent;
    router["ingress"] = HelperDocument::ToJson(ingress);
    router["mode"] = mode;
    router["prefixes"] = claimed;
    if (json["nodes"].contains(homeAgent) && json["links"].contains(home))
    {
        const std::string prefix = json["links"][home]["prefix"];
        const std::string network = prefix.substr(0, prefix.find("::"));
        json["nodes"][homeAgent]["prefixTable"][network + identifier] = claimed;
    }
}

void
NemoHelper::AddRfc3963Figure(int figure)
{
    NS_ABORT_MSG_IF(figure < 1 || figure > 3, "RFC 3963 appendix A has figures 1 to 3");
    for (int link = 1; link <= 7; ++link)
    {
        AddLink(std::to_string(link), std::to_string(link) + "::/64");
    }
    AddLink("internet", "fd00:ffff::/64", MilliSeconds(10), "1Gbps");
    AddHomeAgent("HA_MN", {{"1", "::3"}, {"internet", "::1"}});
    AddHomeAgent("HA_MR", {{"4", "::3"}, {"internet", "::4"}});
    AddRouter("R2", {{"2", "::1"}, {"internet", "::2"}});
    AddRouter("R3", {{"3", "::1"}, {"internet", "::3"}});
    AddRouter("AR", {{"7", "::1"}, {"internet", "::7"}});
    AddCorrespondent("CN_MN", {{"2", "::2"}});
    AddCorrespondent("CN_MR", {{"3", "::2"}});
    AddMobileRouter("MR", "4", "::2", "HA_MR", {{"5", "::1"}}, {"5::/64", "6::/64"});
    AddHost("LFN", {{"5", "::2"}});
    AddRouter("LFR", {{"5", "::3"}, {"6", "::1"}});
    AddMobileNode("MN", "1", "::2", "HA_MN");
    if (figure >= 2)
    {
        Move(Seconds(20), "MR", "7");
    }
    if (figure == 3)
    {
        Move(Seconds(40), "MN", "6");
    }
}

void
NemoHelper::AddNestedNetworks(int depth)
{
    NS_ABORT_MSG_IF(depth < 1 || depth > DEEPEST, "A depth is 1 to " << DEEPEST);
    AddLink("internet", "fd00:ffff::/64", MilliSeconds(10), "1Gbps");
    AddLink("access", "fd00:a::/64");
    AddLink("peers", "fd00:c::/64");
    Places homes{{"internet", "::1"}};
    for (int i = 1; i <= depth; ++i)
    {
        const std::string number = std::to_string(i);
        AddLink("h" + number, "fd00:1:" + number + "::/64");
        AddLink("n" + number, "fd00:2:" + number + "::/64");
        homes.emplace_back("h" + number, "::1");
    }
    AddHomeAgent("HA", homes);
    AddRouter("AR", {{"access", "::1"}, {"internet", "::2"}});
    AddRouter("PR", {{"peers", "::1"}, {"internet", "::3"}});
    AddCorrespondent("CN", {{"peers", "::2"}});
    for (int i = 1; i <= depth; ++i)
    {
        const std::string number = std::to_string(i);
        AddMobileRouter("R" + number, "h" + number, "::2", "HA", {{"n" + number, "::1"}});
        Move(Seconds(10),
             "R" + number,
             i == 1 ? std::string("access") : "n" + std::to_string(i - 1));
    }
    AddHost("LFN", {{"n" + std::to_string(depth), "::2"}});
}

} // namespace ns3::nemo
