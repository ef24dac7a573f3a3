package org.ringdown.testkit.phone;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.ringdown.testkit.phone.PhoneEnding.Kind;
import org.ringdown.time.Timers.Timer;

/** A call that the phone places (RFC 3261 §13.2, §9.1). */
final class OutgoingPhoneCall extends PhoneCall {
    /** For how long it rings at the other end before the person gives up. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final String target;
    private final Map<String, String> more;
    private final InetSocketAddress audio;
    private long sequence = 1;
    private SipText invite;
    private Repeater inviting;
    private Optional<Repeater> canceling = Optional.empty();
    private Optional<SipText> ack = Optional.empty();
    private Optional<Timer> patience = Optional.empty();
    private boolean proceeding;
    private boolean abandoned;

    OutgoingPhoneCall(
            ScriptedPhone phone,
            String target,
            InetSocketAddress proxy,
            Map<String, String> more,
            InetSocketAddress audio,
            Optional<PhoneSound> sound) {
        super(phone, phone.name("i"), proxy, sound);
        this.target = target;
        this.more = more;
        this.audio = audio;
        this.invite = invite();
        this.inviting = inviting();
    }

    private SipText invite() {
        var bare =
                addressed(
                                SipText.request("INVITE", target),
                                "INVITE",
                                sequence,
                                "<" + phone.uri() + ">;tag=" + localTag,
                                "<" + target + ">")
                        .with("Contact", "<" + phone.uri() + ">");
        for (var header : more.entrySet()) bare = bare.with(header.getKey(), header.getValue());
        return bare.withSdp(PhoneSdp.describe(audio));
    }

    private Repeater inviting() {
        return Repeater.invite(
                phone.timers(), () -> send(invite), () -> end(PhoneEnding.of(Kind.UNHEARD, 408)));
    }

    @Override
    String remoteUri() {
        return target;
    }

    @Override
    public String dialled() {
        return target;
    }

    @Override
    public String caller() {
        return phone.uri();
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
        var cancel = sameTransaction("CANCEL", invite.one("To"));
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
        if (!response.tag("To").isEmpty()) early(response.tag("To"));
        if (response.status() > 100 && phase() == Phase.CALLING) phase(Phase.RINGING);
    }

    private void success(SipText response) {
        if (ack.isEmpty()) {
            stop();
            establish(response.tag("To"), response);
            ack = Optional.of(inDialog("ACK", sequence));
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
        send(sameTransaction("ACK", response.one("To")));
        phone.strictness().insist(ack.isEmpty(), "one final answer only", response);
        stop();
        if (response.status() == 401 && !abandoned && sequence == 1) {
            var proof = phone.proof(response, "INVITE", target);
            proof.ifPresent(this::inviteAgain);
            if (proof.isPresent()) return;
        }
        end(
                abandoned
                        ? PhoneEnding.of(Kind.CANCELED, response.status())
                        : PhoneEnding.told(Kind.WAS_REFUSED, response));
    }

    /** The same call, under the next number, with what the challenge asked for (RFC 3261 §22.2). */
    private void inviteAgain(String proof) {
        sequence++;
        proceeding = false;
        invite = invite().with("Authorization", proof);
        inviting = inviting();
    }

    /** CANCEL and the ACK of a refusal have the Via and the number of their INVITE (RFC 3261 §9.1, §17.1.1.3). */
    private SipText sameTransaction(String method, String to) {
        return SipText.request(method, target)
                .with("Via", invite.one("Via"))
                .with("Max-Forwards", "70")
                .with("From", invite.one("From"))
                .with("To", to)
                .with("Call-ID", callId)
                .with("CSeq", sequence + " " + method);
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
    InetSocketAddress audio() {
        return audio;
    }

    @Override
    boolean ownsCallId() {
        return true;
    }

    @Override
    void fallSilent() {
        stop();
    }
}
