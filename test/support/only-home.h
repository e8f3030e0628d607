// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TEST_ONLY_HOME_H
#define NEMO_TEST_ONLY_HOME_H

#include "ns3/mip6-mobile-node.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests
{

/// The home of a mobile node that runs and has one.
inline const MobileNodeHome&
OnlyHome(const MobileNode& node)
{
    EXPECT_EQ(node.GetHomes().size(), 1U);
    return *node.GetHomes().front();
}

/// Its registration.
inline const HomeBinding&
RegistrationOf(const MobileNode& node)
{
    return OnlyHome(node).GetRegistration();
}

} // namespace ns3::nemo::tests

#endif // NEMO_TEST_ONLY_HOME_H
