package org.ringdown.jitter;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.ringdown.codec.ComfortNoise;
import org.ringdown.codec.StreamDecoder;
import org.ringdown.media.Format;
import org.ringdown.rtp.RtpClock;
import org.ringdown.rtp.RtpPacket;

/**
 * Plays one stream of packets, 20 ms at every turn of our clock, whatever the network does to it.
 *
 * <p>At each turn: decode until there is enough; make up what is missing; then take a period out or put one in where the delay is not what
 * it should be. Sound that is late is waited for, and makes the delay longer; what comes after it tells that it is lost.
 */
public final class Playout implements AutoCloseable {
    private static final int FRAMES_PER_SECOND = 50;

    /** The longest packet there is, and the rest of one before it. */
    private static final int LONGEST_MILLIS = 160;

    // Milliseconds of nothing.
    private static final int RESTING = 100;
    private static final int NOISE = 60;
    private static final int IDLE = 600;

    /** Of nothing that its sender has announced. */
    private static final int QUIET = 5000;

    /** How far the delay may be off. */
    private static final long TOO_SHORT = TimeUnit.MILLISECONDS.toNanos(5);

    private static final long TOO_LONG = TimeUnit.MILLISECONDS.toNanos(15);
    private static final long MUCH_TOO_LONG = TimeUnit.MILLISECONDS.toNanos(60);
    private static final long HOPELESS = TimeUnit.MILLISECONDS.toNanos(250);

    /** After a change nothing is changed for so many turns, unless it is urgent. */
    private static final int PAUSE = 4;

    private final int sampleRate;
    private final int frame;
    private final StreamDecoder[] decoders = new StreamDecoder[128];
    private final int[] clockRates = new int[128];
    private final PacketStore store = new PacketStore();
    private final DelayTarget delay = new DelayTarget();
    private final Arrivals arrivals = new Arrivals(store, delay);
    private final LossWatch losses = new LossWatch();
    private final TimeStretch stretch;
    private final ComfortNoise noise;
    private final Samples samples;
    private final short[] decoded;
    private final short[] hiss;

    private boolean playing;
    private int decoding;

    /** The sender's timestamp at the end of {@link #samples}. */
    private long end;

    /** Samples that were made up without knowing whether anything was lost. */
    private int stalled;

    /** Something lost was made up for since the latest packet. Numbers alone tell nothing: keys have some of them. */
    private boolean filled;

    /** Its sender has said that it has nothing to say. */
    private boolean quiet;

    /** Samples of the latest packet. */
    private int usual;

    private int pause;

    private long late;
    private long concealed;
    private long recovered;
    private long stretched;

    /**
     * @param formats what the stream may be in; what we cannot decode is not heard
     * @param sampleRate 8000 or 16,000: what is wanted
     */
    public Playout(List<Format> formats, int sampleRate, RandomGenerator random) {
        this.sampleRate = sampleRate;
        this.frame = sampleRate / FRAMES_PER_SECOND;
        this.usual = frame;
        this.stretch = new TimeStretch(sampleRate);
        this.noise = new ComfortNoise(random);
        this.samples = new Samples(sampleRate * LONGEST_MILLIS / 1000);
        this.decoded = new short[samples.array().length];
        this.hiss = new short[frame];
        for (var format : formats) {
            StreamDecoder.of(format.codec(), sampleRate)
                    .ifPresent(decoder -> decoders[format.payloadType()] = decoder);
            clockRates[format.payloadType()] = format.codec().clockRate();
        }
    }

    /** How many samples a turn takes. */
    public int frame() {
        return frame;
    }

    /** Takes a packet; false if it cannot be decoded here. */
    public boolean accept(RtpPacket packet, long now) {
        int type = packet.payloadType();
        if (decoders[type] == null) return false;
        if (arrivals.isAnother(packet, clockRates[type], now)) {
            arrivals.begin(packet, clockRates[type], now);
            stopPlaying();
        }
        if (playing && arrivals.isTogether(packet, now)) losses.lost(1);
        if (!arrivals.take(packet, playing, now)) late++;
        return true;
    }

