// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_TOKEN_BUCKET_H
#define MIP6_TOKEN_BUCKET_H

#include "ns3/nstime.h"

#include <cstdint>

namespace ns3::nemo
{

/// Limits an average rate and lets bursts pass. RFC 4443 section 2.4 (f).
class TokenBucket
{
  public:
    /**
     * Take a token, if there is one.
     * @param now the time; never before that of the call before
     * @param rate tokens that come per second; at least 1
     * @param burst how many are kept; at least 1. The bucket is full at first
     * @return whether there was one
     */
    bool Take(const Time& now, uint32_t rate, uint32_t burst);
    /// Fill it.
    void Fill();

  private:
    Time m_full; ///< when it is full again
};

} // namespace ns3::nemo

#endif // MIP6_TOKEN_BUCKET_H
