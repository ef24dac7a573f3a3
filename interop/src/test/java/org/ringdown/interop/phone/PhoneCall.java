package org.ringdown.interop.phone;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.ringdown.interop.process.Patience;

/** One call of a scripted phone, in or out. What the test does not order does not happen, but for answers that are owed. */
public final class PhoneCall {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Pattern HOST_AND_PORT = Pattern.compile("@?([\\d.]+):(\\d+)");

    private final ScriptedPhone phone;
    private final RtpPort rtp = RtpPort.open();
    private final CountDownLatch acknowledged = new CountDownLatch(1);
    private final CountDownLatch canceled = new CountDownLatch(1);
    private final CountDownLatch hungUp = new CountDownLatch(1);
    private final String tag = ScriptedPhone.token();
    private final Optional<Digest> identity;
    private final InetSocketAddress peer;
    private final boolean outgoing;
    private volatile SipText invite;
    private volatile Optional<Exchange> inviting = Optional.empty();
    private volatile Optional<SipText> answer = Optional.empty(); // the 2xx, ours or theirs
    private volatile int number = 1; // of the CSeq: one thread at a time counts

    private PhoneCall(
            ScriptedPhone phone,
            SipText invite,
            InetSocketAddress peer,
            boolean outgoing,
            Optional<Digest> identity) {
        this.phone = phone;
        this.invite = invite;
        this.peer = peer;
        this.outgoing = outgoing;
        this.identity = identity;
    }

    static PhoneCall incoming(ScriptedPhone phone, SipText invite, InetSocketAddress from) {
        return new PhoneCall(phone, invite, from, false, Optional.empty());
    }

    static PhoneCall outgoing(
            ScriptedPhone phone, String uri, List<String> codecs, Optional<Digest> identity) {
        var user = identity.map(Digest::user).orElse(phone.user());
        var target = address(uri);
        var headers =
                List.of(
                        phone.via(),
                        new SipText.Header(
                                "From", "<sip:" + user + "@127.0.0.1:" + target.getPort() + ">"),
                        new SipText.Header("To", "<" + uri + ">"),
                        new SipText.Header("Call-ID", ScriptedPhone.token()),
                        new SipText.Header("CSeq", "1 INVITE"),
                        new SipText.Header("Contact", phone.contact()),
                        new SipText.Header("Max-Forwards", "70"));
        var call =
                new PhoneCall(
                        phone,
                        new SipText("INVITE " + uri + " SIP/2.0", headers, ""),
                        target,
                        true,
                        identity);
        var from = new SipText.Header("From", headers.get(1).value() + ";tag=" + call.tag);
        var tagged =
                headers.stream()
                        .map(header -> header.name().equals("From") ? from : header)
                        .toList();
        call.invite =
                withBody(
                        new SipText(call.invite.startLine(), tagged, ""),
                        PhoneSdp.offer(call.rtp.port(), codecs));
        return call;
    }

    private static InetSocketAddress address(String uri) {
        var matcher = HOST_AND_PORT.matcher(uri);
        if (!matcher.find()) throw new IllegalArgumentException("no address and port in " + uri);
        return new InetSocketAddress(matcher.group(1), Integer.parseInt(matcher.group(2)));
    }

    private static SipText withBody(SipText message, String sdp) {
        var headers = new ArrayList<>(message.headers());
        headers.removeIf(header -> header.name().equals("Content-Length"));
        headers.add(new SipText.Header("Content-Type", "application/sdp"));
        headers.add(
                new SipText.Header(
                        "Content-Length",
                        Integer.toString(sdp.getBytes(StandardCharsets.UTF_8).length)));
        return new SipText(message.startLine(), List.copyOf(headers), sdp);
    }

    /** The Call-ID. */
    public String id() {
        return invite.header("Call-ID");
    }

    /** The first INVITE, as it was sent or received. */
    public SipText invite() {
        return invite;
    }

    public RtpPort rtp() {
        return rtp;
    }

    // ---- calls that come in ----

    public void ring() {
        respond("180 Ringing");
    }

