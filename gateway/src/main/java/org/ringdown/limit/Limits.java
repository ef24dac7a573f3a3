package org.ringdown.limit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.ringdown.mailbox.Post;
import org.ringdown.time.Clock;
import org.ringdown.time.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The table of all that is counted: asked before a call begins, told when it talks and when it has ended.
 *
 * <p>Threads: any. Calls of all mailboxes are counted together, so there is a lock; nobody holds it for longer than it takes to look at a few
 * meters, and nothing is sent while it is held.
 */
public final class Limits {
    private static final Logger LOG = LoggerFactory.getLogger(Limits.class);

    /** How many visitors, strangers and the rest are told apart. */
    private static final int MOST_METERS = 50_000;

    private static final int MOST_STOPS = 1_000;

    private final Rules rules;
    private final Clock clock;
    private final Timers timers;
    private final Post post;
    private final Meters meters;
    private final Set<Lease> leases = new HashSet<>();
    private final Set<Stop> stops = new LinkedHashSet<>();
    private OptionalLong due = OptionalLong.empty();
    private Timers.Timer timer = () -> {};

    public Limits(Rules rules, Clock clock, Timers timers, Post post) {
        this(rules, clock, timers, post, MOST_METERS);
    }

    Limits(Rules rules, Clock clock, Timers timers, Post post, int mostMeters) {
        this.rules = rules;
        this.clock = clock;
        this.timers = timers;
        this.post = post;
        this.meters = new Meters(rules, mostMeters);
    }

    /** @param holder the mailbox that is told by an {@link Overrun} when what was let in has to end */
    public Verdict admit(Claim wanted, String holder) {
        var verdict = judge(wanted, holder);
        if (verdict instanceof Verdict.Refused(var why)) note(why);
        return verdict;
    }

    private synchronized Verdict judge(Claim wanted, String holder) {
        long now = clock.nanos();
        var claim = homes(rules.complete(wanted), now);
        var refusal = stopped(claim).or(() -> meters.excess(claim, now));
        if (refusal.isPresent()) return new Verdict.Refused(refusal.get());
        meters.change(claim, meter -> meter.begins(now));
        var lease = new Lease(this, claim, holder);
        leases.add(lease);
        return new Verdict.Admitted(lease);
    }

    private Claim homes(Claim claim, long now) {
        return new Claim(
                claim.accounts().stream().map(account -> meters.home(account, now)).toList(),
                claim.numbers(),
                claim.leaves());
    }

    private Optional<Refusal> stopped(Claim claim) {
        return stops.stream()
                .filter(stop -> stop.concerns(claim))
                .findFirst()
                .map(Refusal::stopped);
    }

    private static void note(Refusal refusal) {
        LOG.info("refused a call: {}", refusal.message());
    }

    // Of leases

    Optional<Refusal> dial(Lease lease) {
        var refusal = judge(lease);
        refusal.ifPresent(Limits::note);
        return refusal;
    }

    private synchronized Optional<Refusal> judge(Lease lease) {
        long now = clock.nanos();
        var claim = lease.claim();
        var refusal = stopped(claim).or(() -> meters.rate(claim, now));
        if (refusal.isEmpty()) meters.change(claim, meter -> meter.dials(now));
        return refusal;
    }

    synchronized void talk(Lease lease) {
        if (lease.talks() || lease.isOver()) return;
        long now = clock.nanos();
        lease.begins();
        meters.change(lease.claim(), meter -> meter.talks(now));
        left(lease, now).ifPresent(left -> wake(now, left));
    }

    /** Whoever held it may have been told in vain. */
    void hold(Lease lease, String mailbox) {
        heldBy(lease, mailbox).ifPresent(this::tell);
    }

    private synchronized Optional<Told> heldBy(Lease lease, String mailbox) {
        lease.isHeldBy(mailbox);
        if (lease.isOver()) return Optional.empty();
        long now = clock.nanos();
        boolean spent = left(lease, now).orElse(1) == 0;
        return stopped(lease.claim())
                .or(() -> spent ? meters.rate(lease.claim(), now) : Optional.empty())
                .map(why -> told(lease, why));
    }

    synchronized void release(Lease lease) {
        if (lease.isOver()) return;
        long now = clock.nanos();
        lease.ends();
        leases.remove(lease);
        meters.change(lease.claim(), meter -> meter.ends(lease.talks(), now));
        if (leases.isEmpty()) sleep();
    }

    // Minutes

    /** How long it may go on, should nobody begin or end meanwhile. */
    private OptionalLong left(Lease lease, long now) {
        return lease.claim().accounts().stream()
                .map(account -> meters.of(account).left(rules.of(account), now))
                .flatMapToLong(OptionalLong::stream)
                .min();
    }

    private void wake(long now, long after) {
        long when = now + after;
        if (due.isPresent() && due.getAsLong() - when <= 0) return;
        timer.cancel();
        due = OptionalLong.of(when);
        timer = timers.after(Duration.ofNanos(after), this::look);
    }

    private void sleep() {
        timer.cancel();
        due = OptionalLong.empty();
    }

    /** Somebody's minutes may be used up; whoever's are has to end. */
    private void look() {
        spent().forEach(this::tell);
    }

    private synchronized List<Told> spent() {
        long now = clock.nanos();
        due = OptionalLong.empty();
        var told = new ArrayList<Told>();
        for (var lease : leases) {
            if (!lease.talks()) continue;
            var left = left(lease, now);
            if (left.isEmpty()) continue;
            if (left.getAsLong() > 0) wake(now, left.getAsLong());
            else meters.rate(lease.claim(), now).ifPresent(why -> told.add(told(lease, why)));
        }
        return told;
    }

    // What the operator stops

    /** Lets no such call begin, and ends those there are; how many these were. Empty where too much is stopped already. */
    public Optional<Integer> stop(Stop stop) {
        var told = stopping(stop);
        LOG.warn("the operator stops {}", stop.words());
        told.ifPresent(all -> all.forEach(this::tell));
        return told.map(List::size);
    }

    private synchronized Optional<List<Told>> stopping(Stop stop) {
        if (!stops.contains(stop) && stops.size() >= MOST_STOPS) return Optional.empty();
        stops.add(stop);
        return Optional.of(
                leases.stream()
                        .filter(lease -> stop.concerns(lease.claim()))
                        .map(lease -> told(lease, Refusal.stopped(stop)))
                        .distinct()
                        .toList());
    }

    /** Lets such calls begin again; false where they were not stopped. */
    public boolean resume(Stop stop) {
        boolean was = resumed(stop);
        if (was) LOG.warn("the operator lets {} go on", stop.words());
        return was;
    }

    private synchronized boolean resumed(Stop stop) {
        return stops.remove(stop);
    }

    /** In the order in which it was stopped. */
    public synchronized List<Stop> stopped() {
        return List.copyOf(stops);
    }

    private static Told told(Lease lease, Refusal why) {
        return new Told(lease.holder(), new Overrun(why));
    }

    private void tell(Told told) {
        post.send(told.holder, told.overrun);
    }

    /** What is to be said once the lock is open again. */
    private record Told(String holder, Overrun overrun) {}

    // For those who look for leaks

    /** How much is counted now. Exact only while nothing happens. */
    public synchronized int size() {
        return leases.size();
    }

    synchronized int metersNow() {
        return meters.size();
    }
}
