// SPDX-License-Identifier: GPL-2.0-only
#ifndef NEMO_HELPER_H
#define NEMO_HELPER_H

#include "ns3/mip6-mobile-ipv6-helper.h"

#include <string>
#include <vector>

namespace ns3::nemo
{

/// Builds networks with mobile networks. RFC 3963.
class NemoHelper : public MobileIpv6Helper
{
  public:
    /**
     * A mobile router, which starts at home.
     * @param name of the node
     * @param home its home link
     * @param identifier of its home address in the prefix of that link, "::2"
     * @param homeAgent the name of its home agent, added before, or "discover"
     * @param ingress the links of its network, with its own identifier on each
     * @param prefixes of the network, "5::/64". It claims them, and the home agent's prefix table
     * has them; none: those of the ingress links
     * @param mode "explicit", "implicit" or "routing". RFC 3963 section 5.2
     */
    void AddMobileRouter(const std::string& name,
                         const std::string& home,
                         const std::string& identifier,
                         const std::string& homeAgent,
                         const Places& ingress,
                         const std::vector<std::string>& prefixes = {},
                         const std::string& mode = "explicit");

    /**
     * The network of RFC 3963 appendix A, everybody at home as in figure 1, with the RFC's names
     * and addresses: HA_MN, HA_MR, CN_MN, CN_MR, MR, LFN, LFR, MN on links 1 to 7, and a link
     * "internet" (10 ms) between their routers. Figure 2: MR moves to link 7 at 20 s; figure 3: MN
     * to link 6 at 40 s, too.
     * @param figure 1 to 3, else aborts
     */
    void AddRfc3963Figure(int figure);

    /**
     * Mobile routers within each other's networks: R1 on link "access", R2 on "n1", and so on, all
     * with home agent HA, each at home on a link "h1", "h2"… of its own; a fixed node LFN is in the
     * innermost network, and a correspondent CN beyond the "internet". They move at 10 s.
     * @param depth how many routers, 1 to 100, else aborts
     */
    void AddNestedNetworks(int depth);
};

} // namespace ns3::nemo

#endif // NEMO_HELPER_H
