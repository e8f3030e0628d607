// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_RFC6275_H
#define MIP6_RFC6275_H

#include "ns3/mip6-dialect.h"

#include <cstdint>

namespace ns3::nemo
{

/// Mobile IPv6 as it is standardised today. RFC 6275; RFC 3963 adds to it.
class Rfc6275 : public Dialect
{
  public:
    /// TypeId "ns3::nemo::Rfc6275".
    static TypeId GetTypeId();

    /// A dialect with a codec of its own.
    Rfc6275();

    DialectProfile GetProfile() const override;
    Ptr<SignalCodec> GetCodec() const override;
    std::unique_ptr<HomeAgentDiscovery> MakeHomeAgentDiscovery(
        const DiscoveryParts& parts) const override;

  private:
    Ptr<SignalCodec> m_codec;             ///< Mobility headers.
    Time m_initialBindackTimeoutFirstReg; ///< Attribute InitialBindackTimeoutFirstReg.
    Time m_initialBindackTimeout;         ///< Attribute InitialBindackTimeout.
    Time m_maxBindackTimeout;             ///< Attribute MaxBindackTimeout.
    uint32_t m_maxUpdateRate{0};          ///< Attribute MaxUpdateRate.
    Time m_initialDhaadTimeout;           ///< Attribute InitialDhaadTimeout.
    uint32_t m_dhaadRetries{0};           ///< Attribute DhaadRetries.
    Time m_initialSolicitTimer;           ///< Attribute InitialSolicitTimer.
};

} // namespace ns3::nemo

#endif /* MIP6_RFC6275_H */
