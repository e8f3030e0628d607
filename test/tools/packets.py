# SPDX-License-Identifier: GPL-2.0-only
"""Reads pcap files and finds the upper-layer headers in IPv6 packets, by the RFCs and nothing of the module.

Addresses follow RFC 8200 section 8.1 and RFC 6275 section 11.3.1: what a checksum covers is the final destination
of a routing header and the home address of a Home Address option, not always what the IPv6 header says.
"""

import csv
import dataclasses
import hashlib
import hmac
import struct

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

ETHERNET, PPP, RAW_IP, WIFI, IPV6 = 1, 9, 101, 105, 229
HOP_BY_HOP, TCP, UDP, IPV6_IN_IPV6, ROUTING, FRAGMENT, ESP, AH = 0, 6, 17, 41, 43, 44, 50, 51
ICMPV6, NO_NEXT, DESTINATION_OPTIONS, MOBILITY = 58, 59, 60, 135
HOME_ADDRESS_OPTION, HOME_ADDRESS_OPTION_1997 = 201, 196  # RFC 6275, draft-ietf-mobileip-ipv6-04


class Broken(Exception):
    """A packet that does not hold what its lengths promise."""


def frames(path):
    """Yields (frame number from 1, link type, octets) of a pcap file."""
    with open(path, 'rb') as file:
        data = file.read()
    order = {b'\xa1\xb2': '>', b'\xd4\xc3': '<', b'\x4d\x3c': '<'}.get(data[:2])
    if order is None or len(data) < 24:
        raise Broken('no pcap file')
    link_type = struct.unpack_from(order + 'I', data, 20)[0]
    position, number = 24, 0
    while position < len(data):
        if position + 16 > len(data):
            raise Broken('the last record is cut')
        captured, original = struct.unpack_from(order + 'II', data, position + 8)
        position += 16
        number += 1
        if captured != original or position + captured > len(data):
            raise Broken(f'frame {number} is cut')
        yield number, link_type, data[position:position + captured]
        position += captured


def ipv6_of_wifi(frame):
    """The IPv6 packet in a frame of IEEE 802.11 without a frame check sequence, or None."""
    is_data = len(frame) >= 24 and frame[0] >> 2 & 3 == 2 and not frame[0] & 0x40
    # With both bits the frame is on its way between access points, and has a fourth address.
    header = 24 + 6 * (frame[1] & 3 == 3) + 2 * (frame[0] >> 7) if is_data else 0
    snap = frame[header:header + 8]
    return frame[header + 8:] if is_data and snap == b'\xaa\xaa\x03\0\0\0\x86\xdd' else None


def ipv6_of(link_type, frame):
    """The IPv6 packet in a frame, or None where it holds something else."""
    if link_type == ETHERNET:
        return frame[14:] if frame[12:14] == b'\x86\xdd' else None
    if link_type == PPP:
        start = 4 if frame[:2] == b'\xff\x03' else 2
        return frame[start:] if frame[start - 2:start] == b'\x00\x57' else None
    if link_type == WIFI:
        return ipv6_of_wifi(frame)
    if link_type in (RAW_IP, IPV6):
        return frame if frame and frame[0] >> 4 == 6 else None
    raise Broken(f'link type {link_type} is not known to this check')


def checksum(source, destination, next_header, payload):
    """The sum of RFC 8200 section 8.1 over pseudo header and payload: 0 when the checksum inside is right."""
    data = source + destination + struct.pack('!II', len(payload), next_header) + payload
    if len(data) % 2:
        data += b'\0'
    total = sum(struct.unpack(f'!{len(data) // 2}H', data))
    while total >> 16:
        total = (total & 0xffff) + (total >> 16)
    return ~total & 0xffff


@dataclasses.dataclass
class Upper:
    """An upper-layer header with its payload and the addresses that its checksum covers."""

    protocol: int
    payload: bytes
    source: bytes
    destination: bytes


