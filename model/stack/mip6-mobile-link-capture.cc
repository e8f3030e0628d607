// SPDX-License-Identifier: GPL-2.0-only
// The pcap file of a link.
#include "ns3/abort.h"
#include "ns3/boolean.h"
#include "ns3/ethernet-header.h"
#include "ns3/mip6-mobile-link.h"
#include "ns3/simulator.h"
#include "ns3/trace-helper.h"

namespace ns3::nemo
{

void
MobileLink::EnablePcap(const std::string& fileName)
{
    OpenPcap(fileName, PcapHelper::DLT_EN10MB);
}

void
MobileLink::OpenPcap(const std::string& fileName, uint32_t linkType)
{
    m_pcap = CreateObject<PcapFileWrapper>();
    // A header takes less than a microsecond on fast links.
    m_pcap->SetAttribute("NanosecMode", BooleanValue(true));
    m_pcap->Open(fileName, std::ios::out);
    NS_ABORT_MSG_IF(m_pcap->Fail(), fileName << " cannot be written.");
    m_pcap->Init(linkType);
}

void
MobileLink::WritePcap(Ptr<const Packet> frame)
{
    // ns-3 asserts that nothing has failed before; that something has is told when the file is
    // closed.
    if (m_pcap && !m_pcap->Fail())
    {
        m_pcap->Write(Simulator::Now(), frame);
    }
}

bool
MobileLink::ClosePcap()
{
    if (!m_pcap)
    {
        return true;
    }
    m_pcap->Close();
    const bool isComplete = !m_pcap->Fail();
    m_pcap = nullptr;
    return isComplete;
}

void
MobileLink::Capture(const LinkFrame& frame)
{
    if (m_pcap)
    {
        auto copy = frame.packet->Copy();
        EthernetHeader header(false);
        header.SetSource(frame.source);
        header.SetDestination(frame.destination);
        header.SetLengthType(frame.protocol);
        copy->AddHeader(header);
        WritePcap(copy);
    }
}

} // namespace ns3::nemo
