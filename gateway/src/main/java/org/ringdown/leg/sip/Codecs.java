package org.ringdown.leg.sip;

import java.util.List;
import java.util.Optional;
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

    static List<Format> receiving(List<AgreedCodec> codecs) {
        return codecs.stream()
                .map(codec -> new Format(codec.receiveType(), known(codec.codec())))
                .toList();
    }

    private static Codec known(org.ringdown.sdp.Codec codec) {
        return new Codec(codec.name(), codec.clockRate(), codec.channels());
    }

    private static Optional<org.ringdown.sdp.Codec> described(Codec codec) {
        return KNOWN.stream().filter(known -> known(known).equals(codec)).findFirst();
    }
}
