package org.ringdown.interop;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.ringdown.interop.browser.Browser;
import org.ringdown.interop.browser.PageServer;
import org.ringdown.interop.peer.Asterisk;
import org.ringdown.interop.peer.Baresip;
import org.ringdown.interop.peer.Certificate;
import org.ringdown.interop.peer.Kamailio;
import org.ringdown.interop.peer.SoundServer;
import org.ringdown.interop.process.Ports;

/**
 * The program and the peers that scenarios share, each started when first asked for.
 *
 * <p>Only one browser runs at a time, because they take more of the machine than all else together: asking for the other closes the one.
 */
public final class Lab implements AutoCloseable {
    static final Duration SOON = Duration.ofSeconds(10);

    /** The tone of {@link #baresip()}. */
    static final int BARESIP_HZ = 700;

    /** The tone of {@link #phoneBehindKamailio()}. */
    static final int BEHIND_KAMAILIO_HZ = 650;

    private static final Path FOLDER =
            Path.of(System.getProperty("interop.folder", "target/interop")).toAbsolutePath();

    private final AtomicInteger contexts = new AtomicInteger();
    private Optional<Gateway> gateway = Optional.empty();
    private Optional<PageServer> pages = Optional.empty();
    private Optional<SoundServer> sound = Optional.empty();
    private Optional<Baresip> baresip = Optional.empty();
    private Optional<Certificate> certificate = Optional.empty();
    private Optional<Asterisk> asterisk = Optional.empty();
    private Optional<Kamailio> kamailio = Optional.empty();
    private Optional<Baresip> phoneBehindKamailio = Optional.empty();
    private Optional<Browser> chromium = Optional.empty();
    private Optional<Browser> firefox = Optional.empty();

    /** In dev mode. */
    public Gateway gateway() {
        if (gateway.isEmpty()) gateway = Optional.of(Gateway.start(FOLDER.resolve("gateway")));
        return gateway.get();
    }

    public PageServer pages() {
        if (pages.isEmpty()) pages = Optional.of(PageServer.start());
        return pages.get();
    }

    SoundServer sound() {
        if (sound.isEmpty()) sound = Optional.of(SoundServer.start(FOLDER.resolve("pulse")));
        return sound.get();
    }

    /** A baresip whose callees pcma, pcmu, g722 and opus speak that codec alone and answer at once, and that is registered as bob. */
    public Baresip baresip() {
        if (baresip.isEmpty()) {
            var accounts =
                    List.of(
                            Baresip.registered(
                                    "bob", "bob", gateway().sip().getPort(), "pcma/8000/1", false),
                            Baresip.callee("pcma", "pcma/8000/1", true),
                            Baresip.callee("pcmu", "pcmu/8000/1", true),
                            Baresip.callee("g722", "g722/16000/1", true),
                            Baresip.callee("opus", "opus/48000/2", true));
            var phone = Baresip.start(FOLDER.resolve("baresip"), sound(), BARESIP_HZ, accounts);
            baresip = Optional.of(phone);
            phone.awaitRegistration(SOON);
        }
        return baresip.get();
    }

    /** A baresip that calls as bob and answers at once, all with these {@code parameters} of its account; whoever asks closes it. */
    public Baresip callingBaresip(String name, String parameters) {
        var account =
                Baresip.registered("bob", "bob", gateway().sip().getPort(), "pcma/8000/1", true)
                        .replace("regint=60", "regint=0");
        return Baresip.start(
                FOLDER.resolve("baresip-" + name),
                sound(),
                BARESIP_HZ,
                List.of(account + ";" + parameters));
    }

    /** A baresip registered as bob that asks for its voicemail and watches whether alice is there; whoever asks closes it. */
    public Baresip watchingBaresip(String name) {
        int port = gateway().sip().getPort();
        var account = Baresip.registered("bob", "bob", port, "pcma/8000/1", false) + ";mwi=yes";
        return Baresip.watching(
                FOLDER.resolve("baresip-" + name),
                sound(),
                BARESIP_HZ,
                account,
                List.of("sip:alice@127.0.0.1:" + port));
    }

    /** A baresip registered as bob that answers at once, with these {@code parameters} of its account; whoever asks closes it. */
    public Baresip registeredBaresip(String name, String parameters) {
        var account =
                Baresip.registered("bob", "bob", gateway().sip().getPort(), "pcma/8000/1", true);
        var phone =
                Baresip.start(
                        FOLDER.resolve("baresip-" + name),
                        sound(),
                        BARESIP_HZ,
                        List.of(account + ";" + parameters));
        phone.awaitRegistration(SOON);
        return phone;
    }

