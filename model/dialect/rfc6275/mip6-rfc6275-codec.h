// SPDX-License-Identifier: GPL-2.0-only

#ifndef MIP6_RFC6275_CODEC_H
#define MIP6_RFC6275_CODEC_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-signal-codec.h"
#include "ns3/type-id.h"

#include <cstdint>
#include <vector>

namespace ns3::nemo
{

/// Signals as mobility headers, each the payload of a packet of its own. RFC 6275 section 6.1.
class Rfc6275Codec : public SignalCodec
{
  public:
    /// @return the TypeId
    static TypeId GetTypeId();

    Carriage Encode(const Signal& signal,
                    const Ipv6Address& source,
                    const Ipv6Address& destination) const override;
    std::vector<MobilityHeaderResult> Decode(const Carriage& carriage,
                                             const Ipv6Address& source,
                                             const Ipv6Address& destination) const override;

  private:
    /// @param type number of the Mobile Network Prefix Request
    void SetRequestType(uint8_t type);
    /// @return number of the Mobile Network Prefix Request
    uint8_t GetRequestType() const;
    /// @param type number of the Mobile Network Prefix Confirmation
    void SetConfirmationType(uint8_t type);
    /// @return number of the Mobile Network Prefix Confirmation
    uint8_t GetConfirmationType() const;

    OptionTypes m_types; //!< numbers of the prefix delegation options
};

} // namespace ns3::nemo

#endif // MIP6_RFC6275_CODEC_H
