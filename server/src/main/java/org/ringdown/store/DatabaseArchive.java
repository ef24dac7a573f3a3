package org.ringdown.store;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.ringdown.ladder.Ladder;
import tools.jackson.databind.JsonNode;

/** Asks the database. */
final class DatabaseArchive implements Archive {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Follower follower;

    /** Whoever asks much must not keep records waiting: one connection is left for them. */
    private final Semaphore askers = new Semaphore(Database.CONNECTIONS - 1);

    DatabaseArchive(Follower follower) {
        this.follower = follower;
    }

    private <T> T ask(Function<Handle, T> question) throws AwayException {
        try {
            if (!askers.tryAcquire(PATIENCE.toNanos(), TimeUnit.NANOSECONDS))
                throw new AwayException("The store's database is busy.");
            try {
                return answer(question);
            } finally {
                askers.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AwayException("The gateway ends.");
        }
    }

    private <T> T answer(Function<Handle, T> question) throws AwayException, InterruptedException {
        var jdbi =
                follower.database(PATIENCE)
                        .orElseThrow(
                                () -> new AwayException("The store's database is not there now."));
        try {
            return jdbi.<T, RuntimeException>inTransaction(question::apply);
        } catch (JdbiException e) {
            throw new AwayException("The store's database does not answer now.");
        }
    }

    private static List<JsonNode> json(List<CallRow> rows) {
        return rows.stream().map(CallRow::json).toList();
    }

    @Override
    public List<JsonNode> calls(Optional<Ladder.Place> before, int most) throws AwayException {
        return ask(handle -> json(new CallDao(handle).list(before, most)));
    }

    @Override
    public Optional<JsonNode> call(String id) throws AwayException {
        return ask(handle -> new CallDao(handle).find(id).map(CallRow::json));
    }

    @Override
    public List<JsonNode> callsOf(String user, Optional<Ladder.Place> before, int most)
            throws AwayException {
        return ask(handle -> json(new CallDao(handle).listOf(user, before, most)));
    }

    @Override
    public List<Contact> contacts(String user) throws AwayException {
        return ask(handle -> new ContactDao(handle).of(user));
    }

    @Override
    public boolean put(String user, Contact contact) throws AwayException {
        return ask(handle -> new ContactDao(handle).put(user, contact));
    }

    @Override
    public boolean remove(String user, String number) throws AwayException {
        return ask(handle -> new ContactDao(handle).remove(user, number));
    }
}
