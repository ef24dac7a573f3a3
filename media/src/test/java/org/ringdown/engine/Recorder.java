package org.ringdown.engine;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.ringdown.codec.Goertzel;
import org.ringdown.codec.SoundDecoder;
import org.ringdown.media.Codec;
import org.ringdown.media.Format;
import org.ringdown.rtp.KeypadReceiver;
import org.ringdown.rtp.RtpPacket;

/** What one far end has received. Written on its loop, read from anywhere. */
final class Recorder {
    record Heard(
            int payloadType, int sequence, int timestamp, int ssrc, ByteBuffer payload, long at) {}

    private final List<Format> formats;
    private final List<Heard> packets = new CopyOnWriteArrayList<>();
    private final KeypadReceiver keypad = new KeypadReceiver();
    private final StringBuffer keys = new StringBuffer();
    private final Map<Integer, CompletableFuture<Void>> waiting = new ConcurrentHashMap<>();

    Recorder(List<Format> formats) {
        this.formats = formats;
    }

    void record(RtpPacket packet, long now) {
        var payload = ByteBuffer.allocate(packet.payloadLength());
        payload.put(0, packet.buffer(), packet.payloadOffset(), packet.payloadLength());
        packets.add(
                new Heard(
                        packet.payloadType(),
                        packet.sequence(),
                        packet.timestamp(),
                        packet.ssrc(),
                        payload,
                        now));
        waiting.forEach(this::complete);
        if (!codec(packet.payloadType()).isTelephoneEvent()) return;
        char key = keypad.receive(packet, now);
        if (key != KeypadReceiver.NO_KEY) keys.append(key);
    }

    /** Completes when {@code count} packets have come. */
    CompletableFuture<Void> heard(int count) {
        var future = waiting.computeIfAbsent(count, _ -> new CompletableFuture<>());
        complete(count, future);
        return future;
    }

    private void complete(int count, CompletableFuture<Void> future) {
        if (packets.size() >= count) future.complete(null);
    }

    List<Heard> packets() {
        return packets;
    }

    /** The keys that came as events. */
    String keys() {
        return keys.toString();
    }

    /** The share of a tone in the last {@code count} packets of sound. */
    double share(double frequency, int count) {
        int sounds = (int) packets.stream().filter(this::isSound).count();
        return share(frequency, Math.max(0, sounds - count), sounds);
    }

    /** The share of a tone in the packets of sound from one to another. All before are decoded too, as a decoder needs to settle. */
    double share(double frequency, int from, int to) {
        var sounds = packets.stream().filter(this::isSound).toList();
        if (sounds.isEmpty()) return 0;
        var decoder = SoundDecoder.of(codec(sounds.getFirst().payloadType())).orElseThrow();
        int frame = decoder.sampleRate() / 50;
        var samples = new short[to * frame];
        for (int i = 0; i < to; i++) {
            var decoded = new short[frame];
            decoder.decode(sounds.get(i).payload().duplicate(), decoded);
            System.arraycopy(decoded, 0, samples, i * frame, frame);
        }
        return Goertzel.share(samples, from * frame, to * frame, decoder.sampleRate(), frequency);
    }

    private boolean isSound(Heard packet) {
        return !codec(packet.payloadType()).isTelephoneEvent();
    }

    /** Another SSRC, a hole in the numbers, or, beyond what the network may do, a timestamp off the clock. */
    long breaks(long toleranceNanos) {
        long breaks = 0;
        for (int i = 1; i < packets.size(); i++) {
            if (isBroken(packets.get(i - 1), packets.get(i), toleranceNanos)) breaks++;
        }
        return breaks;
    }

    private boolean isBroken(Heard before, Heard packet, long toleranceNanos) {
        int clockRate = codec(packet.payloadType()).clockRate();
        boolean next = packet.sequence() == (before.sequence() + 1 & 0xFFFF);
        long stamped = (packet.timestamp() - before.timestamp()) * 1_000_000_000L / clockRate;
        boolean timed = Math.abs(stamped - (packet.at() - before.at())) <= toleranceNanos;
        return packet.ssrc() != before.ssrc() || !next || !timed;
    }

    private Codec codec(int payloadType) {
        return formats.stream()
                .filter(format -> format.payloadType() == payloadType)
                .map(Format::codec)
                .findFirst()
                .orElseThrow(() ->
                        new AssertionError("payload type " + payloadType + " was never agreed"));
    }
}
