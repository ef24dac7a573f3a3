package org.ringdown.page;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ringdown.media.Codec;
import org.ringdown.push.Subscription;

/** A message that a page sent. */
public sealed interface FromPage {
    /**
     * The first message.
     *
     * @param register whether the page takes incoming calls
     * @param resume the token of the last {@link ToPage.Welcome} that the page kept
     */
    record Hello(int version, String token, String sdk, boolean register, Optional<String> resume)
            implements FromPage {}

    /** A fresh token for the same user. */
    record FreshToken(String token) implements FromPage {}

    /** Whether the page takes incoming calls from now on. */
    record Register(boolean on) implements FromPage {}

    /** An SDP offer for the PeerConnection that the page calls {@code m}. */
    record MediaOpen(String m, String offer) implements FromPage {}

    /**
     * Media that goes in a stream of messages, beside those of the page itself, where the page has no PeerConnection.
     *
     * @param sound what it plays, the preferred first
     * @param pictures the same; empty where it wants none
     */
    record StreamOpen(String m, List<Codec> sound, List<Codec> pictures) implements FromPage {
        public StreamOpen {
            sound = List.copyOf(sound);
            pictures = List.copyOf(pictures);
        }

        /** What the media floor calls it, of the page by this id. */
        public String cname(String page) {
            return page + "/" + m;
        }
    }

    record MediaClose(String m) implements FromPage {}

    /**
     * @param ref the page's own name of this attempt, echoed in the reply
     * @param codecs what the offer of {@code m} will have, where it is still to come ("opus/48000/2"): the far end is invited at once
     * @param check whether the page only looks if calls work: where a built-in number is called, none of its user's other pages sees it, nor does the user's history
     */
    record Dial(
            String ref,
            String to,
            String m,
            Map<String, String> headers,
            Map<String, String> context,
            Optional<Duration> ringTimeout,
            List<String> codecs,
            boolean check)
            implements FromPage {
        public Dial {
            headers = Map.copyOf(headers);
            context = Map.copyOf(context);
            codecs = List.copyOf(codecs);
        }

        /** A call that waits for its media, should that not be open yet. */
        public Dial(
                String ref,
                String to,
                String m,
                Map<String, String> headers,
                Map<String, String> context,
                Optional<Duration> ringTimeout) {
            this(ref, to, m, headers, context, ringTimeout, List.of(), false);
        }
    }

    record Answer(String call, String m) implements FromPage {}

    /** @param busy 486 toward the caller, where it would be 603 */
    record Reject(String call, boolean busy) implements FromPage {}

    record Hangup(String call) implements FromPage {}

    /** Brings the call's media to this page. */
    record Pull(String call, String m) implements FromPage {}

    /** @param on or no longer */
    record Hold(String call, boolean on) implements FromPage {}

    /** The far end of the call is to talk to somebody else. */
    record Transfer(String call, String to) implements FromPage {}

    /** The far ends of two calls are to talk to each other. */
    record TransferToCall(String call, String other) implements FromPage {}

    record Dtmf(String call, String digits, Duration duration, Duration gap) implements FromPage {}

    /**
     * Text for a person, outside of any call.
     *
     * @param ref the page's own name of this request, echoed in the reply
     */
    record Message(String ref, String to, String body) implements FromPage {}

    /** Says something to the far end of a call, in whatever format the two have agreed on. */
    record Info(String ref, String call, String contentType, String body) implements FromPage {}

    /** @param on or no longer */
    record Record(String ref, String call, boolean on) implements FromPage {}

    /**
     * What the user says of a call, mostly after its end.
     *
     * @param score 1 to 5
     */
    record Feedback(String ref, String call, int score, Optional<String> issue)
            implements FromPage {}

    /** @param on whether this page is to hear each second how a call sounds, while its media is here */
    record Stats(String call, boolean on) implements FromPage {}

    /** This browser is to be woken when a call rings and the page is closed. */
    record Push(String ref, Subscription browser) implements FromPage {}

    /** No longer. */
    record PushOff(String ref, String endpoint) implements FromPage {}

    record Ping() implements FromPage {}
}
