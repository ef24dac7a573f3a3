package org.ringdown.line;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.ringdown.mailbox.Mailboxes;
import org.ringdown.mailbox.Owner;
import org.ringdown.shard.SipRequests;
import org.ringdown.sip.HostPort;
import org.ringdown.sip.SipUri;
import org.ringdown.time.Clock;
import org.ringdown.time.Timers;
import org.ringdown.trunk.Trunk;
import org.ringdown.trunk.Trunks;
import org.ringdown.way.Accounts;
import org.ringdown.way.SipTransport;

/** Everything that is kept alive at peers: lines, registrations at trunks, and the knowledge of who is there. */
public final class Keepers {
    /** The more lines a registrar has, the longer they take to begin. */
    private static final Duration EACH = Duration.ofMillis(10);

    private static final Duration LONGEST_SPREAD = Duration.ofSeconds(3);

    private final Mailboxes mailboxes;
    private final Upkeep upkeep;
    private final AtomicInteger inquiries = new AtomicInteger();
    private final Lines lines = new Lines();
    private final Registrations registrations = new Registrations();
    private final Visitors visitors;
    private final List<String> all = new ArrayList<>();

    private record Registrar(SipUri uri, Optional<SipUri> proxy) {}

    public Keepers(
            Mailboxes mailboxes,
            Clock clock,
            Timers timers,
            RandomGenerator random,
            SipTransport transport,
            SipRequests requests,
            HostPort domain,
            Trunks trunks,
            List<LineAccount> accounts,
            Accounts passwords) {
        this.mailboxes = mailboxes;
        this.upkeep = new Upkeep(mailboxes, clock, timers, random, transport, requests, domain);
        this.visitors = new Visitors(mailboxes, lines, passwords, upkeep);
        for (var trunk : trunks.all()) {
            open(
                    TrunkKeeper.mailbox(trunk.name()),
                    new TrunkKeeper(trunk, trunks, registrations, upkeep));
        }
        var byRegistrar = new LinkedHashMap<Registrar, List<LineAccount>>();
        for (var account : accounts) {
            var registrar = new Registrar(account.registrar(), account.proxy());
            byRegistrar.computeIfAbsent(registrar, _ -> new ArrayList<>()).add(account);
        }
        byRegistrar.forEach((registrar, there) -> open(registrar, there, upkeep));
    }

    private void open(Registrar registrar, List<LineAccount> accounts, Upkeep upkeep) {
        var spread = EACH.multipliedBy(accounts.size() - 1);
        var bounded = spread.compareTo(LONGEST_SPREAD) < 0 ? spread : LONGEST_SPREAD;
        var names = new ArrayList<String>();
        for (var account : accounts) {
            var mailbox = Line.mailbox(account.user());
            lines.learn(account, Registered.NOT_YET);
            open(
                    mailbox,
                    new Line(mailbox, account, bounded, now -> lines.learn(account, now), upkeep));
            names.add(mailbox);
        }
        var mailbox = "registrar:" + all.size();
        open(mailbox, new RegistrarWatch(mailbox, registrar.uri, registrar.proxy, names, upkeep));
    }

    private void open(String mailbox, Owner owner) {
        mailboxes.open(mailbox, owner);
        all.add(mailbox);
    }

    /** Begins to register and to watch. */
    public void begin() {
        all.forEach(mailbox -> mailboxes.send(mailbox, new Upkeep.Begin()));
    }

    /** Leaves every registrar politely; all is over when {@link #count} is zero. */
    public void stop() {
        all.forEach(mailbox -> mailboxes.send(mailbox, new Upkeep.Stop()));
        visitors.stop();
    }

    /** How many lines and trunks are still kept. */
    public long count() {
        return mailboxes.count("line") + mailboxes.count("trunk");
    }

    /** Asks a trunk once whether it is there, and takes our password. May be called from any thread. */
    public CompletableFuture<Inquiry.Answer> inquire(Trunk trunk) {
        var peer = trunk.peer();
        return inquire(new Inquiry.Peer(trunk.account(), peer.uri(), peer.proxy(), peer.account()));
    }

    /** The same of a line's registrar. */
    public CompletableFuture<Inquiry.Answer> inquire(LineAccount line) {
        return inquire(
                new Inquiry.Peer(
                        line.account(),
                        line.registrar(),
                        line.proxy(),
                        Optional.of(line.credentials())));
    }

    private CompletableFuture<Inquiry.Answer> inquire(Inquiry.Peer peer) {
        var answer = new CompletableFuture<Inquiry.Answer>();
        var mailbox = "inquiry:" + inquiries.incrementAndGet();
        mailboxes.open(mailbox, new Inquiry(mailbox, peer, upkeep, answer));
        mailboxes.send(mailbox, new Upkeep.Begin());
        return answer;
    }

    /** Those who bring a line along. */
    public Visitors visitors() {
        return visitors;
    }

    public Lines lines() {
        return lines;
    }

    public Registrations registrations() {
        return registrations;
    }
}
