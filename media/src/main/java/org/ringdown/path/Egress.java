package org.ringdown.path;

import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import org.ringdown.codec.Music;
import org.ringdown.media.Codec;
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
    private static final int NO_TYPE = -1;

    private final Loop loop;
    private final Counters counters;
    private final OutgoingStreams streams;
    private final Transport transport;
    private final RandomGenerator random;
    private final Music music;
    private final Optional<FillerSource> usual;
    private Optional<FillerSource> filler;
    private final boolean tonesOnly;
    private final Alarm keyAlarm;
    private final Alarm beepAlarm;
    private Optional<Duration> beepsEvery = Optional.empty();

    private List<Format> formats = List.of();
    private final int[] clockRates = new int[128];
    private final boolean[] events = new boolean[128];
    private int latestType = NO_TYPE;
    private Optional<Redundancy> redundancy = Optional.empty();
    private OptionalInt redundant = OptionalInt.empty();
    private boolean silentKeys;
    private int farLoss;

    // Our own sources are numbered down from -1: a new one whenever packets are numbered from 0
    // again.
    private long ownSources;
    private KeySource keys = KeySource.NONE;
    private long keyNumber;
    private long fillerNumber;

    /**
     * @param filler what is heard while there is nothing else; nothing where silence needs no packets
     * @param music what is heard where that, or a hold, is music
     * @param tonesOnly whether keys are tones even where events were agreed: a page plays sound, and nothing else
     */
    public Egress(
            Loop loop,
            RandomGenerator random,
            OutgoingStreams streams,
            Transport transport,
            Optional<Filler> filler,
            Music music,
            boolean tonesOnly) {
        this.loop = loop;
        this.counters = loop.counters();
        this.streams = streams;
        this.transport = transport;
        this.random = random;
        this.music = music;
        this.usual = filler.map(this::source);
        this.filler = usual;
        this.tonesOnly = tonesOnly;
        this.keyAlarm = loop.alarm(this::onKeyAlarm);
        this.beepAlarm = loop.alarm(this::onBeepAlarm);
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
        if (latestType != NO_TYPE && clockRates[latestType] == 0) latestType = NO_TYPE;
        redundancy.ifPresent(present -> present.formats(formats));
        keys = KeySource.NONE;
        keyAlarm.cancel();
        refill();
    }

    /** Under which payload type the far end understands packets that say Opus again (RFC 2198), if it does. */
    public void redundancy(OptionalInt type) {
        if (type.equals(redundant)) return;
        redundant = type;
        redundancy =
                type.isPresent() ? Optional.of(new Redundancy(type.getAsInt())) : Optional.empty();
        redundancy.ifPresent(present -> present.formats(formats));
    }

    public List<Format> formats() {
        return formats;
    }

    /** Whether keys reach the far end by signalling, so that those of a partner are not made audible. */
    public void silentKeys(boolean silent) {
        silentKeys = silent;
    }

    boolean hasSilentKeys() {
        return silentKeys;
    }

    /** How many packets of a hundred the far end says it misses. */
    public void farLoss(int percent) {
        farLoss = percent;
        redundancy.ifPresent(present -> present.farLoss(percent, loop.nanos()));
    }

    public int farLoss() {
        return farLoss;
    }

    /** Whether keys are events here. */
    boolean hearsEvents() {
        return !tonesOnly && formats.stream().anyMatch(format -> format.codec().isTelephoneEvent());
    }

    /** Events that count at the clock rate of the sound that they are part of (RFC 4733 §2.1); else those that there are. */
    List<Format> eventsAt(int clockRate) {
        var all = formats.stream().filter(format -> format.codec().isTelephoneEvent()).toList();
        var fitting =
                all.stream().filter(format -> format.codec().clockRate() == clockRate).toList();
        return fitting.isEmpty() ? all : fitting;
    }

    public void close() {
        beeps(Optional.empty());
        formats(List.of());
    }

    /** A partner's packet, under our payload type. */
    void speak(long source, RtpPacket packet, long now) {
        if (filler.isPresent()) filler.get().spoken(now);
        if (!keys.isPressing()) write(source, packet, now);
    }

    /** A partner's packet that is not for this far end. It was not lost, and must not look so. */
    void skip(long source, RtpPacket packet) {
        streams.skip(source, packet.sequence());
    }

    /** What bears this timestamp of a partner was captured then: reports tell the far end, whose lips it is to stay with. */
    void captured(long source, int timestamp, long nanos) {
        streams.captured(source, timestamp, nanos);
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
        var out = redundancy.isPresent() ? redundancy.get().around(packet) : packet;
        stream.sent(out.payloadLength());
        transport.send(out);
        if (!event && type != latestType) {
            latestType = type;
            refill();
        }
    }

    // The filler.

    /** Whether music is heard, instead of the usual filler. */
    public void music(boolean on) {
        filler.ifPresent(present -> present.format(Optional.empty()));
        filler = on ? Optional.of(source(Filler.MUSIC)) : usual;
        refill();
    }

    private FillerSource source(Filler kind) {
        return new FillerSource(loop, kind, music, random, this::fill);
    }

    private void refill() {
        if (filler.isEmpty()) return;
        filler.get().format(filler.get().best(voices()));
        fillerNumber = --ownSources;
    }

    private void fill() {
        if (keys.isPressing()) return;
        filler.flatMap(FillerSource::announcement)
                .ifPresent(sound -> write(fillerNumber, sound.next(), loop.nanos()));
    }

    // Beeps.

    /** How often the far end hears a beep, the first one at once; empty for never any more. */
    public void beeps(Optional<Duration> interval) {
        if (interval.equals(beepsEvery)) return;
        beepsEvery = interval;
        beepAlarm.cancel();
        if (interval.isPresent()) onBeepAlarm();
    }

    private void onBeepAlarm() {
        if (beepsEvery.isEmpty()) return;
        long now = loop.nanos();
        beepAlarm.set(now + beepsEvery.get().toNanos());
        if (!keys.isPressing()) sound(Beep.in(voices(), now), now);
    }

    // Keys.

    /** Has the far end hear keys; what is no key, or cannot be heard in any codec agreed, is not. */
    public void press(String pressed, Duration duration, Duration gap) {
        long now = loop.nanos();
        if (!keys.isPressing() || keys instanceof Beep) {
            keys = keySource();
            keyNumber = --ownSources;
        }
        if (keys.press(pressed, duration.toNanos(), gap.toNanos(), now)) onKeyAlarm();
        else counters.count(Counted.NOT_UNDERSTOOD);
    }

    private void sound(KeySource source, long now) {
        keys = source;
        keyNumber = --ownSources;
        if (keys.isPressing()) onKeyAlarm();
    }

    private void onKeyAlarm() {
        long now = loop.nanos();
        while (keys.poll(now)) write(keyNumber, keys.packet(), now);
        if (keys.isPressing()) keyAlarm.set(keys.deadline());
    }

    private KeySource keySource() {
        var events = eventsAt(voices().isEmpty() ? 0 : voices().getFirst().codec().clockRate());
        if (!tonesOnly && !events.isEmpty()) return new EventKeys(events.getFirst());
        return voices().stream()
                .sorted(Comparator.comparing(Egress::blurs))
                .map(ToneKeys::in)
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(KeySource.NONE);
    }

    /** Opus blurs tones: they are made in it only where there is nothing else. */
    private static boolean blurs(Format voice) {
        return voice.codec().equals(Codec.OPUS);
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
}
