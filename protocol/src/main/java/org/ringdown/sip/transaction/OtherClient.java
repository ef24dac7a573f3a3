package org.ringdown.sip.transaction;

import static org.ringdown.sip.transaction.State.*;
import static org.ringdown.sip.transaction.Step.Do.*;
import static org.ringdown.sip.transaction.Step.go;
import static org.ringdown.sip.transaction.Step.start;
import static org.ringdown.sip.transaction.Step.stop;

import org.ringdown.sip.transaction.Event.Heard;
import org.ringdown.sip.transaction.Event.Transport;

/** A request we send that is neither INVITE nor ACK, as a table (RFC 3261 §17.1.2). */
final class OtherClient {
    private OtherClient() {}

    static Step begin(boolean reliable) {
        return reliable
                ? go(TRYING, SEND, start(Timer.F))
                : go(TRYING, SEND, start(Timer.E), start(Timer.F));
    }

    static Step on(State state, Event event, boolean reliable) {
        return switch (state) {
            case TRYING, PROCEEDING ->
                    switch (event) {
                        case Timer.E -> go(state, SEND, start(Timer.E));
                        case Timer.F -> go(TERMINATED, TIME_OUT);
                        case Transport.FAILED -> go(TERMINATED, FAIL);
                        case Heard.PROVISIONAL -> go(PROCEEDING, DELIVER, SLOW_DOWN);
                        case Heard.SUCCESS, Heard.FAILURE ->
                                reliable
                                        ? go(TERMINATED, DELIVER) // Timer K is 0
                                        : go(COMPLETED, DELIVER, stop(Timer.E), start(Timer.K));
                        default -> go(state);
                    };
            case COMPLETED -> event == Timer.K ? go(TERMINATED) : go(state);
            default -> go(state);
        };
    }
}
