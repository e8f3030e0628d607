// SPDX-License-Identifier: GPL-2.0-only

#ifndef MIP6_OCTETS_H
#define MIP6_OCTETS_H

#include "ns3/ipv6-address.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace ns3::nemo
{

/// Octets in the order of the wire.
using Octets = std::vector<uint8_t>;

constexpr std::size_t ADDRESS_SIZE = 16; //!< octets of an IPv6 address
/// Octets that the length fields of extension headers, mobility headers and Neighbor Discovery
/// options count in. RFC 8200 section 4; RFC 4861 section 4.6.
constexpr std::size_t LENGTH_UNIT = 8;

/**
 * Reads numbers in network byte order from a piece of memory that it does not own, and never past
 * its end.
 *
 * Once something is asked for that is not there, the reader has failed: it stays failed, gives
 * zeros and empty values, and has nothing remaining. So a decoder reads a whole layout and asks
 * Ok() once.
 */
class OctetReader
{
  public:
    /**
     * @param data the first octet; must outlive the reader; may be null when size is 0
     * @param size how many octets may be read
     */
    OctetReader(const uint8_t* data, std::size_t size);
    /// @param octets what is read; must outlive the reader
    explicit OctetReader(const Octets& octets);

    /// @return whether everything that was asked for was there
    bool Ok() const;
    /// @return how many octets were read so far, in octets from the start
    std::size_t Offset() const;
    /// @return how many octets are left; 0 after a failure
    std::size_t Remaining() const;
    /// @return the next unread octet's place in memory (not to be read when Remaining() is 0)
    const uint8_t* Position() const;

    /// @return the next octet, or 0 on failure
    uint8_t U8();
    /// @return the next 2 octets as a number, or 0 on failure
    uint16_t U16();
    /// @return the next 4 octets as a number, or 0 on failure
    uint32_t U32();
    /// @return the next 8 octets as a number, or 0 on failure
    uint64_t U64();
    /// @return the next 16 octets as an address, or :: on failure
    Ipv6Address Address();
    /**
     * @param count how many octets to copy out
     * @return exactly these octets, or none on failure
     */
    Octets Take(std::size_t count);
    /// @param count how many octets to pass over
    void Skip(std::size_t count);
    /**
     * Passes over octets and gives a reader for just these.
     *
     * @param count how many octets the new reader may read
     * @return a reader that starts at offset 0, already failed when this one fails
     */
    OctetReader Sub(std::size_t count);

  private:
    /**
     * @param count how many octets are wanted
     * @return where they start, or null when they are not all there (the reader has failed then)
     */
    const uint8_t* Advance(std::size_t count);

    const uint8_t* m_data;   //!< first octet
    std::size_t m_size;      //!< octets in all
    std::size_t m_offset{0}; //!< octets read
    bool m_ok{true};         //!< nothing was missing so far
};

/// Writes numbers in network byte order to the end of a growing row of octets.
class OctetWriter
{
  public:
    /// @param value one octet
    void U8(uint8_t value);
    /// @param value written as 2 octets
    void U16(uint16_t value);
    /// @param value written as 4 octets
    void U32(uint32_t value);
    /// @param value written as 8 octets
    void U64(uint64_t value);
    /// @param address written as 16 octets
    void Address(const Ipv6Address& address);
    /// @param octets copied as they are
    void Append(const Octets& octets);
    /// @param count how many zero octets to write
    void Zero(std::size_t count);
    /**
     * Overwrites 2 octets that were written before.
     *
     * @param offset place of the first of them; both must have been written
     * @param value the new number
     */
    void PatchU16(std::size_t offset, uint16_t value);
    /**
     * Overwrites an octet that was written before.
     *
     * @param offset its place; must have been written
     * @param value the new octet
     */
    void PatchU8(std::size_t offset, uint8_t value);

    /// @return how many octets were written
    std::size_t Size() const;
    /// @return what was written so far
    const Octets& Get() const;
    /// @return what was written; the writer is empty afterwards
    Octets Release();

  private:
    Octets m_octets; //!< what was written
};

} // namespace ns3::nemo

#endif // MIP6_OCTETS_H
