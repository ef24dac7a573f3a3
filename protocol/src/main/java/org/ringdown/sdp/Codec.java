package org.ringdown.sdp;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * An encoding as rtpmap and fmtp describe it, without the payload type that stands for it.
 *
 * @param name as registered; compared without regard to case
 * @param clockRate of RTP timestamps in Hz; G722 states 8000 though it samples at 16 kHz (RFC 3551 §4.5.2)
 * @param channels 1 where none are stated; Opus always states 2 (RFC 7587 §7)
 * @param parameters of fmtp in their order; one without a value, such as the events of telephone-event, maps to empty text
 */
public record Codec(
        String name, int clockRate, int channels, SequencedMap<String, String> parameters) {
    public static final Codec PCMU = new Codec("PCMU", 8000);
    public static final Codec PCMA = new Codec("PCMA", 8000);
    public static final Codec G722 = new Codec("G722", 8000);

    /** With the parameters that browsers offer, in their order: Chromium takes another set for another codec. */
    public static final Codec OPUS = new Codec("opus", 48000, 2, opusParameters());

    public static final Codec VP8 = new Codec("VP8", 90000);

    /** In fragments where a picture is longer than a packet, as browsers send it. */
    public static final Codec H264 = H264Format.codec(H264Format.NON_INTERLEAVED);

    /** In pieces that fit a packet each, as the oldest of phones want it. */
    public static final Codec H264_SINGLE = H264Format.codec(H264Format.SINGLE);

    private static final String TELEPHONE_EVENT = "telephone-event";
    private static final String RETRANSMISSION = "rtx";

    /** What only accompanies another codec and can carry no sound or picture alone. */
    private static final Set<String> COMPANIONS =
            ignoringCase(
                    TELEPHONE_EVENT,
                    "CN",
                    "red",
                    RETRANSMISSION,
                    "ulpfec",
                    "flexfec",
                    "flexfec-03");

    public Codec {
        Text.field(name);
        if (name.indexOf('/') >= 0 || clockRate < 1 || channels < 1) {
            throw new IllegalArgumentException("no codec");
        }
        parameters = Parameters.copyOf(parameters);
    }

    /** A codec of one channel without parameters. */
    public Codec(String name, int clockRate) {
        this(name, clockRate, 1, new LinkedHashMap<>());
    }

    /** Key presses and the hook flash, at the clock rate of the codec they accompany (RFC 4733 §2.4.1). */
    public static Codec telephoneEvent(int clockRate) {
        return new Codec(TELEPHONE_EVENT, clockRate, 1, new LinkedHashMap<>(Map.of("0-16", "")));
    }

    /** The codecs, then telephone-event once for each of their clock rates. */
    public static List<Codec> withTelephoneEvents(List<Codec> codecs) {
        var events = codecs.stream().map(Codec::clockRate).distinct().map(Codec::telephoneEvent);
        return Stream.concat(codecs.stream(), events).toList();
    }

    /** The same encoding: name, clock rate and channels. Parameters say how, not what, and do not count, but for H.264's mode and profile. */
    public boolean matches(Codec other) {
        return name.equalsIgnoreCase(other.name)
                && clockRate == other.clockRate
                && channels == other.channels
                && (!isH264() || H264Format.of(this).matches(H264Format.of(other)));
    }

    public boolean isH264() {
        return name.equalsIgnoreCase(H264Format.NAME);
    }

    /** As an answer of ours says it to an offer that says it like {@code theirs}. */
    Codec answering(Codec theirs) {
        return isH264() ? H264Format.of(this).answering(H264Format.of(theirs)) : this;
    }

    /** What is sent anew of the codec under that payload type (RFC 4588 §8.1). */
    static Codec retransmissionOf(int payloadType, int clockRate) {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("apt", Integer.toString(payloadType));
        return new Codec(RETRANSMISSION, clockRate, 1, parameters);
    }

    /** Of which payload type this is the retransmission. */
    public OptionalInt retransmits() {
        return name.equalsIgnoreCase(RETRANSMISSION)
                ? Text.number(parameter("apt").orElse(""), PayloadType.MAX)
                : OptionalInt.empty();
    }

    /** As rtpmap writes it: "opus/48000/2", "PCMA/8000". */
    public String encoding() {
        return name + "/" + clockRate + (channels == 1 ? "" : "/" + channels);
    }

    public boolean isTelephoneEvent() {
        return name.equalsIgnoreCase(TELEPHONE_EVENT);
    }

    /** Carries sound or picture by itself, unlike key presses, comfort noise, redundancy and retransmission. */
    public boolean carriesMedia() {
        return !COMPANIONS.contains(name);
    }

    /** A parameter of fmtp by its name, without regard to case. */
    public Optional<String> parameter(String wanted) {
        return parameters.entrySet().stream()
                .filter(p -> p.getKey().equalsIgnoreCase(wanted))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static SequencedMap<String, String> opusParameters() {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("minptime", "10");
        parameters.put("useinbandfec", "1");
        return parameters;
    }

    private static Set<String> ignoringCase(String... names) {
        var set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        set.addAll(List.of(names));
        return set;
    }
}
