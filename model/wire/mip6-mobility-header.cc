// SPDX-License-Identifier: GPL-2.0-only

#include "ns3/mip6-mobility-header.h"

#include "ns3/abort.h"
#include "ns3/mip6-checksum.h"
#include "ns3/mip6-mobility-option-codec.h"

#include <array>

namespace ns3::nemo
{

namespace
{

constexpr std::size_t MAX_SIZE = 256 * LENGTH_UNIT; //!< longest header that Header Len can say
constexpr uint8_t HEADER_LEN_OFFSET = 1;            //!< of Header Len

/// The least Header Len of each message, in the order of the MH Types. RFC 6275 section 6.1.
constexpr std::array<uint8_t, 8> LEAST_HEADER_LEN{0, 1, 1, 2, 2, 1, 1, 2};

// Flags of the Binding Update. RFC 6275 section 6.1.7; RFC 3963 section 4.1; draft section 6.1.
constexpr uint16_t UPDATE_A = 0x8000;
constexpr uint16_t UPDATE_H = 0x4000;
constexpr uint16_t UPDATE_L = 0x2000;
constexpr uint16_t UPDATE_K = 0x1000;
constexpr uint16_t UPDATE_R = 0x0400;
constexpr uint16_t UPDATE_S = 0x0200;

// Flags of the Binding Acknowledgement. RFC 6275 section 6.1.8; RFC 3963 section 4.2; draft 6.2.
constexpr uint8_t ACKNOWLEDGEMENT_K = 0x80;
constexpr uint8_t ACKNOWLEDGEMENT_R = 0x40;
constexpr uint8_t ACKNOWLEDGEMENT_S = 0x20;

/// Writes what stands between the checksum and the options.
class BodyEncoder
{
  public:
    explicit BodyEncoder(OctetWriter& writer)
        : m_writer(writer)
    {
    }

    void operator()(const BindingRefreshRequest&)
    {
        m_writer.Zero(2);
    }

    void operator()(const HomeTestInit& message)
    {
        m_writer.Zero(2);
        m_writer.U64(message.cookie);
    }

    void operator()(const CareOfTestInit& message)
    {
        m_writer.Zero(2);
        m_writer.U64(message.cookie);
    }

    void operator()(const HomeTest& message)
    {
        m_writer.U16(message.nonceIndex);
        m_writer.U64(message.cookie);
        m_writer.U64(message.token);
    }

    void operator()(const CareOfTest& message)
    {
        m_writer.U16(message.nonceIndex);
        m_writer.U64(message.cookie);
        m_writer.U64(message.token);
    }

    void operator()(const BindingUpdate& message)
    {
        int flags = 0;
        flags |= message.acknowledge ? UPDATE_A : 0;
        flags |= message.homeRegistration ? UPDATE_H : 0;
        flags |= message.linkLocalAddressCompatibility ? UPDATE_L : 0;
        flags |= message.keyManagementMobility ? UPDATE_K : 0;
        flags |= message.mobileRouter ? UPDATE_R : 0;
        flags |= message.prefixDelegation ? UPDATE_S : 0;
        m_writer.U16(message.sequence);
        m_writer.U16(static_cast<uint16_t>(flags));
        m_writer.U16(LifetimeUnits(message.lifetime));
    }

    void operator()(const BindingAcknowledgement& message)
    {
        int flags = 0;
        flags |= message.keyManagementMobility ? ACKNOWLEDGEMENT_K : 0;
        flags |= message.mobileRouter ? ACKNOWLEDGEMENT_R : 0;
        flags |= message.prefixDelegation ? ACKNOWLEDGEMENT_S : 0;
        m_writer.U8(static_cast<uint8_t>(message.status));
        m_writer.U8(static_cast<uint8_t>(flags));
        m_writer.U16(message.sequence);
        m_writer.U16(LifetimeUnits(message.lifetime));
    }

    void operator()(const BindingError& message)
    {
        m_writer.U8(static_cast<uint8_t>(message.status));
        m_writer.Zero(1);
        m_writer.Address(message.homeAddress);
    }

