package org.ringdown.path;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.ringdown.codec.SoundEncoder;
import org.ringdown.jitter.Playout;
import org.ringdown.media.Codec;
import org.ringdown.media.Format;
import org.ringdown.media.Transcoding;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.rtp.RtpWriter;
import org.ringdown.worker.DatagramHandler;
import org.ringdown.worker.Loop;
import org.ringdown.worker.Ticker;

/**
 * Says in one codec what a partner says in others: jitter buffer, decoder, encoder, at the pace of our own clock.
 *
 * <p>Keys go along as events, in the same stream, and the sound is left out meanwhile. Whenever the partner has been silent for long, what it says
 * next is another source.
 */
final class Transcoder {
    interface Mouth {
        void speak(long source, RtpPacket packet, long now);
    }

    /** Hears when what is said with a timestamp of ours was captured. */
    interface Captures {
        void captured(long source, int timestamp, long nanos);
    }

    private static final long FRAME = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int FRAMES_PER_SECOND = 50;
    private static final long STALL = TimeUnit.MILLISECONDS.toNanos(200);
    private static final int LONGEST_PAYLOAD = 1275; // RFC 6716 §3.2.1; G.722 has 160

    // What is said twice costs what is said once some of its sound: a little always pays, more than
    // that soon does not.
    private static final int LEAST_LOSS = 5;
    private static final int MOST_LOSS = 30;

    /** For so long after a packet of a key there is no sound: the next of its packets comes within it (RFC 4733 §2.5.1.2). */
    private static final long KEY = TimeUnit.MILLISECONDS.toNanos(60);

    private final Loop loop;
    private final Playout playout;
    private final SoundEncoder encoder;
    private final Format to;
    private final int units;
    private final LongSupplier sources;
    private final IntSupplier farLoss;
    private final Mouth mouth;
    private final Captures captures;
    private final Ticker ticker;
    private final short[] samples;
    private final ByteBuffer buffer =
            ByteBuffer.allocate(RtpPacket.HEADER + LONGEST_PAYLOAD + DatagramHandler.TAIL);
    private final RtpPacket packet = new RtpPacket();

    private boolean running;
    private Optional<CaptureTime> captured = Optional.empty();
    private long source;
    private int sequence;
    private int timestamp;

    private boolean keyed;
    private int keySaid;
    private int keyTimestamp;
    private int keySource;
    private long soundAfter;

    private Transcoder(
            Loop loop,
            Playout playout,
            SoundEncoder encoder,
            Format to,
            LongSupplier sources,
            IntSupplier farLoss,
            Mouth mouth,
            Captures captures) {
        this.loop = loop;
        this.playout = playout;
        this.encoder = encoder;
        this.to = to;
        this.units = to.codec().clockRate() / FRAMES_PER_SECOND;
        this.sources = sources;
        this.farLoss = farLoss;
        this.mouth = mouth;
        this.captures = captures;
        this.ticker = new Ticker(loop, FRAME, STALL, this::turn);
        this.samples = new short[playout.frame()];
    }

    /** In what of {@code to} that can be said which {@code from} lists and {@code to} does not; nothing where that cannot be converted. */
    static Optional<Format> target(List<Format> from, List<Format> to, Transcoding able) {
        boolean understood =
                from.stream()
                        .map(Format::codec)
                        .anyMatch(codec -> able.converts(codec) && !has(to, codec));
        return to.stream()
                .filter(ours -> understood && able.converts(ours.codec()))
                .filter(ours -> SoundEncoder.isKnown(ours.codec()))
                .findFirst();
    }

    /** Whether something is understood without it. */
    static boolean isNeedless(List<Format> from, List<Format> to) {
        return from.stream()
                .map(Format::codec)
                .anyMatch(codec -> !codec.isTelephoneEvent() && has(to, codec));
    }

    private static boolean has(List<Format> formats, Codec codec) {
        return formats.stream().anyMatch(format -> format.codec().equals(codec));
    }

