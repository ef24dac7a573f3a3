package org.ringdown.call;

import java.util.List;
import java.util.Optional;
import org.ringdown.media.Codec;

/** What a call wants done. Every order is repeatable: doing it twice changes nothing more. */
public sealed interface CallOrder {
    /** Lets a candidate ring. */
    record Invite(String leg) implements CallOrder {}

    /** Tells the caller that it rings; {@code early} when the far end's own sound is heard. */
    record TellRinging(boolean early) implements CallOrder {}

    /** Tells the caller that its call was answered, and in which codecs it is heard. */
    record TellAnswered(List<Codec> codecs) implements CallOrder {}

    /** Tells the caller in which codecs it is heard, before any answer. */
    record TellEarly(List<Codec> codecs) implements CallOrder {}

    /** Lets the caller and this leg hear each other. */
    record Join(String leg) implements CallOrder {}

    /** Tells the caller and this leg what each can show the other. */
    record Face(String leg) implements CallOrder {}

    /** Nobody hears this leg, and it hears nobody. */
    record Part(String leg) implements CallOrder {}

    /** Tells a leg which sides hold: itself, the other. */
    record TellHold(String leg, boolean itself, boolean other) implements CallOrder {}

    /** Has this leg hear music until it is joined to somebody. */
    record Entertain(String leg) implements CallOrder {}

    /** Tells two legs that each is the other's partner from now on. */
    record Introduce(String leg, String newcomer) implements CallOrder {}

    /** Tells whoever asked for a transfer how far it has come. */
    record TellTransfer(String leg, TransferProgress progress) implements CallOrder {
        /** Somebody asked while another one is not over. */
        static TellTransfer pending(String leg) {
            return new TellTransfer(leg, TransferProgress.failed(TransferTable.REQUEST_PENDING));
        }
    }

    /** Asks a far end to go elsewhere by way of its own peer, because {@code by} wishes so. */
    record SendAway(String leg, Outside to, String by) implements CallOrder {}

    /** Lets somebody in who has come for another's place; {@code hears} is whom they will talk to. */
    record Welcome(String leg, String hears, List<Codec> codecs) implements CallOrder {
        public Welcome {
            codecs = List.copyOf(codecs);
        }
    }

    /** Looks for candidates that may take the place of {@code by}, on behalf of {@code stays}. */
    record Seek(Destination to, String dialled, String by, String stays) implements CallOrder {}

    /** Ends one leg, whose user goes on answering for the call. */
    record Depart(String leg, Ending ending) implements CallOrder {}

    /** Offers one of our legs to another call, for the place of {@code replaces} there. */
    record OfferLeg(String leg, String to, String replaces) implements CallOrder {}

    /** Gives one of our legs away. */
    record GiveAway(String leg, String to, Optional<Hold> hold) implements CallOrder {}

    /** Takes a leg that another call gave us. */
    record Adopt(Moving.Release given, String insteadOf) implements CallOrder {}

    /** Takes a leg that comes too late, and ends it. */
    record TurnAway(Moving.Release given, Ending ending) implements CallOrder {}

    /** Tells another call something. */
    record Say(String to, CallEvent what) implements CallOrder {}

    /** What a transfer waits for must come in time. */
    record StartPatience(Patience patience) implements CallOrder {}

    /** How long a transfer waits: for an answer of people, one of calls, one of a far end, or for another call's transfer. */
    enum Patience {
        RING,
        OFFER,
        RELEASE,
        ANSWER,
        FOLLOW
    }

    /** Passes key presses on to the other side. */
    record PassKeys(String to, Keys keys) implements CallOrder {}

    /** Passes on what one side says beside its sound. */
    record PassInfo(String to, Info info) implements CallOrder {}

    /** Ends one leg. */
    record End(String leg, Ending ending) implements CallOrder {}

    record StartRingTimer() implements CallOrder {}

    record StartTalkTimer() implements CallOrder {}

    /** The call is over: writes its record and closes. */
    record Close(Ending ending) implements CallOrder {}
}
