package org.ringdown.interop.phone;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.ringdown.interop.process.Patience;

/** One call of a scripted phone, in or out. What the test does not order does not happen, but for answers that are owed. */
public final class PhoneCall {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Pattern HOST_AND_PORT = Pattern.compile("@?(\\[[^\\]]+]|[\\d.]+):(\\d+)");

    private final ScriptedPhone phone;
    private final RtpPort rtp;
    private final CountDownLatch acknowledged = new CountDownLatch(1);
    private final CountDownLatch canceled = new CountDownLatch(1);
    private final CountDownLatch hungUp = new CountDownLatch(1);
    private final String tag = ScriptedPhone.token(); // of calls that come in
    private final Optional<Digest> identity;
    private final InetSocketAddress peer;
    private final boolean outgoing;
    private volatile SipText invite;
    private volatile Optional<Exchange> inviting = Optional.empty();
    private volatile Optional<SipText> answer = Optional.empty(); // the 2xx, ours or theirs
    private volatile int number = 1; // of the CSeq: one thread at a time counts

    private PhoneCall(
            ScriptedPhone phone,
            RtpPort rtp,
            SipText invite,
            InetSocketAddress peer,
            boolean outgoing,
            Optional<Digest> identity) {
        this.phone = phone;
        this.rtp = rtp;
        this.invite = invite;
        this.peer = peer;
        this.outgoing = outgoing;
        this.identity = identity;
    }

    static PhoneCall incoming(ScriptedPhone phone, SipText invite, InetSocketAddress from) {
        return new PhoneCall(
                phone, RtpPort.open(phone.host()), invite, from, false, Optional.empty());
    }

    static PhoneCall outgoing(
            ScriptedPhone phone, String uri, List<String> codecs, Optional<Digest> identity) {
        var target = address(uri);
        var us =
                "<sip:"
                        + identity.map(Digest::user).orElse(phone.user())
                        + "@"
                        + ScriptedPhone.domain(target)
                        + ">";
        var invite =
                SipText.request("INVITE", uri, List.of(phone.via()))
                        .with("From", us + ";tag=" + ScriptedPhone.token())
                        .with("To", "<" + uri + ">")
                        .with("Call-ID", ScriptedPhone.token())
                        .with("CSeq", "1 INVITE")
                        .with("Contact", phone.contact())
                        .with("Max-Forwards", "70");
        var rtp = RtpPort.open(phone.host());
        return new PhoneCall(
                phone, rtp, invite.withSdp(PhoneSdp.offer(rtp, codecs)), target, true, identity);
    }

    private static InetSocketAddress address(String uri) {
        var matcher = HOST_AND_PORT.matcher(uri);
        if (!matcher.find()) throw new IllegalArgumentException("no address and port in " + uri);
        return new InetSocketAddress(matcher.group(1), Integer.parseInt(matcher.group(2)));
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
        var response = tagged(status).withSdp(offer.answer(rtp, codec));
        phone.answer(invite, response, peer);
        return response;
    }

    private SipText tagged(String status) {
        return ScriptedPhone.reply(invite, status)
                .with("To", invite.header("To") + ";tag=" + tag)
                .with("Contact", phone.contact());
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

    /** Whichever comes first; a challenge is neither. */
    public SipText awaitRingingOrFinal(Duration within) {
        return inviting()
                .await(
                        "180 or a final response",
                        within,
                        response ->
                                response.status() == 180
                                        || response.status() >= 200
                                                && response.status() != 401
                                                && response.status() != 407);
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
        boolean challenge = challenged.status() == 401 || challenged.status() == 407;
        if (identity.isEmpty() || !challenge) return false;
        if (!challenged.header("CSeq").equals(invite.header("CSeq")))
            return true; // once more, of before
        if (number > 1) return false;
        boolean proxy = challenged.status() == 407;
        var asked = challenged.header(proxy ? "Proxy-Authenticate" : "WWW-Authenticate");
        var credentials = identity.get().answer(asked, "INVITE", invite.requestUri());
        number++;
        invite =
                invite.with("Via", phone.via().value())
                        .with("CSeq", number + " INVITE")
                        .with(proxy ? "Proxy-Authorization" : "Authorization", credentials);
        phone.send(inviting(), invite, peer);
        return true;
    }

    /** Takes the call back before it was answered. */
    public void cancel() {
        var cancel =
                SipText.request(
                        "CANCEL",
                        invite.requestUri(),
                        invite.copy("Via", "From", "To", "Call-ID", "Max-Forwards"));
        phone.exchange(cancel.with("CSeq", number + " CANCEL"), peer).awaitFinal(SOON);
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
            phone.send(
                    acknowledgement(invite.requestUri(), response)
                            .with("Via", response.header("Via")),
                    peer);
            return answerChallenge(response);
        }
        if (answer.isEmpty()) {
            answer = Optional.of(response);
            var sdp = PhoneSdp.parse(response.body());
            rtp.connect(sdp.address(), sdp.keyType());
        }
        phone.send(acknowledgement(response.uri("Contact"), response), peer);
        return false;
    }

    private SipText acknowledgement(String uri, SipText response) {
        return SipText.request("ACK", uri, List.of(phone.via()))
                .with("From", invite.header("From"))
                .with("To", response.header("To"))
                .with("Call-ID", id())
                .with("CSeq", response.header("CSeq").replace("INVITE", "ACK"))
                .with("Max-Forwards", "70");
    }

    // ---- both ----

    /** BYE, and its 200. */
    public void hangup() {
        number++;
        var answered = answer.orElseThrow(); // its To has the tag of the one who was called
        var caller = invite.header("From");
        var called = answered.header("To");
        var bye =
                SipText.request(
                                "BYE",
                                (outgoing ? answered : invite).uri("Contact"),
                                List.of(phone.via()))
                        .with("From", outgoing ? caller : called)
                        .with("To", outgoing ? called : caller)
                        .with("Call-ID", id())
                        .with("CSeq", number + " BYE")
                        .with("Max-Forwards", "70");
        var last = phone.exchange(bye, peer).awaitFinal(SOON);
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
