package org.ringdown.sip.transaction;

import java.util.List;

/** What an event leads to: the next state, and what to do, in order. */
record Step(State next, List<Action> actions) {
    /** What a transaction does. */
    sealed interface Action {}

    /** Things to send and to tell. */
    enum Do implements Action {
        /** Sends the request, or the latest response. */
        SEND,
        /** From now on repeats no oftener than every T2. */
        SLOW_DOWN,
        /** Sends the ACK for a refusal. */
        ACKNOWLEDGE,
        /** Sends once more the ACK that the one above gave for this 2xx, if it gave one yet. */
        ACKNOWLEDGE_AGAIN,
        CANCEL,
        /** Hands up the message just received. */
        DELIVER,
        /** Tells that nobody answered in time. */
        TIME_OUT,
        /** Tells that no ACK came for the 2xx. */
        MISS_ACK,
        /** Tells that sending failed. */
        FAIL
    }

    /** Starts a timer; one that repeats, with its next interval. */
    record Start(Timer timer) implements Action {}

    /** Stops a timer; ending stops all. */
    record Stop(Timer timer) implements Action {}

    static Step go(State next, Action... actions) {
        return new Step(next, List.of(actions));
    }

    static Start start(Timer timer) {
        return new Start(timer);
    }

    static Stop stop(Timer timer) {
        return new Stop(timer);
    }
}
