package org.ringdown.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ringdown.store.Samples.NOON;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.call.Opinion;
import org.ringdown.time.Clock;
import org.ringdown.time.Timers;
import tools.jackson.databind.JsonNode;

/** The whole store: what has ended can be asked for, also after a restart, or only until the end where nothing may be written. */
class StoreTest {
    private static final Timers NEVER = (_, _) -> () -> {};

    @TempDir Path path;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatEndedCanBeAskedFor(boolean onDisk) throws Exception {
        try (var store = onDisk ? open() : Store.inMemory(NEVER)) {
            store.begin();
            store.recorder().ended(Samples.call("c1"));
            store.recorder().ended(Samples.call("c2", NOON.plusSeconds(1), "carol", "dave"));
            store.recorder().ended(Samples.full("c3"));
            var archive = store.archive();
            Waiting.until("kept", () -> archive.calls(Optional.empty(), 10).size() == 3);

            assertThat(ids(archive.calls(Optional.empty(), 10))).containsExactly("c2", "c3", "c1");
            assertThat(ids(archive.calls(Optional.empty(), 2))).containsExactly("c2", "c3");
            var place = Archive.place(archive.call("c3").orElseThrow());
            assertThat(ids(archive.calls(Optional.of(place), 2))).containsExactly("c1");
            assertThat(archive.call("c9")).isEmpty();
            assertThat(ids(archive.callsOf("bob", Optional.empty(), 9)))
                    .containsExactly("c3", "c1");
            assertThat(ids(archive.callsOf("dave", Optional.empty(), 9))).containsExactly("c2");
            assertThat(archive.callsOf("mallory", Optional.empty(), 9)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void contactsAreKept(boolean onDisk) throws Exception {
        try (var store = onDisk ? open() : Store.inMemory(NEVER)) {
            store.begin();
            var archive = store.archive();
            assertThat(archive.put("alice", new Contact("2", "Bea"))).isTrue();
            assertThat(archive.put("alice", new Contact("1", "Cleo"))).isTrue();
            assertThat(archive.put("alice", new Contact("1", "Anna"))).isTrue();
            for (int i = 2; i < Contact.MOST; i++)
                assertThat(archive.put("alice", new Contact("x" + i, "Zoe"))).isTrue();

            assertThat(archive.put("alice", new Contact("one more", "Zoe"))).isFalse();
            assertThat(archive.contacts("alice"))
                    .startsWith(new Contact("1", "Anna"), new Contact("2", "Bea"));
            assertThat(archive.remove("alice", "1")).isTrue();
            assertThat(archive.remove("alice", "1")).isFalse();
            assertThat(archive.contacts("bob")).isEmpty();
        }
    }

    @Test
    void whatUsersSayIsALineOfItsDay() throws Exception {
        try (var store = open()) {
            store.opinions().add(new Opinion("c1", "alice", NOON, 2, Optional.of("\"echo\"\n")));
            store.opinions().add(new Opinion("c2", "bob", NOON, 5, Optional.empty()));
        }
        var file = path.resolve("data/feedback-" + Folder.dayOf(NOON) + ".jsonl");
        assertThat(Files.readAllLines(file))
                .hasSize(2)
                .first()
                .asString()
                .contains("\"call\":\"c1\"", "\"user\":\"alice\"", "\"score\":2", "\\\"echo\\\"");
        try (var _ = open()) {} // what is no record is not read as one
        try (var store = Store.inMemory(NEVER)) {
            store.opinions().add(new Opinion("c3", "bob", NOON, 5, Optional.empty()));
        }
    }

    @Test
    void aRestartForgetsNothing() throws Exception {
        try (var store = open()) {
            store.begin();
            store.archive().put("alice", new Contact("1", "Anna"));
            store.recorder().ended(Samples.call("c1"));
        }
        try (var store = open()) {
            store.recorder().ended(Samples.call("c2")); // before the database is open
            store.begin();
            var archive = store.archive();
            Waiting.until("kept", () -> archive.calls(Optional.empty(), 10).size() == 2);
            assertThat(archive.contacts("alice")).containsExactly(new Contact("1", "Anna"));
        }
    }

    @Test
    void anEmbeddedDatabaseThatIsLostIsMadeAgainFromTheFiles() throws Exception {
        try (var store = open()) {
            store.begin();
            store.recorder().ended(Samples.call("c1"));
        }
        Files.delete(path.resolve("data/store.mv.db"));
        try (var store = open()) {
            store.begin();
            Waiting.until("kept", () -> store.archive().call("c1").isPresent());
        }
    }

    @Test
    void whoAsksADatabaseThatIsAwayIsToldSo() throws Exception {
        var settings =
                settings("jdbc:postgresql://127.0.0.1:" + Databases.Postgres.freePort() + "/x");
        try (var store = Store.open(settings, Clock.system(), NEVER)) {
            store.begin();
            store.recorder().ended(Samples.call("c1"));

            assertThatThrownBy(() -> store.archive().call("c1")).isInstanceOf(AwayException.class);
            Waiting.until(
                    "in the file", () -> Files.exists(path.resolve("data/calls-2026-11-30.jsonl")));
        }
    }

    @Test
    void twoGatewaysInOnePlaceKeepTheirRecordsApart() throws Exception {
        try (var one = open();
                var other = open()) {
            one.recorder().ended(Samples.call("c1"));
            other.recorder().ended(Samples.call("c2"));
            Waiting.until("written", () -> lines("data") == 1 && lines("data-2") == 1);

            assertThatThrownBy(this::open)
                    .isInstanceOf(UnusableException.class)
                    .hasMessageContaining("used by another gateway");
        }
    }

    private long lines(String folder) {
        try (var days = Files.newDirectoryStream(path.resolve(folder), "calls-*.jsonl")) {
            long lines = 0;
            for (var day : days) lines += Files.readAllLines(day).size();
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Store open() throws UnusableException {
        return Store.open(settings(null), Clock.system(), NEVER);
    }

    private Store.Settings settings(String url) {
        return new Store.Settings(
                List.of(path.resolve("data"), path.resolve("data-2")),
                Optional.ofNullable(url),
                Optional.empty(),
                Optional.empty(),
                Duration.ofDays(36_500));
    }

    private static List<String> ids(List<JsonNode> records) {
        return records.stream().map(record -> record.path("id").asString()).toList();
    }
}
