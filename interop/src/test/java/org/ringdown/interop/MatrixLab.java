package org.ringdown.interop;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.ringdown.interop.matrix.Combination;
import org.ringdown.interop.matrix.Combination.Client;
import org.ringdown.interop.matrix.Combination.Peer;
import org.ringdown.interop.matrix.Combination.Transport;
import org.ringdown.interop.matrix.FarEnd;
import org.ringdown.interop.matrix.FarEnds;
import org.ringdown.interop.peer.Asterisk;
import org.ringdown.interop.peer.Baresip;
import org.ringdown.interop.peer.Kamailio;
import org.ringdown.interop.process.Ports;
import org.ringdown.interop.process.Program;

/**
 * What the matrix runs on: a gateway of its own, with a trunk to each peer for each transport and encryption, and the peers.
 *
 * <p>A peer that does not start fails the combinations that need it, and no others.
 */
final class MatrixLab implements AutoCloseable {
    private static final int BARESIP_HZ = 700;

    private final Lab lab;
    private final int linphonePort = Ports.free();
    private final Attempt<Asterisk> asterisk;
    private final Attempt<Kamailio> kamailio;
    private final Attempt<Baresip> baresip;
    private final Gateway gateway;
    private Optional<Open> open = Optional.empty();

    private record Open(Client kind, PhonePage page) {}

    /** A peer, or why there is none. */
    private record Attempt<T>(Supplier<T> peer) {
        static <T> Attempt<T> at(Supplier<T> start) {
            try {
                var peer = start.get();
                return new Attempt<>(() -> peer);
            } catch (RuntimeException | AssertionError e) {
                return new Attempt<>(() -> {
                    throw new AssertionError("this peer does not start: " + e.getMessage(), e);
                });
            }
        }

        T get() {
            return peer.get();
        }

        boolean here() {
            try {
                return get() != null;
            } catch (AssertionError e) {
                return false;
            }
        }
    }

    MatrixLab(Lab lab) {
        this.lab = lab;
        asterisk = Attempt.at(lab::asterisk);
        kamailio = Attempt.at(lab::kamailio);
        baresip = Attempt.at(this::startBaresip);
        if (asterisk.here()) asterisk.get().logSip(true);
        gateway = Gateway.start(lab.folder("matrix-gateway"), settings());
    }

    private Baresip startBaresip() {
        var accounts = new ArrayList<String>();
        for (var encryption : Combination.Encryption.values())
            for (var codec : Combination.Codec.values())
                accounts.add(
                        Baresip.direct(
                                encryption.word() + "_" + codec.word(),
                                Baresip.CODECS.get(codec.word()),
                                encryption.word()));
        return Baresip.start(
                lab.folder("matrix-baresip"), lab.sound(), BARESIP_HZ, accounts, lab.certificate());
    }

    private String[] settings() {
        var settings = new ArrayList<>(List.of("sip.tls-port=0"));
        settings.add("sip.tls.cert=" + lab.certificate().chain());
        settings.add("sip.tls.key=" + lab.certificate().key());
        settings.add("sip.tls.ca=" + lab.certificate().chain());
        var routes = new ArrayList<String>();
        for (var peer : Peer.values()) {
            for (var transport : Transport.values()) {
                if (!FarEnds.hasTrunk(peer) || !here(peer)) continue;
                for (var encryption : Combination.Encryption.values()) {
                    var name = FarEnds.trunk(peer, transport, encryption);
                    var key = "trunks." + name + ".";
                    settings.add(
                            key
                                    + "uri=sip:127.0.0.1:%d;transport=%s"
                                            .formatted(
                                                    port(peer, transport), transport.parameter()));
                    settings.add(
                            key
                                    + "srtp="
                                    + (encryption == Combination.Encryption.RTP
                                            ? "off"
                                            : encryption.word()));
                    settings.add(key + "watch=off");
                    // Calls of the peers come from strangers, or from users that prove it:
                    // everybody here has the same address.
                    settings.add(key + "allow=192.0.2.1");
                    routes.add(
                            "{to: \"%s-*\", trunk: %s, strip: %d}"
                                    .formatted(name, name, name.length() + 1));
                }
            }
        }
        routes.add("{to: \"60?\", app: builtin}");
        settings.add("routes=[" + String.join(", ", routes) + "]");
        return settings.toArray(String[]::new);
    }

