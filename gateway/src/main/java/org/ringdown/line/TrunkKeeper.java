package org.ringdown.line;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.ringdown.mailbox.Owner;
import org.ringdown.shard.SipOutcome;
import org.ringdown.sip.NameAddr;
import org.ringdown.sip.SipUri;
import org.ringdown.sip.locate.Hop;
import org.ringdown.trunk.Trunk;
import org.ringdown.trunk.Trunks;
import org.ringdown.way.Way;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a trunk usable: knows its addresses, asks whether it is there, registers. Runs in the mailbox {@code trunk:<name>}. */
final class TrunkKeeper implements Owner {
    private static final Logger log = LoggerFactory.getLogger(TrunkKeeper.class);

    /** How often DNS is asked where it is. */
    private static final Duration ADDRESSES = Duration.ofMinutes(1);

    private final Trunk trunk;
    private final Trunks trunks;
    private final Upkeep upkeep;
    private final String mailbox;
    private final Optional<Watch> watch;
    private final Optional<Registering> registering;
    private boolean away;
    private boolean stopped;

    private record Located(Set<InetAddress> addresses) {}

    private record LookAgain() {}

    TrunkKeeper(Trunk trunk, Trunks trunks, Registrations registrations, Upkeep upkeep) {
        this.trunk = trunk;
        this.trunks = trunks;
        this.upkeep = upkeep;
        this.mailbox = mailbox(trunk.name());
        var peer = trunk.peer();
        var proxies = peer.proxy().map(uri -> NameAddr.of(uri.withParam("lr"))).stream().toList();
        var way = Way.through(proxies);
        this.watch =
                peer.watch().isZero()
                        ? Optional.empty()
                        : Optional.of(
                                new Watch(
                                        mailbox,
                                        peer.uri(),
                                        peer.account().isPresent() ? way.as(trunk.account()) : way,
                                        peer.watch(),
                                        this::isThere,
                                        upkeep));
        this.registering =
                peer.register()
                        .map(expires ->
                                new Registering(
                                        terms(expires),
                                        now -> registrations.learn(trunk.name(), now),
                                        upkeep));
    }

    static String mailbox(String trunk) {
        return "trunk:" + trunk;
    }

    private Registering.Terms terms(Duration expires) {
        var peer = trunk.peer();
        var credentials = peer.account().orElseThrow();
        return new Registering.Terms(
                mailbox,
                trunk.account(),
                peer.uri().withUser(credentials.username()),
                peer.uri(),
                peer.proxy(),
                credentials,
                expires,
                Duration.ZERO);
    }

    @Override
    public Next receive(Object message) {
        switch (message) {
            case Upkeep.Begin() -> {
                look();
                watch.ifPresent(Watch::ask);
                registering.ifPresent(Registering::begin);
            }
            case LookAgain() -> look();
            case Located(var addresses) -> located(addresses);
            case Watch.Ask() -> watch.ifPresent(Watch::ask);
            case SipOutcome outcome when Watch.isOurs(outcome) ->
                    watch.ifPresent(it -> it.on(outcome));
            case SipOutcome outcome -> registering.ifPresent(it -> it.on(outcome));
            case Registering.Message own -> registering.ifPresent(it -> it.on(own));
            case Upkeep.Stop() -> stop();
            default -> throw new IllegalArgumentException("not for a trunk: " + message.getClass());
        }
        boolean left = registering.map(Registering::isOver).orElse(true);
        return stopped && left ? Next.RETIRE : Next.STAY;
    }

    private void stop() {
        stopped = true;
        watch.ifPresent(Watch::stop);
        registering.ifPresent(Registering::stop);
    }

    private void look() {
        if (stopped) return;
        SipUri first = trunk.peer().proxy().orElse(trunk.peer().uri());
        upkeep.transport()
                .locate(
                        first,
                        hops ->
                                upkeep.post()
                                        .send(
                                                mailbox,
                                                new Located(
                                                        hops.stream()
                                                                .map(Hop::address)
                                                                .map(InetSocketAddress::getAddress)
                                                                .collect(Collectors.toSet()))));
    }

    private void located(Set<InetAddress> addresses) {
        trunks.learnAddresses(trunk.name(), addresses);
        upkeep.timers().after(ADDRESSES, () -> upkeep.post().send(mailbox, new LookAgain()));
    }

    private void isThere(boolean now) {
        trunks.learnHealth(trunk.name(), now);
        if (now && away) {
            log.info("trunk {} answers again", trunk.name());
            registering.ifPresent(Registering::again);
        } else if (!now) {
            log.warn(
                    "trunk {} does not answer; the other trunks of its routes are tried first",
                    trunk.name());
        }
        away = !now;
    }
}
