package org.ringdown.media;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What was agreed about pictures with one far end.
 *
 * @param sending what we may send, under the far end's payload types, the preferred codec first
 * @param receiving what we may receive, under our payload types
 * @param retransmissions payload types of what is sent anew, and of what each is the retransmission (RFC 4588); the same both ways
 * @param feedback what the far end understands of what we say about its pictures
 * @param bitrate the most bits a second that the far end wants to receive, where it says so
 */
public record Pictures(
        List<Format> sending,
        List<Format> receiving,
        Map<Integer, Integer> retransmissions,
        Set<Feedback> feedback,
        OptionalLong bitrate) {
    public static final Pictures NONE =
            new Pictures(List.of(), List.of(), Map.of(), Set.of(), OptionalLong.empty());

    /** RTCP about pictures. */
    public enum Feedback {
        /** These packets are missing (RFC 4585 §6.2.1). */
        NACK,
        /** A picture is lost (RFC 4585 §6.3.1). */
        PLI,
        /** A keyframe is wanted (RFC 5104 §4.3.1). */
        FIR,
        /** So many bits are wanted, as browsers say it. */
        REMB,
        /** The same as RFC 5104 §4.2.1 says it. */
        TMMBR
    }

    public Pictures {
        sending = List.copyOf(sending);
        receiving = List.copyOf(receiving);
        retransmissions = Map.copyOf(retransmissions);
        feedback = Set.copyOf(feedback);
    }

    /** The codecs that it can see or be seen in, the preferred first. */
    public List<Codec> codecs() {
        return Stream.concat(sending.stream(), receiving.stream())
                .map(Format::codec)
                .distinct()
                .toList();
    }
}
