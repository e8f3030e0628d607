// SPDX-License-Identifier: GPL-2.0-only
#include "nemo-requirement.h"
#include "support/home-agent-bench.h"

#include <gtest/gtest.h>

// Which addresses can be bound to which: RFC 6275 sections 4.6 and 9.5.1.

namespace ns3::nemo::tests::mip6_binding_registrar_addresses_test
{

TEST(BindingRegistrarAddressesTest, HomeAddressesMustBeUnicastRoutable)
{
    REQ("RFC-001");
    for (const char* home : {"ff02::1", "ff0e::1", "fe80::1", "::", "::1"})
    {
        HomeAgentBench bench;
        HandUpdate update;
        update.home = home;
        EXPECT_FALSE(bench.Ask(update)) << home;
        EXPECT_EQ(bench.registrar->GetCache().Size(), 0U) << home;
    }
}

TEST(BindingRegistrarAddressesTest, CareOfAddressesMustBeUnicastRoutable)
{
    REQ("RFC-001");
    for (const char* careOf : {"ff02::1", "ff0e::1", "fe80::1", "::", "::1"})
    {
        HomeAgentBench bench;
        HandUpdate update;
        update.options = {AlternateCareOfAddress{Ipv6Address(careOf)}};
        EXPECT_FALSE(bench.Ask(update)) << careOf;
        EXPECT_EQ(bench.registrar->GetCache().Size(), 0U) << careOf;
    }
}

TEST(BindingRegistrarAddressesTest, UniqueLocalAddressesAreAsGoodAsGlobalOnes)
{
    REQ("RFC-001");
    HomeAgentBench bench(true, "fd00:4::3");
    HandUpdate update;
    update.home = "fd00:4::2";
    update.careOf = "fd00:7::2";
    update.destination = "fd00:4::3";
    EXPECT_EQ(bench.Ask(update), BindingStatus::ACCEPTED);
    ASSERT_TRUE(bench.Find("fd00:4::2"));
    EXPECT_EQ(bench.Find("fd00:4::2")->careOfAddress, update.careOf);
}

} // namespace ns3::nemo::tests::mip6_binding_registrar_addresses_test
