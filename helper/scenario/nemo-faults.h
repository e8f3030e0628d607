// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_FAULTS_H
#define NEMO_FAULTS_H

#include "ns3/nemo-topology.h"

namespace ns3::nemo
{

/// What goes wrong in a scenario: crashes and restarts of nodes, and links that change.
class Faults
{
  public:
    /// \param topology must outlive the faults
    explicit Faults(Topology& topology);

    /// Schedule all of the scenario; it is time 0.
    void Schedule();

    /// A node crashes or restarts now.
    void Apply(const NodeFault& fault);

    /// A link changes now.
    void Apply(const LinkFault& fault);

  private:
    void Renumber(const LinkFault& fault);
    void AddAddresses(const LinkFault& fault);

    Topology& m_topology;
};

} // namespace ns3::nemo

#endif // NEMO_FAULTS_H
