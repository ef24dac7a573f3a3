package org.ringdown.shard.dialog;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.ringdown.shard.SipWork;
import org.ringdown.sip.RAck;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipResponse;
import org.ringdown.sip.dialog.ReliableResponses;
import org.ringdown.sip.dialog.ReliableResponses.Acknowledged;
import org.ringdown.sip.dialog.ReliableResponses.Due;
import org.ringdown.time.Timers.Timer;

/** Sends the provisional responses to one INVITE so that each is acknowledged (RFC 3262 §3). */
final class ReliableProgress {
    private final SipWork work;
    private final Consumer<SipResponse> send;
    private final Runnable unheard;
    private final ReliableResponses responses;
    private Optional<Timer> timer = Optional.empty();

    /**
     * @param send puts a response on the wire, as often as it is given one
     * @param unheard run when one was repeated in vain for 32 s
     */
    ReliableProgress(
            SipWork work, SipRequest invite, Consumer<SipResponse> send, Runnable unheard) {
        this.work = work;
        this.send = send;
        this.unheard = unheard;
        long first = work.random().nextLong(1, ReliableResponses.HIGHEST_FIRST + 1);
        this.responses = new ReliableResponses(invite.headers().cseq(), first);
    }

    void add(SipResponse response) {
        responses.add(response, work.now()).ifPresent(send);
        rearm();
    }

    /** The response that this is for, the first time it comes. */
    Optional<SipResponse> acknowledged(RAck rack) {
        if (!(responses.received(rack, work.now()) instanceof Acknowledged.Known known))
            return Optional.empty();
        known.next().ifPresent(send);
        rearm();
        return Optional.of(known.response());
    }

    /** Whether an offer or an answer of ours is not acknowledged yet: a 2xx has to wait for that. */
    boolean holdsDescription() {
        return responses.holdsDescription();
    }

    /** The INVITE has its final response. */
    void stop() {
        responses.stop();
        rearm();
    }

    private void rearm() {
        timer.ifPresent(Timer::cancel);
        var deadline = responses.nextDeadline();
        timer =
                deadline.isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                work.later(
                                        Duration.ofNanos(
                                                Math.max(0, deadline.getAsLong() - work.now())),
                                        this::expire));
    }

    /** Without effect where nothing is due: its timer may have been cancelled too late. */
    private void expire() {
        responses
                .expire(work.now())
                .ifPresent(due -> {
                    switch (due) {
                        case Due.Again(var response) -> send.accept(response);
                        case Due.GiveUp() -> unheard.run();
                    }
                });
        rearm();
    }
}
