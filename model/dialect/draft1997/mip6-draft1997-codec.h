// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_DRAFT1997_CODEC_H
#define MIP6_DRAFT1997_CODEC_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-draft1997-options.h"
#include "ns3/mip6-signal-codec.h"
#include "ns3/type-id.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace ns3::nemo
{

/// Signals as destination options of any packet. draft-ietf-mobileip-ipv6-04 section 5.
class Draft1997Codec : public SignalCodec
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
    ExtensionFormat GetFormat() const override;
    bool NeedsProtection(const Signal& signal) const override;
    Carriage EncodeIcmpv6(const MobilityIcmpv6Message& message,
                          const Ipv6Address& source,
                          const Ipv6Address& destination,
                          const Ipv6Address& linkLocal) const override;
    std::optional<MobilityIcmpv6Message> DecodeTunnelled(const Octets& packet) const override;
    bool ProtectsTunnelled() const override;
    bool Knows(const Signal& signal) const override;

    /// @return whether Binding Updates and Acknowledgements have to come by an association
    bool RequiresAuthentication() const;

  private:
    /// @return the option types
    Draft1997Types GetTypes() const;

    uint8_t m_update{0};                 //!< Attribute BindingUpdateType.
    uint8_t m_acknowledgement{0};        //!< Attribute BindingAcknowledgementType.
    uint8_t m_request{0};                //!< Attribute BindingRequestType.
    uint8_t m_homeAddress{0};            //!< Attribute HomeAddressType.
    bool m_requiresAuthentication{true}; //!< Attribute RequiresAuthentication.
};

} // namespace ns3::nemo

#endif // MIP6_DRAFT1997_CODEC_H
