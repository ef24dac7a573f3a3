package org.ringdown.testkit.phone;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.ringdown.testkit.phone.PhoneEnding.Kind;
import org.ringdown.time.Timers.Timer;

/** A call that the phone places (RFC 3261 §13.2, §9.1). */
final class OutgoingPhoneCall extends PhoneCall {
    /** For how long it rings at the other end before the person gives up. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final String target;
    private final SipText invite;
    private final Repeater inviting;
    private Optional<Repeater> canceling = Optional.empty();
    private Optional<SipText> ack = Optional.empty();
    private Optional<Timer> patience = Optional.empty();
    private boolean proceeding;
    private boolean abandoned;

    OutgoingPhoneCall(
            ScriptedPhone phone,
            String target,
            InetSocketAddress proxy,
            InetSocketAddress audio,
            Optional<PhoneSound> sound) {
        super(phone, phone.name("i"), proxy, sound);
        this.target = target;
        this.invite =
                addressed(
                                SipText.request("INVITE", target),
                                "INVITE",
                                1,
                                "<" + phone.uri() + ">;tag=" + localTag,
                                "<" + target + ">")
                        .with("Contact", "<" + phone.uri() + ">")
                        .withSdp(PhoneSdp.describe(audio));
        this.inviting =
                Repeater.invite(
                        phone.timers(),
                        () -> send(invite),
                        () -> end(PhoneEnding.of(Kind.UNHEARD, 408)));
    }

    @Override
    String remoteUri() {
        return target;
    }

    @Override
    public void hangUp() {
        if (isTalking()) {
            sayBye(Kind.HUNG_UP);
        } else if (!isOver() && !abandoned) {
            abandoned = true;
            if (proceeding) cancel();
        }
    }

    private void cancel() {
        if (canceling.isPresent()) return;
        // With the INVITE's own Via, so that it finds the same transaction (RFC 3261 §9.1).
        var cancel =
                new SipText("CANCEL " + target + " SIP/2.0", List.of(), "")
                        .with("Via", invite.one("Via"))
                        .with("Max-Forwards", "70")
                        .with("From", invite.one("From"))
                        .with("To", invite.one("To"))
                        .with("Call-ID", callId)
                        .with("CSeq", "1 CANCEL");
        canceling =
                Optional.of(
                        Repeater.steady(
                                phone.timers(),
                                () -> send(cancel),
                                () -> end(PhoneEnding.of(Kind.UNHEARD, 408))));
    }

    @Override
    void response(SipText response) {
        if (response.cseqMethod().equals("CANCEL")) {
            canceling.ifPresent(Repeater::pause);
            return;
        }
        if (!response.branch().equals(invite.branch())) return;
        if (response.status() < 200) provisional(response);
        else if (response.status() < 300) success(response);
        else failure(response);
    }

    private void provisional(SipText response) {
        inviting.stop();
        if (!proceeding) patience = Optional.of(phone.timers().after(PATIENCE, this::hangUp));
        proceeding = true;
        if (abandoned) cancel();
        if (response.status() > 100 && phase() == Phase.CALLING) phase(Phase.RINGING);
    }

    private void success(SipText response) {
        if (ack.isEmpty()) {
            stop();
            establish(response.tag("To"), response);
            ack = Optional.of(inDialog("ACK", 1));
            send(ack.get());
            if (isOver() || abandoned) sayBye(Kind.CANCELED); // it crossed our CANCEL
            else talk();
        } else {
            phone.strictness()
                    .insist(response.tag("To").equals(remoteTag()), "the same tag", response);
            send(ack.get());
        }
    }

    private void talk() {
        phase(Phase.TALKING);
        speak();
    }

    private void failure(SipText response) {
        var sameBranch =
                new SipText("ACK " + target + " SIP/2.0", List.of(), "")
                        .with("Via", invite.one("Via"))
                        .with("Max-Forwards", "70")
                        .with("From", invite.one("From"))
                        .with("To", response.one("To"))
                        .with("Call-ID", callId)
                        .with("CSeq", "1 ACK");
        send(sameBranch);
        phone.strictness().insist(ack.isEmpty(), "one final answer only", response);
        stop();
        end(
                abandoned
                        ? PhoneEnding.of(Kind.CANCELED, response.status())
                        : PhoneEnding.told(Kind.WAS_REFUSED, response));
    }

    private void stop() {
        inviting.stop();
        canceling.ifPresent(Repeater::stop);
        patience.ifPresent(Timer::cancel);
    }

    @Override
    void acknowledged(SipText ack) {
        phone.strictness().insist(false, "reason for an ACK", ack);
    }

    @Override
    void canceled(SipText cancel) {
        answer(cancel, 481, "Call/Transaction Does Not Exist");
    }

    @Override
    void invited(SipText invite) {
        answer(invite, 488, "Not Acceptable Here");
    }

    @Override
    void fallSilent() {
        stop();
    }
}
