package org.ringdown.testkit.phone;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.ringdown.time.Timers.Timer;

/** A phone's place at a registrar (RFC 3261 §10): asked for, proved by the password, and renewed in time. */
public final class PhoneRegistration implements Exchange {
    private final ScriptedPhone phone;
    private final InetSocketAddress registrar;
    private final Duration expires;
    private final Optional<String> path;
    private final String callId;
    private final String tag;
    private long sequence;
    private Duration asked = Duration.ZERO;
    private Optional<Repeater> asking = Optional.empty();
    private Optional<Timer> renewal = Optional.empty();
    private boolean proved;
    private boolean registered;
    private int refusal;

    PhoneRegistration(
            ScriptedPhone phone,
            InetSocketAddress registrar,
            Duration expires,
            Optional<String> path) {
        this.phone = phone;
        this.registrar = registrar;
        this.expires = expires;
        this.path = path;
        this.callId = phone.name("r");
        this.tag = phone.name("t");
    }

    /** Whether calls for the user come here. */
    public boolean isRegistered() {
        return registered;
    }

    /** The status with which the registrar refused at last; 0 if it did not. */
    public int refusal() {
        return refusal;
    }

    /** Gives the place up. */
    public void end() {
        renewal.ifPresent(Timer::cancel);
        ask(Duration.ZERO);
    }

    void begin() {
        ask(expires);
    }

    String callId() {
        return callId;
    }

    private void ask(Duration span) {
        asked = span;
        proved = false;
        say(Optional.empty());
    }

    private void say(Optional<String> proof) {
        String me = "<" + phone.uri() + ">";
        var request =
                SipText.request("REGISTER", domain())
                        .with("Via", phone.via())
                        .with("Max-Forwards", "70")
                        .with("From", me + ";tag=" + tag)
                        .with("To", me)
                        .with("Call-ID", callId)
                        .with("CSeq", ++sequence + " REGISTER")
                        .with("Contact", me)
                        .with("Expires", String.valueOf(asked.toSeconds()));
        var routed = path.map(text -> request.with("Path", text)).orElse(request);
        var whole = proof.map(text -> routed.with("Authorization", text)).orElse(routed);
        asking.ifPresent(Repeater::stop);
        asking =
                Optional.of(
                        Repeater.steady(
                                phone.timers(),
                                () -> phone.send(whole, registrar),
                                () -> registered = false));
    }

    private String domain() {
        return "sip:" + registrar.getAddress().getHostAddress();
    }

    @Override
    public void hear(SipText message) {
        boolean current = !message.isRequest() && message.cseq() == sequence;
        if (!current || message.status() < 200) return;
        asking.ifPresent(Repeater::stop);
        if (message.status() == 401 && !proved) {
            proved = true;
            phone.proof(message, "REGISTER", domain())
                    .ifPresentOrElse(proof -> say(Optional.of(proof)), () -> refused(message));
        } else if (message.status() == 200) {
            granted();
        } else {
            refused(message);
        }
    }

    private void granted() {
        registered = !asked.isZero();
        renewal.ifPresent(Timer::cancel);
        renewal =
                registered
                        ? Optional.of(phone.timers().after(asked.dividedBy(2), this::begin))
                        : Optional.empty();
    }

    private void refused(SipText by) {
        registered = false;
        refusal = by.status();
    }

    @Override
    public void silence() {
        asking.ifPresent(Repeater::stop);
        renewal.ifPresent(Timer::cancel);
    }
}
