# SPDX-License-Identifier: GPL-2.0-only
"""The referee finds what was broken on purpose in recordings that are good."""

import json
import pathlib
import struct
import tempfile
import unittest
import unittest.mock

import packets
import referee
from scapy.layers.inet import UDP
from scapy.layers.inet6 import ICMPv6DestUnreach, ICMPv6PacketTooBig, IPv6
from scapy.layers.ipsec import ESP, SecurityAssociation

CAPTURES = pathlib.Path(__file__).resolve().parents[1] / 'captures'
RECORDING = 'mobile-ipv6_cn.pcap'


def records(path):
    """The file header and the records of a pcap file, as lists of octets that can be changed."""
    data = path.read_bytes()
    position, result = 24, []
    while position < len(data):
        length = struct.unpack_from('<I', data, position + 8)[0]
        result.append((data[position:position + 16], bytearray(data[position + 16:position + 16 + length])))
        position += 16 + length
    return data[:24], result


class Quotations(unittest.TestCase):
    """What ICMPv6 errors quote is judged as far as it can be."""

    def test_a_checksum_over_home_addresses_is_not_judged(self):
        bad = 'Bad checksum [should be 0xe599]'
        for quoted in ('ipv6:ipv6.routing:udp:data', 'ipv6:ipv6.dstopts:udp:data'):
            self.assertTrue(referee.is_of_a_quotation(bad, f'eth:ethertype:ipv6:icmpv6:{quoted}'))
            self.assertFalse(referee.is_of_a_quotation(bad, f'eth:ethertype:{quoted}'))
        self.assertFalse(referee.is_of_a_quotation(bad, 'eth:ethertype:ipv6:icmpv6:ipv6:udp:data'))
        self.assertFalse(referee.is_of_a_quotation('Malformed', 'eth:ethertype:ipv6:icmpv6:ipv6:ipv6.routing:udp'))


class BatchesTest(unittest.TestCase):
    def test_each_file_is_dealt_once_and_no_list_of_names_is_too_long(self):
        files = [(f'{i:0100}', i) for i in range(1000)]
        for workers in (1, 2, 3):
            dealt = referee.batches(files, workers)
            self.assertEqual(sorted(item for batch in dealt for item in batch), files)
            self.assertTrue(all(sum(len(path) for path, _ in batch) < referee.NAMES_SIZE for batch in dealt))
            self.assertGreater(max(map(len, dealt)), 300)
        self.assertEqual(referee.batches(files[:3], 2), [[files[0], files[2]], [files[1]]])
        self.assertEqual(referee.batches([], 2), [])


class RefereeTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def write(self, change):
        """Writes a recording after change(number, frame) was applied to each frame."""
        header, frames = records(CAPTURES / RECORDING)
        with open(self.folder / 'broken.pcap', 'wb') as file:
            file.write(header)
            for number, (record, frame) in enumerate(frames, 1):
                change(number, frame)
                file.write(record + frame)

    def faults(self):
        return referee.judge(self.folder)[3]

    def first(self, protocol):
        """The number and the upper-layer header of the first frame that holds a protocol."""
        for number, link_type, frame in packets.frames(CAPTURES / RECORDING):
            packet = packets.ipv6_of(link_type, frame)
            for upper in packets.uppers(packet, packets.Reassembly()) if packet else ():
                if upper.protocol == protocol:
                    return number, upper.payload
        self.fail(f'no frame of protocol {protocol}')

    def spoil(self, protocol, offset):
        """Flips a bit of the first header of a protocol, and returns the faults that name the frame."""
        victim, payload = self.first(protocol)

        def change(number, frame):
            if number == victim:
                frame[frame.index(payload) + offset] ^= 0x10

        self.write(change)
        faults = self.faults()
        self.assertTrue(all(f'frame {victim}:' in fault for fault in faults), faults)
        return faults

    def test_good_recordings_have_no_fault(self):
        files, frames, mobility, faults = referee.judge(CAPTURES)
        self.assertEqual((files, faults), (11, []))
        self.assertGreater(frames, 2000)
        self.assertGreater(mobility, 100)

    def test_a_quotation_may_end_within_a_tunnel_header(self):
        inner = bytes(IPv6(dst='fd00::1') / IPv6(dst='fd00::2') / UDP() / bytes(8))
        header, frames = records(CAPTURES / RECORDING)
        for packet, faulty in ((IPv6(dst='fd00::3') / ICMPv6PacketTooBig(mtu=1280) / inner[:60], False),
                               (IPv6(dst='fd00::3', nh=41) / inner[:20], True)):
            frame = bytes(12) + b'\x86\xdd' + bytes(packet)
            with open(self.folder / 'broken.pcap', 'wb') as file:
                file.write(header + frames[0][0][:8] + struct.pack('<II', len(frame), len(frame)) + frame)
            self.assertEqual(bool(self.faults()), faulty)

    def test_mobility_checksum_is_verified(self):
        self.assertEqual([fault.split(': ')[-1] for fault in self.spoil(packets.MOBILITY, 9)],
                         ['a bad mobility checksum'])

    def test_scapy_finds_a_bad_mobility_checksum_that_our_own_check_lets_pass(self):
        number, link_type, frame = next(
            (number, link_type, frame) for number, link_type, frame in packets.frames(CAPTURES / RECORDING)
            if number == self.first(packets.MOBILITY)[0])
        upper = next(packets.uppers(packets.ipv6_of(link_type, frame), packets.Reassembly()))
        self.assertEqual(upper.protocol, packets.MOBILITY, number)
        spoilt = bytearray(upper.payload)
        spoilt[6] ^= 0x10
        upper.payload = bytes(spoilt)
        with unittest.mock.patch('packets.checksum', return_value=0):
            self.assertEqual(referee.fault_of(upper), 'a mobility checksum that scapy calls bad')

    def test_icmpv6_checksum_is_verified_twice(self):
        faults = self.spoil(packets.ICMPV6, 3)
        self.assertTrue(any('a bad ICMPv6 checksum' in fault for fault in faults), faults)
        self.assertTrue(any('tshark' in fault for fault in faults), faults)

    def test_udp_checksum_is_verified_twice(self):
        source, destination = bytes(15) + b'\1', bytes(15) + b'\2'
        datagram = struct.pack('!HHHH', 4000, 4001, 12, 0) + b'nemo'
        good = packets.checksum(source, destination, packets.UDP, datagram)
        for checksum, faulty in ((good, False), (good ^ 1, True)):
            datagram = datagram[:6] + struct.pack('!H', checksum) + datagram[8:]
            packet = struct.pack('!IHBB', 0x60000000, len(datagram), packets.UDP, 64) + source + destination + datagram
            (self.folder / 'udp.pcap').write_bytes(
                struct.pack('<IHHiIII', 0xa1b2c3d4, 2, 4, 0, 0, 65535, packets.RAW_IP) +
                struct.pack('<IIII', 0, 0, len(packet), len(packet)) + packet)
            faults = self.faults()
            self.assertEqual(any('a bad UDP checksum' in fault for fault in faults), faulty, faults)
            self.assertEqual(any('tshark' in fault for fault in faults), faulty, faults)

    def test_packets_on_wifi_are_judged(self):
        source, destination = bytes(15) + b'\1', bytes(15) + b'\2'
        datagram = struct.pack('!HHHH', 4000, 4001, 12, 0) + b'nemo'
        good = packets.checksum(source, destination, packets.UDP, datagram)
        stations = b'\2\0\0\0\0\1' + b'\6\0\0\0\0\1' + b'\2\0\0\0\0\2'
        snap = b'\xaa\xaa\3\0\0\0\x86\xdd'
        # To a station, to an access point, with quality of service, between access points.
        for control, more in ((b'\x08\2', b''), (b'\x08\1', b''), (b'\x88\2', b'\0\0'), (b'\x08\3', stations[:6])):
            for checksum, faulty in ((good, False), (good ^ 1, True)):
                body = datagram[:6] + struct.pack('!H', checksum) + datagram[8:]
                packet = struct.pack('!IHBB', 0x60000000, len(body), packets.UDP, 64) + source + destination + body
                frame = control + b'\0\0' + stations + b'\0\0' + more + snap + packet
                beacon = b'\x80\0\0\0' + b'\xff' * 6 + stations[6:12] * 2 + b'\0\0' + bytes(8) + b'd\0\0\0\0\0'
                (self.folder / 'wifi.pcap').write_bytes(
                    struct.pack('<IHHiIII', 0xa1b2c3d4, 2, 4, 0, 0, 65535, packets.WIFI) +
                    b''.join(struct.pack('<IIII', 0, 0, len(one), len(one)) + one for one in (beacon, frame)))
                faults = self.faults()
                self.assertEqual(any('frame 2: a bad UDP checksum' in fault for fault in faults), faulty, faults)
                self.assertEqual(any('tshark' in fault for fault in faults), faulty, faults)

    def test_wrong_length_of_a_mobility_header_is_found(self):
        faults = self.spoil(packets.MOBILITY, 1)
        self.assertTrue(any('whose length is not that of the payload' in fault for fault in faults), faults)

    def test_frame_numbers_are_those_of_the_file(self):
        (self.folder / 'a.pcap').write_bytes((CAPTURES / 'nemo-explicit_cn.pcap').read_bytes())
        faults = self.spoil(packets.ICMPV6, 3)
        self.assertTrue(faults and all('broken.pcap' in fault for fault in faults), faults)

    def test_cut_file_is_a_fault(self):
        data = (CAPTURES / RECORDING).read_bytes()
        (self.folder / 'cut.pcap').write_bytes(data[:-5])
        self.assertTrue(any('is cut' in fault for fault in self.faults()))


