package org.ringdown.line;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.ringdown.mailbox.Mailboxes;
import org.ringdown.way.Accounts;

/**
 * Those who bring along a line of their own, which is kept as long as they are here. Any thread.
 *
 * <p>Whoever shows the same address and the same password shares the line. It is over when the last of them has left, or at once if it cannot
 * be registered.
 */
public final class Visitors {
    private static final Outcome TAKEN =
            new Outcome.Refused("somebody else is here with this address");

    private final Mailboxes mailboxes;
    private final Lines lines;
    private final Accounts accounts;
    private final Upkeep upkeep;
    private final Map<String, Visit> byUser = new ConcurrentHashMap<>();
    private final AtomicLong visits = new AtomicLong();

    /** What became of a line. */
    public sealed interface Outcome {
        record Registered() implements Outcome {}

        /** @param why the status and the words of the registrar, or that it says nothing */
        record Refused(String why) implements Outcome {}
    }

    /** One line, and how many there are who use it. */
    private record Visit(
            String mailbox, LineAccount account, int people, CompletableFuture<Outcome> outcome) {
        Visit of(int number) {
            return new Visit(mailbox, account, number, outcome);
        }
    }

    Visitors(Mailboxes mailboxes, Lines lines, Accounts accounts, Upkeep upkeep) {
        this.mailboxes = mailboxes;
        this.lines = lines;
        this.accounts = accounts;
        this.upkeep = upkeep;
    }

    /** Somebody's part in a line, until {@code leave} is run, once. */
    public record Stay(CompletableFuture<Outcome> outcome, Runnable leave) {}

    /** Somebody comes. */
    public Stay come(LineAccount account) {
        var visit = byUser.compute(account.user(), (_, known) -> joined(account, known));
        if (!isSame(visit.account, account))
            return new Stay(CompletableFuture.completedFuture(TAKEN), () -> {});
        if (visit.people == 1) begin(visit);
        return new Stay(visit.outcome, () -> leave(visit));
    }

    private Visit joined(LineAccount account, Visit known) {
        if (known == null) {
            var mailbox = Line.mailbox(account.user()) + ":" + visits.incrementAndGet();
            return new Visit(mailbox, account, 1, new CompletableFuture<>());
        }
        return isSame(known.account, account) ? known.of(known.people + 1) : known;
    }

    private static boolean isSame(LineAccount one, LineAccount other) {
        return one.credentials().username().equals(other.credentials().username())
                && MessageDigest.isEqual(secret(one), secret(other));
    }

    private static byte[] secret(LineAccount account) {
        return account.credentials().password().getBytes(StandardCharsets.UTF_8);
    }

    private void begin(Visit visit) {
        var account = visit.account;
        var line =
                new Line(visit.mailbox, account, Duration.ZERO, now -> learn(visit, now), upkeep);
        mailboxes.open(visit.mailbox, line);
        mailboxes.send(visit.mailbox, new Upkeep.Begin());
    }

    private void learn(Visit visit, Registered now) {
        if (!isHere(visit)) return;
        if (now.on() || visit.outcome.isDone()) {
            accounts.learn(visit.account.credentials());
            lines.keep(visit.account, now);
            visit.outcome.complete(new Outcome.Registered());
        } else if (visit.outcome.complete(new Outcome.Refused(now.trouble()))) {
            end(visit);
        }
    }

    private boolean isHere(Visit visit) {
        return Optional.ofNullable(byUser.get(visit.account.user()))
                .filter(known -> known.mailbox.equals(visit.mailbox))
                .isPresent();
    }

    private void leave(Visit visit) {
        byUser.computeIfPresent(
                visit.account.user(),
                (_, known) -> {
                    if (!known.mailbox.equals(visit.mailbox)) return known;
                    if (known.people > 1) return known.of(known.people - 1);
                    forget(known);
                    return null;
                });
    }

    private void end(Visit visit) {
        byUser.computeIfPresent(
                visit.account.user(),
                (_, known) -> {
                    if (!known.mailbox.equals(visit.mailbox)) return known;
                    forget(known);
                    return null;
                });
    }

    private void forget(Visit visit) {
        lines.forget(visit.account.user());
        accounts.forget(visit.account.account());
        mailboxes.send(visit.mailbox, new Upkeep.Stop());
    }

    /** Where the addresses are at home that somebody's line reaches: a host, or with its port. */
    public Optional<String> homeOf(String user) {
        return Optional.ofNullable(byUser.get(user))
                .map(visit -> visit.account.address().target().toString());
    }

    /** All lines are left. */
    void stop() {
        byUser.values().forEach(this::end);
    }
}
