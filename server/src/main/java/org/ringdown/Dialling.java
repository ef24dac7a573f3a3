package org.ringdown;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.ringdown.call.CallTimes;
import org.ringdown.config.Configuration;
import org.ringdown.config.Secret;
import org.ringdown.gateway.Settings;
import org.ringdown.limit.Stop;
import org.ringdown.media.Filler;
import org.ringdown.net.OurSide;
import org.ringdown.net.OwnAddress;
import org.ringdown.net.SipSockets;
import org.ringdown.page.IceServers;
import org.ringdown.page.ToPage.IceServer;
import org.ringdown.signin.Passwords;
import org.ringdown.sip.HostPort;
import org.ringdown.sip.auth.PasswordLookup;
import org.ringdown.sip.registration.Registrar;

/** What the configuration means for calls. */
final class Dialling {
    private static final int SIP_PORT = 5060;

    private Dialling() {}

    /**
     * @param routers what translates our addresses for far ends
     * @param sip where SIP is spoken, if it is
     * @param pages where media of pages comes in
     * @param shards how many mailboxes share the work of SIP
     * @param stopped what the operator stopped before
     */
    static Settings settings(
            Configuration configuration,
            Routers routers,
            Optional<SipSockets> sip,
            PageSide pages,
            int shards,
            List<Stop> stopped)
            throws UnknownHostException {
        var listening = InetAddress.getByName(configuration.sip().host());
        var signalling = OurSide.of(listening, routers.sip());
        var shown = signalling.toward(Optional.empty());
        int port = sip.map(open -> open.local().getPort()).orElse(SIP_PORT);
        var calls = configuration.calls();
        return new Settings(
                HostPort.of(shown.getHostAddress(), port),
                OurHosts.of(
                        addresses(signalling, shown),
                        routers.sip().external(),
                        listening,
                        OurNames.of(configuration),
                        ports(port, sip)),
                configuration.users().keySet(),
                Numbering.plan(configuration),
                Peers.trunks(configuration),
                Peers.lines(configuration),
                configuration.dev(),
                OurSide.of(listening, routers.media())::toward,
                pages.told(routers.media()),
                new CallTimes(calls.ringTimeout(), calls.maxDuration()),
                calls.resumeGrace(),
                filler(calls.whileAway()),
                Fairness.rules(configuration),
                stopped,
                registrar(configuration.registrar()),
                iceServers(configuration),
                shards);
    }

    private static List<InetAddress> addresses(OurSide side, InetAddress shown) {
        var own = Stream.concat(side.own().stream(), OwnAddress.all(side.listening()).stream());
        return Stream.concat(Stream.of(shown), own).toList();
    }

    private static Registrar registrar(Configuration.Registrar written) {
        return new Registrar(
                written.minExpires(),
                written.maxExpires(),
                written.maxExpires(),
                written.maxContacts());
    }

    private static Set<Integer> ports(int usual, Optional<SipSockets> sip) {
        var ports = new HashSet<>(Set.of(usual));
        sip.flatMap(SipSockets::localTls).ifPresent(tls -> ports.add(tls.getPort()));
        return ports;
    }

    static Passwords passwords(Configuration configuration) {
        var byUser = new HashMap<String, String>();
        configuration
                .users()
                .forEach((name, user) ->
                        user.password().ifPresent(secret -> byUser.put(name, secret.reveal())));
        return new Passwords(byUser);
    }

    /** SIP proves a password by a digest of it in clear: where only a hash is known, a user has pages and no phones. */
    static PasswordLookup digests(Configuration configuration) {
        return PasswordLookup.ofPasswords(name ->
                Optional.ofNullable(configuration.users().get(name))
                        .flatMap(user -> user.password())
                        .map(Secret::reveal)
                        .filter(password -> !Passwords.isHash(password)));
    }

    private static Filler filler(Configuration.WhileAway whileAway) {
        return switch (whileAway) {
            case COMFORT_NOISE -> Filler.COMFORT_NOISE;
            case MUSIC -> Filler.MUSIC;
        };
    }

    static IceServers iceServers(Configuration configuration) {
        return new IceServers(
                configuration.media().iceServers().stream().map(Dialling::iceServer).toList());
    }

    private static IceServers.Server iceServer(Configuration.IceServer server) {
        return server.secret()
                .<IceServers.Server>map(secret ->
                        new IceServers.Timed(server.urls(), secret.reveal(), server.ttl()))
                .orElseGet(() ->
                        new IceServers.Fixed(
                                new IceServer(
                                        server.urls(),
                                        server.username(),
                                        server.credential().map(Secret::reveal))));
    }
}
