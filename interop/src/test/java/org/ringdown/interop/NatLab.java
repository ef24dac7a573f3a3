package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.SOON;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ringdown.interop.browser.Browser;
import org.ringdown.interop.browser.PageServer;
import org.ringdown.interop.net.Lan;
import org.ringdown.interop.net.Masquerade;
import org.ringdown.interop.net.Namespace;
import org.ringdown.interop.peer.Baresip;
import org.ringdown.interop.peer.Coturn;
import org.ringdown.interop.phone.Digest;
import org.ringdown.interop.phone.PhoneCall;
import org.ringdown.interop.phone.ScriptedPhone;
import org.ringdown.interop.phone.Voice;
import org.ringdown.interop.process.Opened;
import org.ringdown.interop.sound.G711;

/** An Internet with a gateway, a page and a phone somewhere in it; closing it leaves nothing of it. */
final class NatLab implements AutoCloseable {
    static final int PHONE_HZ = 700;
    private static final int HTTPS = 8443;
    private static final String PASSWORD = "correct horse battery";
    private static final Digest BOB = new Digest("bob", PASSWORD);

    private final Lab lab;
    private final String name;
    private final Lan internet;
    private final Opened opened = new Opened();

    /** @param name of the folders of its files */
    NatLab(Lab lab, String name) {
        this.lab = lab;
        this.name = name;
        this.internet = add(Lan.create("internet"));
    }

    private <T extends AutoCloseable> T add(T thing) {
        return opened.add(thing);
    }

    /** Somebody with an address of their own. */
    Namespace outside(String label, String... addresses) {
        return add(internet.machine(label, addresses));
    }

    /** Somebody behind a router. */
    Masquerade behindRouter(String label, String outside) {
        return add(Masquerade.at(internet, label, outside));
    }

    /** A router that lets the Internet come to the gateway behind it. */
    Masquerade gatewaysRouter() {
        var router = behindRouter("gateway", "203.0.113.9/24");
        router.forward("tcp", Integer.toString(HTTPS));
        router.forward("udp", "5060");
        router.forward("tcp", "5060");
        router.forward("udp", "10000:10007");
        router.forward("udp", "20000:20099");
        return router;
    }

    Coturn stun() {
        return add(Coturn.start(outside("stun", "203.0.113.3/24"), lab.folder(name + "-stun")));
    }

    Browser chromium(Namespace at) {
        return add(Browser.chromium(at, lab.folder(name + "-chromium"), Map.of()));
    }

    Browser firefox(Namespace at) {
        var environment = lab.sound().environment();
        return add(Browser.firefox(at, lab.folder(name + "-firefox"), environment));
    }

    /** Serves the pages of browsers there. */
    PageServer pages(Namespace at) {
        return add(PageServer.start(at));
    }

    /**
     * One that is not in dev mode, with the users alice and bob, and baresip as a trunk for the number "phone".
     *
     * @param more keys of {@code sip} and of {@code media}
     */
    Gateway gateway(Namespace at, PageServer pages, String trunk, String sip, String media) {
        var certificate = lab.certificate();
        return add(
                Gateway.configured(
                        at,
                        lab.folder(name + "-gateway"),
                        """
                        http: {host: "%1$s", port: %2$d, tls: {cert: %3$s, key: %4$s}, origins: ["%5$s"]}
                        sip: {host: "%1$s", %6$s}
                        media: {rtp-ports: 20000-20099, %7$s}
                        users:
                          alice: {password: %8$s}
                          bob: {password: %8$s}
                        trunks: {baresip: {uri: "%9$s", watch: off}}
                        routes: [{to: phone, trunk: baresip}, {from: baresip, to: alice, user: alice}]
                        tokens: {keys: {k1: {key: "a key of the lab, for nobody else to use"}}}
                        """
                                .formatted(
                                        at.address().contains(":") ? "::" : "0.0.0.0",
                                        HTTPS,
                                        certificate.chain(),
                                        certificate.key(),
                                        pages.origin(),
                                        sip,
                                        media,
                                        PASSWORD,
                                        trunk)));
    }

