package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.ringdown.interop.browser.Browser;
import org.ringdown.interop.browser.PageServer;
import org.ringdown.interop.net.Lan;
import org.ringdown.interop.net.Namespace;
import org.ringdown.interop.peer.Baresip;
import org.ringdown.interop.peer.Coturn;
import org.ringdown.interop.process.Opened;
import tools.jackson.databind.JsonNode;

/** An office that lets no datagram out, and at the Internet a gateway, a relay over TLS and a phone. */
final class BlockedNetwork implements AutoCloseable {
    private static final int PHONE_HZ = 700;
    private static final String RELAY = "turn.example.com";
    private static final String SECRET = "shared by the lab and its relay";

    private final Opened opened = new Opened();
    private final Lab lab;
    private final String name;
    private final Lan internet = add(Lan.create("internet"));
    final Namespace office = add(internet.machine("office", "203.0.113.20/24"));
    private final Namespace home = add(internet.machine("gateway", "203.0.113.9/24"));
    private final PageServer pages = add(PageServer.start(office));
    private final Baresip phone;
    private final Gateway gateway;
    private final String token;

    BlockedNetwork(Lab lab, String name) {
        this.lab = lab;
        this.name = name;
        this.phone = add(phone(add(internet.machine("phone", "203.0.113.30/24"))));
        var relay = add(internet.machine("relay", "203.0.113.3/24"));
        this.gateway =
                add(
                        gateway(
                                add(
                                        Coturn.overTls(
                                                relay,
                                                lab.folder(name + "-coturn"),
                                                lab.certificate(),
                                                SECRET,
                                                home.address()))));
        this.token = Gateway.token(lab.folder(name + "-gateway"), "alice");
        // Firefox asks by which address the way to the Internet begins.
        office.run("ip", "route", "add", "default", "via", home.address());
        office.knows(RELAY, relay.address());
        office.dropUdp();
    }

    private <T extends AutoCloseable> T add(T thing) {
        return opened.add(thing);
    }

    private Baresip phone(Namespace at) {
        var account =
                "<sip:phone@%s:PORT;transport=udp>;regint=0;answermode=auto;audio_codecs=pcma/8000/1"
                        .formatted(at.address());
        return Baresip.start(
                at, lab.folder(name + "-baresip"), lab.sound(), PHONE_HZ, List.of(account));
    }

    private Gateway gateway(Coturn relay) {
        var certificate = lab.certificate();
        return Gateway.configured(
                home,
                lab.folder(name + "-gateway"),
                """
                http: {host: %1$s, port: 8443, tls: {cert: %2$s, key: %3$s}, origins: ["%4$s"]}
                sip: {host: %1$s}
                media:
                  webrtc-tcp-port: 443
                  ice-servers: [{urls: ["%5$s"], secret: %6$s}]
                users: {alice: {password: correct horse battery}}
                trunks: {baresip: {uri: "%7$s", watch: off}}
                routes: [{to: phone, trunk: baresip}]
                tokens: {keys: {k1: {key: "a key of the lab, for nobody else to use"}}}
                """
                        .formatted(
                                home.address(),
                                certificate.chain(),
                                certificate.key(),
                                pages.origin(),
                                relay.secureUrl(RELAY),
                                SECRET,
                                "sip:phone@203.0.113.30:" + phone.port()));
    }

    /** {@code browser} talks by TCP with the gateway itself. */
    void talkByTcp(Browser browser) {
        talk(browser, "all", "tcp");
    }

    /** It may use a relay only, and there is no way to that but TLS. */
    void talkThroughTheRelay(Browser browser) {
        talk(browser, "relay", "relay by tls");
    }

    /** What {@code browser} finds when it looks beforehand; the phone plays a tone, which will do for an echo. */
    JsonNode preflight(Browser browser) {
        try (var page = PhonePage.signedIn(browser, pages, gateway.origin(), token, "preflight")) {
            return page.preflight("phone");
        }
    }

    private void talk(Browser browser, String candidates, String way) {
        phone.forget();
        try (var page =
                PhonePage.signedIn(
                        browser, pages, gateway.origin(), token, candidates, candidates)) {
            page.dial("phone");
            page.awaitAnswered();
            assertThat(page.awaitTone(PHONE_HZ).good()).isTrue();
            assertThat(phone.awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();
            assertThat(page.way()).isEqualTo(way);
            page.hangup();
            assertThat(page.awaitEnd().path("reason").asString()).isEqualTo("hangup");
        }
    }

    @Override
    public void close() {
        opened.close();
    }
}