class AuthenticatedTest(unittest.TestCase):
    """Authentication Data of the 1997 vectors is computed once more, by packets.py and by scapy."""

    NAMES = ['draft1997_bu_home', 'draft1997_bu_cn_coa', 'draft1997_ba_home']

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        mip6 = json.loads((CAPTURES.parent / 'vectors/mip6.json').read_text())
        self.key = mip6['parameters']['draft1997_ah_key']
        self.packets = [bytes.fromhex(vector['hex']) for vector in mip6['vectors'] if vector['name'] in self.NAMES]

    def faults(self, change=lambda data: data, key=None):
        (self.folder / 'ah_sa').write_text(''.join(
            f'"0x{spi:08x}","HMAC-SHA-1-96 [RFC2404]","0x{key or self.key}"\n' for spi in (0x100, 0x101)))
        data = struct.pack('<IHHiIII', 0xa1b2c3d4, 2, 4, 0, 0, 65535, packets.RAW_IP)
        for packet in self.packets:
            frame = change(bytearray(packet))
            data += struct.pack('<IIII', 0, 0, len(frame), len(frame)) + frame
        (self.folder / 'ah.pcap').write_bytes(data)
        return referee.judge(self.folder)[3]

    def test_the_vectors_are_authentic(self):
        self.assertEqual(self.faults(), [])

    def test_what_may_change_on_the_way_may(self):
        def change(data):
            data[1:4], data[7] = b'\1\2\3', 1
            return data
        self.assertEqual(self.faults(change), [])

    def test_another_source_is_a_fault(self):
        def change(data):
            data[23] ^= 1
            return data
        faults = self.faults(change)
        self.assertEqual(len(faults), 3, faults)
        self.assertTrue(all('bad Authentication Data' in fault for fault in faults), faults)

    def test_another_key_is_a_fault(self):
        self.assertEqual(len(self.faults(key='00' * 20)), 3)

    def test_scapy_agrees(self):
        self.faults()
        keys = packets.Authentications(self.folder / 'ah_sa')
        for packet in self.packets:
            self.assertFalse(referee.scapy_refuses(packet, keys))
            self.assertTrue(referee.scapy_refuses(packet[:-1] + b'\x55', keys))

    def test_what_an_error_quotes_is_not_judged(self):
        self.faults()
        keys = packets.Authentications(self.folder / 'ah_sa')
        error = IPv6() / ICMPv6DestUnreach() / (self.packets[0][:-1] + b'\x55')
        self.assertFalse(referee.scapy_refuses(bytes(error), keys))