    /** Early media: 183 with an answer in it, and sound at once. */
    public void progress(String codec, Voice voice) {
        respondWithSound("183 Session Progress", codec);
        rtp.say(voice);
    }

    /** 200 with an answer that takes {@code codec} alone; returns when the ACK is here. */
    public void answer(String codec) {
        answer = Optional.of(respondWithSound("200 OK", codec));
        repeatUntilAcknowledged();
        await(acknowledged, "ACK");
    }

    /** A final refusal, such as {@code 486 Busy Here}. */
    public void reject(String status) {
        respond(status);
    }

    public void awaitCancel() {
        await(canceled, "CANCEL");
    }

    private void respond(String status) {
        phone.answer(invite, tagged(status), peer);
    }

    private SipText respondWithSound(String status, String codec) {
        var offer = PhoneSdp.parse(invite.body());
        rtp.connect(offer.address(), offer.keyType());
        var response = withBody(tagged(status), offer.answer(rtp.port(), codec));
        phone.answer(invite, response, peer);
        return response;
    }

    private SipText tagged(String status) {
        var reply =
                ScriptedPhone.reply(invite, status, new SipText.Header("Contact", phone.contact()));
        var headers =
                reply.headers().stream()
                        .map(header ->
                                header.name().equals("To")
                                        ? new SipText.Header("To", header.value() + ";tag=" + tag)
                                        : header)
                        .toList();
        return new SipText(reply.startLine(), headers, "");
    }

    /** A 200 is repeated by the one who answered, whatever the transport (RFC 3261 §13.3.1.4). */
    private void repeatUntilAcknowledged() {
        Thread.ofVirtual()
                .start(() -> {
                    var wait = Duration.ofMillis(500);
                    for (int i = 0; i < 6; i++, wait = wait.multipliedBy(2)) {
                        Patience.pause(wait);
                        if (acknowledged.getCount() == 0 || phone.closed()) return;
                        phone.send(answer.orElseThrow(), peer);
                    }
                });
    }

    // ---- calls that go out ----

    void start() {
        var exchange = new Exchange(invite);
        inviting = Optional.of(exchange); // before the first response can come
        phone.send(exchange, invite, peer);
    }

    public SipText awaitRinging(Duration within) {
        return inviting()
                .await(
                        "180 or 183",
                        within,
                        response -> response.status() == 180 || response.status() == 183);
    }

    /** The 200, once it came. */
    public SipText awaitAnswer(Duration within) {
        var last = awaitFinal(within);
        if (last.status() != 200) throw new AssertionError("not answered: " + last.startLine());
        return last;
    }

    /** The last word on our INVITE, whatever it is; a challenge that was answered is not. */
    public SipText awaitFinal(Duration within) {
        return inviting().awaitFinal(within);
    }

    private boolean answerChallenge(SipText challenged) {
        if (identity.isEmpty()
                || number > 1
                || challenged.status() != 401 && challenged.status() != 407) return false;
        boolean proxy = challenged.status() == 407;
        var challenge = challenged.header(proxy ? "Proxy-Authenticate" : "WWW-Authenticate");
        var uri = invite.startLine().split(" ")[1];
        invite =
                again(
                        new SipText.Header(
                                proxy ? "Proxy-Authorization" : "Authorization",
                                identity.get().answer(challenge, "INVITE", uri)));
        phone.send(inviting(), invite, peer);
        return true;
    }

    private SipText again(SipText.Header credentials) {
        number++;
        var headers = new ArrayList<SipText.Header>();
        for (var header : invite.headers()) {
            switch (header.name()) {
                case "Via" -> headers.add(phone.via());
                case "CSeq" -> headers.add(new SipText.Header("CSeq", number + " INVITE"));
                default -> headers.add(header);
            }
        }
        headers.add(credentials);
        return new SipText(invite.startLine(), List.copyOf(headers), invite.body());
    }

