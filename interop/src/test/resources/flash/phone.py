"""A phone of RTMP's kind on librtmp: what is typed at it, a JSON array a line, it does; what happens to it, it says likewise.

    phone.py URL APP TCURL ARGUMENTS FOLDER     connects; ARGUMENTS is a JSON array
    ["invite", "600", "pcma"]                   calls a method of the server
    [".publish", "local"]  [".play", "remote"]  opens a stream
    [".say", 700]                               a tone, A-law, in messages of 20 ms; 0 for silence
    [".close"]                                  closes the connection

What it hears is in FOLDER/heard.flv, as it came.
"""

import json
import math
import sys
import threading
import time

import librtmp
from librtmp.amf import decode_amf, encode_amf
from librtmp.packet import RTMPPacket

RATE = 8000
FRAME = 160
ACKNOWLEDGEMENT, AUDIO, COMMAND, COMMAND_AMF3 = 3, 8, 20, 17
ACKNOWLEDGE_EVERY = 16_384
A_LAW_TAG = b"\x72"
FLV_OF_SOUND = b"FLV\x01\x04" + (9).to_bytes(4, "big") + bytes(4)


def a_law(sample):
    """G.711's A-law of a 13 bit sample."""
    sign = 0x80 if sample >= 0 else 0
    level = min(sample if sample >= 0 else -sample - 1, 4095)
    segment = max(level.bit_length() - 5, 0)
    mantissa = level >> (segment if segment > 0 else 1) & 0x0F
    return (sign | segment << 4 | mantissa) ^ 0x55


def flv_tag(body, millis):
    """A message of sound as FLV keeps it (E.4.1)."""
    time_of = (millis & 0xFFFFFF).to_bytes(3, "big") + bytes([millis >> 24 & 0xFF])
    head = bytes([AUDIO]) + len(body).to_bytes(3, "big") + time_of + bytes(3)
    return head + body + (len(head) + len(body)).to_bytes(4, "big")


def tell(*what):
    print(json.dumps(what, default=str), flush=True)


class Phone:
    def __init__(self, url, app, tc_url, arguments, folder):
        self.rtmp = librtmp.RTMP(url, live=True, timeout=30, connect_data=arguments)
        self.rtmp.set_option("app", app)
        self.rtmp.set_option("tcUrl", tc_url)
        self.heard = open(folder + "/heard.flv", "wb")
        self.heard.write(FLV_OF_SOUND)
        self.codec = -1
        self.received = 0
        self.acknowledged = 0
        self.asked = {}
        self.transaction = 1
        self.speaking = 0
        self.tone = 0
        self.sent = 0
        self.began = 0.0
        self.lock = threading.Lock()

    def run(self):
        """One thread hears, one speaks, and this one does what is typed: librtmp reads and writes apart."""
        self.rtmp.connect()
        threading.Thread(target=self.listen, daemon=True).start()
        threading.Thread(target=self.speak, daemon=True).start()
        for line in sys.stdin:
            if not self.do(json.loads(line)):
                return

    def listen(self):
        try:
            while True:
                self.take(self.rtmp.read_packet())
        except librtmp.RTMPError as gone:
            tell(".gone", str(gone))

    def take(self, packet):
        self.acknowledge(packet)
        if packet.type == AUDIO:
            self.hear(packet.body, packet.timestamp)
        elif packet.type in (COMMAND, COMMAND_AMF3):
            values = decode_amf(packet.body[1:] if packet.type == COMMAND_AMF3 else packet.body)
            self.called(values[0], values[1], values[3:])
        else:
            self.rtmp.handle_packet(packet)

    def acknowledge(self, packet):
        """librtmp does so every 250 kB, for which servers with a smaller window do not wait."""
        self.received += len(packet.body or b"")
        if self.received - self.acknowledged > ACKNOWLEDGE_EVERY:
            self.acknowledged = self.received
            self.send(ACKNOWLEDGEMENT, 2, 0, 0, (self.received & 0xFFFFFFFF).to_bytes(4, "big"))

    def hear(self, body, millis):
        if not body:
            return
        self.heard.write(flv_tag(body, millis))
        self.heard.flush()
        if body[0] != self.codec:
            self.codec = body[0]
            tell(".hears", "%02x" % self.codec)

    def called(self, method, transaction, arguments):
        if method == "_result" and transaction in self.asked:
            self.use(int(arguments[0]), *self.asked.pop(transaction))
        else:
            tell(method, *arguments)

    def do(self, line):
        method, arguments = line[0], line[1:]
        if method in (".publish", ".play"):
            self.command("createStream", wanted=(method[1:], arguments[0]))
        elif method == ".say":
            self.tone, self.sent, self.began = arguments[0], 0, time.monotonic()
        elif method == ".close":
            self.rtmp.close()
            return False
        else:
            self.command(method, *arguments)
        return True

    def use(self, stream, what, name):
        if what == "publish":
            self.speaking = stream
            self.command("publish", name, "live", stream=stream)
        else:
            self.command("play", name, stream=stream)

    def command(self, method, *arguments, stream=0, wanted=None):
        with self.lock:
            self.transaction += 1
            transaction = float(self.transaction)
            if wanted:  # before the answer can come
                self.asked[transaction] = wanted
        values = [method, transaction, None, *arguments]
        body = b"".join(encode_amf(value) for value in values)
        self.send(COMMAND, 3 if stream == 0 else 8, 0, stream, body)

    def send(self, kind, channel, timestamp, stream, body):
        packet = RTMPPacket(type=kind, format=0, channel=channel, timestamp=timestamp, body=body)
        packet.packet.m_nInfoField2 = stream
        with self.lock:
            self.rtmp.send_packet(packet, queue=False)

    def speak(self):
        while True:
            time.sleep(0.01)
            if not self.tone or not self.speaking:
                continue
            while self.sent < (time.monotonic() - self.began) * RATE:
                at = range(self.sent, self.sent + FRAME)
                frame = bytes(a_law(int(1200 * math.sin(2 * math.pi * self.tone * i / RATE))) for i in at)
                self.send(AUDIO, 4, self.sent * 1000 // RATE, self.speaking, A_LAW_TAG + frame)
                self.sent += FRAME


if __name__ == "__main__":
    url, app, tc_url, arguments, folder = sys.argv[1:]
    Phone(url, app, tc_url, json.loads(arguments), folder).run()