    private boolean here(Peer peer) {
        return switch (peer) {
            case ASTERISK -> asterisk.here();
            case KAMAILIO -> kamailio.here();
            case BARESIP -> baresip.here();
            case LINPHONEC, SIPP -> true;
        };
    }

    private int port(Peer peer, Transport transport) {
        return switch (peer) {
            case ASTERISK -> FarEnds.port(asterisk.get(), transport);
            case KAMAILIO -> FarEnds.port(kamailio.get(), transport);
            case BARESIP -> FarEnds.port(baresip.get(), transport);
            case LINPHONEC -> linphonePort;
            case SIPP -> throw new IllegalArgumentException(peer + " has no trunk");
        };
    }

    private int gatewayPort(Transport transport) {
        return transport == Transport.TLS ? gateway.tlsPort() : gateway.sip().getPort();
    }

    /** The client of a combination, signed in as alice: the one that there is, or a new one. */
    PhonePage client(Client client) {
        if (open.isEmpty() || open.get().kind() != client) {
            forgetClient();
            open = Optional.of(new Open(client, open(client)));
        }
        return open.get().page();
    }

    /** Closes the client: one with which something went wrong may have a call left. */
    void forgetClient() {
        open.ifPresent(it -> it.page().close());
        open = Optional.empty();
    }

    private PhonePage open(Client client) {
        var browser = lab.chromium();
        return switch (client) {
            case PAGE -> lab.page(browser, gateway, "alice");
            case JSSIP -> lab.sipPage(browser, gateway, "jssip", "alice");
            case SIPJS -> lab.sipPage(browser, gateway, "sipjs", "alice");
        };
    }

    FarEnd farEnd(Combination combination) {
        int port = gatewayPort(combination.transport());
        var uri = "sip:%s@127.0.0.1:" + port + ";transport=" + combination.transport().parameter();
        return switch (combination.peer()) {
            case ASTERISK ->
                    new FarEnds.OfAsterisk(
                            asterisk.get(), combination, uri, asterisk.get().manager().seen());
            case KAMAILIO -> {
                kamailio.get();
                var phone = lab.phoneBehindKamailio();
                yield new FarEnds.OfBaresip(
                        phone, Lab.BEHIND_KAMAILIO_HZ, combination, uri, phone.control().events());
            }
            case BARESIP ->
                    new FarEnds.OfBaresip(
                            baresip.get(),
                            BARESIP_HZ,
                            combination,
                            uri,
                            baresip.get().control().events());
            case LINPHONEC ->
                    FarEnds.OfLinphone.start(
                            lab.folder("matrix-linphone"),
                            combination,
                            "bob",
                            port,
                            uri,
                            linphonePort);
            case SIPP ->
                    FarEnds.OfSipp.start(
                            lab.folder("matrix-sipp"), combination, lab.certificate(), port);
        };
    }

    /** Of the programs that take part, by their names. */
    Map<String, String> versions() {
        var versions = new LinkedHashMap<String, String>();
        versions.put("Chromium", lab.chromium().version().replace("chromium ", ""));
        versions.put("JsSIP", npm("jssip"));
        versions.put("SIP.js", npm("sip.js"));
        versions.put("Asterisk", asterisk.here() ? asterisk.get().version() : "not here");
        for (var debian :
                List.of(
                        "kamailio",
                        "rtpengine-daemon",
                        "baresip-core",
                        "linphone-cli",
                        "sip-tester"))
            versions.put(debian, output("dpkg-query", "-W", "-f", "${Version}", debian));
        return versions;
    }

    private String npm(String name) {
        return output("node", "-p", "require('./node_modules/" + name + "/package.json').version");
    }

    private String output(String... command) {
        try (var program =
                Program.start("version", lab.folder("version"), Map.of(), inModule(command))) {
            program.awaitExit(Lab.SOON);
            return program.out().strip();
        }
    }

    /** Programs run in a folder of their own; npm's packages are looked for in the module's. */
    private static List<String> inModule(String... command) {
        return Stream.of(command)
                .map(word ->
                        word.replace(
                                "./node_modules",
                                Path.of("node_modules").toAbsolutePath().toString()))
                .toList();
    }

    /** Returns when the gateway has no call left. */
    void awaitQuiet() {
        gateway.awaitQuiet(Lab.SOON);
    }

    /** What came from the programs, for a complaint. */
    String tail() {
        return gateway.tail();
    }

    @Override
    public void close() {
        forgetClient();
        gateway.close();
        if (baresip.here()) baresip.get().close();
    }
}