    /**
     * To be closed.
     *
     * @param to what {@link #target} found
     * @param sources names a new source at each call
     * @param farLoss how many packets of a hundred the far end misses
     */
    static Transcoder between(
            Loop loop,
            RandomGenerator random,
            List<Format> from,
            Format to,
            LongSupplier sources,
            IntSupplier farLoss,
            Mouth mouth,
            Captures captures) {
        boolean wide = isWide(to) || isOpus(to) && from.stream().anyMatch(Transcoder::isWide);
        var encoder =
                SoundEncoder.of(to.codec(), wide ? SoundEncoder.WIDE : SoundEncoder.NARROW)
                        .orElseThrow();
        var playout = new Playout(from, encoder.sampleRate(), random);
        return new Transcoder(loop, playout, encoder, to, sources, farLoss, mouth, captures);
    }

    private static boolean isWide(Format format) {
        var codec = format.codec();
        if (codec.isTelephoneEvent() || isOpus(format)) return false;
        return codec.clockRate() > SoundEncoder.NARROW || codec.equals(Codec.G722);
    }

    private static boolean isOpus(Format format) {
        return format.codec().equals(Codec.OPUS);
    }

    Format to() {
        return to;
    }

    /** Takes a packet of sound; false if it cannot be decoded here. */
    boolean accept(RtpPacket heard, long now) {
        if (!playout.accept(heard, now)) return false;
        run(now);
        return true;
    }

    /** Passes on a packet of a key, which is in the far end's format already. */
    void key(RtpPacket event, long now) {
        run(now);
        boolean other = !keyed || event.ssrc() != keySource;
        if (other || event.timestamp() - keySaid > 0) begin(event);
        else if (event.timestamp() != keySaid) return; // an old one, late
        soundAfter = now + KEY;
        event.sequence(sequence++);
        event.timestamp(keyTimestamp);
        mouth.speak(source, event, now);
    }

    /** A key lies where our clock stands; the next piece of a long one is told as of then, too (RFC 4733 §2.5.1.3). */
    private void begin(RtpPacket event) {
        keyTimestamp = keyed && timestamp == keyTimestamp ? timestamp + 1 : timestamp;
        keyed = true;
        keySource = event.ssrc();
        keySaid = event.timestamp();
    }

    /** When the partner captured its sound. */
    void captured(CaptureTime time) {
        captured = Optional.of(time);
    }

    boolean isRunning() {
        return running;
    }

    private void run(long now) {
        if (running) return;
        running = true;
        keyed = false;
        source = sources.getAsLong();
        ticker.start(now);
    }

    /** The partner is understood without it. */
    void rest() {
        if (!running) return;
        running = false;
        ticker.stop();
        playout.forget();
    }

    private void turn() {
        long now = ticker.turn();
        boolean plays = playout.frame(samples, now);
        boolean key = now - soundAfter < 0 && keyed;
        if (plays && !key) say(now);
        timestamp += units;
        if (!key && playout.isIdle()) {
            running = false;
            ticker.stop();
        }
    }

    private void say(long now) {
        buffer.clear();
        int payload = RtpWriter.header(buffer, 0, to.payloadType(), false, sequence, timestamp, 0);
        if (sequence % FRAMES_PER_SECOND == 0)
            encoder.expectLoss(Math.clamp(farLoss.getAsInt(), LEAST_LOSS, MOST_LOSS));
        encoder.encode(samples, samples.length, buffer.position(payload));
        int length = buffer.position();
        if (length == payload) return;
        sequence++;
        packet.wrap(buffer.limit(length), 0, length);
        packet.timestamp(timestamp - encoder.behind());
        mouth.speak(source, packet, loop.nanos());
        if (playout.isTimed()) captures.captured(source, timestamp, captureTime(now));
    }

    /** Where the partner does not say when it was captured, the time of its coming stands for that: it has waited here since. */
    private long captureTime(long now) {
        boolean reported = captured.isPresent() && captured.get().ssrc() == playout.ssrc();
        return reported
                ? captured.get().nanos() + playout.since(captured.get().timestamp())
                : playout.cameAt(now);
    }

    void close() {
        ticker.stop();
        playout.close();
        encoder.close();
    }
}