    /** A page of alice, that reaches the gateway by {@code host}. */
    PhonePage page(Browser browser, PageServer pages, String host) {
        return page(browser, pages, host, "alice");
    }

    /** The same of alice or bob. */
    PhonePage page(Browser browser, PageServer pages, String host, String user) {
        var token = Gateway.token(lab.folder(name + "-gateway"), user);
        var origin = "https://" + host + ":" + HTTPS;
        return add(PhonePage.signedIn(browser, pages, origin, token, name + "-" + user));
    }

    /** baresip, which answers calls to "phone" at once. */
    Baresip baresip(Namespace at) {
        var account =
                "<sip:phone@%s:PORT;transport=udp>;regint=0;answermode=auto;audio_codecs=pcma/8000/1"
                        .formatted(at.inUri());
        var folder = lab.folder(name + "-baresip");
        return add(Baresip.start(at, folder, lab.sound(), PHONE_HZ, List.of(account)));
    }

    /** A phone registered as bob at {@code gateway}. */
    ScriptedPhone registeredPhone(Namespace at, InetSocketAddress gateway) {
        var phone = add(ScriptedPhone.open(at, "bob"));
        assertThat(phone.register(gateway, BOB, 60).status()).isEqualTo(200);
        return phone;
    }

    /**
     * The page calls baresip, and baresip, which reaches the gateway by {@code host}, calls the page: both hear each other both times.
     *
     * @param media where the page's sound has to go
     */
    static void callBothWays(PhonePage page, Baresip phone, String host, String media) {
        page.dial("phone");
        page.awaitAnswered();
        hearEachOther(page, phone);
        assertThat(page.farAddress()).isEqualTo(media);
        page.hangup();
        page.awaitEnd();

        phone.forget();
        phone.control().dial("sip:alice@" + host + ":5060");
        page.awaitIncoming();
        page.answer();
        page.awaitAnswered();
        hearEachOther(page, phone);
        phone.control().hangup();
        assertThat(page.awaitEnd().path("by").asString()).isEqualTo("remote");
    }

    private static void hearEachOther(PhonePage page, Baresip phone) {
        assertThat(page.awaitTone(PHONE_HZ).good()).isTrue();
        assertThat(phone.awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();
    }

    /** The same with a phone that is registered as bob, which is told {@code host} for all that it sends. */
    static void callBothWays(PhonePage page, ScriptedPhone phone, String host, String media) {
        page.dial("bob");
        var coming = phone.awaitCall(SOON);
        coming.rtp().say(Voice.tone(G711.PCMA, PHONE_HZ));
        coming.answer("PCMA");
        page.awaitAnswered();
        hearEachOther(page, coming);
        assertThat(coming.invite().header("Via")).contains(" " + host + ":5060");
        assertThat(coming.invite().body()).contains("c=IN IP4 " + host);
        assertThat(page.farAddress()).isEqualTo(media);
        page.hangup();
        coming.awaitHangup(SOON);

        var uri = "sip:alice@" + host + ":5060";
        var going = phone.dial(uri, List.of("PCMA"), Optional.of(BOB));
        going.rtp().say(Voice.tone(G711.PCMA, PHONE_HZ));
        page.awaitIncoming();
        page.answer();
        page.awaitAnswered();
        var answer = going.awaitAnswer(SOON);
        assertThat(answer.header("Contact")).contains("@" + host + ":5060");
        hearEachOther(page, going);
        going.hangup();
        assertThat(page.awaitEnd().path("by").asString()).isEqualTo("remote");
    }

    private static void hearEachOther(PhonePage page, PhoneCall call) {
        assertThat(page.awaitTone(PHONE_HZ).good()).isTrue();
        assertThat(call.rtp().awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();
    }

    @Override
    public void close() {
        opened.close();
    }
}
