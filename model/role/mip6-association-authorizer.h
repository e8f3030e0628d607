// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_ASSOCIATION_AUTHORIZER_H
#define MIP6_ASSOCIATION_AUTHORIZER_H

#include "ns3/mip6-update-authorizer.h"

#include <functional>
#include <utility>

namespace ns3::nemo
{

/// A mobile node is believed for the security association that it has with the correspondent: at
/// once, or never. draft-ietf-mobileip-ipv6-04 section 5.1.
class AssociationAuthorizer : public UpdateAuthorizer
{
  public:
    /// Whether an update that says so can be sent.
    using Query = std::function<bool(const UpdateWish& wish)>;

    /// @param query asked at each attempt, since keys may be set meanwhile
    explicit AssociationAuthorizer(Query query)
        : m_query(std::move(query))
    {
    }

    void Begin(const UpdateWish& wish, Callback done) override
    {
        done(m_query(wish) ? std::optional(UpdateGrant()) : std::nullopt);
    }

    void Cancel() override
    {
    }

    bool IsRunning() const override
    {
        return false;
    }

    void Forget(bool, bool) override
    {
    }

  private:
    Query m_query;
};

} // namespace ns3::nemo

#endif // MIP6_ASSOCIATION_AUTHORIZER_H
