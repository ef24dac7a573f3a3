package org.ringdown;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.ringdown.call.CallTimes;
import org.ringdown.config.Configuration;
import org.ringdown.config.Secret;
import org.ringdown.gateway.Settings;
import org.ringdown.media.Filler;
import org.ringdown.net.OwnAddress;
import org.ringdown.page.ToPage.IceServer;
import org.ringdown.sip.HostPort;
import org.ringdown.sip.auth.PasswordLookup;

/** What the configuration means for calls. */
final class Dialling {
    private static final int SIP_PORT = 5060;

    private Dialling() {}

    /**
     * @param sip where SIP is spoken, if it is
     * @param tls where it is spoken over TLS
     * @param pages where media of pages comes in
     * @param shards how many mailboxes share the work of SIP
     */
    static Settings settings(
            Configuration configuration,
            Optional<InetSocketAddress> sip,
            Optional<InetSocketAddress> tls,
            PageSide pages,
            int shards)
            throws UnknownHostException {
        var listening = InetAddress.getByName(configuration.sip().host());
        var own = OwnAddress.of(listening);
        String sipAddress = configuration.sip().external().orElse(own).getHostAddress();
        String mediaAddress = configuration.media().external().orElse(own).getHostAddress();
        String pageAddress = pages.told(configuration).getHostAddress();
        int port = sip.map(InetSocketAddress::getPort).orElse(SIP_PORT);
        var calls = configuration.calls();
        return new Settings(
                HostPort.of(sipAddress, port),
                ourHosts(
                        List.of(sipAddress, own.getHostAddress()),
                        listening,
                        Stream.concat(Stream.of(port), tls.map(InetSocketAddress::getPort).stream())
                                .toList()),
                configuration.users().keySet(),
                Numbering.plan(configuration),
                Peers.trunks(configuration),
                Peers.lines(configuration),
                configuration.dev(),
                mediaAddress,
                List.of(pageAddress),
                new CallTimes(calls.ringTimeout(), calls.maxDuration()),
                calls.resumeGrace(),
                filler(calls.whileAway()),
                configuration.limits().perUser().calls(),
                iceServers(configuration),
                shards);
    }

    static PasswordLookup passwords(Configuration configuration) {
        return PasswordLookup.ofPasswords(name ->
                Optional.ofNullable(configuration.users().get(name))
                        .flatMap(user -> user.password())
                        .map(Secret::reveal));
    }

    /** Our addresses with one of our ports or without any; loopback by all of its names where we listen there too. */
    private static Predicate<String> ourHosts(
            List<String> addresses, InetAddress listening, List<Integer> ports) {
        var names = new HashSet<>(addresses);
        names.add(listening.getHostAddress());
        if (listening.isLoopbackAddress() || listening.isAnyLocalAddress()) {
            names.addAll(List.of("127.0.0.1", "localhost"));
        }
        var all = new HashSet<>(names);
        for (int port : ports) names.forEach(name -> all.add(name + ":" + port));
        return all::contains;
    }

    private static Filler filler(Configuration.WhileAway whileAway) {
        return switch (whileAway) {
            case COMFORT_NOISE -> Filler.COMFORT_NOISE;
            case MUSIC -> Filler.MUSIC;
        };
    }

    private static List<IceServer> iceServers(Configuration configuration) {
        return configuration.media().iceServers().stream()
                .map(server ->
                        new IceServer(
                                server.urls(),
                                server.username(),
                                server.credential().map(secret -> secret.reveal())))
                .toList();
    }
}
