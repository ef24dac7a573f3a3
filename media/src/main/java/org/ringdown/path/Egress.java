package org.ringdown.path;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.ringdown.codec.Melody;
import org.ringdown.media.Filler;
import org.ringdown.media.Format;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.rtp.RtpWriter;
import org.ringdown.transport.Transport;
import org.ringdown.worker.Alarm;
import org.ringdown.worker.Counted;
import org.ringdown.worker.Counters;
import org.ringdown.worker.Loop;

/**
 * The one stream that a far end receives, whoever speaks: keys before a partner, a partner before the filler.
 *
 * <p>Which of them it is never shows: {@link OutgoingStream} joins them without a break.
 */
public final class Egress {
    /** For so long a far end hears nothing before it hears the filler. */
    private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(200);

    /** After a stall this long, what was missed is not made up for. */
    private static final long STALL = PATIENCE;

    private final Loop loop;
    private final RandomGenerator random;
    private final Counters counters;
    private final OutgoingStreams streams;
    private final Transport transport;
    private final Optional<Filler> filler;
    private final boolean tonesOnly;
    private final Alarm fillAlarm;
    private final Alarm keyAlarm;

    private List<Format> formats = List.of();
    private final int[] clockRates = new int[128];
    private final boolean[] events = new boolean[128];
    private int latestType = -1;

    // Our own sources are numbered down from -1, a new one whenever its packets are numbered from 0
    // again.
    private long ownSources;
    private KeySource keys = KeySource.NONE;
    private long keyNumber;
    private Optional<Announcement> fill = Optional.empty();
    private long fillNumber;
    private long spokenAt;
    private long fillAt;
    private boolean filling;

    /**
     * @param filler what is heard while there is nothing else; nothing where silence needs no packets
     * @param tonesOnly whether keys are tones even where events were agreed: a page plays sound, and nothing else
     */
    public Egress(
            Loop loop,
            RandomGenerator random,
            OutgoingStreams streams,
            Transport transport,
            Optional<Filler> filler,
            boolean tonesOnly) {
        this.loop = loop;
        this.random = random;
        this.counters = loop.counters();
        this.streams = streams;
        this.transport = transport;
        this.filler = filler;
        this.tonesOnly = tonesOnly;
        this.fillAlarm = loop.alarm(this::onFillAlarm);
        this.keyAlarm = loop.alarm(this::onKeyAlarm);
    }

    /** What the far end agreed to hear, the preferred codec first; nothing silences the stream. */
    public void formats(List<Format> sending) {
        if (sending.equals(formats)) return;
        formats = List.copyOf(sending);
        Arrays.fill(clockRates, 0);
        Arrays.fill(events, false);
        for (var format : formats) {
            clockRates[format.payloadType()] = format.codec().clockRate();
            events[format.payloadType()] = format.codec().isTelephoneEvent();
        }
        if (latestType >= 0 && clockRates[latestType] == 0) latestType = -1;
        keys = KeySource.NONE;
        keyAlarm.cancel();
        stopFilling();
        if (filler.isPresent() && !formats.isEmpty()) expect(loop.nanos());
    }

    public List<Format> formats() {
        return formats;
    }

    /** A partner's packet, under our payload type. */
    void speak(long source, RtpPacket packet, long now) {
        spokenAt = now;
        if (keys.isPressing()) return;
        filling = false;
        write(source, packet, now);
    }

    /** A partner's packet that is not for this far end. It was not lost, and must not look so. */
    void skip(long source, RtpPacket packet) {
        streams.skip(source, packet.sequence());
    }

    /** Has the far end hear keys; what is no key, or cannot be heard in any codec agreed, is not. */
    public void press(String pressed, Duration duration, Duration gap) {
        long now = loop.nanos();
        if (!keys.isPressing()) {
            keys = keySource();
            keyNumber = --ownSources;
        }
        if (!keys.press(pressed, duration.toNanos(), gap.toNanos(), now)) {
            counters.count(Counted.NOT_UNDERSTOOD);
            return;
        }
        onKeyAlarm();
    }

    public void close() {
        formats(List.of());
    }

    private KeySource keySource() {
        int clockRate =
                streams.latest().map(OutgoingStream::clockRate).orElseGet(this::preferredClockRate);
        var agreed = formats.stream().filter(format -> format.codec().isTelephoneEvent()).toList();
        var fitting =
                agreed.stream()
                        .filter(format -> format.codec().clockRate() == clockRate)
                        .findFirst();
        if (!tonesOnly && !agreed.isEmpty())
            return new EventKeys(fitting.orElseGet(agreed::getFirst));
        return voices().stream()
                .map(ToneKeys::in)
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(KeySource.NONE);
    }

    private int preferredClockRate() {
        return voices().isEmpty() ? 8000 : voices().getFirst().codec().clockRate();
    }

    /** What carries sound: the codec in use first, then as the far end prefers. */
    private List<Format> voices() {
        return formats.stream()
                .filter(format -> !format.codec().isTelephoneEvent())
                .sorted((a, b) ->
                        Boolean.compare(
                                b.payloadType() == latestType, a.payloadType() == latestType))
                .toList();
    }

    private void onKeyAlarm() {
        long now = loop.nanos();
        while (keys.poll(now)) write(keyNumber, keys.packet(), now);
        if (keys.isPressing()) keyAlarm.set(keys.deadline());
    }

    private void expect(long now) {
        spokenAt = now;
        fillAlarm.set(now + PATIENCE);
    }

    private void stopFilling() {
        filling = false;
        fill = Optional.empty();
        fillAlarm.cancel();
    }

    /** Set once for every 200 ms while somebody speaks, and for every frame while nobody does. */
    private void onFillAlarm() {
        long now = loop.nanos();
        if (!filling && now - spokenAt < PATIENCE) {
            fillAlarm.set(spokenAt + PATIENCE);
            return;
        }
        if (!filling) beginFilling(now);
        if (!keys.isPressing() && fill.isPresent()) write(fillNumber, fill.get().next(), now);
        fillAt =
                now - fillAt > STALL ? now + Announcement.INTERVAL : fillAt + Announcement.INTERVAL;
        fillAlarm.set(fillAt);
    }

    private void beginFilling(long now) {
        filling = true;
        fillAt = now;
        boolean ready =
                fill.isPresent()
                        && (latestType == -1 || fill.get().format().payloadType() == latestType);
        if (ready) return;
        fill = voices().stream().findFirst().flatMap(this::filling);
        fillNumber = --ownSources;
    }

    private Optional<Announcement> filling(Format format) {
        var melody =
                filler.filter(Filler.MUSIC::equals)
                        .flatMap(_ -> Announcement.of(format, Melody::new));
        return melody.or(() -> Announcement.quiet(format, random));
    }

    private void write(long source, RtpPacket packet, long now) {
        int type = packet.payloadType();
        boolean event = events[type];
        var stream = event ? streams.latestOr(clockRates[type]) : streams.at(clockRates[type]);
        RtpWriter.bare(packet);
        if (!stream.write(packet, source, event, now)) {
            counters.count(Counted.LATE);
            return;
        }
        if (!event) latestType = type;
        transport.send(packet);
    }
}
