package org.ringdown.testkit.phone;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.ringdown.testkit.phone.PhoneEnding.Kind;

/** A call that reaches the phone (RFC 3261 §13.3, §9.2). */
final class IncomingPhoneCall extends PhoneCall {
    private final SipText invite;
    private final InetSocketAddress audio;
    private SipText last;
    private Optional<Repeater> repeating = Optional.empty();
    private boolean answered;
    private boolean acknowledged;
    private boolean hangsUp;

    IncomingPhoneCall(
            ScriptedPhone phone,
            SipText invite,
            InetSocketAddress from,
            InetSocketAddress audio,
            Optional<PhoneSound> sound) {
        super(phone, invite.callId(), from, sound);
        this.invite = invite;
        this.audio = audio;
        establish(invite.tag("From"), invite);
        this.last = SipText.response(invite, 100, "Trying", localTag);
        send(last);
    }

    @Override
    String remoteUri() {
        return invite.uri("From");
    }

    @Override
    public String dialled() {
        return invite.requestUri();
    }

    @Override
    public String caller() {
        return invite.uri("From");
    }

    void ring() {
        if (answered || isOver()) return;
        last = respond(180, "Ringing");
        send(last);
        phase(Phase.RINGING);
    }

    void answer() {
        if (answered || isOver()) return;
        answered = true;
        speak();
        last = respond(200, "OK").withSdp(PhoneSdp.describe(audio));
        repeating =
                Optional.of(
                        Repeater.steady(
                                phone.timers(),
                                () -> send(last),
                                () -> sayBye(Kind.UNHEARD))); // §13.3.1.4
    }

    void refuse(int status) {
        if (answered || isOver()) return;
        finish(status, "No");
        end(PhoneEnding.of(Kind.REFUSED, status));
    }

    private void finish(int status, String reason) {
        last = respond(status, reason);
        repeating = Optional.of(Repeater.steady(phone.timers(), () -> send(last), () -> {}));
    }

    private SipText respond(int status, String reason) {
        return SipText.response(invite, status, reason, localTag)
                .with("Contact", "<" + phone.uri() + ">");
    }

    @Override
    public void hangUp() {
        if (!answered) refuse(603);
        else if (isTalking()) sayBye(Kind.HUNG_UP);
        else hangsUp = true; // BYE has to wait for the ACK (RFC 3261 §15)
    }

    @Override
    void acknowledged(SipText ack) {
        phone.strictness().insist(ack.cseq() == invite.cseq(), "the CSeq of its INVITE", ack);
        phone.strictness().insist(ack.tag("To").equals(localTag), "our tag", ack);
        repeating.ifPresent(Repeater::stop);
        if (!answered || acknowledged || isOver()) return;
        acknowledged = true;
        phase(Phase.TALKING);
        if (hangsUp) sayBye(Kind.HUNG_UP);
    }

    @Override
    void canceled(SipText cancel) {
        boolean same = cancel.branch().equals(invite.branch());
        phone.strictness().insist(same, "the branch of its INVITE", cancel);
        answer(cancel, 200, "OK");
        if (answered || isOver()) return;
        finish(487, "Request Terminated");
        end(PhoneEnding.told(Kind.WAS_CANCELED, cancel));
    }

    /** The same again: its answer was lost. */
    @Override
    void invited(SipText again) {
        if (again.branch().equals(invite.branch())) send(last);
        else answer(again, 488, "Not Acceptable Here");
    }

    @Override
    void response(SipText response) {
        phone.strictness().insist(false, "reason for a response", response);
    }

    @Override
    InetSocketAddress audio() {
        return audio;
    }

    @Override
    boolean ownsCallId() {
        return false;
    }

    @Override
    void fallSilent() {
        repeating.ifPresent(Repeater::stop);
    }
}
