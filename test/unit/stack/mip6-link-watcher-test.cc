// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-link-watcher.h"
#include "ns3/mip6-mobile-link.h"
#include "ns3/node.h"
#include "ns3/simple-channel.h"
#include "ns3/simulator.h"

#include <gtest/gtest.h>
#include <vector>

namespace ns3::nemo::tests::mip6_link_watcher_test
{

namespace
{

class LinkWatcherTest : public ::testing::Test
{
  protected:
    LinkWatcherTest()
        : link(CreateObject<MobileLink>()),
          device(CreateObject<MobileLinkDevice>()),
          node(CreateObject<Node>())
    {
        node->AddDevice(device);
    }

    ~LinkWatcherTest() override
    {
        Simulator::Destroy();
    }

    /// Notes ups (true) and downs.
    LinkWatcher::Told Note()
    {
        return [this](bool isUp) { told.push_back(isUp); };
    }

    Ptr<MobileLink> link;
    Ptr<MobileLinkDevice> device;
    Ptr<Node> node;
    std::vector<bool> told;
};

TEST_F(LinkWatcherTest, TellsOfEachChangeSinceItBegan)
{
    link->Attach(device);
    const auto watcher = LinkWatcher::Watch(device, Note());
    EXPECT_TRUE(told.empty());
    link->Detach(device);
    EXPECT_EQ(told, std::vector<bool>{false});
    link->Attach(device);
    EXPECT_EQ(told, (std::vector<bool>{false, true}));
}

TEST_F(LinkWatcherTest, TellsNothingAnyMoreOnceItIsStopped)
{
    const auto watcher = LinkWatcher::Watch(device, Note());
    watcher->Stop();
    link->Attach(device);
    EXPECT_TRUE(told.empty());
}

// ns-3's own devices change their channel in one call.
TEST_F(LinkWatcherTest, AChangeFromUpToUpIsADownAndAnUp)
{
    auto other = CreateObject<SimpleNetDevice>();
    auto first = CreateObject<SimpleChannel>();
    auto second = CreateObject<SimpleChannel>();
    node->AddDevice(other);
    other->SetChannel(first);
    const auto watcher = LinkWatcher::Watch(other, Note());
    other->SetChannel(second);
    EXPECT_EQ(told, (std::vector<bool>{false, true}));
}

TEST_F(LinkWatcherTest, MayBeStoppedByWhoItTells)
{
    link->Attach(device);
    Ptr<LinkWatcher> watcher;
    int times = 0;
    watcher = LinkWatcher::Watch(device, [&](bool) {
        ++times;
        watcher->Stop();
    });
    link->Detach(device);
    link->Attach(device);
    EXPECT_EQ(times, 1);
}

} // namespace

} // namespace ns3::nemo::tests::mip6_link_watcher_test
