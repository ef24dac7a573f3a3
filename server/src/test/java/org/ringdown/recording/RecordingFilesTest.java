package org.ringdown.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ringdown.media.Codec;
import org.ringdown.media.Format;
import org.ringdown.record.CallSound;
import org.ringdown.record.WavFile;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.rtp.RtpWriter;
import org.ringdown.time.Clock;

/** Files of calls: whose they are, what they are called, and that a full disk ends nothing but the recording. */
class RecordingFilesTest {
    private static final int PATIENCE = 30;

    @TempDir private Path folder;

    private RecordingFiles files(boolean apart) throws IOException {
        return RecordingFiles.in(
                new RecordingSettings(
                        folder.resolve("made/here"),
                        RecordingSettings.Format.WAV,
                        apart,
                        Optional.of(Duration.ofSeconds(15))),
                Clock.system(),
                new Random(1));
    }

    private static Path path(String name) {
        return Path.of(name);
    }

    /** Waits for the writer, which has a thread of its own. */
    private static void awaitHeader(Path file) throws Exception {
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE);
        while (!Files.exists(file) || Files.size(file) < 44) {
            assertThat(System.nanoTime()).as("no file in time").isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @Test
    void filesAreOursAlone() throws Exception {
        var recording = files(false).begin("c_1/../../x", () -> {}).orElseThrow();
        var kept = recording.kept();
        assertThat(kept.files()).hasSize(1);
        var file = path(kept.files().getFirst());
        awaitHeader(file);
        recording.end();
        recording.end();

        assertThat(file.getParent()).isEqualTo(folder.resolve("made/here"));
        assertThat(file.getFileName().toString())
                .matches("\\d{8}T\\d{6}\\.\\d{3}Z-c_1_______x\\.wav");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void eachSideMayHaveAFileOfItsOwn() throws Exception {
        var recording = files(true).begin("c_2", () -> {}).orElseThrow();
        var kept = recording.kept().files();
        for (var file : kept) awaitHeader(path(file));
        recording.end();

        assertThat(kept).hasSize(2);
        assertThat(kept.get(0)).endsWith("-c_2-caller.wav");
        assertThat(kept.get(1)).endsWith("-c_2-callee.wav");
    }

    @Test
    void nothingIsOverwritten() throws Exception {
        var there = Files.writeString(folder.resolve("there.wav"), "precious");
        assertThatIOException()
                .isThrownBy(() -> RecordingFiles.create(there))
                .isInstanceOf(FileAlreadyExistsException.class);
        Files.createSymbolicLink(folder.resolve("link.wav"), folder.resolve("nowhere"));
        assertThatIOException()
                .isThrownBy(() -> RecordingFiles.create(folder.resolve("link.wav")))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(there).hasContent("precious");
    }

    @Test
    void aFolderThatCannotBeMadeIsSaidAtTheStart() throws IOException {
        var inTheWay = Files.writeString(folder.resolve("made"), "a file");
        assertThatIOException().isThrownBy(() -> files(false));
        assertThat(inTheWay).exists();
    }

    /** /dev/full takes nothing, as a disk that is full. */
    @Test
    void aFullDiskEndsTheRecordingAndNothingElse() throws Exception {
        var broken = new CompletableFuture<Void>();
        var after = new CompletableFuture<Void>();
        var writer =
                new RecordingWriter(
                        "c_3",
                        List.of(folder.resolve("c_3.wav")),
                        Instant.EPOCH,
                        Clock.system(),
                        _ ->
                                new CallSound(
                                        List.of(
                                                new WavFile(
                                                        FileChannel.open(
                                                                Path.of("/dev/full"),
                                                                StandardOpenOption.WRITE),
                                                        CallSound.SAMPLE_RATE,
                                                        2)),
                                        new Random(1),
                                        0),
                        true,
                        () -> broken.complete(null));
        writer.start(() -> after.complete(null));
        broken.get(PATIENCE, TimeUnit.SECONDS);
        after.get(PATIENCE, TimeUnit.SECONDS);

        assertThat(writer.kept().failure())
                .hasValueSatisfying(why -> assertThat(why).contains("space"));
        // The call goes on, and so do its workers: what they say has no place to go.
        var tap = writer.caller();
        var buffer = ByteBuffer.allocate(200);
        RtpWriter.header(buffer, 0, 8, false, 1, 160, 7);
        var packet = new RtpPacket();
        packet.wrap(buffer, 0, 172);
        for (int i = 0; i < 1000; i++) tap.heard(List.of(new Format(8, Codec.PCMA)), packet, i);
        writer.end();
    }
}
