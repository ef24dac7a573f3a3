package org.ringdown;

import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.ringdown.call.CallTimes;
import org.ringdown.config.Configuration;
import org.ringdown.config.Secret;
import org.ringdown.gateway.Settings;
import org.ringdown.media.Filler;
import org.ringdown.page.ToPage.IceServer;
import org.ringdown.route.Pattern;
import org.ringdown.route.Routes.Route;
import org.ringdown.sip.HostPort;
import org.ringdown.sip.auth.PasswordLookup;

/** What the configuration means for calls. */
final class Dialling {
    private static final String ANY_IPV4 = "0.0.0.0";
    private static final int SIP_PORT = 5060;

    private Dialling() {}

    /**
     * @param sip where SIP is spoken, if it is
     * @param shards how many mailboxes share the work of SIP
     */
    static Settings settings(
            Configuration configuration, Optional<InetSocketAddress> sip, int shards) {
        String sipAddress =
                address(
                        configuration.sip().host(),
                        configuration.sip().external().map(a -> a.getHostAddress()).orElse(""));
        String mediaAddress =
                address(
                        configuration.sip().host(),
                        configuration.media().external().map(a -> a.getHostAddress()).orElse(""));
        int port = sip.map(InetSocketAddress::getPort).orElse(SIP_PORT);
        var calls = configuration.calls();
        return new Settings(
                HostPort.of(sipAddress, port),
                ourHosts(sipAddress, configuration.sip().host(), port),
                configuration.users().keySet(),
                routes(configuration),
                configuration.dev(),
                mediaAddress,
                List.of(mediaAddress),
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

    /** The address that we say: the one seen from outside, else the one we listen on. */
    private static String address(String host, String external) {
        if (!external.isEmpty()) return external;
        return host.equals("localhost") ? "127.0.0.1" : host;
    }

    /** Our address with our port or without any; loopback by all of its names where that is what we listen on. */
    private static Predicate<String> ourHosts(String address, String host, int port) {
        var names = new HashSet<>(List.of(address, host));
        if (address.startsWith("127.") || address.equals(ANY_IPV4))
            names.addAll(List.of("127.0.0.1", "localhost"));
        var all = new HashSet<>(names);
        names.forEach(name -> all.add(name + ":" + port));
        return all::contains;
    }

    private static List<Route> routes(Configuration configuration) {
        return configuration.routes().stream()
                .filter(route -> route.app().isPresent())
                .map(route -> new Route(new Pattern(route.to()), "builtin"))
                .toList();
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
