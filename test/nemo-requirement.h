// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_REQUIREMENT_H
#define NEMO_REQUIREMENT_H

#include <gtest/gtest.h>
#include <string>

namespace ns3::nemo::tests
{

/// Says which rows of test/conformance/requirements.csv the running test proves:
/// `REQ("NEMO-5.2-3")`. The row counts as proven when every test that names it passes, so name a
/// row only where the test would fail if the behaviour were broken. A row that holds in both
/// dialects is named a second time as "BOOK-001@draft1997" by the test that runs the 1997 dialect.
/// An id that is no row of the list fails the whole run (test/tools/conformance.py).
/// @param ids the rows' ids
template <typename... Ids>
void
REQ(const Ids&... ids)
{
    // The id is in the key, since GoogleTest keeps only the last value of a repeated key.
    (::testing::Test::RecordProperty("requirement " + std::string(ids), 1), ...);
}

} // namespace ns3::nemo::tests

#endif // NEMO_REQUIREMENT_H
