// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/mip6-draft1997-options.h"

#include "ns3/abort.h"
#include "ns3/mip6-draft1997-status.h"
#include "ns3/mip6-extension-chain.h"

namespace ns3::nemo
{

namespace
{

constexpr uint8_t ACKNOWLEDGE = 0x80;       ///< A
constexpr uint8_t HOME_REGISTRATION = 0x40; ///< H
constexpr uint8_t CARE_OF_PRESENT = 0x20;   ///< C
constexpr uint8_t MODULUS = 4;              ///< Of the alignment 4n+2.
constexpr uint8_t REMAINDER = 2;            ///< Of the alignment 4n+2.

Octets
UpdateData(const BindingUpdate& update, const AlternateCareOfAddress* careOf)
{
    OctetWriter writer;
    writer.U8(static_cast<uint8_t>((update.acknowledge ? ACKNOWLEDGE : 0) |
                                   (update.homeRegistration ? HOME_REGISTRATION : 0) |
                                   (careOf ? CARE_OF_PRESENT : 0)));
    // Section 5.1: MUST be zero without H.
    writer.U8(update.homeRegistration ? update.interfaceIdentifierLength : uint8_t{0});
    writer.U16(update.sequence);
    writer.U32(update.lifetime);
    if (careOf)
    {
        writer.Address(careOf->address);
    }
    return writer.Release();
}

Octets
AcknowledgementData(const BindingAcknowledgement& answer)
{
    OctetWriter writer;
    writer.U8(static_cast<uint8_t>(ToDraft1997(answer.status)));
    writer.U8(0);
    writer.U16(answer.sequence);
    writer.U32(answer.lifetime);
    writer.U32(answer.refresh);
    return writer.Release();
}

MobilityHeaderResult
ReadUpdate(OctetReader data)
{
    Signal signal;
    BindingUpdate update;
    const uint8_t flags = data.U8();
    update.acknowledge = (flags & ACKNOWLEDGE) != 0;
    update.homeRegistration = (flags & HOME_REGISTRATION) != 0;
    const uint8_t length = data.U8();
    update.interfaceIdentifierLength = update.homeRegistration ? length : uint8_t{0};
    update.sequence = data.U16();
    update.lifetime = data.U32();
    if (flags & CARE_OF_PRESENT)
    {
        signal.options.emplace_back(AlternateCareOfAddress{data.Address()});
    }
    if (!data.Ok())
    {
        return MobilityHeaderError{DropReason::MESSAGE_TOO_SHORT, std::nullopt, std::nullopt};
    }
    signal.body = update;
    return signal;
}

MobilityHeaderResult
ReadAcknowledgement(OctetReader data)
{
    BindingAcknowledgement answer;
    answer.status = FromDraft1997(data.U8());
    data.Skip(1);
    answer.sequence = data.U16();
    answer.lifetime = data.U32();
    answer.refresh = data.U32();
    if (!data.Ok())
    {
        return MobilityHeaderError{DropReason::SKIPPED_OPTION, std::nullopt, std::nullopt};
    }
    return Signal{answer, {}};
}

} // namespace

void
AppendDraft1997Option(const Signal& signal, const Draft1997Types& types, Octets& options)
{
    if (const auto* update = signal.Get<BindingUpdate>())
    {
        AppendOption(options,
                     types.update,
                     UpdateData(*update, signal.Option<AlternateCareOfAddress>()),
                     MODULUS,
                     REMAINDER);
    }
    else if (const auto* answer = signal.Get<BindingAcknowledgement>())
    {
        AppendOption(options,
                     types.acknowledgement,
                     AcknowledgementData(*answer),
                     MODULUS,
                     REMAINDER);
    }
    else
    {
        NS_ABORT_MSG_UNLESS(signal.Get<BindingRefreshRequest>(),
                            "the 1997 draft has no " << NameOf(signal));
        AppendOption(options, types.request, {});
    }
}

std::vector<MobilityHeaderResult>
ReadDraft1997Options(const Octets& options, const Draft1997Types& types)
{
    std::vector<MobilityHeaderResult> results;
    OctetReader reader(options);
    while (reader.Remaining() > 0)
    {
        const uint8_t type = reader.U8();
        if (type == PAD1_OPTION)
        {
            continue;
        }
        const OctetReader data = reader.Sub(reader.U8());
        if (!reader.Ok())
        {
            results.emplace_back(
                MobilityHeaderError{DropReason::TRUNCATED, std::nullopt, std::nullopt});
        }
        else if (type == types.update)
        {
            results.push_back(ReadUpdate(data));
        }
        else if (type == types.acknowledgement)
        {
            results.push_back(ReadAcknowledgement(data));
        }
        else if (type == types.request)
        {
            results.emplace_back(Signal{BindingRefreshRequest{}, {}});
        }
    }
    return results;
}

} // namespace ns3::nemo
