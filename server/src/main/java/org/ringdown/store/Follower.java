package org.ringdown.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.ringdown.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the lines of the spool's files into the database. How far it came stands in the database too, changed together with what it brought:
 * each call gets there once, whatever is interrupted, and a database that is new gets them all.
 */
final class Follower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Follower.class);
    private static final int LINES_AT_ONCE = 500;
    private static final Duration BETWEEN_TIDYINGS = Duration.ofHours(6);
    private static final Duration GOODBYE = Duration.ofSeconds(4);

    /** From one transaction to the next: it costs as much for one call as for all that ended meanwhile. The first after a rest does not wait. */
    static final Duration BREATH = Duration.ofSeconds(1);

    private final Folder folder;
    private final Supplier<Database> opening;
    private final Retention retention;
    private final Clock clock;
    private final Backoff backoff;
    private final Semaphore news = new Semaphore(0);
    private final Semaphore end = new Semaphore(0);
    private final Map<String, Long> positions = new HashMap<>();
    private final CompletableFuture<Void> firstTry = new CompletableFuture<>();
    private volatile Optional<Database> database = Optional.empty();
    private volatile boolean closing;
    private Optional<Thread> thread = Optional.empty();
    private volatile boolean away;
    private long tidied;
    private boolean tidy;

    /** How long to wait after a failure: each time twice as long, up to a bound. */
    record Backoff(Duration first, Duration longest) {
        static final Backoff USUAL = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));

        Duration after(int failures) {
            var next = first.multipliedBy(1L << Math.min(failures - 1, 20));
            return next.compareTo(longest) < 0 ? next : longest;
        }
    }

    /** @param opening opens the database, or throws a RuntimeException that says why not */
    Follower(
            Folder folder,
            Supplier<Database> opening,
            Retention retention,
            Clock clock,
            Backoff backoff) {
        this.folder = folder;
        this.opening = opening;
        this.retention = retention;
        this.clock = clock;
        this.backoff = backoff;
    }

    void begin() {
        thread = Optional.of(Thread.ofVirtual().name("store").start(this::run));
    }

    /** There is more in the files. */
    void wake() {
        news.release();
    }

    /** The database, if it is there; whoever asks before it was tried for the first time waits for that. */
    Optional<Jdbi> database(Duration patience) throws InterruptedException {
        try {
            firstTry.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (java.util.concurrent.ExecutionException
                | java.util.concurrent.TimeoutException e) {
            return Optional.empty();
        }
        return database.map(Database::jdbi);
    }

    private void run() {
        int failures = 0;
        try {
            while (true) {
                long begun = clock.nanos();
                boolean done = step();
                firstTry.complete(null);
                if (closing) return;
                failures = done ? 0 : failures + 1;
                rest(failures, begun + BREATH.toNanos());
            }
        } catch (InterruptedException closed) {
            LOG.debug("interrupted while waiting");
        }
    }

    private void rest(int failures, long breath) throws InterruptedException {
        if (failures > 0) {
            end.tryAcquire(backoff.after(failures).toNanos(), TimeUnit.NANOSECONDS);
        } else {
            news.tryAcquire(BETWEEN_TIDYINGS.toNanos(), TimeUnit.NANOSECONDS);
            end.tryAcquire(breath - clock.nanos(), TimeUnit.NANOSECONDS);
        }
        news.drainPermits();
    }

    /** Whether all that there is has been brought over. */
    private boolean step() {
        try {
            tidyFiles();
            var jdbi = open();
            follow(jdbi);
            tidyDatabase(jdbi);
            return true;
        } catch (IOException | RuntimeException e) {
            failed(e);
            return false;
        }
    }

    private Jdbi open() {
        if (database.isEmpty()) {
            var opened = opening.get();
            database = Optional.of(opened);
            positions.putAll(opened.jdbi().inTransaction(this::known));
        }
        return database.get().jdbi();
    }

    private Map<String, Long> known(Handle handle) {
        return new PositionDao(handle, folder.id()).all();
    }

    private void failed(Exception e) {
        if (!away && !closing) {
            LOG.error(
                    "the store's database cannot be used ({}); calls go on, and their records wait in store.folder",
                    Reasons.ofDatabase(e));
            LOG.debug("why", e);
        }
        away = true;
        positions.clear();
        // It may come back as another one: a restored one, or an empty one.
        database.ifPresent(Database::close);
        database = Optional.empty();
    }

    private void follow(Jdbi jdbi) throws IOException {
        for (var file : folder.days()) {
            while (Files.exists(file) && behind(file)) {
                if (!follow(jdbi, file)) break;
            }
        }
        if (away) LOG.info("the store's database is there again, and has all records");
        away = false;
    }

    private boolean behind(Path file) throws IOException {
        return Files.size(file) > position(file);
    }

    private long position(Path file) {
        return positions.getOrDefault(name(file), 0L);
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    /** Whether there were lines to bring over. */
    private boolean follow(Jdbi jdbi, Path file) throws IOException {
        var rows = new ArrayList<CallRow>();
        int unreadable = 0;
        long position;
        try (var lines = Lines.of(file, position(file))) {
            while (rows.size() + unreadable < LINES_AT_ONCE) {
                var line = lines.next();
                if (line.isEmpty()) break;
                var row = CallRow.read(line.get());
                row.ifPresent(rows::add);
                if (row.isEmpty()) unreadable++;
            }
            position = lines.position();
        }
        if (unreadable > 0)
            LOG.warn("{}: {} lines are no records and were passed over", file, unreadable);
        if (position == position(file)) return false;
        bring(jdbi, rows, file, position);
        positions.put(name(file), position);
        return true;
    }

    private void bring(Jdbi jdbi, List<CallRow> rows, Path file, long position) {
        try {
            jdbi.useTransaction(handle -> {
                new CallDao(handle).add(rows);
                new PositionDao(handle, folder.id()).set(name(file), position);
            });
        } catch (JdbiException e) {
            if (!isTheDatas(e)) throw e;
            oneByOne(jdbi, rows, file, position);
        }
    }

    /** One record that the database will not take must not keep the others out. */
    private void oneByOne(Jdbi jdbi, List<CallRow> rows, Path file, long position) {
        for (var row : rows) {
            try {
                jdbi.useTransaction(handle -> new CallDao(handle).add(List.of(row)));
            } catch (JdbiException e) {
                if (!isTheDatas(e)) throw e;
                LOG.error(
                        "the database refuses the record of call {} ({}); it stays in {}",
                        row.id(),
                        Reasons.ofDatabase(e),
                        file);
            }
        }
        jdbi.useTransaction(
                handle -> new PositionDao(handle, folder.id()).set(name(file), position));
    }

    /** SQLSTATE 22: data exception; 23: a constraint, of the operator's own perhaps. */
    private static boolean isTheDatas(Throwable e) {
        for (var cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && sql.getSQLState() != null
                    && sql.getSQLState().matches("2[23].*")) return true;
        }
        return false;
    }

    private void tidyFiles() throws IOException {
        tidy = tidied == 0 || clock.nanos() - tidied >= BETWEEN_TIDYINGS.toNanos();
        if (!tidy) return;
        for (var file : folder.dated()) {
            if (retention.isOver(file, clock.wall())) Files.deleteIfExists(file);
        }
    }

    private void tidyDatabase(Jdbi jdbi) throws IOException {
        if (!tidy) return;
        Instant oldest = retention.oldest(clock.wall());
        while (jdbi.withHandle(handle -> new CallDao(handle).forget(oldest)) > 0) {
            // A part at a time, so that nobody waits for it.
        }
        var files = folder.days().stream().map(Follower::name).toList();
        jdbi.useTransaction(handle -> new PositionDao(handle, folder.id()).keepOnly(files));
        tidied = clock.nanos() | 1;
    }

    /** Brings over what has been written until now, as far as a moment allows. */
    @Override
    public void close() {
        closing = true;
        wake();
        end.release();
        try {
            // An interruption within the embedded database would close its file under it.
            if (thread.isPresent()) thread.get().join(GOODBYE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        database.ifPresent(Database::close);
    }
}
