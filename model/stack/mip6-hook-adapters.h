// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_HOOK_ADAPTERS_H
#define MIP6_HOOK_ADAPTERS_H

#include "ns3/ip-l4-protocol.h"
#include "ns3/ipv6-extension.h"
#include "ns3/ipv6-route.h" // IpL4Protocol only declares it

#include <cstdint>
#include <functional>

namespace ns3::nemo
{

/// An upper-layer protocol of ns-3 that hands every packet to a function and sends nothing.
class ProtocolAdapter : public IpL4Protocol
{
  public:
    /// Takes the payload, its IPv6 header and the interface of arrival.
    using Handler = std::function<void(Ptr<Packet>, const Ipv6Header&, Ptr<Ipv6Interface>)>;

    /// @return the type
    static TypeId GetTypeId();

    /// Serve this next header value with that function. To be called once, before insertion.
    void Serve(uint8_t number, Handler handler);

    int GetProtocolNumber() const override; ///< What Serve was given.
    RxStatus Receive(Ptr<Packet> packet,
                     const Ipv4Header& header,
                     Ptr<Ipv4Interface> interface) override; ///< No IPv4 comes here.
    RxStatus Receive(Ptr<Packet> packet,
                     const Ipv6Header& header,
                     Ptr<Ipv6Interface> interface) override;    ///< Asks the function.
    void SetDownTarget(DownTargetCallback callback) override;   ///< Nothing: it sends none.
    void SetDownTarget6(DownTargetCallback6 callback) override; ///< Nothing: it sends none.
    DownTargetCallback GetDownTarget() const override;          ///< None.
    DownTargetCallback6 GetDownTarget6() const override;        ///< None.

  protected:
    void DoDispose() override; ///< Lets go of all it holds.

  private:
    uint8_t m_number{0};
    Handler m_handler;
};

/// What became of an extension header.
struct ExtensionResult
{
    bool stop{false};      ///< ns-3 is not to go on with this packet: taken, or dropped and counted
    uint8_t length{0};     ///< else: octets of this header
    uint8_t nextHeader{0}; ///< else: what follows it
};

/// An extension header of ns-3 that hands every packet to a function.
class ExtensionAdapter : public Ipv6Extension
{
  public:
    /// Takes the packet from its first extension header, the offset of this one, the IPv6 header.
    using Handler = std::function<ExtensionResult(Ptr<const Packet>, uint32_t, const Ipv6Header&)>;

    /// @return the type
    static TypeId GetTypeId();

    /// Serve this next header value with that function. To be called once, before insertion.
    void Serve(uint8_t number, Handler handler);

    uint8_t GetExtensionNumber() const override; ///< What Serve was given.
    uint8_t Process(Ptr<Packet>& packet,
                    uint8_t offset,
                    const Ipv6Header& header,
                    Ipv6Address destination,
                    uint8_t* nextHeader,
                    bool& stopProcessing,
                    bool& isDropped,
                    Ipv6L3Protocol::DropReason& dropReason) override; ///< Asks the function.

  protected:
    void DoDispose() override; ///< Lets go of all it holds.

  private:
    uint8_t m_number{0};
    Handler m_handler;
};

} // namespace ns3::nemo

#endif // MIP6_HOOK_ADAPTERS_H