    /** Nothing to play, for as long as it takes; {@link #frame(short[], long)} has nothing to say before the next packet. */
    public boolean isIdle() {
        return !playing && store.isEmpty();
    }

    /** Plays the next 20 ms; false where there is nothing to play yet, or any more. */
    public boolean frame(short[] to, long now) {
        if (!playing && !begin(now)) return false;
        while (samples.count() < frame) more(now);
        keepDelay(now);
        while (samples.count() < frame) more(now);
        samples.take(to, frame);
        if (millis(stalled) >= NOISE && !quiet) addNoise(to);
        if (millis(stalled) >= (quiet ? QUIET : IDLE)) stopPlaying();
        return true;
    }

    private boolean begin(long now) {
        if (store.isEmpty() || delayAt(store.first().timestamp(), now) < wanted()) return false;
        samples.clear();
        resume(now);
        playing = true;
        return true;
    }

    /** Whatever comes next begins anew. */
    public void forget() {
        arrivals.forget();
        stopPlaying();
    }

    private void stopPlaying() {
        playing = false;
        stalled = 0;
        samples.clear();
    }

    // What comes next.

    private void more(long now) {
        if (store.isEmpty()) {
            stall();
            return;
        }
        var next = store.first();
        boolean resting = millis(stalled) >= RESTING || isPause(next);
        if (resting) {
            if (delayAt(next.timestamp(), now + nanos(samples.count())) < wanted()) stall();
            else resume(now);
            return;
        }
        int gap = samplesOf(next.timestamp() - end);
        // One that comes just after it was made up for is heard still, and makes the delay longer.
        if (gap <= -2 * frame) {
            store.skipTo(next.number() + 1);
            late++;
            return;
        }
        int missing = gap - stalled;
        if (missing > frame / 8) fill(next, missing);
        else decode(next);
    }

    /** Whether its sender had nothing to say before it: then nothing is missing, but time has passed. */
    private boolean isPause(PacketStore.Place next) {
        return store.isNextHere() && samplesOf(next.timestamp() - end) >= frame / 2;
    }

    /** Goes on with the packet whose time it is; those that should have been heard long ago are left out. */
    private void resume(long now) {
        long ready = now + nanos(samples.count());
        while (true) {
            var next = store.first();
            end = next.timestamp();
            decoding = next.payloadType();
            stalled = 0;
            if (delayAt(end, ready) - wanted() < nanos(usual)) break;
            store.skipTo(next.number() + 1);
            if (store.isEmpty()) return;
        }
        decode(store.first());
    }

    private void stall() {
        int count = frame - samples.count();
        conceal(count);
        stalled += count;
    }

    private void fill(PacketStore.Place next, int missing) {
        var decoder = decoders[next.payloadType()];
        filled = true;
        if (missing <= usual && next.payloadType() == decoding) {
            decoder.recover(next.payload(), decoded, missing);
            samples.append(decoded, missing);
            if (decoder.recovers()) recovered += missing;
            else concealed += missing;
            end += units(missing);
        } else {
            int count = Math.min(Math.max(missing - usual, 1), frame);
            conceal(count);
            end += units(count);
        }
    }

    private void conceal(int count) {
        decoders[decoding].conceal(decoded, count);
        samples.append(decoded, count);
        if (!quiet) concealed += count;
    }

    private void decode(PacketStore.Place next) {
        decoding = next.payloadType();
        if (stalled > 0 || filled) losses.lost(next.number() - store.next());
        filled = false;
        store.skipTo(next.number() + 1);
        losses.came();
        quiet = decoders[decoding].isPause(next.payload().remaining());
        int count = decoders[decoding].decode(next.payload(), decoded);
        count = Math.min(count, samples.room());
        if (count == 0) return;
        samples.append(decoded, count);
        end = next.timestamp() + units(count);
        usual = count;
        stalled = 0;
    }

