package org.ringdown.recording;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.ringdown.call.Recordings;
import org.ringdown.record.CallSound;
import org.ringdown.record.OggOpusFile;
import org.ringdown.record.SoundFile;
import org.ringdown.record.WavFile;
import org.ringdown.record.WebmFile;
import org.ringdown.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the sound of calls in files that nobody but the gateway's user can read. */
public final class RecordingFiles implements Recordings {
    private static final Logger LOG = LoggerFactory.getLogger(RecordingFiles.class);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

    /** Each has two rings of 330 kB. */
    private static final int AT_A_TIME = 500;

    private static final int SAME_NAME = 100;

    private final RecordingSettings settings;
    private final Clock clock;
    private final RandomGenerator random;
    private final AtomicInteger running = new AtomicInteger();

    private RecordingFiles(RecordingSettings settings, Clock clock, RandomGenerator random) {
        this.settings = settings;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Makes the folder where there is none.
     *
     * @throws IOException where it cannot be written to
     */
    public static RecordingFiles in(RecordingSettings settings, Clock clock, RandomGenerator random)
            throws IOException {
        var folder = settings.folder();
        if (!Files.isDirectory(folder)) Files.createDirectories(folder, ours(folder, "rwx------"));
        if (!Files.isWritable(folder)) throw new IOException(folder + " cannot be written to");
        return new RecordingFiles(settings, clock, random);
    }

    @Override
    public Optional<Duration> beep() {
        return settings.beep();
    }

    /** The files are opened by whoever writes them: a mailbox does not wait for a disk. */
    @Override
    public Optional<Recording> begin(String call, Runnable broken) {
        if (running.incrementAndGet() > AT_A_TIME) {
            running.decrementAndGet();
            LOG.warn("{} is not recorded: {} calls are already", call, AT_A_TIME);
            return Optional.empty();
        }
        var began = clock.wall();
        var writer =
                new RecordingWriter(
                        call,
                        paths(call, began),
                        began,
                        clock,
                        this::open,
                        settings.format() == RecordingSettings.Format.WEBM,
                        broken);
        writer.start(running::decrementAndGet);
        return Optional.of(writer);
    }

    /** Names that no other recording of this gateway has, even where a call is recorded twice at once. */
    private List<Path> paths(String call, Instant at) {
        var name = TIME.format(at) + "-" + call.replaceAll("[^A-Za-z0-9_-]", "_");
        for (int i = 1; ; i++) {
            var paths = paths(i == 1 ? name : name + "-" + i);
            if (i == SAME_NAME || paths.stream().noneMatch(Files::exists)) return paths;
        }
    }

    private List<Path> paths(String name) {
        var sides = settings.apart() ? List.of("-caller", "-callee") : List.of("");
        return sides.stream()
                .map(side -> settings.folder().resolve(name + side + settings.format().suffix))
                .toList();
    }

    private CallSound open(List<Path> paths) throws IOException {
        var files = new ArrayList<SoundFile>();
        int channels = paths.size() == 1 ? 2 : 1;
        for (var path : paths) files.add(file(path, channels));
        return new CallSound(files, random, clock.nanos());
    }

    private SoundFile file(Path path, int channels) throws IOException {
        var channel = create(path);
        return switch (settings.format()) {
            case WAV -> new WavFile(channel, CallSound.SAMPLE_RATE, channels);
            case OPUS ->
                    new OggOpusFile(channel, CallSound.SAMPLE_RATE, channels, random.nextInt());
            case WEBM -> new WebmFile(channel, CallSound.SAMPLE_RATE, channels);
        };
    }

    /** Never over a file that is there, and never through a link. */
    static SeekableByteChannel create(Path path) throws IOException {
        return Files.newByteChannel(
                path,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                ours(path, "rw-------"));
    }

    private static FileAttribute<?>[] ours(Path path, String permissions) {
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
