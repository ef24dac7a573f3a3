package org.ringdown.leg.sip;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.ringdown.media.Codec;
import org.ringdown.media.Format;
import org.ringdown.sdp.AgreedCodec;
import org.ringdown.sdp.PayloadType;

/** Between codecs as SDP writes them and as the media floor knows them. */
final class Codecs {
    private static final List<org.ringdown.sdp.Codec> KNOWN =
            List.of(
                    org.ringdown.sdp.Codec.OPUS,
                    org.ringdown.sdp.Codec.G722,
                    org.ringdown.sdp.Codec.PCMA,
                    org.ringdown.sdp.Codec.PCMU);

    /** The payload type of comfort noise (RFC 3551 §6). */
    private static final int NOISE = 13;

    private Codecs() {}

    /** All that we can carry, the best first: what a caller is taken to speak who made no offer. */
    static List<Codec> all() {
        return carried(PayloadType.assign(org.ringdown.sdp.Codec.withTelephoneEvents(KNOWN)));
    }

    /** The codecs to offer, in this order, with key presses for each of their clock rates. */
    static List<PayloadType> offer(List<Codec> codecs, MediaPolicy policy) {
        var known = codecs.stream().map(Codecs::described).flatMap(Optional::stream).toList();
        return PayloadType.assign(
                policy.agreesToEvents()
                        ? org.ringdown.sdp.Codec.withTelephoneEvents(known)
                        : known);
    }

    /** What of an offer we can carry, in its order. */
    static List<Codec> carried(List<PayloadType> offered) {
        return offered.stream()
                .map(PayloadType::codec)
                .filter(codec ->
                        codec.isTelephoneEvent() || KNOWN.stream().anyMatch(codec::matches))
                .map(Codecs::known)
                .toList();
    }

    static List<Codec> agreed(List<AgreedCodec> codecs) {
        return codecs.stream().map(codec -> known(codec.codec())).toList();
    }

    static List<Format> sending(List<AgreedCodec> codecs, MediaPolicy policy) {
        return codecs.stream()
                .filter(codec -> policy.sendsEvents() || !codec.codec().isTelephoneEvent())
                .map(codec -> new Format(codec.sendType(), known(codec.codec())))
                .toList();
    }

    /** With comfort noise under its static type: phones send it beside what was agreed, whether that was agreed or not. */
    static List<Format> receiving(List<AgreedCodec> codecs) {
        var agreed =
                codecs.stream()
                        .map(codec -> new Format(codec.receiveType(), known(codec.codec())))
                        .toList();
        boolean taken = agreed.stream().anyMatch(format -> format.payloadType() == NOISE);
        boolean beside = agreed.stream().anyMatch(Codecs::isTelephony);
        return taken || !beside
                ? agreed
                : Stream.concat(agreed.stream(), Stream.of(new Format(NOISE, Codec.COMFORT_NOISE)))
                        .toList();
    }

    private static boolean isTelephony(Format format) {
        return format.codec().clockRate() == Codec.COMFORT_NOISE.clockRate()
                && !format.codec().isTelephoneEvent();
    }

    private static Codec known(org.ringdown.sdp.Codec codec) {
        return new Codec(codec.name(), codec.clockRate(), codec.channels());
    }

    private static Optional<org.ringdown.sdp.Codec> described(Codec codec) {
        return KNOWN.stream().filter(known -> known(known).equals(codec)).findFirst();
    }
}
