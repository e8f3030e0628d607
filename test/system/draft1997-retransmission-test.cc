// SPDX-License-Identifier: GPL-2.0-only
// How a mobile node of the 1997 dialect repeats itself: draft-ietf-mobileip-ipv6-04 sections 9.4,
// 9.7 and 11.
#include "nemo-requirement.h"
#include "support/draft1997-world.h"

#include "ns3/mip6-draft1997.h"

#include <gtest/gtest.h>
#include <vector>

namespace ns3::nemo::tests::draft1997_retransmission_test
{

// Section 11.
TEST(Draft1997Profile, HasTheConstantsOfTheDraft)
{
    const DialectProfile profile = CreateObject<Draft1997>()->GetProfile();
    EXPECT_EQ(profile.initialBindackTimeout, Seconds(1));
    EXPECT_EQ(profile.initialBindackTimeoutFirstReg, Seconds(1));
    EXPECT_EQ(profile.maxBindackTimeout, Seconds(256));
    EXPECT_EQ(profile.maxUpdateRate, 1U);
    EXPECT_EQ(profile.lifetimeUnit, 1U);
}

// The home agent is down: the time-out doubles from 1 s to 256 s, and then it goes on.
TEST(Draft1997Retransmission, TheHomeAgentIsAskedTheSameEverMoreSeldomButForEver)
{
    REQ("D04-086", "D04-097", "D04-098");
    ScenarioRun run(
        Draft1997World::Text(R"({ "at": "10s", "node": "MN", "to": "A" })", ""),
        {"/duration=800s", R"(/faults=[{ "at": "5s", "node": "HA", "action": "crash" }])"});
    const LinkTap link(run.LinkOf("A"));
    run.Run();
    std::vector<double> times;
    Time first;
    int sequence = -1;
    for (const auto& packet : link.All())
    {
        const auto reading = ReadDraft1997(packet.octets);
        if (const auto* update = reading.Find<BindingUpdate>())
        {
            first = times.empty() ? packet.at : first;
            sequence = times.empty() ? update->sequence : sequence;
            times.push_back((packet.at - first).GetSeconds());
            EXPECT_EQ(update->sequence, sequence) << "the same number each time";
        }
    }
    EXPECT_EQ(times, (std::vector<double>{0, 1, 3, 7, 15, 31, 63, 127, 255, 511, 767}));
}

} // namespace ns3::nemo::tests::draft1997_retransmission_test