class ProtectedTest(unittest.TestCase):
    """What scapy protected is opened and judged, by tshark and by packets.py."""

    ENCRYPTION, AUTHENTICATION = bytes(range(16)), bytes(range(20))

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def write_keys(self, encryption=ENCRYPTION, authentication=AUTHENTICATION):
        (self.folder / 'esp_sa').write_text(
            f'"IPv6","*","*","0x00000100","AES-CBC [RFC3602]","0x{encryption.hex()}",'
            f'"HMAC-SHA-1-96 [RFC2404]","0x{authentication.hex()}"\n'
            f'"IPv6","*","*","0x00000101","NULL","","HMAC-SHA-1-96 [RFC2404]","0x{authentication.hex()}"\n')

    def write_packets(self, chksum=None, change=lambda data: data):
        datagram = IPv6(src='fd00::1', dst='fd00::2') / UDP(sport=4000, dport=4001, chksum=chksum) / (b'nemo' * 5)
        packet = IPv6(bytes(datagram))
        algorithms = [(0x100, 'AES-CBC', self.ENCRYPTION), (0x101, 'NULL', b'')]
        data = struct.pack('<IHHiIII', 0xa1b2c3d4, 2, 4, 0, 0, 65535, packets.RAW_IP)
        for spi, algorithm, key in algorithms:
            association = SecurityAssociation(ESP, spi=spi, crypt_algo=algorithm, crypt_key=key,
                                              auth_algo='HMAC-SHA1-96', auth_key=self.AUTHENTICATION)
            frame = change(bytes(association.encrypt(packet)))
            data += struct.pack('<IIII', 0, 0, len(frame), len(frame)) + frame
        (self.folder / 'esp.pcap').write_bytes(data)

    def faults(self):
        faults = referee.judge(self.folder)[3]
        return ([fault for fault in faults if 'tshark' in fault], [fault for fault in faults if 'tshark' not in fault])

    def test_good_packets_have_no_fault(self):
        self.write_packets()
        self.write_keys()
        self.assertEqual(self.faults(), ([], []))
        associations = packets.Associations(self.folder / 'esp_sa')
        for _, _, frame in packets.frames(self.folder / 'esp.pcap'):
            (upper,) = packets.uppers(frame, packets.Reassembly(), associations)
            self.assertEqual(upper.payload[8:], b'nemo' * 5)

    def test_what_is_inside_is_judged(self):
        self.write_packets(chksum=0x1234)
        self.write_keys()
        tshark, own = self.faults()
        self.assertEqual((len(tshark), len(own)), (2, 2), (tshark, own))
        self.assertTrue(all('a bad UDP checksum' in fault for fault in own), own)

    def test_a_wrong_integrity_check_value_is_a_fault(self):
        self.write_packets(change=lambda data: data[:-1] + bytes([data[-1] ^ 1]))
        self.write_keys()
        tshark, own = self.faults()
        self.assertEqual((len(tshark), len(own)), (2, 2), (tshark, own))
        self.assertTrue(all('a bad Integrity Check Value' in fault for fault in own), own)

    def test_a_key_that_does_not_open_is_a_fault(self):
        self.write_packets()
        self.write_keys(encryption=bytes(16))
        tshark, own = self.faults()
        self.assertEqual(len(own), 1, own)
        self.write_keys(authentication=bytes(20))
        tshark, own = self.faults()
        self.assertEqual((len(tshark), len(own)), (2, 2), (tshark, own))

    def test_an_association_without_keys_is_a_fault(self):
        self.write_packets()
        self.write_keys()
        lines = (self.folder / 'esp_sa').read_text().splitlines(keepends=True)
        (self.folder / 'esp_sa').write_text(lines[0])
        tshark, own = self.faults()
        self.assertEqual((len(tshark), len(own)), (1, 1), (tshark, own))
        self.assertIn('frame 2: a security association without keys', own[0])

    def test_without_a_file_of_keys_nothing_is_opened(self):
        self.write_packets(chksum=0x1234)
        self.assertEqual(self.faults(), ([], []))


class UpperLayerTest(unittest.TestCase):
    HOME, CARE_OF, PEER = bytes(15) + b'\1', bytes(15) + b'\2', bytes(15) + b'\3'

    def packet(self, next_header, payload):
        return (struct.pack('!IHBB', 0x60000000, len(payload), next_header, 64) + self.CARE_OF + self.PEER + payload)

    def only(self, packet, reassembly=None):
        (upper,) = packets.uppers(packet, reassembly or packets.Reassembly())
        return upper

    def test_home_address_and_final_destination_count(self):
        routing = bytes([packets.DESTINATION_OPTIONS, 2, 2, 1]) + bytes(4) + self.HOME
        options = bytes([packets.UDP, 2, 1, 2, 0, 0, packets.HOME_ADDRESS_OPTION, 16]) + self.HOME
        upper = self.only(self.packet(packets.ROUTING, routing + options + b'payload'))
        self.assertEqual((upper.source, upper.destination, upper.payload), (self.HOME, self.HOME, b'payload'))

    def test_tunnelled_packet_is_seen_with_its_own_addresses(self):
        inner = self.packet(packets.UDP, b'inner')
        upper = self.only(self.packet(packets.IPV6_IN_IPV6, inner))
        self.assertEqual((upper.source, upper.payload), (self.CARE_OF, b'inner'))

    def test_fragments_are_put_together(self):
        reassembly = packets.Reassembly()
        first = bytes([packets.UDP, 0]) + struct.pack('!HI', 1, 7) + b'12345678'
        last = bytes([packets.UDP, 0]) + struct.pack('!HI', 8, 7) + b'9'
        self.assertEqual(list(packets.uppers(self.packet(packets.FRAGMENT, last), reassembly)), [])
        self.assertEqual(self.only(self.packet(packets.FRAGMENT, first), reassembly).payload, b'123456789')

    def test_lengths_past_the_end_are_broken(self):
        for next_header, payload in ((packets.ROUTING, bytes([17, 2, 2, 1, 0, 0, 0, 0])),
                                     (packets.DESTINATION_OPTIONS, bytes([17, 0, 201, 16, 0, 0, 0, 0])),
                                     (packets.FRAGMENT, bytes(4))):
            with self.assertRaises(packets.Broken):
                list(packets.uppers(self.packet(next_header, payload), packets.Reassembly()))
        with self.assertRaises(packets.Broken):
            list(packets.uppers(self.packet(packets.UDP, b'cut')[:-1], packets.Reassembly()))


if __name__ == '__main__':
    unittest.main()
