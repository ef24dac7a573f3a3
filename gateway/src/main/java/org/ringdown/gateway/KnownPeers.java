package org.ringdown.gateway;

import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Predicate;
import org.ringdown.line.Lines;
import org.ringdown.line.Registrations;
import org.ringdown.shard.entrance.Callers;
import org.ringdown.sip.NameAddr;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipUri;
import org.ringdown.sip.Uri;
import org.ringdown.trunk.Trunks;

/**
 * Tells a peer's calls from a stranger's.
 *
 * <p>Whoever claims to be one of our users, at our own name, is none of them: the password of that user is asked for, also at a
 * trunk's address.
 */
final class KnownPeers implements Callers {
    private final Trunks trunks;
    private final Lines lines;
    private final Registrations registrations;
    private final Predicate<String> users;
    private final Predicate<String> ourHosts;

    KnownPeers(
            Trunks trunks,
            Lines lines,
            Registrations registrations,
            Predicate<String> users,
            Predicate<String> ourHosts) {
        this.trunks = trunks;
        this.lines = lines;
        this.registrations = registrations;
        this.users = users;
        this.ourHosts = ourHosts;
    }

    @Override
    public Optional<Known> of(SipRequest invite, InetAddress source) {
        if (claimsToBeOurs(invite.headers().from().uri())) return Optional.empty();
        String called = user(invite.uri());
        return lines.byContact(called)
                .or(() -> lines.byAccount(called, source))
                .<Known>map(line ->
                        new Known.OnLine(
                                line.account().user(),
                                line.account().account(),
                                line.account().transfer()))
                .or(() -> trunk(invite, called, source));
    }

    private boolean claimsToBeOurs(Uri from) {
        return from instanceof SipUri uri
                && users.test(uri.user())
                && ourHosts.test(uri.target().toString());
    }

    private Optional<Known> trunk(SipRequest invite, String called, InetAddress source) {
        var registered = registrations.byContact(called).flatMap(trunks::named);
        if (registered.isPresent()) {
            // It calls where we registered; the number that was dialled is in To, if anywhere.
            return Optional.of(new Known.OnTrunk(registered.get(), number(invite.headers().to())));
        }
        return trunks.from(source).stream()
                .findFirst()
                .map(trunk -> new Known.OnTrunk(trunk, number(NameAddr.of(invite.uri()))));
    }

    private static String number(NameAddr called) {
        return called.uri() instanceof SipUri uri
                ? uri.user().replaceFirst(";.*", "")
                : called.uri().toString();
    }

    private static String user(Uri uri) {
        return uri instanceof SipUri sip ? sip.user() : "";
    }
}
