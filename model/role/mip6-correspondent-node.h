// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_CORRESPONDENT_NODE_H
#define MIP6_CORRESPONDENT_NODE_H

#include "ns3/mip6-role.h"

namespace ns3::nemo
{

/// A node that understands what mobile nodes say: any role but a plain host. It talks to them by
/// way of their home agents, since nothing authorises a Binding Update without H here, and it
/// refuses to be a home agent (status 131) where there is none. RFC 6275 sections 9.5.1 and 10.3.1.
class CorrespondentNode : public Role
{
  public:
    /// TypeId "ns3::nemo::CorrespondentNode".
    static TypeId GetTypeId();

  protected:
    void DoBoot() override;
    void DoHalt() override;
};

} // namespace ns3::nemo

#endif /* MIP6_CORRESPONDENT_NODE_H */
