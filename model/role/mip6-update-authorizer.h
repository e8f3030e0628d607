// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_UPDATE_AUTHORIZER_H
#define MIP6_UPDATE_AUTHORIZER_H

#include "ns3/ipv6-address.h"
#include "ns3/mip6-authenticator.h"
#include "ns3/mip6-mobility-option.h"

#include <functional>
#include <optional>

namespace ns3::nemo
{

/// What a mobile node wants a correspondent to believe.
struct UpdateWish
{
    Ipv6Address correspondent; ///< By its home address, if it is mobile itself.
    Ipv6Address homeAddress;   ///< Whose binding.
    Ipv6Address careOfAddress; ///< Where it is; the home address: at home, so that it is to end.

    /// Whether the binding is to end.
    bool IsDeletion() const
    {
        return careOfAddress == homeAddress;
    }
};

/// What entitles a node to an update that says so.
struct UpdateGrant
{
    MobilityOptions options;                   ///< What the update has to carry.
    std::optional<BindingAuthority> authority; ///< What it is signed with; absent: not at all.
};

/// How a mobile node comes to be believed by one correspondent, for one of its home addresses: the
/// seam between registrations and the procedure that authorises them. RFC 6275 section 5.2.
class UpdateAuthorizer
{
  public:
    virtual ~UpdateAuthorizer() = default;

    /// The outcome of Begin; absent: the correspondent did not answer.
    using Callback = std::function<void(const std::optional<UpdateGrant>& grant)>;

    /// Find out what entitles the node to this update, in place of what is under way. `done` is
    /// called once, perhaps from within this call, and may call Begin and Cancel.
    virtual void Begin(const UpdateWish& wish, Callback done) = 0;

    /// What Begin has started ends without a call.
    virtual void Cancel() = 0;

    /// Whether Begin is under way.
    virtual bool IsRunning() const = 0;

    /// The correspondent no longer knows what the last grant rests on: RFC 6275 section 9.5.1,
    /// status 136 (home address only), 137 (care-of address only), 138 (both).
    virtual void Forget(bool ofHomeAddress, bool ofCareOfAddress) = 0;
};

} // namespace ns3::nemo

#endif /* MIP6_UPDATE_AUTHORIZER_H */
