package org.ringdown.sip.registration;

import static org.ringdown.sip.registration.RegistrationTable.Order.*;
import static org.ringdown.sip.registration.RegistrationTable.State.*;

import java.util.List;

/** A registration of ours as a table: state and event in, next state and orders out. */
final class RegistrationTable {
    private RegistrationTable() {}

    enum State {
        OFF,
        /** A REGISTER is out: the first, or a refresh. */
        ASKING,
        /** Granted, and the refresh is not due yet. */
        ON,
        /** Not granted; the next try is not due yet. */
        WAITING,
        /** To be left, but a REGISTER is still out: §10.2 allows one at a time. */
        STOPPING,
        /** The REGISTER that removes our binding is out. */
        LEAVING
    }

    enum Event {
        START,
        STOP,
        /** The refresh or next try is due. */
        DUE,
        /** 2xx */
        GRANTED,
        /** A challenge that we have an answer to. */
        CHALLENGED,
        /** 423, with a time that we can ask for. */
        TOO_BRIEF,
        /** Nobody answered, or not now. */
        FAILED,
        /** It makes no sense to ask again soon. */
        REFUSED
    }

    enum Order {
        /** Sends a REGISTER for our contact. */
        ASK,
        /** Sends the REGISTER again with the answer to its challenge. */
        ANSWER,
        /** Sends a REGISTER that removes our contact. */
        LEAVE,
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
                        case CHALLENGED -> go(ASKING, ANSWER);
                        case TOO_BRIEF -> go(ASKING, ASK);
                        case FAILED -> go(WAITING, RETRY_SOON, TELL_FAILURE);
                        case REFUSED -> go(WAITING, RETRY_LATE, TELL_FAILURE);
                        case STOP -> go(STOPPING);
                        default -> go(state);
                    };
            case ON ->
                    switch (event) {
                        case DUE, START -> go(ASKING, ASK);
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
                        case GRANTED, CHALLENGED, TOO_BRIEF, FAILED, REFUSED -> go(LEAVING, LEAVE);
                        case START -> go(ASKING);
                        default -> go(state);
                    };
            case LEAVING ->
                    switch (event) {
                        case CHALLENGED -> go(LEAVING, ANSWER);
                        case GRANTED, TOO_BRIEF, FAILED, REFUSED -> go(OFF, TELL_OVER);
                        default -> go(state);
                    };
        };
    }

    private static Step go(State next, Order... orders) {
        return new Step(next, List.of(orders));
    }
}
