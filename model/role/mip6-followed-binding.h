// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_FOLLOWED_BINDING_H
#define MIP6_FOLLOWED_BINDING_H

#include "ns3/mip6-home-binding.h"

#include <functional>

namespace ns3::nemo
{

/// The binding of a home address for which the registration of another one on the same link stands
/// (HomeConfig::leader): it sends nothing, and is in the state of that one.
/// draft-ietf-mobileip-ipv6-04 section 9.4.
class FollowedBinding : public HomeBinding
{
  public:
    /// Called after a state was entered: the state before.
    using StateCallback = std::function<void(State from)>;

    /// In state IDLE.
    /// @param config the home
    /// @param onState hears of each state that is entered
    FollowedBinding(const HomeConfig& config, StateCallback onState);

    void Follow(const HomeBinding& leader) override;

  private:
    StateCallback m_onState;
};

} // namespace ns3::nemo

#endif // MIP6_FOLLOWED_BINDING_H
