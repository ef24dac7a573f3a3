package org.ringdown.sip.event;

import static org.ringdown.sip.event.SubscriberTable.Order.*;
import static org.ringdown.sip.event.SubscriberTable.State.*;

import java.util.List;

/** A subscription of ours as a table: state and event in, next state and orders out. */
final class SubscriberTable {
    private SubscriberTable() {}

    enum State {
        OFF,
        /** A SUBSCRIBE is out: the first, or a refresh. */
        ASKING,
        /** Granted, and the refresh is not due yet. */
        ON,
        /** Not granted; the next try is not due yet. */
        WAITING,
        /** To be left, but a SUBSCRIBE is still out. */
        STOPPING,
        /** The SUBSCRIBE that ends it is out. */
        LEAVING
    }

    enum Event {
        START,
        STOP,
        /** The refresh or next try is due. */
        DUE,
        /** 2xx */
        GRANTED,
        /** 423, with a time that we can ask for. */
        TOO_BRIEF,
        /** Nobody answered, or not now, or the far end has forgotten (481). */
        FAILED,
        /** It makes no sense to ask again soon. */
        REFUSED,
        /** A NOTIFY has ended it, and asking again may help. */
        ENDED,
        /** A NOTIFY has ended it, and asking again soon makes no sense; or none ever came. */
        ENDED_FOR_LONG
    }

    enum Order {
        /** Sends a SUBSCRIBE, within the dialog where there is one. */
        ASK,
        /** Sends the SUBSCRIBE that ends it. */
        LEAVE,
        /** What comes within the dialog is a stranger's from now on. */
        FORGET_DIALOG,
        REFRESH_LATER,
        RETRY_SOON,
        RETRY_LATE,
        TELL_ON,
        TELL_FAILURE,
        TELL_OVER
    }

    record Step(State next, List<Order> orders) {}

    /** What is not in the table changes nothing. */
    static Step on(State state, Event event) {
        return switch (state) {
            case OFF -> event == Event.START ? go(ASKING, ASK) : go(state);
            case ASKING ->
                    switch (event) {
                        case GRANTED -> go(ON, REFRESH_LATER, TELL_ON);
                        case TOO_BRIEF -> go(ASKING, ASK);
                        case FAILED, ENDED -> soon();
                        case REFUSED, ENDED_FOR_LONG -> late();
                        case STOP -> go(STOPPING);
                        default -> go(state);
                    };
            case ON ->
                    switch (event) {
                        case DUE, START -> go(ASKING, ASK);
                        case ENDED -> soon();
                        case ENDED_FOR_LONG -> late();
                        case STOP -> go(LEAVING, LEAVE);
                        default -> go(state);
                    };
            case WAITING ->
                    switch (event) {
                        case DUE, START -> go(ASKING, ASK);
                        case STOP -> go(OFF, TELL_OVER);
                        default -> go(state);
                    };
            case STOPPING ->
                    switch (event) {
                        case GRANTED -> go(LEAVING, LEAVE);
                        case START -> go(ASKING);
                        case STOP, DUE -> go(state);
                        default -> over();
                    };
            case LEAVING ->
                    switch (event) {
                        case START, STOP, DUE -> go(state);
                        default -> over();
                    };
        };
    }

    private static Step soon() {
        return go(WAITING, FORGET_DIALOG, RETRY_SOON, TELL_FAILURE);
    }

    private static Step late() {
        return go(WAITING, FORGET_DIALOG, RETRY_LATE, TELL_FAILURE);
    }

    private static Step over() {
        return go(OFF, FORGET_DIALOG, TELL_OVER);
    }

    private static Step go(State next, Order... orders) {
        return new Step(next, List.of(orders));
    }
}
