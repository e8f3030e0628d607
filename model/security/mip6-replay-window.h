// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_REPLAY_WINDOW_H
#define MIP6_REPLAY_WINDOW_H

#include <cstdint>

namespace ns3::nemo
{

/// Which sequence numbers of an association have come: each counts once, in any order within the
/// window. RFC 4303 section 3.4.3.
class ReplayWindow
{
  public:
    /// How many numbers, up to the highest that has come, are told apart; what is older counts as
    /// come.
    static constexpr uint32_t SIZE = 64;

    /// @return whether this number has not come yet; 0 is none (RFC 4303 section 2.2)
    bool IsNew(uint32_t sequence) const;

    /// It has come, and was proven to be from the peer. One that is not new is ignored.
    void Note(uint32_t sequence);

  private:
    uint32_t m_highest{0}; ///< 0: none has come.
    uint64_t m_seen{0};    ///< Bit i: m_highest - i has come.
};

} // namespace ns3::nemo

#endif // MIP6_REPLAY_WINDOW_H
