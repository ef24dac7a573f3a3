package org.ringdown.call;

import java.util.List;
import java.util.Optional;
import org.ringdown.media.Codec;

/** What can happen to a call. {@code leg} is the id of the leg that says so. */
public sealed interface CallEvent permits CallEvent.Plain, Moving {
    /** What is told by the call's own legs and timers. */
    sealed interface Plain extends CallEvent {}

    /**
     * Candidates that may ring; more may join while it rings.
     *
     * @param complete whether, once all known ones have refused, waiting makes no sense
     */
    record Found(List<String> legs, boolean complete) implements Plain {
        public Found {
            legs = List.copyOf(legs);
        }
    }

    record Rings(String leg) implements Plain {}

    /** The far end sends sound of its own before it answers. */
    record SpeaksEarly(String leg, List<Codec> codecs) implements Plain {
        public SpeaksEarly {
            codecs = List.copyOf(codecs);
        }
    }

    /** @param codecs what this leg agreed to of what it was offered, the preferred one first */
    record Answers(String leg, List<Codec> codecs) implements Plain {
        public Answers {
            codecs = List.copyOf(codecs);
        }
    }

    /** A leg has ended or refused, by itself or because its person wished so. */
    record Leaves(String leg, Ending ending) implements Plain {}

    /** The leg's media was replaced (another page, a new address): whoever hears it must be joined again. */
    record MediaReplaced(String leg) implements Plain {}

    /** This leg wants pictures from now on, or others, or none any more. */
    record PicturesChanged(String leg) implements Plain {}

    /** The person at this leg pressed keys. */
    record KeysPressed(String leg, Keys keys) implements Plain {}

    /** This side holds the other from now on; {@link Unholds} ends it. */
    record Holds(String leg, Hold how) implements Plain {}

    /** What this leg says to the other side, beside its sound. */
    record SaysInfo(String leg, Info info) implements Plain {}

    record Unholds(String leg) implements Plain {}

    /** A side wants to leave, and the other one to talk to somebody else. */
    sealed interface Wish extends Plain {
        String leg();
    }

    /**
     * This side wants another one in its place, and leaves once that one has answered.
     *
     * @param dialled the address as it was dialled
     * @param mayLeave whether the transfer goes on should this side hang up meanwhile, as phones do (RFC 5589 §6.1)
     * @param outside where that is, should the other side's own peer be able to send it there
     */
    record Transfers(
            String leg, Destination to, String dialled, boolean mayLeave, Optional<Outside> outside)
            implements Wish {
        public Transfers(String leg, Destination to, String dialled, boolean mayLeave) {
            this(leg, to, dialled, mayLeave, Optional.empty());
        }

        Transfers by(Optional<Outside> way) {
            return new Transfers(leg, to, dialled, mayLeave, way);
        }
    }

    /**
     * This side and a side of another call want to leave, and the two that stay to talk to each other.
     *
     * @param call the id of this call
     * @param other the id of the other call
     * @param otherLeg the leg there that leaves
     * @param peer of the side that stays, should that be able to send it elsewhere
     */
    record Merges(String leg, String call, String other, String otherLeg, Optional<String> peer)
            implements Wish {
        public Merges(String leg, String call, String other, String otherLeg) {
            this(leg, call, other, otherLeg, Optional.empty());
        }

        Merges by(Optional<String> peerOfStaying) {
            return new Merges(leg, call, other, otherLeg, peerOfStaying);
        }
    }

    /**
     * Somebody has come for this leg's place, and may have it.
     *
     * @param comes their leg
     * @param codecs those that they can do
     */
    record Replaces(String leg, String comes, List<Codec> codecs) implements Plain {
        public Replaces {
            codecs = List.copyOf(codecs);
        }
    }

    /** This far end goes elsewhere, as it was asked to. */
    record Goes(String leg) implements Plain {}

    /** This far end does not. */
    record WillNotGo(String leg) implements Plain {}

    /** How far this far end has come on its way elsewhere. */
    record OnItsWay(String leg, TransferProgress progress) implements Plain {}

    /** What a transfer waits for has not come. */
    record WaitedTooLong() implements Plain {}

    record RangTooLong() implements Plain {}

    record TalkedTooLong() implements Plain {}

    /** Whoever it counts for has used up what they may, the operator has stopped it, or what it was made of is gone. */
    record Barred(Ending ending) implements Plain {}

    /** The gateway is stopping. */
    record Stopping() implements Plain {}
}
