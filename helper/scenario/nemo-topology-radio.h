// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_TOPOLOGY_RADIO_H
#define NEMO_TOPOLOGY_RADIO_H

#include "ns3/nemo-topology.h"

#include <cstdint>

namespace ns3::nemo
{

/// Make access points and the radios of nodes that have a course. Nodes and links are there.
///
/// It is IEEE 802.11a, with ns-3's IdealWifiManager and its propagation loss over distance, which
/// together reach some 50 metres. All links of one ssid are on one channel of 20 MHz; each further
/// ssid is on the next. Addresses of access points are 06:LL:LL:LL:AA:AA with the numbers of link
/// and access point.
void BuildRadio(Topology& topology);

/// Give all that draws for radio and movement streams of its own.
void AssignRadioStreams(const Topology& topology, int64_t first);

/// Draw where those are at first who move at random; streams are assigned.
void PlaceStations(const Topology& topology);

} // namespace ns3::nemo

#endif // NEMO_TOPOLOGY_RADIO_H
