// SPDX-License-Identifier: GPL-2.0-only
// What the status of a Binding Acknowledgement means to the node that gets it. RFC 6275 section
// 6.1.8.
#include "nemo-requirement.h"
#include "support/registration-bench.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::mip6_home_registration_status_test
{

namespace
{

TEST(HomeRegistrationStatusTest, OnlyWhatIsBelow128IsSuccess)
{
    REQ("BOOK-034");
    for (int status = 0; status <= 255; ++status)
    {
        RegistrationBench bench;
        bench.it->Register("2001:db8:2::10");
        EXPECT_TRUE(bench.Answer(static_cast<BindingStatus>(status))) << status;
        EXPECT_EQ(bench.it->IsBound(), status < 128) << status;
        EXPECT_EQ(bench.it->GetState() == HomeRegistration::State::REGISTERED, status < 128)
            << status;
    }
}

} // namespace

} // namespace ns3::nemo::tests::mip6_home_registration_status_test