    /** A baresip registered as bob through {@link #kamailio()}, which answers at once; whoever asks closes it. */
    public Baresip baresipThroughKamailio(String name) {
        var account =
                Baresip.registered("bob", "bob", gateway().sip().getPort(), "pcma/8000/1", true);
        var proxy = ";outbound=\"sip:127.0.0.1:%d\"".formatted(kamailio().port());
        var phone =
                Baresip.start(
                        FOLDER.resolve("baresip-" + name),
                        sound(),
                        BARESIP_HZ,
                        List.of(account + proxy));
        phone.awaitRegistration(SOON);
        return phone;
    }

    /** What TLS servers of the lab show, and everybody in it trusts. */
    public Certificate certificate() {
        if (certificate.isEmpty())
            certificate = Optional.of(Certificate.make(FOLDER.resolve("certificate")));
        return certificate.get();
    }

    /** It calls as bob. */
    public Asterisk asterisk() {
        if (asterisk.isEmpty())
            asterisk =
                    Optional.of(
                            Asterisk.start(
                                    FOLDER.resolve("asterisk"), certificate(), "bob", "bob"));
        return asterisk.get();
    }

    /** With {@link #phoneBehindKamailio()} behind it. */
    public Kamailio kamailio() {
        if (kamailio.isEmpty()) {
            int port = Ports.free();
            var phone =
                    Baresip.start(
                            FOLDER.resolve("behind-kamailio"),
                            sound(),
                            BEHIND_KAMAILIO_HZ,
                            accountsBehind(port));
            phoneBehindKamailio = Optional.of(phone);
            kamailio =
                    Optional.of(
                            Kamailio.start(
                                    FOLDER.resolve("kamailio"), certificate(), port, phone.port()));
        }
        return kamailio.get();
    }

    /** A callee for each codec, and for each codec and encryption an account that calls by Kamailio; see {@link Kamailio}. */
    public Baresip phoneBehindKamailio() {
        kamailio();
        return phoneBehindKamailio.orElseThrow();
    }

    private static List<String> accountsBehind(int proxy) {
        var accounts = new ArrayList<String>();
        Baresip.CODECS.forEach((codec, name) -> {
            accounts.add(Baresip.direct(codec, name, "rtp"));
            for (var encryption : List.of("rtp", "sdes", "dtls"))
                accounts.add(Baresip.caller(encryption + "_" + codec, name, proxy));
        });
        return accounts;
    }

    public Browser chromium() {
        firefox.ifPresent(Browser::close);
        firefox = Optional.empty();
        if (chromium.isEmpty())
            chromium = Optional.of(Browser.chromium(FOLDER.resolve("chromium"), Map.of()));
        return chromium.get();
    }

    /** With a sound output, so that what its pages hear can be judged. */
    public Browser firefox() {
        chromium.ifPresent(Browser::close);
        chromium = Optional.empty();
        if (firefox.isEmpty())
            firefox =
                    Optional.of(Browser.firefox(FOLDER.resolve("firefox"), sound().environment()));
        return firefox.get();
    }

    /** A page of {@code user} in a tab that shares nothing with others. */
    public PhonePage page(Browser browser, String user) {
        return page(browser, gateway(), user);
    }

    /** The same at another gateway. */
    PhonePage page(Browser browser, Gateway at, String user) {
        return PhonePage.open(browser, pages(), at, user, "context" + contexts.incrementAndGet());
    }

    /** The same, which has no way to the gateway but the relays that it tells of. */
    PhonePage relayedPage(Browser browser, Gateway at, String user) {
        var context = "context" + contexts.incrementAndGet();
        return PhonePage.open(browser, pages(), at, user, context, "relay");
    }

    /** A page of {@code user} with {@code jssip} or {@code sipjs}, registered at the gateway. */
    public PhonePage sipPage(Browser browser, String library, String user) {
        return sipPage(browser, gateway(), library, user);
    }

    /** The same at another gateway. */
    PhonePage sipPage(Browser browser, Gateway at, String library, String user) {
        return PhonePage.openSip(
                browser, pages(), at, library, user, "context" + contexts.incrementAndGet());
    }

    /** A folder for the files of one peer. */
    public Path folder(String name) {
        return FOLDER.resolve(name);
    }

    /** What the program logged last, for a complaint. */
    String tail() {
        return gateway.map(Gateway::tail).orElse("");
    }

    @Override
    public void close() {
        chromium.ifPresent(Browser::close);
        firefox.ifPresent(Browser::close);
        baresip.ifPresent(Baresip::close);
        asterisk.ifPresent(Asterisk::close);
        kamailio.ifPresent(Kamailio::close);
        phoneBehindKamailio.ifPresent(Baresip::close);
        gateway.ifPresent(Gateway::close);
        sound.ifPresent(SoundServer::close);
        pages.ifPresent(PageServer::close);
    }
}
