package org.ringdown.testkit.phone;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ringdown.time.Timers.Timer;

/** A subscription of a phone (RFC 6665): asked for, proved by the password, renewed in time, and told of by NOTIFY. */
public final class PhoneWatch implements Exchange {
    private final ScriptedPhone phone;
    private final String event;
    private final String target;
    private final InetSocketAddress proxy;
    private final Duration expires;
    private final String callId;
    private final String tag;
    private final List<String> documents = new ArrayList<>();
    private String remoteTag = "";
    private Optional<String> remoteTarget = Optional.empty();
    private Optional<Repeater> asking = Optional.empty();
    private Optional<Timer> renewal = Optional.empty();
    private Duration asked = Duration.ZERO;
    private long sequence;
    private long heard;
    private String state = "";
    private int answer = 200;
    private int refusal;
    private boolean proved;
    private boolean granted;

    PhoneWatch(
            ScriptedPhone phone,
            String event,
            String target,
            InetSocketAddress proxy,
            Duration expires) {
        this.phone = phone;
        this.event = event;
        this.target = target;
        this.proxy = proxy;
        this.expires = expires;
        this.callId = phone.name("s");
        this.tag = phone.name("t");
    }

    /** What it was told, in order: the body of each NOTIFY. */
    public List<String> documents() {
        return List.copyOf(documents);
    }

    /** The last document; empty before any. */
    public String latest() {
        return documents.isEmpty() ? "" : documents.getLast();
    }

    /** The Subscription-State of the last NOTIFY. */
    public String state() {
        return state;
    }

    /** Whether it is subscribed. */
    public boolean isGranted() {
        return granted;
    }

    /** The status with which it was refused; 0 if it was not. */
    public int refusal() {
        return refusal;
    }

    /** With which status it answers NOTIFY from now on; 0: with none. */
    public void answers(int status) {
        answer = status;
    }

    /** Renews it no more. */
    public void forget() {
        renewal.ifPresent(Timer::cancel);
    }

    /** Ends it. */
    public void end() {
        forget();
        ask(Duration.ZERO);
    }

    String callId() {
        return callId;
    }

    void begin() {
        ask(expires);
    }

    private void ask(Duration span) {
        asked = span;
        proved = false;
        say(Optional.empty());
    }

    private void say(Optional<String> proof) {
        String to = "<" + target + ">" + (remoteTag.isEmpty() ? "" : ";tag=" + remoteTag);
        var request =
                SipText.request("SUBSCRIBE", remoteTarget.orElse(target))
                        .with("Via", phone.via())
                        .with("Max-Forwards", "70")
                        .with("From", "<" + phone.uri() + ">;tag=" + tag)
                        .with("To", to)
                        .with("Call-ID", callId)
                        .with("CSeq", ++sequence + " SUBSCRIBE")
                        .with("Contact", "<" + phone.uri() + ">")
                        .with("Event", event)
                        .with("Expires", String.valueOf(asked.toSeconds()));
        var whole = proof.map(text -> request.with("Authorization", text)).orElse(request);
        asking.ifPresent(Repeater::stop);
        asking =
                Optional.of(
                        Repeater.steady(
                                phone.timers(),
                                () -> phone.send(whole, proxy),
                                () -> granted = false));
    }

    @Override
    public void hear(SipText message) {
        if (message.is("NOTIFY")) notified(message);
        else if (!message.isRequest()) answered(message);
    }

    private void answered(SipText message) {
        if (message.cseq() != sequence || message.status() < 200) return;
        asking.ifPresent(Repeater::stop);
        if (message.status() == 401 && !proved) {
            proved = true;
            String uri = remoteTarget.orElse(target);
            phone.proof(message, "SUBSCRIBE", uri)
                    .ifPresentOrElse(proof -> say(Optional.of(proof)), () -> refused(message));
        } else if (message.status() == 200) {
            phone.strictness().insist(message.first("Expires").isPresent(), "Expires", message);
            remoteTag = message.tag("To");
            remoteTarget = Optional.of(message.uri("Contact"));
            granted = !asked.isZero();
            renewal.ifPresent(Timer::cancel);
            if (granted)
                renewal = Optional.of(phone.timers().after(asked.dividedBy(2), this::begin));
        } else {
            refused(message);
        }
    }

    private void refused(SipText by) {
        granted = false;
        refusal = by.status();
    }

    private void notified(SipText notify) {
        phone.strictness().insist(notify.tag("To").equals(tag), "our tag", notify);
        phone.strictness().insist(notify.one("Event").equals(event), "our event", notify);
        if (answer == 0) return;
        phone.send(SipText.response(notify, answer, "Heard", tag), proxy);
        if (notify.cseq() <= heard) return;
        heard = notify.cseq();
        state = notify.one("Subscription-State");
        documents.add(notify.body());
        if (state.startsWith("terminated")) granted = false;
    }

    @Override
    public void silence() {
        asking.ifPresent(Repeater::stop);
        renewal.ifPresent(Timer::cancel);
    }
}
