package org.ringdown.sdp;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A codec of ours together with the peer's payload type for the same one. */
record CodecMatch(Codec ours, PayloadType theirs) {
    private static final int RTX_CLOCK = 90000;

    /**
     * Every codec both can do, in our order of preference, then telephone-event at their clock rates.
     *
     * <p>Empty where nothing that carries media is common: key presses alone are no call.
     */
    static List<CodecMatch> all(List<Codec> ours, List<PayloadType> theirs) {
        var matches = new ArrayList<CodecMatch>();
        for (var codec : ours) {
            theirs.stream()
                    .filter(theirType -> theirType.codec().matches(codec))
                    .min(Comparator.comparing(theirType -> differs(codec, theirType)))
                    .ifPresent(theirType -> matches.add(new CodecMatch(codec, theirType)));
        }
        var media = matches.stream().filter(match -> !match.ours.isTelephoneEvent()).toList();
        if (media.stream().noneMatch(match -> match.ours.carriesMedia())) return List.of();
        return withEvents(media, matches);
    }

    /** Browsers offer H.264 in several profiles of one family: the very same is taken before one that is only as good. */
    private static boolean differs(Codec ours, PayloadType theirs) {
        return ours.isH264()
                && H264Format.of(ours).profile() != H264Format.of(theirs.codec()).profile();
    }

    /** What an offer has to send packets of these anew (RFC 4588). */
    static List<CodecMatch> retransmissions(List<CodecMatch> matches, List<PayloadType> theirs) {
        var found = new ArrayList<CodecMatch>();
        for (var match : matches) {
            int number = match.theirs.number();
            theirs.stream()
                    .filter(type -> type.codec().retransmits().orElse(-1) == number)
                    .findFirst()
                    .map(type -> new CodecMatch(Codec.retransmissionOf(number, RTX_CLOCK), type))
                    .ifPresent(found::add);
        }
        return found;
    }

    /** One codec of those, the first that carries media, and the key presses at its clock rate. */
    static List<CodecMatch> choice(List<Codec> ours, List<PayloadType> theirs) {
        var all = all(ours, theirs);
        return all.stream()
                .filter(match -> match.ours.carriesMedia())
                .findFirst()
                .map(chosen -> withEvents(List.of(chosen), all))
                .orElse(List.of());
    }

    private static List<CodecMatch> withEvents(List<CodecMatch> media, List<CodecMatch> matches) {
        var rates = media.stream().map(match -> match.ours.clockRate()).toList();
        var events =
                matches.stream()
                        .filter(match -> match.ours.isTelephoneEvent())
                        .filter(match -> rates.contains(match.ours.clockRate()));
        return Stream.concat(media.stream(), events).toList();
    }

    /** As an answer lists it: our parameters under the offerer's number, and of its feedback what we do too. */
    PayloadType answered(List<String> feedback) {
        var common = theirs.feedback().stream().filter(feedback::contains).distinct().toList();
        return new PayloadType(theirs.number(), ours.answering(theirs.codec()), common);
    }

    AgreedCodec agreed() {
        return new AgreedCodec(theirs.codec(), theirs.number(), theirs.number(), theirs.feedback());
    }
}
