package org.ringdown.sip.transaction;

import static org.ringdown.sip.transaction.State.*;
import static org.ringdown.sip.transaction.Step.Do.*;
import static org.ringdown.sip.transaction.Step.go;
import static org.ringdown.sip.transaction.Step.start;

import org.ringdown.sip.transaction.Event.Heard;
import org.ringdown.sip.transaction.Event.Said;
import org.ringdown.sip.transaction.Event.Transport;

/** A request we receive that is neither INVITE nor ACK, as a table (RFC 3261 §17.2.2). */
final class OtherServer {
    private OtherServer() {}

    static Step begin(boolean reliable) {
        return go(TRYING, DELIVER, start(Timer.F));
    }

    static Step on(State state, Event event, boolean reliable) {
        return switch (state) {
            case TRYING, PROCEEDING ->
                    switch (event) {
                        case Heard.REQUEST_AGAIN ->
                                state == TRYING ? go(TRYING) : go(PROCEEDING, SEND);
                        case Said.PROVISIONAL -> go(PROCEEDING, SEND);
                        case Said.SUCCESS, Said.FAILURE ->
                                reliable
                                        ? go(TERMINATED, SEND) // Timer J is 0
                                        : go(COMPLETED, SEND, start(Timer.J));
                        case Timer.F -> go(TERMINATED, TIME_OUT);
                        case Transport.FAILED -> go(TERMINATED, FAIL);
                        default -> go(state);
                    };
            case COMPLETED ->
                    switch (event) {
                        case Heard.REQUEST_AGAIN -> go(COMPLETED, SEND);
                        case Timer.J -> go(TERMINATED);
                        case Transport.FAILED -> go(TERMINATED, FAIL);
                        default -> go(state);
                    };
            default -> go(state);
        };
    }
}
