// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_DRAFT1997_H
#define MIP6_DRAFT1997_H

#include "ns3/mip6-dialect.h"
#include "ns3/mip6-draft1997-codec.h"

#include <cstdint>

namespace ns3::nemo
{

/// Mobile IPv6 as it was to be in 1997. draft-ietf-mobileip-ipv6-04.
class Draft1997 : public Dialect
{
  public:
    /// TypeId "ns3::nemo::Draft1997".
    static TypeId GetTypeId();

    /// A dialect with a codec of its own.
    Draft1997();

    DialectProfile GetProfile() const override;
    Ptr<SignalCodec> GetCodec() const override;
    std::unique_ptr<HomeAgentDiscovery> MakeHomeAgentDiscovery(
        const DiscoveryParts& parts) const override;

  private:
    Ptr<Draft1997Codec> m_codec;        ///< Destination options.
    Time m_initialBindackTimeout;       ///< Attribute InitialBindackTimeout.
    Time m_maxBindackTimeout;           ///< Attribute MaxBindackTimeout.
    uint32_t m_maxUpdateRate{0};        ///< Attribute MaxUpdateRate.
    uint32_t m_maxFastUpdates{0};       ///< Attribute MaxFastUpdates.
    uint32_t m_maxAdvertRexmit{0};      ///< Attribute MaxAdvertRexmit.
    Time m_slowUpdateInterval;          ///< Attribute SlowUpdateRate.
    Time m_piggybackDelay;              ///< Attribute PiggybackDelay.
    Time m_previousRouterLifetime;      ///< Attribute PreviousRouterLifetime.
    Time m_rtrSolicitationInterval;     ///< Attribute RtrSolicitationInterval.
    uint32_t m_maxRtrSolicitations{0};  ///< Attribute MaxRtrSolicitations.
    uint8_t m_idLength{0};              ///< Attribute IdLength.
    uint32_t m_cacheSize{0};            ///< Attribute BindingCacheSize.
    bool m_answersStaleSequence{false}; ///< Attribute SendsStatus134.
};

} // namespace ns3::nemo

#endif // MIP6_DRAFT1997_H
