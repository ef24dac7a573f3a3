package org.ringdown.sip.transaction;

import static org.ringdown.sip.transaction.State.*;
import static org.ringdown.sip.transaction.Step.Do.*;
import static org.ringdown.sip.transaction.Step.go;
import static org.ringdown.sip.transaction.Step.start;
import static org.ringdown.sip.transaction.Step.stop;

import org.ringdown.sip.transaction.Event.Heard;
import org.ringdown.sip.transaction.Event.Said;
import org.ringdown.sip.transaction.Event.Transport;

/** An INVITE we send, as a table (RFC 3261 §17.1.1, RFC 6026 §7.2; cancelling: RFC 3261 §9.1). */
final class InviteClient {
    private InviteClient() {}

    static Step begin(boolean reliable) {
        return reliable
                ? go(CALLING, SEND, start(Timer.B))
                : go(CALLING, SEND, start(Timer.A), start(Timer.B));
    }

    static Step on(State state, Event event, boolean reliable) {
        return switch (state) {
            case CALLING ->
                    event == Said.CANCEL
                            ? go(ABANDONED)
                            : unheard(state, event, PROCEEDING, reliable);
            case ABANDONED -> unheard(state, event, CANCELLED, reliable);
            case PROCEEDING ->
                    switch (event) {
                        case Heard.PROVISIONAL -> go(PROCEEDING, DELIVER, start(Timer.C));
                        case Said.CANCEL, Timer.C ->
                                go(CANCELLED, CANCEL, start(Timer.B)); // §16.8 does so for proxies
                        default -> answered(state, event, reliable);
                    };
            case CANCELLED ->
                    switch (event) {
                        case Heard.PROVISIONAL -> go(CANCELLED, DELIVER);
                        case Timer.B -> go(TERMINATED, TIME_OUT);
                        default -> answered(state, event, reliable);
                    };
            case ACCEPTED ->
                    switch (event) {
                        case Heard.SUCCESS ->
                                go(ACCEPTED, DELIVER); // another branch of a fork, §13.2.2.4
                        case Heard.SUCCESS_AGAIN -> go(ACCEPTED, ACKNOWLEDGE_AGAIN);
                        case Timer.M -> go(TERMINATED);
                        default -> go(state);
                    };
            case COMPLETED ->
                    switch (event) {
                        case Heard.FAILURE -> go(COMPLETED, ACKNOWLEDGE);
                        case Timer.D, Transport.FAILED ->
                                go(TERMINATED); // whoever asked has the answer already
                        default -> go(state);
                    };
            default -> go(state);
        };
    }

    /** Before the first response, which leads to {@code afterFirst}. */
    private static Step unheard(State state, Event event, State afterFirst, boolean reliable) {
        return switch (event) {
            case Timer.A -> go(state, SEND, start(Timer.A));
            case Timer.B -> go(TERMINATED, TIME_OUT);
            case Transport.FAILED -> go(TERMINATED, FAIL);
            case Heard.PROVISIONAL ->
                    afterFirst == CANCELLED
                            ? go(CANCELLED, DELIVER, CANCEL, stop(Timer.A), start(Timer.B))
                            : go(PROCEEDING, DELIVER, stop(Timer.A), start(Timer.C));
            default -> answered(state, event, reliable);
        };
    }

    private static Step answered(State state, Event event, boolean reliable) {
        return switch (event) {
            case Heard.SUCCESS -> go(ACCEPTED, DELIVER, stop(Timer.A), start(Timer.M));
            case Heard.FAILURE ->
                    reliable
                            ? go(TERMINATED, ACKNOWLEDGE, DELIVER) // Timer D is 0
                            : go(COMPLETED, ACKNOWLEDGE, DELIVER, stop(Timer.A), start(Timer.D));
            default -> go(state);
        };
    }
}