class Reassembly:
    """Collects fragments (RFC 8200 section 4.5) until a packet is whole."""

    def __init__(self):
        self._packets = {}

    def add(self, key, header, payload):
        """Returns (next header, payload) once the packet is whole, else None."""
        next_header, _, word, _ = struct.unpack('!BBHI', header)
        packet = self._packets.setdefault(key, {'parts': {}, 'length': None})
        offset = word & 0xfff8
        packet['parts'][offset] = payload
        if offset == 0:
            packet['next_header'] = next_header
        if not word & 1:
            packet['length'] = offset + len(payload)
        whole = b''
        for start in sorted(packet['parts']):
            if start != len(whole):
                return None
            whole += packet['parts'][start]
        if len(whole) != packet['length']:
            return None
        del self._packets[key]
        return packet['next_header'], whole


class Associations:
    """Security associations (RFC 4303) as Wireshark keeps them in its table esp_sa: verifies and opens."""

    ICV, BLOCK = 12, 16

    def __init__(self, path):
        self._keys = {}
        with open(path, newline='', encoding='ascii') as file:
            for _, _, _, spi, encryption, key, authentication, secret in csv.reader(file):
                if authentication != 'HMAC-SHA-1-96 [RFC2404]' or encryption not in ('NULL', 'AES-CBC [RFC3602]'):
                    raise Broken(f'{path}: {encryption} with {authentication} is not known to this check')
                self._keys[int(spi, 16)] = (bytes.fromhex(key[2:]), bytes.fromhex(secret[2:]))

    def open(self, data):
        """Returns (next header, payload) of an Encapsulating Security Payload."""
        if len(data) < 8 + self.ICV + 4 or struct.unpack_from('!I', data)[0] not in self._keys:
            raise Broken('a security association without keys')
        key, secret = self._keys[struct.unpack_from('!I', data)[0]]
        covered = data[:-self.ICV]
        if hmac.new(secret, covered, hashlib.sha1).digest()[:self.ICV] != data[-self.ICV:]:
            raise Broken('a bad Integrity Check Value')
        inside = covered[8:]
        if key:
            cipher = Cipher(algorithms.AES(key), modes.CBC(inside[:self.BLOCK])).decryptor()
            inside = cipher.update(inside[self.BLOCK:]) + cipher.finalize()
        padding, next_header = inside[-2:]
        end = len(inside) - 2 - padding
        if end < 0 or inside[end:-2] != bytes(range(1, padding + 1)):
            raise Broken('padding that is not 1, 2, 3 ...')
        return next_header, inside[:end]


class Authentications:
    """Associations of the Authentication Header (RFC 2402), SPI, algorithm and key in a line: verifies packets."""

    ICV, SIZE = 12, 24
    ALGORITHMS = {'HMAC-SHA-1-96 [RFC2404]': hashlib.sha1, 'HMAC-MD5-96 [RFC2403]': hashlib.md5}

    def __init__(self, path):
        self.keys = {}
        with open(path, newline='', encoding='ascii') as file:
            for spi, algorithm, key in csv.reader(file):
                if algorithm not in self.ALGORITHMS:
                    raise Broken(f'{path}: {algorithm} is not known to this check')
                self.keys[int(spi, 16)] = (self.ALGORITHMS[algorithm], bytes.fromhex(key[2:]))

    def verify(self, packet):
        """Computes the Authentication Data of a whole IPv6 packet once more."""
        covered, start = self.cover(packet)
        spi = struct.unpack_from('!I', packet, start + 4)[0]
        if spi not in self.keys:
            raise Broken('an Authentication Header without a key')
        algorithm, key = self.keys[spi]
        if hmac.new(key, covered, algorithm).digest()[:self.ICV] != packet[start + self.SIZE - self.ICV:][:self.ICV]:
            raise Broken('bad Authentication Data')

    def cover(self, packet):
        """What Authentication Data covers (RFC 2402 section 3.3.3.1.2, draft-ietf-mobileip-ipv6-04 section 9.1) and
        where its header starts: the octets of the wire, with zeros for what may change, and a type 0 routing header
        as it arrives at its end."""
        data = bytearray(packet)
        data[:4], data[7] = b'\x60\0\0\0', 0
        following, position, found = data[6], 40, None
        while following in (HOP_BY_HOP, DESTINATION_OPTIONS, ROUTING) or (following == AH and found is None):
            size = self.SIZE if following == AH else 8 * (data[position + 1] + 1)
            if position + size > len(data):
                raise Broken('an extension header is longer than the packet')
            if following == AH:
                found = position
                data[position + size - self.ICV:position + size] = bytes(self.ICV)
            elif following == ROUTING:
                self.arrive(data, position)
            else:
                self.forget_changes(data, position + 2, position + size)
            following, position = data[position], position + size
        if found is None:
            raise Broken('an Authentication Header where there should be none')
        return bytes(data), found

    @staticmethod
    def arrive(data, header):
        """Goes the rest of the way of a type 0 routing header."""
        count = data[header + 1] // 2
        while data[header + 2] == 0 and data[header + 3]:
            place = header + 8 + 16 * (count - data[header + 3])
            data[24:40], data[place:place + 16] = data[place:place + 16], data[24:40]
            data[header + 3] -= 1

    @staticmethod
    def forget_changes(data, position, end):
        """Puts zeros for options whose data may change."""
        while position < end:
            if data[position] == 0:
                position += 1
                continue
            size = data[position + 1]
            if data[position] & 0x20:
                data[position + 2:position + 2 + size] = bytes(size)
            position += 2 + size


