package org.ringdown.call;

import java.util.List;
import org.ringdown.media.Codec;

/** What can happen to a call. {@code leg} is the id of the leg that says so. */
public sealed interface CallEvent {
    /**
     * Candidates that may ring; more may join while it rings.
     *
     * @param complete whether, once all known ones have refused, waiting makes no sense
     */
    record Found(List<String> legs, boolean complete) implements CallEvent {
        public Found {
            legs = List.copyOf(legs);
        }
    }

    /** Nobody can be reached at that address. */
    record NotFound(Ending ending) implements CallEvent {}

    record Rings(String leg) implements CallEvent {}

    /** The far end sends sound of its own before it answers. */
    record SpeaksEarly(String leg, List<Codec> codecs) implements CallEvent {
        public SpeaksEarly {
            codecs = List.copyOf(codecs);
        }
    }

    /** @param codecs what this leg agreed to of what it was offered, the preferred one first */
    record Answers(String leg, List<Codec> codecs) implements CallEvent {
        public Answers {
            codecs = List.copyOf(codecs);
        }
    }

    /** A leg has ended or refused, by itself or because its person wished so. */
    record Leaves(String leg, Ending ending) implements CallEvent {}

    /** The leg's media was replaced (another page, a new address): whoever hears it must be joined again. */
    record MediaReplaced(String leg) implements CallEvent {}

    /** The person at this leg pressed keys. */
    record KeysPressed(String leg, Keys keys) implements CallEvent {}

    /** What this leg says to the other side, beside its sound. */
    record SaysInfo(String leg, Info info) implements CallEvent {}

    record RangTooLong() implements CallEvent {}

    record TalkedTooLong() implements CallEvent {}

    /** The gateway is stopping. */
    record Stopping() implements CallEvent {}
}
