package org.ringdown.call;

import java.util.List;
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
