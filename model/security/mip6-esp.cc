// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-esp.h"

#include "ns3/abort.h"
#include "ns3/mip6-digest.h"

#include <algorithm>
#include <cryptopp/aes.h>
#include <cryptopp/modes.h>

namespace ns3::nemo
{

namespace
{

constexpr std::size_t POSITION_SIZE = 8; ///< SPI and Sequence Number.
constexpr std::size_t TRAILER_SIZE = 2;  ///< Pad Length and Next Header.

/// Octets that the encrypted part is a multiple of. RFC 4303 section 2.4.
std::size_t
BlockSize(EspEncryption encryption)
{
    constexpr std::size_t ALIGNMENT = 4;
    return encryption == EspEncryption::AES_CBC ? AES_BLOCK_SIZE : ALIGNMENT;
}

std::size_t
VectorSize(EspEncryption encryption)
{
    return encryption == EspEncryption::AES_CBC ? AES_BLOCK_SIZE : 0;
}

/// Octets that do not depend on the payload.
std::size_t
FixedSize(EspEncryption encryption)
{
    return POSITION_SIZE + VectorSize(encryption) + ESP_ICV_SIZE;
}

std::size_t
RoundUp(std::size_t size, std::size_t block)
{
    return (size + block - 1) / block * block;
}

Sha1Digest
Integrity(const EspKeys& keys, const uint8_t* data, std::size_t size)
{
    return HmacSha1(keys.authenticationKey.data(),
                    keys.authenticationKey.size(),
                    Octets(data, data + size));
}

/// Payload, padding, Pad Length and Next Header. RFC 4303 section 2.4.
Octets
Pad(EspEncryption encryption, const Octets& payload, uint8_t nextHeader)
{
    const std::size_t whole = RoundUp(payload.size() + TRAILER_SIZE, BlockSize(encryption));
    const auto padding = static_cast<uint8_t>(whole - payload.size() - TRAILER_SIZE);
    Octets padded = payload;
    for (uint8_t i = 1; i <= padding; ++i)
    {
        padded.push_back(i);
    }
    padded.push_back(padding);
    padded.push_back(nextHeader);
    return padded;
}

/// The reverse. @return that the padding is not as it has to be
std::variant<EspPayload, DropReason>
Unpad(Octets padded)
{
    const uint8_t nextHeader = padded.back();
    const std::size_t padding = padded[padded.size() - TRAILER_SIZE];
    if (padding + TRAILER_SIZE > padded.size())
    {
        return DropReason::BAD_PADDING;
    }
    padded.resize(padded.size() - TRAILER_SIZE);
    const std::size_t size = padded.size() - padding;
    for (std::size_t i = 0; i < padding; ++i)
    {
        if (padded[size + i] != i + 1)
        {
            return DropReason::BAD_PADDING;
        }
    }
    padded.resize(size);
    return EspPayload{nextHeader, std::move(padded)};
}

} // namespace

bool
EspKeys::IsSound() const
{
    const std::size_t size = encryptionKey.size();
    const bool hides = encryption == EspEncryption::AES_CBC;
    return authenticationKey.size() == ESP_AUTHENTICATION_KEY_SIZE &&
           (hides ? size == 16 || size == 24 || size == 32 : size == 0);
}

bool
operator==(const EspPayload& a, const EspPayload& b)
{
    return a.nextHeader == b.nextHeader && a.octets == b.octets;
}

Octets
SealEsp(const EspKeys& keys,
        const EspPosition& position,
        const EspVector& vector,
        const Octets& payload,
        uint8_t nextHeader)
{
    NS_ABORT_MSG_UNLESS(keys.IsSound(), "a key of the association has a wrong length");
    OctetWriter writer;
    writer.U32(position.spi);
    writer.U32(position.sequence);
    Octets hidden = Pad(keys.encryption, payload, nextHeader);
    if (keys.encryption == EspEncryption::AES_CBC)
    {
        writer.Append(Octets(vector.begin(), vector.end()));
        CryptoPP::CBC_Mode<CryptoPP::AES>::Encryption cipher(keys.encryptionKey.data(),
                                                             keys.encryptionKey.size(),
                                                             vector.data());
        cipher.ProcessData(hidden.data(), hidden.data(), hidden.size());
    }
    writer.Append(hidden);
    const Sha1Digest digest = Integrity(keys, writer.Get().data(), writer.Size());
    writer.Append(Octets(digest.begin(), digest.begin() + ESP_ICV_SIZE));
    return writer.Release();
}

std::variant<EspPosition, DropReason>
ReadEspPosition(const uint8_t* data, std::size_t size)
{
    OctetReader reader(data, size);
    EspPosition position;
    position.spi = reader.U32();
    position.sequence = reader.U32();
    if (!reader.Ok())
    {
        return DropReason::TRUNCATED;
    }
    return position;
}

std::variant<EspPayload, DropReason>
OpenEsp(const EspKeys& keys, const uint8_t* data, std::size_t size)
{
    NS_ABORT_MSG_UNLESS(keys.IsSound(), "a key of the association has a wrong length");
    const std::size_t fixed = FixedSize(keys.encryption);
    const std::size_t block = BlockSize(keys.encryption);
    if (size < fixed + block || (size - fixed) % block != 0)
    {
        return DropReason::TRUNCATED;
    }
    const std::size_t covered = size - ESP_ICV_SIZE;
    const Sha1Digest digest = Integrity(keys, data, covered);
    if (!IsSameSecret(digest.data(), data + covered, ESP_ICV_SIZE))
    {
        return DropReason::BAD_INTEGRITY;
    }
    const uint8_t* vector = data + POSITION_SIZE;
    Octets shown(vector + VectorSize(keys.encryption), data + covered);
    if (keys.encryption == EspEncryption::AES_CBC)
    {
        CryptoPP::CBC_Mode<CryptoPP::AES>::Decryption cipher(keys.encryptionKey.data(),
                                                             keys.encryptionKey.size(),
                                                             vector);
        cipher.ProcessData(shown.data(), shown.data(), shown.size());
    }
    return Unpad(std::move(shown));
}

std::size_t
EspSize(EspEncryption encryption, std::size_t payload)
{
    return FixedSize(encryption) + RoundUp(payload + TRAILER_SIZE, BlockSize(encryption));
}

std::size_t
EspRoom(EspEncryption encryption, std::size_t size)
{
    const std::size_t block = BlockSize(encryption);
    const std::size_t fixed = FixedSize(encryption);
    return size < fixed + block ? 0 : (size - fixed) / block * block - TRAILER_SIZE;
}

} // namespace ns3::nemo
