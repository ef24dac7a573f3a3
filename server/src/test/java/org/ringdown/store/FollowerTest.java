package org.ringdown.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.store.Samples.NOON;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ringdown.store.Databases.Postgres;
import org.ringdown.time.Clock;

/** What is in the files comes into the database, each call once, whichever of them was away, new, or full of nonsense. */
class FollowerTest {
    private static final Follower.Backoff QUICK =
            new Follower.Backoff(Duration.ofMillis(5), Duration.ofMillis(50));
    private static final Retention DAYS = new Retention(Duration.ofDays(90));
    private static final Duration IMPATIENT = Duration.ofMillis(500);
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir Path path;
    private Folder folder;

    @BeforeEach
    void open() throws UnusableException {
        folder = Folder.open(path);
    }

    @AfterEach
    void close() {
        folder.close();
    }

    @ParameterizedTest
    @EnumSource
    void linesComeOverAsTheyAreWritten(Databases databases) throws Exception {
        var place = databases.empty();
        write(30, "c1", "c2");
        try (var follower = following(place)) {
            awaitCalls(follower, "c2", "c1");
            write(30, "c3");
            follower.wake();
            awaitCalls(follower, "c3", "c2", "c1");
        }
        write(30, "c4");
        try (var again = following(place)) {
            awaitCalls(again, "c4", "c3", "c2", "c1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aNewDatabaseGetsEverythingThatTheFilesHave(Databases databases) throws Exception {
        write(29, "c1");
        write(30, "c2");
        try (var first = following(databases.empty())) {
            awaitCalls(first, "c2", "c1");
        }
        try (var second = following(databases.empty())) {
            awaitCalls(second, "c2", "c1");
        }
    }

    @Test
    void twoFoldersShareADatabase(@TempDir Path other) throws Exception {
        var place = Databases.POSTGRESQL.empty();
        write(30, "c1");
        try (var here = following(place);
                var there = Folder.open(other);
                var beside =
                        new Follower(there, () -> Database.open(place), DAYS, clock(), QUICK)) {
            awaitCalls(here, "c1");
            Files.writeString(other.resolve("calls-2026-11-30.jsonl"), line("c2"));
            beside.begin();
            awaitCalls(here, "c2", "c1");
        }
    }

    @Test
    void aDatabaseThatIsAwayAtStartAndLaterGetsAllOfIt(@TempDir Path data) throws Exception {
        int port = Postgres.freePort();
        write(30, "c1");
        try (var follower = following(Postgres.at(port))) {
            assertThat(follower.database(SOON)).isEmpty();
            try (var _ = Postgres.start(port, data)) {
                awaitCalls(follower, "c1");
            }
            write(30, "c2");
            follower.wake();
            Waiting.until("noticed", () -> follower.database(SOON).isEmpty());
            try (var _ = Postgres.start(port, data)) {
                awaitCalls(follower, "c2", "c1");
            }
        }
    }

    @Test
    void aDatabaseThatComesBackEmptyIsFilledAgain() throws Exception {
        write(30, "c1");
        var first = Databases.H2.empty();
        var second = Databases.H2.empty();
        var places = new ArrayDeque<>(List.of(first, second));
        var follower =
                new Follower(folder, () -> Database.open(places.remove()), DAYS, clock(), QUICK);
        try (follower) {
            follower.begin();
            awaitCalls(follower, "c1");
            try (var broken = Database.open(first)) {
                broken.jdbi().useHandle(handle -> handle.execute("drop table spool_positions"));
            }
            write(30, "c2");
            follower.wake();
            awaitCalls(follower, "c2", "c1");
        }
    }

    @Test
    void nonsenseIsPassedOver() throws Exception {
        var file = folder.day(Folder.dayOf(NOON));
        Files.writeString(
                file,
                "no json\n\n{}\n{\"id\":1}\n[[[[\n\0\0\0\n"
                        + "x".repeat(Lines.LONGEST + 10)
                        + "\n"
                        + "{\"id\":\"c0\",\"times\":{\"begun\":\"yesterday\",\"ended\":\"today\"}}\n"
                        + line("c0").replace("2026-11-30T12:00:00Z", "+999999999-11-30T12:00:00Z")
                        + line("c1")
                        + line("c2").substring(0, 50));
        try (var follower = following(Databases.H2.empty())) {
            awaitCalls(follower, "c1");
            Files.writeString(file, line("c2").substring(50), StandardOpenOption.APPEND);
            follower.wake();
            awaitCalls(follower, "c2", "c1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void oneRecordThatTheDatabaseWillNotTakeKeepsNoOtherOut(Databases databases) throws Exception {
        var place = databases.empty();
        write(30, "c1", "evil", "c3");
        try (var database = Database.open(place)) {
            database.jdbi()
                    .useHandle(handle ->
                            handle.execute(
                                    "alter table calls add constraint own check (id <> 'evil')"));
            try (var follower = following(place)) {
                awaitCalls(follower, "c3", "c1");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatTheDatabaseCannotEncodeIsReplaced(Databases databases) throws Exception {
        var odd = line("c1").replace("\"dialled\":\"bob\"", "\"dialled\":\"\\ud800\\u0000x\"");
        assertThat(odd).contains("ud800");
        Files.writeString(folder.day(Folder.dayOf(NOON)), odd);
        try (var follower = following(databases.empty())) {
            awaitCalls(follower, "c1");
        }
    }

    @Test
    void manyLinesComeOverInParts() throws Exception {
        var lines = new StringBuilder();
        for (int i = 0; i < 1_234; i++) lines.append(line("c" + i));
        Files.writeString(folder.day(Folder.dayOf(NOON)), lines);
        try (var follower = following(Databases.H2.empty())) {
            Waiting.until("all", () -> calls(follower).size() == 1_234);
        }
    }

    @Test
    void callsThatEndOneAfterTheOtherComeOverTogether() throws Exception {
        var transactions = new AtomicInteger();
        try (var follower = following(Databases.H2.empty())) {
            var jdbi = follower.database(SOON).orElseThrow();
            jdbi.setSqlLogger(
                    new SqlLogger() {
                        @Override
                        public void logAfterExecution(StatementContext context) {
                            if (context.getRawSql().contains("update spool_positions"))
                                transactions.incrementAndGet();
                        }
                    });
            long begun = System.nanoTime();
            for (int i = 0; i < 500; i++) {
                write(30, "c" + i);
                follower.wake();
            }
            Waiting.until("all", () -> calls(follower).size() == 500);
            long breaths = (System.nanoTime() - begun) / Follower.BREATH.toNanos();
            assertThat(transactions).hasValueLessThanOrEqualTo((int) breaths + 2);
        }
    }

    @Test
    void whatIsOldIsForgottenInFilesAndDatabase() throws Exception {
        var old = Instant.now().minus(Duration.ofDays(91));
        var file = folder.day(Folder.dayOf(old));
        Files.writeString(
                file, Samples.row(Samples.call("old", old, "alice", "bob")).json() + "\n");
        write(30, "c1");
        var place = Databases.H2.empty();
        try (var database = Database.open(place)) {
            database.jdbi()
                    .useHandle(handle ->
                            new CallDao(handle)
                                    .add(
                                            List.of(
                                                    Samples.row(
                                                            Samples.call(
                                                                    "older", old, "alice",
                                                                    "bob")))));
            try (var follower = following(place)) {
                awaitCalls(follower, "c1");
            }
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void aDayIsOverOnceAllOfItIs() {
        var retention = new Retention(Duration.ofDays(2));
        var now = Instant.parse("2026-11-30T00:30:00Z");

        assertThat(retention.isOver(Path.of("calls-2026-11-27.jsonl"), now)).isTrue();
        assertThat(retention.isOver(Path.of("calls-2026-11-28.jsonl"), now)).isFalse();
        assertThat(retention.isOver(Path.of("calls-2026-99-99.jsonl"), now)).isFalse();
        assertThat(retention.isOver(Path.of("store.mv.db"), now)).isFalse();
    }

    private Follower following(Database.Place place) {
        Supplier<Database> opening = () -> Database.open(place, IMPATIENT);
        var follower = new Follower(folder, opening, DAYS, clock(), QUICK);
        follower.begin();
        return follower;
    }

    private static Clock clock() {
        return Clock.system();
    }

    private static void awaitCalls(Follower follower, String... ids) {
        Waiting.until(List.of(ids).toString(), () -> calls(follower).equals(List.of(ids)));
    }

    private static List<String> calls(Follower follower) {
        try {
            var jdbi = follower.database(SOON);
            if (jdbi.isEmpty()) return List.of();
            return jdbi.get()
                    .withHandle(handle ->
                            new CallDao(handle)
                                    .list(Optional.empty(), 2_000).stream()
                                            .map(CallRow::id)
                                            .toList());
        } catch (org.jdbi.v3.core.JdbiException away) {
            return List.of();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String line(String id) {
        return Samples.row(id).json() + "\n";
    }

    private void write(int day, String... ids) throws IOException {
        var file = path.resolve("calls-2026-11-" + day + ".jsonl");
        for (var id : ids)
            Files.writeString(file, line(id), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
