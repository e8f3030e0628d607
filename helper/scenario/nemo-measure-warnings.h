// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_MEASURE_WARNINGS_H
#define NEMO_MEASURE_WARNINGS_H

#include "ns3/mip6-status.h"
#include "ns3/nemo-topology.h"

#include <string>
#include <vector>

namespace ns3::nemo
{

/// Notes what goes on in a run that is hardly meant: mobile routers that no home agent serves as
/// they want it (RFC 3963 section 5.4).
class WarningCollector
{
  public:
    /// \param topology what is observed; must outlive the collector
    explicit WarningCollector(const Topology& topology);

    WarningCollector(const WarningCollector&) = delete;
    WarningCollector& operator=(const WarningCollector&) = delete;

    /// \return what was noted so far, in the order of the run, each "/nodes/NAME: text"
    const std::vector<std::string>& GetWarnings() const;

  private:
    void OnWayFailed(std::string name,
                     const Ipv6Address& homeAddress,
                     BindingStatus status,
                     bool goesOn);

    std::vector<std::string> m_warnings;
};

} // namespace ns3::nemo

#endif // NEMO_MEASURE_WARNINGS_H
