package org.ringdown;

import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.ringdown.call.CallTimes;
import org.ringdown.config.Configuration;
import org.ringdown.gateway.Settings;
import org.ringdown.media.Filler;
import org.ringdown.page.ToPage.IceServer;
import org.ringdown.route.Pattern;
import org.ringdown.route.Routes.Route;
import org.ringdown.sip.HostPort;

/** What the configuration means for calls. */
final class Dialling {
    private static final String ANY_IPV4 = "0.0.0.0";

    private Dialling() {}

    /**
     * @param sip where SIP is spoken
     * @param shards how many mailboxes share the work of SIP
     */
    static Settings settings(Configuration configuration, InetSocketAddress sip, int shards) {
        String sipAddress =
                address(
                        configuration.sip().host(),
                        configuration.sip().external().map(a -> a.getHostAddress()).orElse(""));
        String mediaAddress =
                address(
                        configuration.sip().host(),
                        configuration.media().external().map(a -> a.getHostAddress()).orElse(""));
        var calls = configuration.calls();
        return new Settings(
                HostPort.of(sipAddress, sip.getPort()),
                ourHosts(sipAddress, configuration.sip().host(), sip.getPort()),
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

    /** The address that we say: the one seen from outside, else the one we listen on. */
    private static String address(String host, String external) {
        if (!external.isEmpty()) return external;
        return host.equals("localhost") ? "127.0.0.1" : host;
    }

    /** Our address with our port or without any; loopback by all of its names where that is what we listen on. */
    private static Predicate<String> ourHosts(String address, String host, int port) {
        var names = new HashSet<>(Set.of(address, host));
        if (address.startsWith("127.") || address.equals(ANY_IPV4))
            names.addAll(Set.of("127.0.0.1", "localhost"));
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
