package org.ringdown;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.ringdown.config.Configuration;
import org.ringdown.config.Network;
import org.ringdown.line.LineAccount;
import org.ringdown.sip.HostPort;
import org.ringdown.sip.SipUri;
import org.ringdown.sip.auth.Credentials;
import org.ringdown.trunk.Trunk;
import org.ringdown.wire.MalformedException;

/** What the configuration means for our peers: trunks, and the lines of users. */
final class Peers {
    private Peers() {}

    static List<Trunk> trunks(Configuration configuration) {
        return configuration.trunks().entrySet().stream()
                .map(entry -> trunk(entry.getKey(), entry.getValue(), configuration.limits()))
                .toList();
    }

    private static Trunk trunk(
            String name, Configuration.Trunk written, Configuration.Limits limits) {
        var account =
                written.username()
                        .flatMap(username ->
                                written.password()
                                        .map(secret ->
                                                new Credentials(
                                                        Trunk.account(name),
                                                        username,
                                                        secret.reveal(),
                                                        written.realm())));
        var peer =
                new Trunk.Peer(
                        uri(written.uri()),
                        written.proxy().map(Peers::uri),
                        account,
                        Optional.of(written.expires()).filter(_ -> written.register()),
                        allow(written.allow()),
                        written.watch().orElse(Duration.ZERO));
        return new Trunk(
                name,
                peer,
                media(written),
                new Trunk.Identity(
                        written.from(),
                        written.trusted(),
                        written.headers().stream()
                                .map(header -> header.toLowerCase(Locale.ROOT))
                                .toList()),
                written.refer(),
                Trunk.Transfer.valueOf(written.transfer().name()),
                written.may().stream()
                        .map(may -> Trunk.Ask.valueOf(may.name()))
                        .collect(Collectors.toSet()),
                Fairness.ofTrunk(limits, written));
    }

    private static Trunk.Media media(Configuration.Trunk written) {
        return new Trunk.Media(
                written.codecs().stream().map(codec -> codec.toLowerCase(Locale.ROOT)).toList(),
                Trunk.Dtmf.valueOf(written.dtmf().name()),
                Trunk.Srtp.valueOf(written.srtp().name()),
                Trunk.Offer.valueOf(written.offer().name()),
                written.comedia());
    }

    private static Optional<Predicate<InetAddress>> allow(List<Network> networks) {
        return networks.isEmpty()
                ? Optional.empty()
                : Optional.of(address -> networks.stream().anyMatch(net -> net.contains(address)));
    }

    static List<LineAccount> lines(Configuration configuration) {
        return configuration.users().entrySet().stream()
                .flatMap(entry ->
                        entry.getValue().line().map(line -> line(entry.getKey(), line)).stream())
                .toList();
    }

    private static LineAccount line(String user, Configuration.Line written) {
        var address = uri(written.uri());
        return new LineAccount(
                user,
                address,
                written.registrar().map(Peers::uri).orElse(domain(address)),
                written.proxy().map(Peers::uri),
                new Credentials(
                        LineAccount.account(user),
                        written.username(),
                        written.password().reveal(),
                        written.realm()),
                written.expires(),
                Trunk.Transfer.valueOf(written.transfer().name()));
    }

    /** Where an address is registered: at its own domain (RFC 3261 §10.2). */
    private static SipUri domain(SipUri address) {
        var target =
                address.port().isPresent()
                        ? HostPort.of(address.host(), address.port().getAsInt())
                        : HostPort.of(address.host());
        return SipUri.of(target).withSecure(address.secure()).withParams(address.params());
    }

    static SipUri uri(String text) {
        try {
            return SipUri.parse(text);
        } catch (MalformedException wrong) {
            throw new IllegalArgumentException(
                    "the configuration let a URI through: " + text, wrong);
        }
    }
}
