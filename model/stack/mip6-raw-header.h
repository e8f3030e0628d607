// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_RAW_HEADER_H
#define MIP6_RAW_HEADER_H

#include "ns3/header.h"
#include "ns3/mip6-octets.h"

namespace ns3::nemo
{

/// Octets that are put before a packet as they are. ns-3 adds only Headers at the front.
class RawHeader : public Header
{
  public:
    /// @return the type
    static TypeId GetTypeId();

    /// Nothing: ns-3 needs this constructor.
    RawHeader() = default;

    /// @param octets what to put before the packet
    explicit RawHeader(Octets octets);

    TypeId GetInstanceTypeId() const override;             ///< GetTypeId().
    uint32_t GetSerializedSize() const override;           ///< Octets.
    void Serialize(Buffer::Iterator start) const override; ///< Writes its octets.
    /// Takes nothing: octets are read with an OctetReader, never with this.
    uint32_t Deserialize(Buffer::Iterator start) override;
    void Print(std::ostream& os) const override; ///< Writes it for people.

  private:
    Octets m_octets;
};

} // namespace ns3::nemo

#endif // MIP6_RAW_HEADER_H