def home_address(options):
    """The address of the Home Address option among destination options (without their first two octets), or None."""
    position = 0
    while position < len(options):
        if options[position] == 0:
            position += 1
            continue
        if position + 2 > len(options) or position + 2 + options[position + 1] > len(options):
            raise Broken('an option is longer than its header')
        if options[position] in (HOME_ADDRESS_OPTION, HOME_ADDRESS_OPTION_1997):
            if options[position + 1] != 16:
                raise Broken('a Home Address option has a length that is not 16')
            return options[position + 2:position + 18]
        position += 2 + options[position + 1]
    return None


def uppers(packet, reassembly, associations=None, authentications=None):
    """Yields each Upper of an IPv6 packet, the tunnelled packet's too. Nothing behind ESP without the associations
    that open it, nor of a fragment before its packet is whole. What has an Authentication Header is verified if there
    are keys."""
    if len(packet) < 40 or packet[0] >> 4 != 6:
        raise Broken('no IPv6 header')
    length, next_header = struct.unpack_from('!HB', packet, 4)
    source, destination = packet[8:24], packet[24:40]
    if 40 + length > len(packet):
        raise Broken('the payload is shorter than its length says')
    rest = packet[40:40 + length]
    while next_header in (HOP_BY_HOP, DESTINATION_OPTIONS, ROUTING, AH, FRAGMENT) or (
            next_header == ESP and associations):
        if next_header == ESP:
            next_header, rest = associations.open(rest)
            continue
        if len(rest) < 8:
            raise Broken('an extension header is cut')
        if next_header == AH and authentications:
            authentications.verify(packet[:40 + length])
        size = {FRAGMENT: 8, AH: 4 * (rest[1] + 2)}.get(next_header, 8 * (rest[1] + 1))
        if size > len(rest):
            raise Broken('an extension header is longer than the packet')
        header, rest = rest[:size], rest[size:]
        if next_header == FRAGMENT:
            whole = reassembly.add((source, destination, header[4:8]), header, rest)
            if whole is None:
                return
            next_header, rest = whole
            continue
        if next_header == DESTINATION_OPTIONS:
            source = home_address(header[2:]) or source
        elif next_header == ROUTING and header[3]:
            destination = header[-16:]
        next_header = header[0]
    if next_header == IPV6_IN_IPV6:
        yield from uppers(rest, reassembly, associations, authentications)
    elif next_header not in (ESP, NO_NEXT):
        yield Upper(next_header, rest, source, destination)
