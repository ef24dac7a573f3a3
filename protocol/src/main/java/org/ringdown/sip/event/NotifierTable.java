package org.ringdown.sip.event;

import static org.ringdown.sip.event.NotifierTable.Order.*;
import static org.ringdown.sip.event.NotifierTable.State.*;

import java.util.List;

/**
 * Another's subscription with us as a table: state and event in, next state and orders out.
 *
 * <p>One NOTIFY is out at a time, so that a later truth never overtakes an earlier one; what changes meanwhile is told once, as it
 * is then.
 */
final class NotifierTable {
    private NotifierTable() {}

    enum State {
        /** What we know was told. */
        QUIET,
        /** A NOTIFY is out. */
        TELLING,
        /** A NOTIFY is out, and what it says is old. */
        STALE,
        /** It is to end, but a NOTIFY is still out. */
        ENDING,
        /** The last NOTIFY is out. */
        LEAVING,
        OVER
    }

    enum Event {
        /** The first SUBSCRIBE, or a refresh: each is owed a NOTIFY (RFC 6665 §4.2.1.2). */
        SUBSCRIBED,
        CHANGED,
        /** It was ended by them, by us, or by time. */
        ENDED,
        /** Our NOTIFY was heard, or refused in a way that means nothing (§4.2.2). */
        HEARD,
        /** Nobody is there any more: 481, or no answer at all (§4.2.2). */
        LOST
    }

    enum Order {
        TELL,
        TELL_LAST,
        FORGET
    }

    record Step(State next, List<Order> orders) {}

    /** What is not in the table changes nothing. */
    static Step on(State state, Event event) {
        return switch (state) {
            case QUIET ->
                    switch (event) {
                        case SUBSCRIBED, CHANGED -> go(TELLING, TELL);
                        case ENDED -> go(LEAVING, TELL_LAST);
                        case HEARD, LOST -> go(state);
                    };
            case TELLING ->
                    switch (event) {
                        case SUBSCRIBED, CHANGED -> go(STALE);
                        case ENDED -> go(ENDING);
                        case HEARD -> go(QUIET);
                        case LOST -> go(OVER, FORGET);
                    };
            case STALE ->
                    switch (event) {
                        case ENDED -> go(ENDING);
                        case HEARD -> go(TELLING, TELL);
                        case LOST -> go(OVER, FORGET);
                        case SUBSCRIBED, CHANGED -> go(state);
                    };
            case ENDING ->
                    switch (event) {
                        case HEARD -> go(LEAVING, TELL_LAST);
                        case LOST -> go(OVER, FORGET);
                        case SUBSCRIBED, CHANGED, ENDED -> go(state);
                    };
            case LEAVING ->
                    switch (event) {
                        case HEARD, LOST -> go(OVER, FORGET);
                        case SUBSCRIBED, CHANGED, ENDED -> go(state);
                    };
            case OVER -> go(state);
        };
    }

    private static Step go(State next, Order... orders) {
        return new Step(next, List.of(orders));
    }
}
