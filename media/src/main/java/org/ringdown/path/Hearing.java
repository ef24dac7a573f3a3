package org.ringdown.path;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.ringdown.codec.DtmfDetector;
import org.ringdown.media.Codec;
import org.ringdown.media.Format;
import org.ringdown.media.MediaNote;
import org.ringdown.media.Transcoding;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.worker.Counted;
import org.ringdown.worker.Loop;

/**
 * How a leg with a network hears its partner: translated into its own payload types, as a source of its {@link Egress}. Where the two share no
 * codec, a {@link Transcoder} stands between them.
 */
public final class Hearing implements Ear {
    /** So many packets in a codec that was not asked for are no accident: half a second. */
    private static final int OBSTINATE = 25;

    private static final int NO_TYPE = -1;

    private final long number;
    private final Egress egress;
    private final Loop loop;
    private final RandomGenerator random;
    private final Transcoding transcoding;
    private final Consumer<MediaNote> notes;
    private final UnheardKeys unheardKeys;
    private final SoundKeys soundKeys = new SoundKeys();
    private boolean toEvents;
    private int noise = NO_TYPE;
    private LegFormats partner = LegFormats.NONE;
    private RtpSink path = RtpSink.NOBODY;
    // What the path was built for: told the same again, what waits in its jitter buffer may stay.
    private List<Format> from = List.of();
    private List<Format> to = List.of();
    private Optional<Codec> asked = Optional.empty();
    private Optional<Transcoder> transcoder = Optional.empty();
    private Optional<CaptureTime> captured = Optional.empty();
    private int sources;
    private int unheard;
    private boolean told;

    /**
     * @param number of this join, 1 or more: no two of one leg share it
     * @param transcoding what may be converted
     * @param notes hears when something is
     */
    public Hearing(
            int number,
            Egress egress,
            Loop loop,
            RandomGenerator random,
            Transcoding transcoding,
            Consumer<MediaNote> notes) {
        this.number = number;
        this.egress = egress;
        this.loop = loop;
        this.random = random;
        this.transcoding = transcoding;
        this.notes = notes;
        this.unheardKeys = new UnheardKeys(egress);
    }

    @Override
    public void formats(LegFormats partner) {
        this.partner = partner;
        noise =
                partner.receiving().stream()
                        .filter(format -> format.codec().equals(Codec.COMFORT_NOISE))
                        .mapToInt(Format::payloadType)
                        .findFirst()
                        .orElse(NO_TYPE);
        soundKeys.formats(partner.receiving());
        unheardKeys.formats(partner.receiving());
        renew();
    }

    @Override
    public void renew() {
        toEvents = egress.hearsEvents();
        if (partner.receiving().equals(from)
                && egress.formats().equals(to)
                && partner.asked().equals(asked)) return;
        from = partner.receiving();
        asked = partner.asked();
        to = egress.formats();
        stopTranscoding();
        path = translating();
        if (asked.filter(this::isForeign).isPresent() || !Transcoder.isNeedless(from, to))
            startTranscoding();
    }

    private boolean isForeign(Codec codec) {
        return to.stream().noneMatch(format -> format.codec().equals(codec));
    }

    private RtpSink translating() {
        var first = new FormatStage(from, to, this::notUnderstood);
        first.into(this::speak);
        return first;
    }

    private void startTranscoding() {
        Transcoder.target(from, to, transcoding).ifPresent(target -> path = transcoding(target));
    }

    /** Only keys are translated, to the clock of what the sound becomes; what sound the far end does not understand goes another way. */
    private RtpSink transcoding(Format target) {
        var made =
                Transcoder.between(
                        loop,
                        random,
                        from,
                        target,
                        this::nextSource,
                        egress::farLoss,
                        egress::speak,
                        egress::captured);
        captured.ifPresent(made::captured);
        transcoder = Optional.of(made);
        var keys =
                new FormatStage(
                        events(from),
                        egress.eventsAt(target.codec().clockRate()),
                        (packet, now) -> transcode(made, packet, now));
        keys.into(made::key);
        var first = new FormatStage(voices(from), to, keys);
        first.into(this::speak);
        return first;
    }

    private static List<Format> events(List<Format> formats) {
        return formats.stream().filter(format -> format.codec().isTelephoneEvent()).toList();
    }

    private static List<Format> voices(List<Format> formats) {
        return formats.stream().filter(format -> !format.codec().isTelephoneEvent()).toList();
    }

    private void transcode(Transcoder by, RtpPacket packet, long now) {
        if (by.accept(packet, now)) {
            if (!told && packet.payloadType() != noise) tell(packet.payloadType(), by.to());
        } else if (!unheardKeys.take(packet, now)) {
            loop.counters().count(Counted.NOT_UNDERSTOOD);
        }
    }

    private void tell(int payloadType, Format spoken) {
        told = true;
        for (var theirs : from)
            if (theirs.payloadType() == payloadType)
                notes.accept(
                        new MediaNote.Transcoded(theirs.codec().name(), spoken.codec().name()));
    }

    private void stopTranscoding() {
        transcoder.ifPresent(Transcoder::close);
        transcoder = Optional.empty();
        told = false;
        unheard = 0;
    }

    /** A key in the sound of a partner without events becomes an event where those are heard: the sound of it is left out meanwhile. */
    @Override
    public void accept(RtpPacket packet, long now) {
        if (toEvents) {
            char key = soundKeys.hear(packet);
            if (key != DtmfDetector.NO_KEY) unheardKeys.press(key);
        }
        path.accept(packet, now);
    }

    @Override
    public void close() {
        path = RtpSink.NOBODY;
        from = List.of();
        toEvents = false;
        stopTranscoding();
    }

    private void speak(RtpPacket packet, long now) {
        unheard = 0;
        if (transcoder.isPresent()) transcoder.get().rest();
        egress.speak(source(packet.ssrc()), packet, now);
    }

    /** What is converted has timestamps of ours, of which the transcoder tells. */
    @Override
    public void captured(CaptureTime time) {
        captured = Optional.of(time);
        transcoder.ifPresent(one -> one.captured(time));
        boolean converts = transcoder.filter(Transcoder::isRunning).isPresent();
        if (!converts) egress.captured(source(time.ssrc()), time.timestamp(), time.nanos());
    }

    /** A partner that goes on and on in a codec of its own choice, which the far end does not have, is transcoded in the end. */
    private void notUnderstood(RtpPacket packet, long now) {
        boolean pause = packet.payloadType() == noise;
        if (!pause && !unheardKeys.take(packet, now)) {
            loop.counters().count(Counted.NOT_UNDERSTOOD);
            if (++unheard == OBSTINATE) startTranscoding();
        }
        egress.skip(source(packet.ssrc()), packet);
    }

    /** A partner that begins another stream is another source. */
    private long source(int ssrc) {
        return number << 32 | Integer.toUnsignedLong(ssrc);
    }

    /** What we make of a partner's sound is numbered from anywhere again, each time it begins. */
    private long nextSource() {
        return number << 32 | Integer.toUnsignedLong(++sources);
    }
}