  private:
    OctetWriter& m_writer; //!< where the octets go
};

BindingUpdate
ReadUpdate(OctetReader& reader)
{
    BindingUpdate update;
    update.sequence = reader.U16();
    const uint16_t flags = reader.U16();
    update.acknowledge = flags & UPDATE_A;
    update.homeRegistration = flags & UPDATE_H;
    update.linkLocalAddressCompatibility = flags & UPDATE_L;
    update.keyManagementMobility = flags & UPDATE_K;
    update.mobileRouter = flags & UPDATE_R;
    update.prefixDelegation = flags & UPDATE_S;
    update.lifetime = reader.U16() * LIFETIME_UNIT;
    return update;
}

BindingAcknowledgement
ReadAcknowledgement(OctetReader& reader)
{
    BindingAcknowledgement answer;
    answer.status = static_cast<BindingStatus>(reader.U8());
    const uint8_t flags = reader.U8();
    answer.keyManagementMobility = flags & ACKNOWLEDGEMENT_K;
    answer.mobileRouter = flags & ACKNOWLEDGEMENT_R;
    answer.prefixDelegation = flags & ACKNOWLEDGEMENT_S;
    answer.sequence = reader.U16();
    answer.lifetime = reader.U16() * LIFETIME_UNIT;
    return answer;
}

BindingError
ReadError(OctetReader& reader)
{
    BindingError error;
    error.status = static_cast<BindingErrorStatus>(reader.U8());
    reader.Skip(1);
    error.homeAddress = reader.Address();
    return error;
}

/// @return a message of two cookies' kind: Home or Care-of Test Init
template <typename Init>
Init
ReadInit(OctetReader& reader)
{
    reader.Skip(2);
    return Init{reader.U64()};
}

/// @return Home Test or Care-of Test
template <typename Test>
Test
ReadTest(OctetReader& reader)
{
    Test test;
    test.nonceIndex = reader.U16();
    test.cookie = reader.U64();
    test.token = reader.U64();
    return test;
}

/// @return the message of a known type; the reader stands behind the checksum and is long enough
SignalBody
ReadBody(MobilityHeaderType type, OctetReader& reader)
{
    switch (type)
    {
    case MobilityHeaderType::BINDING_REFRESH_REQUEST:
        break;
    case MobilityHeaderType::HOME_TEST_INIT:
        return ReadInit<HomeTestInit>(reader);
    case MobilityHeaderType::CARE_OF_TEST_INIT:
        return ReadInit<CareOfTestInit>(reader);
    case MobilityHeaderType::HOME_TEST:
        return ReadTest<HomeTest>(reader);
    case MobilityHeaderType::CARE_OF_TEST:
        return ReadTest<CareOfTest>(reader);
    case MobilityHeaderType::BINDING_UPDATE:
        return ReadUpdate(reader);
    case MobilityHeaderType::BINDING_ACKNOWLEDGEMENT:
        return ReadAcknowledgement(reader);
    case MobilityHeaderType::BINDING_ERROR:
        return ReadError(reader);
    }
    reader.Skip(2);
    return BindingRefreshRequest{};
}

/// The fields that every mobility header starts with.
struct CommonFields
{
    uint8_t payloadProto; //!< Payload Proto
    uint8_t headerLen;    //!< Header Len
    uint8_t type;         //!< MH Type
    bool checksumRight;   //!< whether the checksum is
};

/// @return what spoils the header, in the order of RFC 6275 section 9.2
std::optional<MobilityHeaderError>
Check(const CommonFields& fields)
{
    if (!fields.checksumRight)
    {
        return MobilityHeaderError{DropReason::BAD_CHECKSUM, {}, {}};
    }
    if (fields.type >= LEAST_HEADER_LEN.size())
    {
        return MobilityHeaderError{DropReason::UNKNOWN_MESSAGE_TYPE, {}, fields.type};
    }
    if (fields.payloadProto != NO_NEXT_HEADER)
    {
        return MobilityHeaderError{DropReason::BAD_PAYLOAD_PROTO, uint8_t{0}, {}};
    }
    if (fields.headerLen < LEAST_HEADER_LEN[fields.type])
    {
        return MobilityHeaderError{DropReason::MESSAGE_TOO_SHORT, HEADER_LEN_OFFSET, {}};
    }
    return std::nullopt;
}

} // namespace

bool
operator==(const MobilityHeaderError& a, const MobilityHeaderError& b)
{
    return a.reason == b.reason && a.parameterProblemPointer == b.parameterProblemPointer &&
           a.unknownType == b.unknownType;
}

Octets
EncodeMobilityHeader(const Signal& signal,
                     const Ipv6Address& source,
                     const Ipv6Address& destination,
                     PaddingStyle style,
                     const OptionTypes& types)
{
    OctetWriter writer;
    writer.U8(NO_NEXT_HEADER);
    writer.U8(0); // Header Len, known at the end
    writer.U8(static_cast<uint8_t>(TypeOf(signal)));
    writer.U8(0);  // Reserved
    writer.U16(0); // Checksum, known at the end
    std::visit(BodyEncoder(writer), signal.body);
    WriteMobilityOptions(signal.options, style, types, writer);
    NS_ABORT_MSG_IF(writer.Size() > MAX_SIZE, "a mobility header has at most 2048 octets");
    writer.PatchU8(HEADER_LEN_OFFSET, static_cast<uint8_t>(writer.Size() / LENGTH_UNIT - 1));
    writer.PatchU16(MOBILITY_CHECKSUM_OFFSET,
                    UpperLayerChecksum(source,
                                       destination,
                                       MOBILITY_HEADER_PROTOCOL,
                                       writer.Get().data(),
                                       writer.Size()));
    return writer.Release();
}

MobilityHeaderResult
DecodeMobilityHeader(const uint8_t* data,
                     std::size_t size,
                     const Ipv6Address& source,
                     const Ipv6Address& destination,
                     const OptionTypes& types)
{
    OctetReader packet(data, size);
    OctetReader peek = packet;
    peek.Skip(HEADER_LEN_OFFSET);
    const std::size_t total = (std::size_t{peek.U8()} + 1) * LENGTH_UNIT;
    OctetReader reader = packet.Sub(total);
    if (!reader.Ok())
    {
        return MobilityHeaderError{DropReason::TRUNCATED, {}, {}};
    }
    CommonFields fields;
    fields.payloadProto = reader.U8();
    fields.headerLen = reader.U8();
    fields.type = reader.U8();
    fields.checksumRight =
        UpperLayerChecksum(source, destination, MOBILITY_HEADER_PROTOCOL, data, total) == 0;
    if (const auto error = Check(fields))
    {
        return *error;
    }
    reader.Skip(3); // Reserved, Checksum
    Signal signal;
    signal.body = ReadBody(static_cast<MobilityHeaderType>(fields.type), reader);
    auto options = ReadMobilityOptions(reader, types);
    if (const auto* reason = std::get_if<DropReason>(&options))
    {
        return MobilityHeaderError{*reason, {}, {}};
    }
    signal.options = std::move(std::get<MobilityOptions>(options));
    return signal;
}

} // namespace ns3::nemo
