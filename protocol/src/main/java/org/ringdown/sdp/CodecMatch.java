package org.ringdown.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A codec of ours together with the peer's payload type for the same one. */
record CodecMatch(Codec ours, PayloadType theirs) {

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
                    .findFirst()
                    .ifPresent(theirType -> matches.add(new CodecMatch(codec, theirType)));
        }
        var media = matches.stream().filter(match -> !match.ours.isTelephoneEvent()).toList();
        if (media.stream().noneMatch(match -> match.ours.carriesMedia())) return List.of();
        return withEvents(media, matches);
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

    /** As an answer lists it: our parameters under the offerer's number, without feedback, which we do not send. */
    PayloadType answered() {
        return new PayloadType(theirs.number(), ours);
    }

    AgreedCodec agreed() {
        return new AgreedCodec(theirs.codec(), theirs.number(), theirs.number());
    }
}
