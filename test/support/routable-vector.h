// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TEST_ROUTABLE_VECTOR_H
#define NEMO_TEST_ROUTABLE_VECTOR_H

#include "unit/wire/wire-data.h"

#include "ns3/mip6-octets.h"

#include <string>

namespace ns3::nemo::tests
{

/// A vector of test/vectors/mip6.json as octets, with 2000:db9::/32 for 2001:db8::/32, to which no
/// ns-3 router forwards. Their sums are equal, so the checksums stay.
inline Octets
RoutableVector(const std::string& name)
{
    std::string hex = Named(ReadJson("vectors/mip6.json")["vectors"], name)["hex"];
    const std::string documentation = "20010db8";
    for (auto at = hex.find(documentation); at != std::string::npos; at = hex.find(documentation))
    {
        hex.replace(at, documentation.size(), "20000db9");
    }
    return FromHex(hex);
}

} // namespace ns3::nemo::tests

#endif // NEMO_TEST_ROUTABLE_VECTOR_H
