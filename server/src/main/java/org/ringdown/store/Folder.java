package org.ringdown.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The store's folder, for this process alone while it is open: a file of records for each day, and the embedded database. */
final class Folder implements AutoCloseable {
    private static final Pattern DAY =
            Pattern.compile("(?:calls|feedback)-(\\d{4}-\\d{2}-\\d{2})\\.jsonl");
    private static final int LONGEST_NAME = 64;

    private final Path path;
    private final String id;
    private final FileChannel lock;

    private Folder(Path path, String id, FileChannel lock) {
        this.path = path;
        this.id = id;
        this.lock = lock;
    }

    /**
     * The first of these that no other gateway uses.
     *
     * @throws UnusableException with one sentence on what is wrong and what to do
     */
    static Folder firstFree(List<Path> paths) throws UnusableException {
        for (var path : paths) {
            var free = tryOpen(path);
            if (free.isPresent()) return free.get();
        }
        throw new UnusableException(
                paths.getFirst()
                        + " (store.folder) is used by another gateway; give each one a folder of its own.");
    }

    static Folder open(Path path) throws UnusableException {
        return firstFree(List.of(path));
    }

    /** Empty where another gateway uses it. */
    private static Optional<Folder> tryOpen(Path path) throws UnusableException {
        FileChannel lock = null;
        try {
            make(path);
            lock =
                    FileChannel.open(
                            path.resolve("spool.id"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE);
            if (lock.tryLock() == null) throw new OverlappingFileLockException();
            return Optional.of(new Folder(path, identity(lock), lock));
        } catch (OverlappingFileLockException taken) {
            close(lock);
            return Optional.empty();
        } catch (IOException | SecurityException e) {
            close(lock);
            throw unusable(path, e);
        }
    }

    private static void make(Path path) throws IOException {
        if (Files.isDirectory(path)) return;
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (posix) {
            var ours = PosixFilePermissions.fromString("rwx------");
            Files.createDirectories(path, PosixFilePermissions.asFileAttribute(ours));
        } else {
            Files.createDirectories(path);
        }
    }

    static UnusableException unusable(Path path, Exception why) {
        return new UnusableException(
                path
                        + " (store.folder) cannot be written ("
                        + Reasons.of(why)
                        + "); let the gateway's user write there, or set store.folder to another folder.");
    }

    /** What is wrong with a folder that is to be opened later; nothing is made. */
    static Optional<String> complaint(Path path) {
        var there = path.toAbsolutePath();
        while (there.getParent() != null && !Files.exists(there)) there = there.getParent();
        if (Files.isDirectory(there) && Files.isWritable(there)) return Optional.empty();
        var why =
                Files.isDirectory(there)
                        ? new java.nio.file.AccessDeniedException(there.toString())
                        : new java.nio.file.NotDirectoryException(there.toString());
        return Optional.of(unusable(path, why).getMessage());
    }

    /** Names the files to a database that may have those of others too. */
    private static String identity(FileChannel file) throws IOException {
        var read = java.nio.ByteBuffer.allocate(LONGEST_NAME);
        file.read(read, 0);
        var known = new String(read.array(), 0, read.position(), StandardCharsets.US_ASCII).strip();
        if (known.matches("[0-9a-f-]{36}")) return known;
        var made = UUID.randomUUID().toString();
        file.truncate(0);
        file.write(java.nio.ByteBuffer.wrap((made + "\n").getBytes(StandardCharsets.US_ASCII)), 0);
        return made;
    }

    String id() {
        return id;
    }

    Path database() {
        return path.resolve("store");
    }

    /** Of calls whose last word is still to come. */
    Path endings() {
        return path.resolve("endings.jsonl");
    }

    /** What the operator has stopped. */
    Path stops() {
        return path.resolve("stops");
    }

    /** By which push services know us. */
    Path pushKey() {
        return path.resolve("push.key");
    }

    /** Browsers that are to be woken for calls. */
    Path browsers() {
        return path.resolve("browsers.jsonl");
    }

    Path day(LocalDate day) {
        return path.resolve("calls-" + day + ".jsonl");
    }

    /** What users said of calls on that day. */
    Path opinions(LocalDate day) {
        return path.resolve("feedback-" + day + ".jsonl");
    }

    /** Records, oldest first. */
    List<Path> days() throws IOException {
        return dated("calls-");
    }

    /** All that is kept for so many days and no longer. */
    List<Path> dated() throws IOException {
        return dated("");
    }

    private List<Path> dated(String beginning) throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(file -> file.getFileName().toString().startsWith(beginning))
                    .filter(file -> dayOf(file).isPresent())
                    .sorted()
                    .toList();
        }
    }

    static Optional<LocalDate> dayOf(Path file) {
        var name = DAY.matcher(file.getFileName().toString());
        try {
            return name.matches() ? Optional.of(LocalDate.parse(name.group(1))) : Optional.empty();
        } catch (java.time.DateTimeException noDay) {
            return Optional.empty();
        }
    }

    static LocalDate dayOf(java.time.Instant at) {
        return at.atOffset(ZoneOffset.UTC).toLocalDate();
    }

    @Override
    public void close() {
        close(lock);
    }

    private static void close(FileChannel lock) {
        if (lock == null) return;
        try {
            lock.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
