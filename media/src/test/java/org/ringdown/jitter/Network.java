package org.ringdown.jitter;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import org.ringdown.codec.Goertzel;
import org.ringdown.codec.SoundEncoder;
import org.ringdown.codec.SoundSource;
import org.ringdown.codec.Tone;
import org.ringdown.media.Codec;
import org.ringdown.media.Format;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.rtp.RtpWriter;

/** A speaker, a network as bad as a test wants it, and a {@link Playout} at its other end, in virtual time. */
final class Network implements AutoCloseable {
    static final long MILLI = 1_000_000;
    static final long LOST = -1;
    static final long SILENT = -2;
    static final int FREQUENCY = 400;
    private static final int FRAME_MILLIS = 20;
    private static final long FRAME = FRAME_MILLIS * MILLI;

    /** What becomes of each packet. */
    interface Fate {
        /** For how long a packet travels, in nanoseconds; {@link #LOST}, or {@link #SILENT} if it is not even sent. */
        long of(int packet);
    }

    private record Arrival(long at, int order, byte[] bytes) {}

    final Random random;
    final Playout playout;
    final List<short[]> heard = new ArrayList<>();
    final List<Long> delays = new ArrayList<>();
    int ssrc = 1;
    int sequence = 1000;
    int timestamp = 50_000;
    double speed = 1;
    SoundSource sound;

    private final Format format;
    private final int sampleRate;
    private final SoundEncoder encoder;
    private final short[] samples;
    private final RtpPacket packet = new RtpPacket();
    private final PriorityQueue<Arrival> travelling =
            new PriorityQueue<>((a, b) ->
                    a.at == b.at ? Integer.compare(a.order, b.order) : Long.compare(a.at, b.at));
    private int packets;
    private int order;
    private double sendAt = 7 * MILLI;
    private long tickAt = 13 * MILLI;

    Network(Codec codec, int sampleRate, long seed) {
        this.random = new Random(seed);
        this.format = new Format(96, codec);
        this.sampleRate = sampleRate;
        this.encoder = SoundEncoder.of(codec, sampleRate).orElseThrow();
        this.samples = new short[encoder.sampleRate() / 50];
        this.playout = new Playout(List.of(format), sampleRate, random);
        this.sound = new Tone(encoder.sampleRate(), 0.3, FREQUENCY);
    }

    void expectLoss(int percent) {
        encoder.expectLoss(percent);
    }

    /** Lets so many packets be sent, and as much time pass. */
    Network run(int count, Fate fate) {
        for (int i = 0; i < count; i++) {
            send(fate.of(packets++));
            sendAt += FRAME / speed;
            while (tickAt < sendAt) tick();
        }
        return this;
    }

    /** A packet more than the fate says. */
    void again(long travel, int sequencesAgo, int timestampsAgo) {
        var bytes = bytes(sequence - sequencesAgo, timestamp - timestampsAgo, samples);
        travelling.add(new Arrival((long) sendAt + travel, order++, bytes));
    }

    /** A packet of one byte that says that nothing is said. */
    void silence(long travel) {
        var buffer = ByteBuffer.allocate(RtpPacket.HEADER + 1);
        RtpWriter.header(buffer, 0, format.payloadType(), false, sequence++, timestamp, ssrc);
        buffer.put(RtpPacket.HEADER, (byte) 0x08); // SILK, 20 ms, one channel
        travelling.add(new Arrival((long) sendAt + travel, order++, buffer.array()));
        run(1, _ -> SILENT);
    }

    private void send(long travel) {
        sound.fill(samples, samples.length);
        int advance = format.codec().clockRate() / 50;
        if (travel != SILENT) {
            var bytes = bytes(sequence++, timestamp, samples);
            if (travel != LOST) travelling.add(new Arrival((long) sendAt + travel, order++, bytes));
        }
        timestamp += advance;
    }

    private byte[] bytes(int sequence, int timestamp, short[] samples) {
        var buffer = ByteBuffer.allocate(1500);
        int payload =
                RtpWriter.header(buffer, 0, format.payloadType(), false, sequence, timestamp, ssrc);
        encoder.encode(samples, samples.length, buffer.position(payload));
        var bytes = new byte[buffer.position()];
        buffer.flip().get(bytes);
        return bytes;
    }

    private void tick() {
        while (!travelling.isEmpty() && travelling.peek().at <= tickAt) arrive(travelling.poll());
        var frame = new short[playout.frame()];
        boolean plays = playout.frame(frame, tickAt);
        heard.add(plays ? frame : new short[0]);
        delays.add(plays ? playout.delay(tickAt + FRAME) / MILLI : -1);
        tickAt += FRAME;
    }

    private void arrive(Arrival arrival) {
        packet.wrap(ByteBuffer.wrap(arrival.bytes), 0, arrival.bytes.length);
        playout.accept(packet, arrival.at);
    }

    int ticks() {
        return heard.size();
    }

    /** Whether the tone was heard at a turn. */
    boolean toneAt(int tick) {
        var frame = heard.get(tick);
        return frame.length > 0
                && level(frame) > 0.05
                && Goertzel.share(frame, sampleRate, FREQUENCY) > 0.85;
    }

    /** The share of turns since {@code from} at which it was. */
    double toneShare(int from) {
        int heardAt = 0;
        for (int i = from; i < ticks(); i++) if (toneAt(i)) heardAt++;
        return (double) heardAt / (ticks() - from);
    }

    int firstTone(int from) {
        for (int i = from; i < ticks(); i++) if (toneAt(i)) return i;
        throw new AssertionError("never heard again");
    }

    /** The largest step from one sample to the next, since {@code from}. */
    int steepest(int from) {
        int steepest = 0;
        int last = 0;
        boolean any = false;
        for (int i = from; i < ticks(); i++) {
            for (var sample : heard.get(i)) {
                if (any) steepest = Math.max(steepest, Math.abs(sample - last));
                last = sample;
                any = true;
            }
        }
        return steepest;
    }

    /** That step in the sound that was sent. */
    int steepestSent() {
        return (int) (0.3 * Short.MAX_VALUE * 2 * Math.PI * FREQUENCY / sampleRate);
    }

    static double level(short[] samples) {
        double power = 0;
        for (var sample : samples) power += (double) sample * sample;
        return Math.sqrt(2 * power / samples.length) / Short.MAX_VALUE;
    }

    @Override
    public void close() {
        playout.close();
        encoder.close();
    }
}
