package org.ringdown.interop;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ringdown.interop.browser.Browser;
import org.ringdown.interop.browser.Page;
import org.ringdown.interop.browser.PageServer;
import org.ringdown.interop.process.Patience;
import org.ringdown.interop.sound.Chord;
import org.ringdown.interop.sound.Hearing;
import tools.jackson.databind.JsonNode;

/** A page with the SDK, signed in, in a real browser; its script is {@code pages/lab.js}, or {@code pages/sip.js} with a SIP library instead. "The call" is always its latest one. */
public final class PhonePage implements AutoCloseable {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SOON = Duration.ofSeconds(10);

    private final Page page;

    private PhonePage(Page page) {
        this.page = page;
    }

    static PhonePage open(
            Browser browser, PageServer pages, Gateway gateway, String user, String context) {
        return open(browser, pages, gateway, user, context, "all");
    }

    /** One whose connections use these candidates: "all", or "relay" alone. */
    static PhonePage open(
            Browser browser,
            PageServer pages,
            Gateway gateway,
            String user,
            String context,
            String candidates) {
        var url =
                pages.origin()
                        + "/phone.html?gateway=%s&user=%s&candidates=%s"
                                .formatted(gateway.origin(), user, candidates);
        var page = new PhonePage(browser.open(url, context));
        page.awaitReady();
        return page;
    }

    /** One at {@code origin}, the gateway as seen from the browser, which shows this token. */
    static PhonePage signedIn(
            Browser browser, PageServer pages, String origin, String token, String context) {
        return signedIn(browser, pages, origin, token, context, "all");
    }

    /** The same, whose connections use these candidates: "all", or "relay" alone. */
    static PhonePage signedIn(
            Browser browser,
            PageServer pages,
            String origin,
            String token,
            String context,
            String candidates) {
        var url =
                pages.origin()
                        + "/phone.html?gateway=%s&token=%s&candidates=%s"
                                .formatted(origin, token, candidates);
        var page = new PhonePage(browser.open(url, context));
        page.awaitReady();
        return page;
    }

    /** A page that speaks SIP by itself, over the gateway's WebSocket: {@code library} is {@code jssip} or {@code sipjs}. */
    static PhonePage openSip(
            Browser browser,
            PageServer pages,
            Gateway gateway,
            String library,
            String user,
            String context) {
        var url =
                pages.origin()
                        + "/sip.html?library=%s&server=%s/v1/sip&domain=127.0.0.1:%d&user=%s&password=%s"
                                .formatted(
                                        library,
                                        gateway.origin().replaceFirst("^http", "ws"),
                                        gateway.sip().getPort(),
                                        user,
                                        user);
        var page = new PhonePage(browser.open(url, context));
        page.awaitReady();
        return page;
    }

    private void awaitReady() {
        page.await(
                "phone that takes calls", SOON, "window.lab && lab.phone.state === 'registered'");
    }

    /** From now on its browser has these codecs alone, by their names as in rtpmap: "opus", "PCMA". */
    void hasOnly(String... names) {
        page.run(
                """
                const only = %s;
                const all = RTCRtpSender.getCapabilities('audio').codecs;
                const few = all.filter((codec) => [...only, 'telephone-event'].includes(codec.mimeType.slice(6)));
                RTCRtpSender.getCapabilities = () => ({ codecs: few, headerExtensions: [] });
                const offer = RTCPeerConnection.prototype.createOffer;
                RTCPeerConnection.prototype.createOffer = function (...given) {
                  for (const transceiver of this.getTransceivers()) transceiver.setCodecPreferences(few);
                  return offer.apply(this, given);
                };
                """
                        .formatted(
                                Stream.of(names)
                                        .map(name -> "'" + name + "'")
                                        .collect(Collectors.joining(", ", "[", "]"))));
    }

    /** Returns when the gateway has accepted the attempt. The page speaks with its microphone. */
    public void dial(String to) {
        page.run("await lab.dial('" + to + "')");
    }

    /** Calls in vain; the code of the error. */
    public String dialInVain(String to) {
        return page.run(
                        "try { await lab.phone.call('"
                                + to
                                + "'); return 'called'; } catch (error) { return error.code; }")
                .asString();
    }

    /** The same, speaking a tone instead. */
    public void dialWithTone(String to, int hz) {
        page.run("await lab.dial('" + to + "', " + hz + ")");
    }

    public void awaitIncoming() {
        page.await(
                "incoming call",
                SOON,
                "lab.call && lab.call.direction === 'inbound' && lab.call.state === 'ringing'");
    }

    public void answer() {
        page.run("await lab.call.answer()");
    }

    public void answerWithTone(int hz) {
        page.run("await lab.answer(" + hz + ")");
    }

    public void reject(boolean busy) {
        page.run("lab.call.reject({busy: " + busy + "})");
    }

    public void hangup() {
        page.run("await lab.call.hangup()");
    }

    public void hold() {
        page.run("await lab.call.hold()");
    }

    public void unhold() {
        page.run("await lab.call.unhold()");
    }

    /** Hands the other side over to {@code to} (blind transfer). */
    public void transfer(String to) {
        page.run("await lab.call.transfer('" + to + "')");
    }

    /** Has the far ends of its first two calls talk to each other (attended transfer). */
    public void join() {
        page.run("await lab.join()");
    }