    /** Takes the call back before it was answered. */
    public void cancel() {
        var headers =
                invite.headers().stream()
                        .filter(header ->
                                List.of("Via", "From", "To", "Call-ID", "Max-Forwards")
                                        .contains(header.name()))
                        .collect(Collectors.toCollection(ArrayList::new));
        headers.add(new SipText.Header("CSeq", number + " CANCEL"));
        headers.add(new SipText.Header("Content-Length", "0"));
        var cancel =
                new SipText(
                        invite.startLine().replace("INVITE ", "CANCEL "), List.copyOf(headers), "");
        phone.exchange(cancel, peer).awaitFinal(SOON);
    }

    private Exchange inviting() {
        return inviting.orElseThrow();
    }

    /**
     * On the reader's thread: every final answer to an INVITE gets its ACK, each time it comes (RFC 3261 §13.2.2.4, §17.1.1.3). Returns whether
     * it was a challenge that is answered by now.
     */
    boolean responded(SipText response) {
        if (response.status() < 200) return false;
        if (response.status() >= 300) {
            var target = invite.startLine().split(" ")[1];
            phone.send(request("ACK", Optional.of(response), response.header("Via"), target), peer);
            return answerChallenge(response);
        }
        if (answer.isEmpty()) {
            answer = Optional.of(response);
            var sdp = PhoneSdp.parse(response.body());
            rtp.connect(sdp.address(), sdp.keyType());
        }
        phone.send(request("ACK", answer, phone.via().value(), response.uri("Contact")), peer);
        return false;
    }

    // ---- both ----

    /** BYE, and its 200. */
    public void hangup() {
        number++;
        var target = outgoing ? answer.orElseThrow().uri("Contact") : invite.uri("Contact");
        var last =
                phone.exchange(request("BYE", answer, phone.via().value(), target), peer)
                        .awaitFinal(SOON);
        if (last.status() != 200) throw new AssertionError("BYE was answered " + last.startLine());
        rtp.close();
    }

    public void awaitHangup(Duration within) {
        await(hungUp, "BYE", within);
        rtp.close();
    }

    public boolean over() {
        return hungUp.getCount() == 0;
    }

    /** A request within the dialog, or the ACK of a refusal. */
    private SipText request(String method, Optional<SipText> response, String via, String target) {
        var theirs = response.map(r -> r.header("To")).orElse(invite.header("To"));
        var headers = new ArrayList<SipText.Header>();
        headers.add(new SipText.Header("Via", via));
        if (method.equals("ACK") || outgoing) {
            headers.add(new SipText.Header("From", invite.header("From")));
            headers.add(new SipText.Header("To", theirs));
        } else {
            headers.add(new SipText.Header("From", theirs));
            headers.add(new SipText.Header("To", invite.header("From")));
        }
        headers.add(new SipText.Header("Call-ID", id()));
        headers.add(
                new SipText.Header(
                        "CSeq",
                        (method.equals("ACK") ? cseq() : Integer.toString(number)) + " " + method));
        headers.add(new SipText.Header("Max-Forwards", "70"));
        headers.add(new SipText.Header("Content-Length", "0"));
        return new SipText(method + " " + target + " SIP/2.0", List.copyOf(headers), "");
    }

    private String cseq() {
        return invite.header("CSeq").split(" ")[0];
    }

    /** On the reader's thread: a request within this call. */
    void requested(SipText request, InetSocketAddress from) {
        switch (request.method()) {
            case "ACK" -> acknowledged.countDown();
            case "BYE" -> {
                phone.answer(request, ScriptedPhone.reply(request, "200 OK"), from);
                hungUp.countDown();
            }
            case "CANCEL" -> {
                phone.answer(request, ScriptedPhone.reply(request, "200 OK"), from);
                respond("487 Request Terminated");
                canceled.countDown();
            }
            case "INVITE" ->
                    phone.answer(
                            request, ScriptedPhone.reply(request, "488 Not Acceptable Here"), from);
            default -> phone.answer(request, ScriptedPhone.reply(request, "200 OK"), from);
        }
    }

    private void await(CountDownLatch latch, String what) {
        await(latch, what, SOON);
    }

    private void await(CountDownLatch latch, String what, Duration within) {
        try {
            if (latch.await(within.toMillis(), TimeUnit.MILLISECONDS)) return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new AssertionError(
                "after " + within.toMillis() + " ms still no " + what + " in the call " + id());
    }
}
