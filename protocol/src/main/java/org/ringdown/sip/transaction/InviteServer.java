package org.ringdown.sip.transaction;

import static org.ringdown.sip.transaction.State.*;
import static org.ringdown.sip.transaction.Step.Do.*;
import static org.ringdown.sip.transaction.Step.go;
import static org.ringdown.sip.transaction.Step.start;
import static org.ringdown.sip.transaction.Step.stop;

import org.ringdown.sip.transaction.Event.Heard;
import org.ringdown.sip.transaction.Event.Said;
import org.ringdown.sip.transaction.Event.Transport;

/**
 * An INVITE we receive, as a table (RFC 3261 §17.2.1, RFC 6026 §7.1).
 *
 * <p>It also repeats the 2xx until its ACK, which RFC 3261 §13.3.1.4 leaves to the core, over reliable transports too: the next
 * hop may not be one.
 */
final class InviteServer {
    private InviteServer() {}

    /** The 100 goes out at once: the one above might take longer than the 200 ms that §17.2.1 allows. */
    static Step begin(boolean reliable) {
        return go(PROCEEDING, SEND, DELIVER, start(Timer.C));
    }

    static Step on(State state, Event event, boolean reliable) {
        return switch (state) {
            case PROCEEDING ->
                    event == Heard.CANCEL ? go(CANCELLED, DELIVER) : open(state, event, reliable);
            case CANCELLED -> open(state, event, reliable);
            case ACCEPTED ->
                    switch (event) {
                        case Timer.G -> go(ACCEPTED, SEND, start(Timer.G));
                        case Heard.ACK -> go(ACKNOWLEDGED, DELIVER, stop(Timer.G));
                        case Timer.L -> go(TERMINATED, MISS_ACK);
                        case Transport.FAILED -> go(ACCEPTED, FAIL);
                        default -> go(state); // the INVITE repeated: RFC 6026 §7.1
                    };
            case ACKNOWLEDGED -> event == Timer.L ? go(TERMINATED) : go(state);
            case COMPLETED ->
                    switch (event) {
                        case Heard.REQUEST_AGAIN -> go(COMPLETED, SEND);
                        case Timer.G -> go(COMPLETED, SEND, start(Timer.G));
                        case Heard.ACK ->
                                reliable
                                        ? go(TERMINATED) // Timer I is 0
                                        : go(CONFIRMED, stop(Timer.G), start(Timer.I));
                        case Timer.H -> go(TERMINATED);
                        case Transport.FAILED -> go(COMPLETED, FAIL);
                        default -> go(state);
                    };
            case CONFIRMED -> event == Timer.I ? go(TERMINATED) : go(state);
            default -> go(state);
        };
    }

    private static Step open(State state, Event event, boolean reliable) {
        return switch (event) {
            case Heard.REQUEST_AGAIN -> go(state, SEND);
            case Said.PROVISIONAL -> go(state, SEND, start(Timer.C));
            case Said.SUCCESS -> go(ACCEPTED, SEND, start(Timer.G), start(Timer.L));
            case Said.FAILURE ->
                    reliable
                            ? go(COMPLETED, SEND, start(Timer.H))
                            : go(COMPLETED, SEND, start(Timer.G), start(Timer.H));
            case Timer.C -> go(TERMINATED, TIME_OUT);
            case Transport.FAILED -> go(state, FAIL);
            default -> go(state);
        };
    }
}