    private void addNoise(short[] to) {
        noise.fill(hiss, frame);
        for (int i = 0; i < frame; i++)
            to[i] = (short) Math.clamp(to[i] + hiss[i], Short.MIN_VALUE, Short.MAX_VALUE);
    }

    // How long it waits.

    private void keepDelay(long now) {
        if (stalled > 0) return;
        long excess = delay(now) - wanted();
        if (excess > HOPELESS && !store.isEmpty()) {
            conceal(Math.min(frame / 4, samples.room()));
            resume(now);
            return;
        }
        boolean urgent = excess > MUCH_TOO_LONG;
        if (pause > 0 && !urgent) {
            pause--;
            return;
        }
        if (excess > TOO_LONG) shorten(urgent);
        else if (excess < -TOO_SHORT) changed(lengthened(-excess > 2 * TOO_LONG));
    }

    private void shorten(boolean urgent) {
        int needed = frame + stretch.longest();
        while (samples.count() < needed && isNextAtHand()) decode(store.first());
        if (samples.count() < needed) return;
        changed(stretch.shorten(samples.array(), samples.count(), urgent));
    }

    private boolean isNextAtHand() {
        return !store.isEmpty()
                && store.isNextHere()
                && !isPause(store.first())
                && usual <= samples.room();
    }

    private int lengthened(boolean urgent) {
        return stretch.lengthen(samples.array(), samples.count(), urgent);
    }

    private void changed(int count) {
        if (count == samples.count()) return;
        samples.count(count);
        stretched++;
        pause = PAUSE;
    }

    private long delayAt(long timestamp, long now) {
        return delay.waited(arrivals.nanos(timestamp), now);
    }

    /** Where packets get lost, the next one is waited for: it may say again what the lost one said. */
    private long wanted() {
        long least = delay.target();
        var decoder = decoders[decoding];
        boolean helps = losses.isLossy() && decoder != null && decoder.recovers();
        return helps ? Math.min(least + nanos(usual), DelayTarget.LONGEST) : least;
    }

    private int samplesOf(long units) {
        return Math.clamp(units * sampleRate / arrivals.clockRate(), -frame, sampleRate);
    }

    private long units(int count) {
        return (long) count * arrivals.clockRate() / sampleRate;
    }

    private long nanos(int count) {
        return RtpClock.nanos(count, sampleRate);
    }

    private int millis(int count) {
        return count * 1000 / sampleRate;
    }

    // Whose sound the last turn was, and of when.

    /** Whether it was what its sender said: what was made up is of no time. */
    public boolean isTimed() {
        return stalled == 0;
    }

    public int ssrc() {
        return arrivals.ssrc();
    }

    /** How long after {@code timestamp} it was said, by its sender's clock; negative where it was before. */
    public long since(int timestamp) {
        return arrivals.nanos((int) latest() - timestamp);
    }

    /** When it would have come, had it travelled as fast as the fastest. */
    public long cameAt(long now) {
        return now - delayAt(latest(), now);
    }

    private long latest() {
        return end - units(samples.count() + frame);
    }

    // What it has been through.

    /** For how long what is played next has waited, on top of the fastest way here. */
    public long delay(long now) {
        return delayAt(end - units(samples.count()), now);
    }

    /** Packets that were of no use: too late, or here already. */
    public long late() {
        return late;
    }

    /** Samples that were made up. */
    public long concealed() {
        return concealed;
    }

    /** Samples that were lost, and asked of the packet after them. */
    public long recovered() {
        return recovered;
    }

    /** How often a period was taken out or put in. */
    public long stretched() {
        return stretched;
    }

    @Override
    public void close() {
        for (var decoder : decoders) if (decoder != null) decoder.close();
    }
}
