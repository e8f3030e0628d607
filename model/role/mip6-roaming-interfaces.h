// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_ROAMING_INTERFACES_H
#define MIP6_ROAMING_INTERFACES_H

#include "ns3/mip6-movement-detector.h"
#include "ns3/mip6-router-discovery.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace ns3::nemo
{

/// Who hears what the detector of the interface in use finds out, and which that is.
class RoamingListener : public MovementListener
{
  public:
    /// Another interface is in use from now on. OnUprooted went before; OnRouter follows at once,
    /// and the care-of address that there may be already is not told.
    virtual void OnInterface() = 0;
};

/**
 * The interfaces by which a mobile node may be attached, with movement detection on each. One of
 * them is in use: the care-of address on it is the primary one, and what the mobile node sends
 * leaves by it. The others keep their routers and care-of addresses, and what comes by them is
 * received: so packets are still taken where the node was while it registers where it is (RFC 6275
 * section 11.5.2).
 *
 * The best is in use: the one on a home link, then one with a care-of address whose router is there
 * beyond doubt, then any with a router. Of two that are equal beyond doubt it is the first; else
 * the one that is in use stays.
 */
class RoamingInterfaces
{
  public:
    /**
     * None works yet; the first is in use.
     * @param discovery where routers are heard
     * @param interfaces IPv6 interface numbers, each once; at least one
     * @param listener who hears; must outlive this object
     */
    RoamingInterfaces(Ptr<RouterDiscovery> discovery,
                      const std::vector<uint32_t>& interfaces,
                      RoamingListener& listener);
    ~RoamingInterfaces();
    RoamingInterfaces(const RoamingInterfaces&) = delete;
    RoamingInterfaces& operator=(const RoamingInterfaces&) = delete;

    /// Begin on all. An interface identifier that is given is for the first: the others, which may
    /// be on the same link, have their own.
    void Start(const MovementDetector::Config& config);
    /// End on all; without events.
    void Stop();

    /// IPv6 interface number of the one in use. The reference is good as long as this object.
    const uint32_t& InUse() const
    {
        return m_interface;
    }

    /// What is known of the one in use.
    const MovementDetector& GetDetector() const;
    /// What is known of any of them.
    const MovementDetector& GetDetector(uint32_t interface) const;

    /// All, in the order of preference.
    const std::vector<uint32_t>& GetInterfaces() const
    {
        return m_interfaces;
    }

  private:
    class Way;

    /// How good an interface is; more is better.
    enum Worth : uint8_t
    {
        UNKNOWN, ///< it has no router
        UNSURE,  ///< its router may be gone, or there is no care-of address yet
        SETTLED, ///< it has a care-of address of a router that is there
        HOME     ///< it is on a home link
    };

    bool IsInUse(const Way& way) const;
    Worth Rank(const Way& way) const;
    std::optional<RouterDiscovery::AdoptOptions> Review();

    std::vector<uint32_t> m_interfaces;
    RoamingListener& m_listener;
    std::vector<std::unique_ptr<Way>> m_ways;
    uint32_t m_interface;
};

} // namespace ns3::nemo

#endif // MIP6_ROAMING_INTERFACES_H
