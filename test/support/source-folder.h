// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TEST_SOURCE_FOLDER_H
#define NEMO_TEST_SOURCE_FOLDER_H

#include <string>

namespace ns3::nemo::tests
{

/// A file or folder of the repository, by its path from there. Only one source knows where that is,
/// so that the others compile to the same in every checkout, which a compiler cache likes.
std::string InRepository(const std::string& path);

} // namespace ns3::nemo::tests

#endif // NEMO_TEST_SOURCE_FOLDER_H
