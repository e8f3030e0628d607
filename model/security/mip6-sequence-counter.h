// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_SEQUENCE_COUNTER_H
#define MIP6_SEQUENCE_COUNTER_H

#include <cstdint>
#include <optional>

namespace ns3::nemo
{

/// The sequence numbers of what an association sends: 1, 2 and so on, each once, since with a
/// window on the other side they must not begin again. RFC 4303 section 3.3.3, RFC 2402 section
/// 3.3.2.
class SequenceCounter
{
  public:
    /// @return the next number; none if all were used
    std::optional<uint32_t> Take()
    {
        return m_next == 0 ? std::nullopt : std::optional(m_next++);
    }

    /// Go on with this number next; 0: none is left.
    void SetNext(uint32_t sequence)
    {
        m_next = sequence;
    }

  private:
    uint32_t m_next{1}; ///< 0: none is left.
};

} // namespace ns3::nemo

#endif // MIP6_SEQUENCE_COUNTER_H
