package org.ringdown.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ringdown.store.Samples.NOON;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ringdown.ladder.Ladder;

/** Ended calls become lines of files, whatever the disk does meanwhile, and whenever the process is killed. */
class SpoolTest {
    private static final Spool.Limits QUICK = new Spool.Limits(100, Duration.ofMillis(5));

    @TempDir Path path;
    private Folder folder;

    /** A disk that can be full; then it also leaves half of what it was given, if it is a bad one. */
    private static final class FullDisk implements Disk {
        volatile boolean full;
        final AtomicInteger refused = new AtomicInteger();

        @Override
        public void append(Path file, byte[] lines) throws IOException {
            if (full) {
                refused.incrementAndGet();
                throw new FileSystemException(file.toString(), null, "No space left on device");
            }
            Disk.REAL.append(file, lines);
        }
    }

    @BeforeEach
    void open() throws UnusableException {
        folder = Folder.open(path);
    }

    @AfterEach
    void close() {
        folder.close();
    }

    @Test
    void aCallIsALineOfTheDayOnWhichItEnded() throws Exception {
        try (var spool = spool(Disk.REAL)) {
            spool.ended(Ladder.of(Samples.full("c1")));
            spool.ended(Ladder.of(Samples.call("c2", NOON.plusSeconds(86_400), "alice", "bob")));
        }

        assertThat(ids("calls-2026-11-30.jsonl")).containsExactly("c1");
        assertThat(ids("calls-2026-12-01.jsonl")).containsExactly("c2");
        assertThat(Files.readString(path.resolve("calls-2026-11-30.jsonl"))).hasLineCount(1);
    }

    @Test
    void whatIsStillToSettleIsOnDiskAndThenAsItSettled() throws Exception {
        try (var spool = spool(Disk.REAL)) {
            spool.ending(Ladder.of(Samples.call("c1")));
            Waiting.until("written", () -> ids("endings.jsonl").equals(List.of("c1")));
            assertThat(Files.exists(path.resolve("calls-2026-11-30.jsonl"))).isFalse();

            spool.ended(Ladder.of(Samples.call("c1")));
            Waiting.until("settled", () -> ids("calls-2026-11-30.jsonl").equals(List.of("c1")));
            Waiting.until("gone", () -> !Files.exists(path.resolve("endings.jsonl")));
        }
    }

    @Test
    void whatAKilledProcessLeftUnsettledIsBroughtOverOnce() throws Exception {
        write("endings.jsonl", line("c1") + line("c2") + line("c2").substring(0, 20));
        write("calls-2026-11-30.jsonl", line("c1"));

        spool(Disk.REAL).close();

        assertThat(ids("calls-2026-11-30.jsonl")).containsExactly("c1", "c2");
        assertThat(Files.exists(path.resolve("endings.jsonl"))).isFalse();
    }

    @Test
    void aFullDiskKeepsNobodyWaitingAndLosesNothing() throws Exception {
        var disk = new FullDisk();
        disk.full = true;
        try (var spool = spool(disk)) {
            spool.ending(Ladder.of(Samples.call("c0")));
            Waiting.until("refused", () -> disk.refused.get() > 2);
            for (int i = 0; i < 50; i++) spool.ended(Ladder.of(Samples.call("c" + i)));
            assertThat(path.resolve("calls-2026-11-30.jsonl")).doesNotExist();

            disk.full = false;
            Waiting.until("all", () -> ids("calls-2026-11-30.jsonl").size() == 50);
            assertThat(spool.lost()).isZero();
        }
        assertThat(ids("calls-2026-11-30.jsonl")).doesNotHaveDuplicates().hasSize(50);
    }

    @Test
    void whatWaitsInMemoryHasABoundAndWhatIsLostIsCounted() {
        var disk = new FullDisk();
        disk.full = true;
        try (var spool = spool(disk)) {
            spool.ended(Ladder.of(Samples.call("first")));
            Waiting.until("refused", () -> disk.refused.get() > 0);
            for (int i = 0; i < 150; i++) spool.ended(Ladder.of(Samples.call("c" + i)));

            assertThat(spool.lost()).isEqualTo(50);
            disk.full = false;
            Waiting.until("the rest", () -> ids("calls-2026-11-30.jsonl").size() == 101);
        }
    }

    @Test
    void halfALineOfAPowerFailureSpoilsNoOther() throws Exception {
        write("calls-2026-11-30.jsonl", line("c1") + line("c2").substring(0, 30));

        try (var spool = spool(Disk.REAL)) {
            spool.ended(Ladder.of(Samples.call("c3")));
        }
        assertThat(ids("calls-2026-11-30.jsonl")).containsExactly("c1", "c3");
    }

    @Test
    void aFolderIsForOneGateway() {
        assertThatThrownBy(() -> Folder.open(path))
                .isInstanceOf(UnusableException.class)
                .hasMessage(
                        "%s (store.folder) is used by another gateway; give each one a folder of its own.",
                        path);
    }

    @Test
    void aFolderThatCannotBeIsOneSentence() throws Exception {
        var file = Files.writeString(path.resolve("file"), "x");

        assertThatThrownBy(() -> Folder.open(file.resolve("folder")))
                .isInstanceOf(UnusableException.class)
                .hasMessageMatching(
                        ".*/file/folder \\(store.folder\\) cannot be written \\(.+\\); let the gateway's user write there,"
                                + " or set store.folder to another folder\\.");
        assertThat(Folder.complaint(file.resolve("folder"))).isPresent();
        assertThat(Folder.complaint(path.resolve("to/be/made"))).isEmpty();
        assertThat(path.resolve("to")).doesNotExist();
    }

    @Test
    void aFolderKeepsItsName() throws Exception {
        var id = folder.id();
        folder.close();
        folder = Folder.open(path);

        assertThat(folder.id()).isEqualTo(id).matches("[0-9a-f-]{36}");
    }

    private Spool spool(Disk disk) {
        try {
            return new Spool(folder, disk, QUICK, () -> {});
        } catch (UnusableException e) {
            throw new AssertionError(e);
        }
    }

    private static String line(String id) {
        return Samples.row(id).json() + "\n";
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(
                path.resolve(file), text, StandardCharsets.UTF_8, StandardOpenOption.CREATE);
    }

    /** Of the records in a file, in their order. */
    private List<String> ids(String file) {
        if (!Files.exists(path.resolve(file))) return List.of();
        try {
            return Files.readAllLines(path.resolve(file)).stream()
                    .flatMap(line -> CallRow.read(line).stream())
                    .map(CallRow::id)
                    .toList();
        } catch (IOException gone) {
            return List.of();
        }
    }
}
