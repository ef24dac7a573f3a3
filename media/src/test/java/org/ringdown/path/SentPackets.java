package org.ringdown.path;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.ringdown.codec.SoundDecoder;
import org.ringdown.media.Codec;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.rtp.RtpWriter;
import org.ringdown.transport.Transport;

/** A transport that keeps what is sent, and can tell whether it would sound unbroken. */
final class SentPackets implements Transport {
    record Sent(
            int payloadType,
            boolean marker,
            int sequence,
            int timestamp,
            int ssrc,
            ByteBuffer payload,
            long at) {}

    private final List<Sent> sent = new ArrayList<>();
    private final LongSupplier clock;

    SentPackets(LongSupplier clock) {
        this.clock = clock;
    }

    @Override
    public void send(RtpPacket packet) {
        var payload = ByteBuffer.allocate(packet.payloadLength());
        payload.put(0, packet.buffer(), packet.payloadOffset(), packet.payloadLength());
        sent.add(
                new Sent(
                        packet.payloadType(),
                        packet.marker(),
                        packet.sequence(),
                        packet.timestamp(),
                        packet.ssrc(),
                        payload,
                        clock.getAsLong()));
    }

    @Override
    public void sendRtcp(ByteBuffer buffer, int offset, int length) {
        throw new AssertionError("nobody reports here");
    }

    @Override
    public boolean reaches() {
        return true;
    }

    @Override
    public InetSocketAddress remote() {
        return new InetSocketAddress(0);
    }

    @Override
    public int port() {
        return 0;
    }

    @Override
    public void close() {}

    /** Everything so far. */
    List<Sent> all() {
        return sent;
    }

    /** What was sent since this was last asked. */
    List<Sent> taken() {
        var since = List.copyOf(sent);
        sent.clear();
        return since;
    }

    /**
     * Breaks by the definition of the design: another SSRC, a step in the numbers, or a timestamp off the clock by more than 20 ms. Nothing was
     * lost on the way here, so every step is one.
     */
    static long breaks(List<Sent> packets, int clockRate) {
        long breaks = 0;
        for (int i = 1; i < packets.size(); i++) {
            var before = packets.get(i - 1);
            var packet = packets.get(i);
            long clock = (packet.at() - before.at()) * clockRate / 1_000_000_000;
            long off = Math.abs(packet.timestamp() - before.timestamp() - clock);
            boolean next = packet.sequence() == (before.sequence() + 1 & 0xFFFF);
            if (packet.ssrc() != before.ssrc() || !next || off > clockRate / 50) breaks++;
        }
        return breaks;
    }

    /** What a far end would hear of these packets. */
    static short[] heard(List<Sent> packets, Codec codec) {
        var decoder = SoundDecoder.of(codec).orElseThrow();
        var all = new short[packets.size() * 320];
        int length = 0;
        for (var packet : packets) {
            var frame = new short[320];
            int count = decoder.decode(packet.payload().duplicate(), frame);
            System.arraycopy(frame, 0, all, length, count);
            length += count;
        }
        return java.util.Arrays.copyOf(all, length);
    }

    /** A packet with room behind it, as transports hand them up. */
    static RtpPacket packet(
            int payloadType, int sequence, int timestamp, int ssrc, byte... payload) {
        var buffer = ByteBuffer.allocate(RtpPacket.HEADER + payload.length + 64);
        RtpWriter.header(buffer, 0, payloadType, false, sequence & 0xFFFF, timestamp, ssrc);
        buffer.put(RtpPacket.HEADER, payload);
        var packet = new RtpPacket();
        packet.wrap(buffer, 0, RtpPacket.HEADER + payload.length);
        return packet;
    }
}
