package org.ringdown.testkit.phone;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;

/** One request of a phone outside of any call, repeated until it is answered, and proved by the password where that is asked for. */
public final class PhoneRequest implements Exchange {
    private final ScriptedPhone phone;
    private final String method;
    private final String uri;
    private final Map<String, String> headers;
    private final String body;
    private final InetSocketAddress to;
    private final String callId;
    private final String tag;
    private Optional<Repeater> asking = Optional.empty();
    private Optional<SipText> answer = Optional.empty();
    private long sequence;
    private int challenges;

    PhoneRequest(
            ScriptedPhone phone,
            String method,
            String uri,
            Map<String, String> headers,
            String body,
            InetSocketAddress to) {
        this.phone = phone;
        this.method = method;
        this.uri = uri;
        this.headers = Map.copyOf(headers);
        this.body = body;
        this.to = to;
        this.callId = phone.name("q");
        this.tag = phone.name("t");
    }

    /** Whether its final answer has come. */
    public boolean isAnswered() {
        return answer.isPresent();
    }

    /** The status of its final answer; 0 while there is none. */
    public int status() {
        return answer.map(SipText::status).orElse(0);
    }

    /** A header of its final answer; empty without one. */
    public String header(String name) {
        return answer.flatMap(it -> it.first(name)).orElse("");
    }

    /** How often a password was asked for. */
    public int challenges() {
        return challenges;
    }

    String callId() {
        return callId;
    }

    void begin() {
        say(Optional.empty());
    }

    private void say(Optional<String> proof) {
        var request =
                SipText.request(method, uri)
                        .with("Via", phone.via())
                        .with("Max-Forwards", "70")
                        .with("From", "<" + phone.uri() + ">;tag=" + tag)
                        .with("To", "<" + uri + ">")
                        .with("Call-ID", callId)
                        .with("CSeq", ++sequence + " " + method);
        for (var header : headers.entrySet())
            request = request.with(header.getKey(), header.getValue());
        if (proof.isPresent()) request = request.with("Authorization", proof.get());
        var whole = request.withBody(body);
        asking.ifPresent(Repeater::stop);
        asking =
                Optional.of(Repeater.steady(phone.timers(), () -> phone.send(whole, to), () -> {}));
    }

    @Override
    public void hear(SipText message) {
        boolean ours = !message.isRequest() && message.cseq() == sequence;
        if (!ours || message.status() < 200 || answer.isPresent()) return;
        asking.ifPresent(Repeater::stop);
        if (message.status() == 401 && ++challenges == 1) {
            phone.proof(message, method, uri)
                    .ifPresentOrElse(
                            proof -> say(Optional.of(proof)), () -> answer = Optional.of(message));
        } else {
            answer = Optional.of(message);
        }
    }

    @Override
    public void silence() {
        asking.ifPresent(Repeater::stop);
    }
}
