package org.ringdown.store;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.ringdown.time.Clock;
import org.ringdown.time.Timers;
import org.ringdown.webpush.WebPush;

/** What is kept, and where it is asked for. */
public final class Store implements AutoCloseable {
    private final Recorder recorder;
    private final Archive archive;
    private final Opinions opinions;
    private final Optional<OnDisk> disk;

    private record OnDisk(Folder folder, Spool spool, Follower follower) {}

    private Store(Recorder recorder, Archive archive, Opinions opinions, Optional<OnDisk> disk) {
        this.recorder = recorder;
        this.archive = archive;
        this.opinions = opinions;
        this.disk = disk;
    }

    /**
     * How records are kept.
     *
     * @param folders of which the first is taken that no other gateway uses
     * @param url of the database; empty means the embedded one, in the folder
     * @param retention after which records are forgotten
     */
    public record Settings(
            List<Path> folders,
            Optional<String> url,
            Optional<String> username,
            Optional<String> password,
            Duration retention) {
        Database.Place place(Folder at) {
            return url.map(there -> Database.Place.postgres(there, username, password))
                    .orElseGet(() -> Database.Place.embedded(at.database()));
        }
    }

    /** Writes no file, and forgets all when the program ends. */
    public static Store inMemory(Timers timers) {
        var archive = new MemoryArchive();
        return new Store(
                new Recorder(timers, archive), archive, Opinions.nowhere(), Optional.empty());
    }

    /** From now on records are written; the database is opened by {@link #begin}. */
    public static Store open(Settings settings, Clock clock, Timers timers)
            throws UnusableException {
        return open(settings, clock, timers, Disk.REAL);
    }

    static Store open(Settings settings, Clock clock, Timers timers, Disk disk)
            throws UnusableException {
        var folder = Folder.firstFree(settings.folders());
        try {
            var follower =
                    new Follower(
                            folder,
                            () -> Database.open(settings.place(folder)),
                            new Retention(settings.retention()),
                            clock,
                            Follower.Backoff.USUAL);
            var spool = new Spool(folder, disk, Spool.Limits.USUAL, follower::wake);
            return new Store(
                    new Recorder(timers, spool),
                    new DatabaseArchive(follower),
                    Opinions.in(folder, disk),
                    Optional.of(new OnDisk(folder, spool, follower)));
        } catch (UnusableException e) {
            folder.close();
            throw e;
        }
    }

    /** What is wrong with a folder in which records are to be kept; nothing is made. */
    public static Optional<String> complaint(Path folder) {
        return Folder.complaint(folder);
    }

    /** Opens the database, beside all else, however long that takes. */
    public void begin() {
        disk.ifPresent(on -> on.follower.begin());
    }

    /** Where ended calls go. */
    public Recorder recorder() {
        return recorder;
    }

    /** What users say of their calls. */
    public Opinions opinions() {
        return opinions;
    }

    public Archive archive() {
        return archive;
    }

    /** What the operator has stopped; kept where records are. */
    public StopFile stops() {
        return new StopFile(disk.map(on -> on.folder.stops()));
    }

    /** Where it is kept whom calls wake; empty where nothing is. */
    public Optional<WebPush.Files> push() {
        return disk.map(on -> new WebPush.Files(on.folder.pushKey(), on.folder.browsers()));
    }

    @Override
    public void close() {
        recorder.close();
        opinions.close();
        disk.ifPresent(on -> {
            on.spool.close();
            on.follower.close();
            on.folder.close();
        });
    }
}
