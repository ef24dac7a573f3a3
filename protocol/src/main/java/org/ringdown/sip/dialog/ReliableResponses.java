package org.ringdown.sip.dialog;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;
import org.ringdown.sip.CSeq;
import org.ringdown.sip.RAck;
import org.ringdown.sip.SipResponse;

/**
 * The provisional responses to one INVITE that are repeated until their PRACK comes (RFC 3262 §3), one after the other.
 *
 * <p>{@code now} is in nanoseconds of any monotonic clock. One owner.
 */
public final class ReliableResponses {
    /** First numbers stay below this, so that there is room to count up (§3). */
    public static final long HIGHEST_FIRST = 0x7fff_ffffL;

    /** More news than a caller could want before an answer. */
    private static final int MOST_WAITING = 8;

    private static final long FIRST_INTERVAL = Duration.ofMillis(500).toNanos();
    private static final long PATIENCE = 64 * FIRST_INTERVAL;

    private final CSeq invite;
    private final Deque<SipResponse> waiting = new ArrayDeque<>();
    private Optional<SipResponse> open = Optional.empty();
    private boolean repeating;
    private long rseq;
    private long interval;
    private long again;
    private long end;

    /** @param first the number of the first one, 1 to {@link #HIGHEST_FIRST}, best by chance */
    public ReliableResponses(CSeq invite, long first) {
        if (first < 1 || first > HIGHEST_FIRST)
            throw new IllegalArgumentException("not a first RSeq: " + first);
        this.invite = invite;
        this.rseq = first - 1;
    }

    /** What a PRACK comes to. */
    public sealed interface Acknowledged {
        /** The first for this response; {@code next} is to be sent now. */
        record Known(SipResponse response, Optional<SipResponse> next) implements Acknowledged {}

        /** For no response that waits for one: to be answered 481. */
        record Unknown() implements Acknowledged {}
    }

    /** What is due. */
    public sealed interface Due {
        record Again(SipResponse response) implements Due {}

        /** Nobody acknowledges: the INVITE is to be refused with a 5xx (§3). */
        record GiveUp() implements Due {}
    }

    /** Takes a response, 101 to 199; what comes back, if anything, is to be sent now, the others when their turn comes. */
    public Optional<SipResponse> add(SipResponse response, long now) {
        if (open.isEmpty()) return Optional.of(begin(response, now));
        if (waiting.size() < MOST_WAITING) waiting.add(response);
        return Optional.empty();
    }

    public Acknowledged received(RAck rack, long now) {
        boolean known = open.isPresent() && rack.rseq() == rseq && rack.cseq().equals(invite);
        if (!known) return new Acknowledged.Unknown();
        var response = open.get();
        open = Optional.empty();
        return new Acknowledged.Known(
                response, Optional.ofNullable(waiting.poll()).map(next -> begin(next, now)));
    }

    /** Whether an offer or an answer of ours is not acknowledged yet: a 2xx has to wait for that (§3). */
    public boolean holdsDescription() {
        return open.filter(ReliableResponses::describes).isPresent()
                || waiting.stream().anyMatch(ReliableResponses::describes);
    }

    /** When {@link #expire} is to be called; empty while nothing waits. */
    public OptionalLong nextDeadline() {
        if (open.isEmpty() || !repeating) return OptionalLong.empty();
        return OptionalLong.of(again - end < 0 ? again : end);
    }

    public Optional<Due> expire(long now) {
        if (open.isEmpty() || !repeating) return Optional.empty();
        if (end - now <= 0) {
            stop();
            return Optional.of(new Due.GiveUp());
        }
        if (again - now > 0) return Optional.empty();
        interval *= 2;
        again = now + interval;
        return Optional.of(new Due.Again(open.get()));
    }

    /** The INVITE has its final response: nothing is repeated any more; a PRACK that is on its way is still known. */
    public void stop() {
        repeating = false;
        waiting.clear();
    }

    private SipResponse begin(SipResponse response, long now) {
        var numbered =
                response.withHeaders(
                        response.headers().toBuilder()
                                .set("Require", "100rel")
                                .set("RSeq", Long.toString(++rseq))
                                .build());
        open = Optional.of(numbered);
        repeating = true;
        interval = FIRST_INTERVAL;
        again = now + interval;
        end = now + PATIENCE;
        return numbered;
    }

    private static boolean describes(SipResponse response) {
        return !response.body().isEmpty();
    }
}
