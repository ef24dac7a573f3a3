package org.ringdown.testkit.phone;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The voicemail of a {@link ScriptedPbx}: tells who has subscribed what waits (RFC 3842). */
public final class PbxVoicemail {
    private final ScriptedPhone phone;
    private final Map<String, Subscription> subscriptions = new LinkedHashMap<>();
    private final Map<String, Repeater> telling = new LinkedHashMap<>();
    private final List<Integer> answers = new ArrayList<>();
    private int fresh;
    private boolean hasty;
    private long sequence;

    /** @param subscribe its first request */
    private record Subscription(SipText subscribe, String tag, InetSocketAddress to) {}

    PbxVoicemail(ScriptedPhone phone) {
        this.phone = phone;
    }

    /** Tells before it has answered that it will. */
    public PbxVoicemail hasty() {
        hasty = true;
        return this;
    }

    /** Somebody has left a message, or it was heard. */
    public void has(int messages) {
        fresh = messages;
        subscriptions.values().forEach(one -> tell(one, "active;expires=600"));
    }

    /** Forgets who subscribed, and tells them no more. */
    public void forget() {
        subscriptions.clear();
    }

    /** How many have subscribed. */
    public int subscribers() {
        return subscriptions.size();
    }

    /** The statuses with which its notifications were answered. */
    public List<Integer> answers() {
        return List.copyOf(answers);
    }

    /** Tells a registered phone what waits, without having been asked. */
    public void tellUnasked(String contact, InetSocketAddress to) {
        String me = "<sip:voicemail@pbx.example>";
        send(
                SipText.request("NOTIFY", contact)
                        .with("Via", phone.via())
                        .with("Max-Forwards", "70")
                        .with("From", me + ";tag=" + phone.name("t"))
                        .with("To", "<" + contact + ">")
                        .with("Call-ID", phone.name("u"))
                        .with("CSeq", "1 NOTIFY"),
                "terminated;reason=timeout",
                to);
    }

    /** A NOTIFY in the name of a subscription that never was. */
    public void forge(String contact, InetSocketAddress to) {
        send(
                SipText.request("NOTIFY", contact)
                        .with("Via", phone.via())
                        .with("Max-Forwards", "70")
                        .with("From", "<sip:voicemail@pbx.example>;tag=" + phone.name("t"))
                        .with("To", "<" + contact + ">;tag=" + phone.name("f"))
                        .with("Call-ID", phone.name("u"))
                        .with("CSeq", "1 NOTIFY"),
                "active",
                to);
    }

    void subscribed(SipText subscribe, InetSocketAddress from) {
        String key = subscribe.callId();
        boolean over = subscribe.one("Expires").equals("0");
        boolean known = subscriptions.containsKey(key);
        if (!known && !subscribe.tag("To").isEmpty()) {
            phone.send(SipText.response(subscribe, 481, "Gone", "x"), from);
            return;
        }
        var one =
                known ? subscriptions.get(key) : new Subscription(subscribe, phone.name("v"), from);
        var ok =
                SipText.response(subscribe, 200, "OK", one.tag)
                        .with("Contact", "<" + phone.uri() + ">")
                        .with("Expires", over ? "0" : "600");
        subscriptions.put(key, one);
        if (!hasty) phone.send(ok, from);
        tell(one, over ? "terminated;reason=timeout" : "active;expires=600");
        if (hasty) phone.send(ok, from);
        if (over) subscriptions.remove(key);
    }

    private void tell(Subscription one, String state) {
        var first = one.subscribe;
        send(
                SipText.request("NOTIFY", first.uri("Contact"))
                        .with("Via", phone.via())
                        .with("Max-Forwards", "70")
                        .with("From", "<" + first.uri("To") + ">;tag=" + one.tag)
                        .with("To", first.one("From"))
                        .with("Call-ID", first.callId())
                        .with("CSeq", ++sequence + " NOTIFY"),
                state,
                one.to);
    }

    private void send(SipText bare, String state, InetSocketAddress to) {
        var notify =
                bare.with("Contact", "<" + phone.uri() + ">")
                        .with("Event", "message-summary")
                        .with("Subscription-State", state)
                        .with("Content-Type", "application/simple-message-summary")
                        .withBody(
                                "Messages-Waiting: %s\r\nVoice-Message: %d/0\r\n"
                                        .formatted(fresh > 0 ? "yes" : "no", fresh));
        telling.put(
                key(notify),
                Repeater.steady(phone.timers(), () -> phone.send(notify, to), () -> {}));
    }

    /** An answer to a notification. */
    void answered(SipText response) {
        if (response.status() < 200) return;
        var repeated = telling.remove(key(response));
        if (repeated == null) return;
        repeated.stop();
        answers.add(response.status());
    }

    private static String key(SipText message) {
        return message.callId() + message.cseq();
    }
}
