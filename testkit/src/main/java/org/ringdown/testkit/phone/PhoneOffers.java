package org.ringdown.testkit.phone;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ringdown.time.Timers.Timer;

/** Offers within a phone's call, its own and the gateway's: hold, let go, and glare (RFC 3261 §14, RFC 3264 §8.4). */
final class PhoneOffers {
    private static final int REQUEST_PENDING = 491;

    private final PhoneCall call;
    private boolean holds;
    private boolean said;
    private boolean held;
    private Optional<SipText> answer = Optional.empty();
    private Optional<SipText> asked = Optional.empty();
    private Optional<Repeater> answering = Optional.empty();
    private Optional<SipText> offer = Optional.empty();
    private Optional<Repeater> offering = Optional.empty();
    private final Map<Long, SipText> acks = new HashMap<>();
    private Optional<Timer> again = Optional.empty();
    private final Set<Long> numbers = new HashSet<>();
    private boolean saying;
    private int edition = 1;

    PhoneOffers(PhoneCall call) {
        this.call = call;
    }

    /** Whether the gateway holds, as its newest description says. */
    boolean isHeld() {
        return held;
    }

    /** Whether what the phone wishes is what it has said, and nothing is under way. */
    boolean isSettled() {
        return holds == said && offer.isEmpty() && answering.isEmpty() && again.isEmpty();
    }

    void hold(boolean on) {
        holds = on;
        proceed();
    }

    private void proceed() {
        boolean free = offer.isEmpty() && answering.isEmpty() && again.isEmpty();
        if (holds == said || !free || !call.isTalking()) return;
        boolean says = holds;
        var invite =
                call.next("INVITE")
                        .with("Contact", "<" + call.phone.uri() + ">")
                        .withSdp(describe(says ? "sendonly" : "sendrecv"));
        offer = Optional.of(invite);
        offering =
                Optional.of(
                        Repeater.invite(
                                call.phone.timers(), () -> call.send(invite), this::forget));
        saying = says;
    }

    private void forget() {
        offering.ifPresent(Repeater::stop);
        offer = Optional.empty();
    }

    /** A response to an offer of ours; false when it is to something else. */
    boolean hear(SipText response) {
        boolean isOurs = offer.filter(sent -> sent.branch().equals(response.branch())).isPresent();
        if (!isOurs) {
            var again = acks.get(response.cseq());
            if (again != null && response.status() >= 200) call.send(again);
            return again != null || call.isOver();
        }
        if (response.status() < 200) {
            offering.ifPresent(Repeater::stop);
            return true;
        }
        var sent = offer.get();
        SipText ack;
        forget();
        if (response.status() < 300) {
            ack = call.inDialog("ACK", sent.cseq());
            held = call.isHeldBy(response.body());
            said = saying;
        } else {
            ack = refusalAck(sent, response);
            boolean later = response.status() == REQUEST_PENDING || response.status() == 500;
            if (later) pause();
            else said = saying; // it was heard, and refused: nothing more is tried
        }
        acks.put(sent.cseq(), ack);
        call.send(ack);
        proceed();
        return true;
    }

    private static SipText refusalAck(SipText invite, SipText response) {
        var ack = SipText.request("ACK", invite.start().split(" ")[1]);
        return ack.with("Via", invite.one("Via"))
                .with("Max-Forwards", "70")
                .with("From", invite.one("From"))
                .with("To", response.one("To"))
                .with("Call-ID", invite.callId())
                .with("CSeq", invite.cseq() + " ACK");
    }

    private void pause() {
        var pause = Duration.ofMillis(call.glarePause());
        again =
                Optional.of(
                        call.phone
                                .timers()
                                .after(
                                        pause,
                                        () -> {
                                            again = Optional.empty();
                                            proceed();
                                        }));
    }

    /** An offer of the gateway's. */
    void asked(SipText invite) {
        numbers.add(invite.cseq());
        if (asked.filter(known -> known.branch().equals(invite.branch())).isPresent()) {
            call.send(answer.orElseThrow());
            return;
        }
        if (call.isOver()) {
            call.answer(invite, 481, "Call/Transaction Does Not Exist");
            return;
        }
        if (offer.isPresent() || !call.isTalking()) {
            call.answer(invite, REQUEST_PENDING, "Request Pending");
            return;
        }
        String mine = holds ? "sendonly" : "sendrecv";
        String direction = PhoneSdp.answer(PhoneSdp.direction(invite.body()), mine);
        held = call.isHeldBy(invite.body());
        asked = Optional.of(invite);
        // Where nothing is offered, an answer says nothing of what the phone wishes.
        if (!PhoneSdp.direction(invite.body()).equals("inactive")) said = holds;
        answer =
                Optional.of(
                        SipText.response(invite, 200, "OK", call.localTag)
                                .with("Contact", "<" + call.phone.uri() + ">")
                                .withSdp(describe(direction)));
        answering =
                Optional.of(
                        Repeater.steady(
                                call.phone.timers(),
                                () -> call.send(answer.get()),
                                () -> answering = Optional.empty()));
    }

    /** An ACK; false when it is to something else. */
    boolean acknowledged(SipText ack) {
        if (!numbers.contains(ack.cseq())) return false;
        if (asked.filter(invite -> invite.cseq() == ack.cseq()).isEmpty()) return true;
        answering.ifPresent(Repeater::stop);
        answering = Optional.empty();
        proceed();
        return true;
    }

    void close() {
        answering.ifPresent(Repeater::stop);
        answering = Optional.empty();
        again.ifPresent(Timer::cancel);
        again = Optional.empty();
        forget();
    }

    private String describe(String direction) {
        return PhoneSdp.describe(call.audio(), ++edition, direction);
    }
}
