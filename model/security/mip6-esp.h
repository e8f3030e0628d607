// SPDX-License-Identifier: GPL-2.0-only
#ifndef MIP6_ESP_H
#define MIP6_ESP_H

#include "ns3/mip6-drop-reason.h"
#include "ns3/mip6-octets.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <variant>

namespace ns3::nemo
{

/// Next Header value of the Encapsulating Security Payload. RFC 4303 section 2.
constexpr uint8_t ESP_HEADER = 50;
/// Octets of an Integrity Check Value of HMAC-SHA1-96. RFC 2404 section 2.
constexpr std::size_t ESP_ICV_SIZE = 12;
/// Octets of the key of HMAC-SHA1-96. RFC 2404 section 3.
constexpr std::size_t ESP_AUTHENTICATION_KEY_SIZE = 20;
/// Octets of a block of AES, and so of an initialization vector. RFC 3602 sections 2.4 and 3.
constexpr std::size_t AES_BLOCK_SIZE = 16;

/// How an association hides what it carries.
enum class EspEncryption : uint8_t
{
    NONE,    ///< NULL: not at all. RFC 2410
    AES_CBC, ///< RFC 3602
};

/// The algorithms of an association and their keys. Integrity is always HMAC-SHA1-96.
struct EspKeys
{
    EspEncryption encryption{EspEncryption::AES_CBC}; ///< How it hides.
    Octets encryptionKey;     ///< Of AES-CBC 16, 24 or 32 octets; of NONE empty.
    Octets authenticationKey; ///< ESP_AUTHENTICATION_KEY_SIZE octets.

    /// @return whether the keys have the lengths that their algorithms want
    bool IsSound() const;
};

/// Where a packet stands in its association. RFC 4303 sections 2.1 and 2.2.
struct EspPosition
{
    uint32_t spi{0};      ///< Security Parameters Index.
    uint32_t sequence{0}; ///< Sequence Number.
};

/// The initialization vector of AES-CBC: nobody may foresee it. RFC 3602 section 3.
using EspVector = std::array<uint8_t, AES_BLOCK_SIZE>;

/**
 * The Encapsulating Security Payload of RFC 4303, figures 1 and 2, which stands between the headers
 * before Fragment and the end of the packet:
 *
 *      0                   1                   2                   3
 *     +---------------------------------------------------------------+ ----
 *     |               Security Parameters Index (SPI)                 | ^
 *     +---------------------------------------------------------------+ |
 *     |                      Sequence Number                          | | integrity
 *     +---------------------------------------------------------------+ | ----
 *     |             initialization vector (AES-CBC only)              | |
 *     +---------------------------------------------------------------+ | encrypted
 *     |                           payload                             | | (behind the
 *     |               +-----------------------------------------------+ | vector)
 *     |               |     Padding 1, 2, 3 ...       |               | |
 *     +-------------------------------+---------------+---------------+ |
 *     |                               |  Pad Length   |  Next Header  | v
 *     +---------------------------------------------------------------+ ----
 *     |            Integrity Check Value, 96 bits of HMAC-SHA1        |
 *     +---------------------------------------------------------------+
 *
 * @param keys must be sound (EspKeys::IsSound), else the run is aborted
 * @param position SPI and Sequence Number
 * @param vector initialization vector; not looked at without encryption
 * @param payload what is protected: the rest of the packet, or of a tunnel the inner packet
 * @param nextHeader what that begins with; 41 of a tunnel
 * @return the whole header, a multiple of 4 octets
 */
Octets SealEsp(const EspKeys& keys,
               const EspPosition& position,
               const EspVector& vector,
               const Octets& payload,
               uint8_t nextHeader);

/// Where a header as received says that it stands: nothing of it is proven yet.
/// @param data first octet of the header; never read beyond size
/// @param size how many octets the packet has from there
/// @return it; or that the packet is too short for any such header
std::variant<EspPosition, DropReason> ReadEspPosition(const uint8_t* data, std::size_t size);

/// What an Encapsulating Security Payload protected.
struct EspPayload
{
    uint8_t nextHeader{0}; ///< What it begins with.
    Octets octets;         ///< Without padding.
};

/// @return whether both are the same
bool operator==(const EspPayload& a, const EspPayload& b);

/**
 * Verifies a header as received, and only then decrypts. RFC 4303 section 3.4.4.
 *
 * @param keys must be sound, else the run is aborted
 * @param data first octet of the header; never read beyond size
 * @param size how many octets the packet has from there, all of which belong to the header
 * @return what was protected; or that it is too short, that the Integrity Check Value is wrong, or
 * that the padding is not 1, 2, 3 ... (RFC 4303 section 2.4)
 */
std::variant<EspPayload, DropReason> OpenEsp(const EspKeys& keys,
                                             const uint8_t* data,
                                             std::size_t size);

/// @return how many octets SealEsp makes of so many
std::size_t EspSize(EspEncryption encryption, std::size_t payload);

/// @return how many octets a payload may have so that SealEsp makes at most `size` of them; 0 if
/// there is no such number
std::size_t EspRoom(EspEncryption encryption, std::size_t size);

} // namespace ns3::nemo

#endif // MIP6_ESP_H
