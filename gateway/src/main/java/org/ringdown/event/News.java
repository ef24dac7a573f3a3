package org.ringdown.event;

import java.util.List;
import org.ringdown.call.CallSeen;

/** How it stands with what is {@link Watched}. */
public sealed interface News {
    /** All calls that the user has, the eldest first. */
    record OfCalls(List<CallSeen> calls) implements News {
        public OfCalls {
            calls = List.copyOf(calls);
        }
    }

    /**
     * @param open whether a page or a phone is there to take a call
     * @param talking whether somebody talks there now
     */
    record OfPresence(boolean open, boolean talking) implements News {}

    record OfVoicemail(Voicemail voicemail) implements News {}
}
