// SPDX-License-Identifier: GPL-2.0-only

// Fuzzes the codec of the options of the 1997 draft, and that of its tunnelled Router Discovery.

#include "fuzz/round-trip.h"

#include <cstdlib>

/// libFuzzer's entry: any octets whatever.
extern "C" int
LLVMFuzzerTestOneInput(const uint8_t* data, std::size_t size)
{
    // A copy of just this size, so that AddressSanitizer sees each octet read too far.
    const ns3::nemo::Octets octets(data, data + size);
    if (!ns3::nemo::tests::Draft1997OptionsRoundTrip(octets) ||
        !ns3::nemo::tests::TunnelledDiscoveryRoundTrip(octets))
    {
        std::abort();
    }
    return 0;
}