    /** What it finds when it looks beforehand whether it could call {@code echo}. */
    public JsonNode preflight(String echo) {
        page.run("lab.preflight('" + echo + "')");
        page.await("report of a preflight", Duration.ofSeconds(60), "lab.report");
        return page.run("return lab.report");
    }

    public void record(boolean on) {
        page.run("await lab.call.record(" + on + ")");
        page.await("sign of a recording", SOON, "lab.call.recorded === " + on);
    }

    /** Makes one conversation of all of its calls. */
    public void conference() {
        page.run("await lab.conference()");
    }

    public void press(String digits) {
        page.run("await lab.call.sendDTMF('" + digits + "')");
    }

    public void awaitState(String state) {
        page.await(
                "call in the state " + state,
                SOON,
                "lab.call && lab.call.state === '" + state + "'");
    }

    public void awaitAnswered() {
        awaitState("active");
    }

    /** Returns when the first sound has arrived since the page was loaded. */
    public void awaitSound() {
        page.await("sound in the page", SOON, "lab.firstAudio");
    }

    /** How the call ended, as the event {@code ended} says. */
    public JsonNode awaitEnd() {
        return awaitEnd(SOON);
    }

    public JsonNode awaitEnd(Duration within) {
        page.await("end of the call", within, "lab.last('ended')");
        return page.run("return lab.last('ended')");
    }

    /** What it was told to send. */
    public String codec() {
        return page.run("return lab.call.codec").asString();
    }

    public void awaitCodec(String name) {
        page.await("order to send " + name, LONG, "lab.call.codec === '" + name + "'");
    }

    /** Returns when packets in this codec leave, as its browser counts them. */
    public void awaitSent(String name) {
        var wanted = "audio/" + name;
        Patience.await(
                "packets in " + name,
                LONG,
                Duration.ofMillis(200),
                () ->
                        Optional.of(page.run("return lab.sent()").path("codec").asString())
                                .filter(wanted::equalsIgnoreCase));
    }

    /** How many bytes of payload a packet has that it sends, over the next fifty. */
    public double bytesPerPacket() {
        var before = page.run("return lab.sent()");
        return Patience.await(
                "fifty packets",
                LONG,
                Duration.ofMillis(200),
                () -> {
                    var now = page.run("return lab.sent()");
                    double packets = now.path("packets").asInt() - before.path("packets").asInt();
                    double bytes = now.path("bytes").asInt() - before.path("bytes").asInt();
                    return packets < 50 ? Optional.empty() : Optional.of(bytes / packets);
                });
    }

    /** The keys that came from the other side of the call. */
    public String keysHeard() {
        return page.run("return lab.keys()").asString();
    }

    public void awaitKeys(String keys) {
        Patience.await(
                "keys " + keys + " in the page, but " + keysHeard(),
                SOON,
                Duration.ofMillis(50),
                () -> keysHeard().equals(keys) ? Optional.of(keys) : Optional.empty());
    }

    /** Three good seconds of the tone in what the call plays, from now on. */
    public Hearing awaitTone(int hz) {
        page.run("await lab.listen()");
        return page.awaitTone(hz);
    }

    /** Hears these tones at once from now on, and nothing of {@code absent}. */
    public void awaitChord(int absent, int... tones) {
        page.run("await lab.listen()");
        page.run("lab.forget()");
        Chord.await(page::heard, absent, tones);
    }

    /** A good stretch of the tone of this length, from now on. */
    public Hearing awaitTone(int hz, Duration length) {
        page.run("await lab.listen()");
        page.run("lab.forget()");
        return Hearing.await(hz, length, page::heard);
    }

    /** The gateway's address that its media goes to. */
    public String farAddress() {
        return page.run("return lab.farAddress()").asString();
    }

    /** How its media goes: "udp", "tcp", or "relay by" how it reaches the relay. */
    public String way() {
        return page.run("return lab.way()").asString();
    }

    public Page page() {
        return page;
    }

    /** Loads the page anew; returns when it has its call back. */
    public void reloadWithCall() {
        page.reload();
        page.await(
                "call in the page after a reload",
                SOON,
                "window.lab && lab.call && lab.call.here && lab.call.state === 'active'");
    }

    /** Brings the call here that its user has on another page; how many milliseconds after that was asked for its sound was here. */
    public double pull() {
        page.await(
                "a call on another page",
                SOON,
                "lab.phone.calls.length === 1 && !lab.phone.calls[0].here");
        var asked =
                page.run(
                                """
                                lab.firstAudio = undefined;
                                const at = performance.timeOrigin + performance.now();
                                lab.watch(lab.phone.calls[0]);
                                await lab.call.pull();
                                return at;
                                """)
                        .asDouble();
        awaitSound();
        return page.run("const first = lab.firstAudio; lab.firstAudio = undefined; return first")
                        .asDouble()
                - asked;
    }

    /** Gone without a word, as when a tab crashes. */
    public void vanish() {
        page.close();
    }

    /** Hangs up what is left, so that a scenario that failed leaves nothing to the next, and closes the tab. */
    @Override
    public void close() {
        page.run("await Promise.allSettled(lab.phone.calls.map(call => call.hangup()))");
        page.run("await lab.leave?.()");
        page.close();
    }
}
