// SPDX-License-Identifier: GPL-2.0-only

#include "nemo-requirement.h"
#include "unit/wire/wire-data.h"

#include "ns3/mip6-extension-chain.h"

#include <gtest/gtest.h>

namespace ns3::nemo::tests::mip6_extension_chain_test
{

namespace
{

const std::string HOME = "20010db8000100000000000000000010";
const std::string PEER = "20010db8000500000000000000000020";

/// @return the number of the first header and all headers, in hex
std::string
Serialise(const ExtensionChain& chain, uint8_t payloadProtocol = 17)
{
    uint8_t first = 255;
    const Octets headers = chain.Serialise(payloadProtocol, first);
    EXPECT_EQ(headers.size() % 8, 0u);
    EXPECT_EQ(headers.size(), chain.Size());
    return ToHex(first, 1) + " " + ToHex(headers);
}

RoutingHeader
Type2()
{
    return {MOBILITY_ROUTING_TYPE, Ip("2001:db8:5::20"), 1, {}};
}

} // namespace

TEST(ExtensionChain, WithNothingInItIsNothing)
{
    EXPECT_EQ(Serialise({}), "11 ");
    EXPECT_EQ(ExtensionChain().Size(), 0u);
}

TEST(ExtensionChain, Peer_28_Peer_29_HomeAddressOptionTakes24OctetsAndStandsAtEightNPlusSix)
{
    REQ("RFC-049");
    ExtensionChain chain;
    chain.homeAddress = Ip("2001:db8:1::10");
    EXPECT_EQ(Serialise(chain),
              "3c 1102"
              "01020000"
              "c910" +
                  HOME);
    EXPECT_EQ(chain.Size(), 24u); // PEER-27: the payload length grows by this
}

TEST(ExtensionChain, RoutingHeaderOfTypeTwoIsThatOfTheRfc)
{
    REQ("RFC-052");
    ExtensionChain chain;
    chain.routing = Type2();
    EXPECT_EQ(Serialise(chain), "2b 1102020100000000" + PEER);
}

TEST(ExtensionChain, KeepsTheOrderOfTheRfcWhateverWasSetFirst)
{
    REQ("RFC-051");
    ExtensionChain chain;
    AppendOption(chain.options, 3, {});
    chain.homeAddress = Ip("2001:db8:1::10");
    chain.routing = Type2();
    EXPECT_EQ(Serialise(chain),
              "2b 3c02020100000000" + PEER + "3c0201020000c910" + HOME + "1100030001020000");
    uint8_t first = 0;
    // Fragment, AH and ESP have their place between front and back.
    EXPECT_EQ(ToHex(chain.SerialiseFront(50, first)),
              "3c02020100000000" + PEER + "320201020000c910" + HOME);
    EXPECT_EQ(first, ROUTING_HEADER);
    EXPECT_EQ(ToHex(chain.SerialiseBack(17, first)), "1100030001020000");
    EXPECT_EQ(first, DESTINATION_OPTIONS_HEADER);
}

TEST(ExtensionChain, EncapsulationLimitAndHomeAddressShareAHeader)
{
    ExtensionChain chain;
    chain.encapsulationLimit = 4;
    EXPECT_EQ(Serialise(chain, 41), "3c 2900040104010100");
    chain.homeAddress = Ip("2001:db8:1::10");
    EXPECT_EQ(Serialise(chain, 41), "3c 290204010400c910" + HOME);
}

TEST(ExtensionChain, RoutingHeaderOfTypeZeroHasAnyNumberOfAddresses)
{
    ExtensionChain chain;
    chain.routing =
        RoutingHeader{SOURCE_ROUTE_TYPE, Ip("2001:db8:5::20"), 2, {Ip("2001:db8:1::10")}};
    EXPECT_EQ(Serialise(chain), "2b 1104000200000000" + PEER + HOME);
    chain.routing->others.assign(126, Ip("2001:db8:1::10"));
    EXPECT_EQ(chain.Size(), 8u + 127 * 16);
}

TEST(ExtensionChain, HomeAddressOptionHasTheNumberOfTheDialect)
{
    ExtensionChain chain;
    chain.homeAddress = Ip("2001:db8:1::10");
    chain.homeAddressType = 196;
    EXPECT_EQ(Serialise(chain), "3c 110201020000c410" + HOME);
}

TEST(AppendOption, PutsTheOptionWhereItsAlignmentWants)
{
    for (uint8_t modulus : {1, 2, 4, 8})
    {
        for (uint8_t remainder = 0; remainder < modulus; ++remainder)
        {
            for (std::size_t before = 0; before < 9; ++before)
            {
                Octets options(before, 0);
                AppendOption(options, 77, {1, 2, 3}, modulus, remainder);
                const std::size_t place = 2 + options.size() - 5;
                EXPECT_EQ(place % modulus, remainder);
                EXPECT_LT(options.size() - before - 5, modulus); // the shortest padding
                EXPECT_EQ(ToHex(options).substr(2 * (options.size() - 5)), "4d03010203");
            }
        }
    }
}

TEST(ExtensionChainDeathTest, RefusesWhatItsLengthFieldsCannotSay)
{
    Octets options;
    EXPECT_DEATH(AppendOption(options, 77, Octets(256, 0)), "at most 255 octets");
    ExtensionChain chain;
    chain.options.assign(2047, 0);
    EXPECT_DEATH(chain.Size(), "at most 2046 octets");
    chain = {};
    chain.routing = Type2();
    chain.routing->others.assign(127, Ip("::"));
    EXPECT_DEATH(chain.Size(), "at most 127 addresses");
}

} // namespace ns3::nemo::tests::mip6_extension_chain_test
