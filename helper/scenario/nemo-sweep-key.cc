// SPDX-License-Identifier: GPL-2.0-only
#include "ns3/nemo-sweep-key.h"

#include <algorithm>
#include <array>
#include <cryptopp/sha.h>

namespace ns3::nemo
{

namespace
{

/// Digits of an id: among a million runs two are the same with a chance of 3e-8, and then the
/// database says so.
constexpr std::size_t ID_DIGITS = 16;

} // namespace

std::string
SweepKey::GetId() const
{
    const Json parts = Json::array({scenario, parameters, seed, run, version});
    return HashText(parts.dump()).substr(0, ID_DIGITS);
}

std::string
WriteParameters(SweptValues values)
{
    std::sort(values.begin(), values.end(), [](const auto& a, const auto& b) {
        return a.first < b.first;
    });
    Json object = Json::object();
    for (auto& [pointer, value] : values)
    {
        object[pointer] = std::move(value);
    }
    return object.dump();
}

std::string
WriteCommonDocument(Json document, const SweepPlan& plan)
{
    Diagnostics diagnostics("");
    SweptValues nothing;
    for (const auto& axis : plan.axes)
    {
        nothing.emplace_back(axis.pointer, nullptr);
    }
    // Sorted, so that the order in which keys are made does not count.
    std::sort(nothing.begin(), nothing.end(), [](const auto& a, const auto& b) {
        return a.first < b.first;
    });
    document = ApplyValues(std::move(document), nothing, diagnostics);
    for (const char* key : {"sweep", "seed", "run", "$schema"})
    {
        document.erase(key);
    }
    return document.dump();
}

std::string
HashText(const std::string& text)
{
    std::array<CryptoPP::byte, CryptoPP::SHA256::DIGESTSIZE> digest{};
    CryptoPP::SHA256().CalculateDigest(digest.data(),
                                       reinterpret_cast<const CryptoPP::byte*>(text.data()),
                                       text.size());
    constexpr char digits[] = "0123456789abcdef";
    std::string hash;
    for (const auto octet : digest)
    {
        hash += digits[octet >> 4];
        hash += digits[octet & 0xf];
    }
    return hash;
}

} // namespace ns3::nemo
