package org.ringdown.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import org.ringdown.ladder.Ladder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes records into the folder, each a line of the file of the day on which its call ended. One thread writes; whoever brings a record
 * never waits.
 *
 * <p>While nothing can be written, records wait in memory, so many and no more.
 */
final class Spool implements Recorder.Desk, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Spool.class);
    private static final int MOST_AT_ONCE = 500;
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    /** Within it most calls have had their last word, and are written once instead of twice; others that end meanwhile go the same way. */
    private static final Duration GATHERING = Duration.ofMillis(50);

    private final Folder folder;
    private final Disk disk;
    private final Endings endings;
    private final Limits limits;
    private final Runnable written;
    private final BlockingQueue<Entry> waiting;
    private final LongAdder lost = new LongAdder();
    private final Thread thread;
    private volatile boolean closing;
    private volatile boolean stuck;

    /**
     * @param most records that may wait
     * @param pause between two tries
     */
    record Limits(int most, Duration pause) {
        static final Limits USUAL = new Limits(10_000, Duration.ofSeconds(1));
    }

    private record Entry(Ladder call, boolean last) {}

    /** Wakes the thread, so that it sees that it is to end. */
    private static final Entry END = new Entry(null, false);

    /** @param written told of each change of the files; must not block */
    Spool(Folder folder, Disk disk, Limits limits, Runnable written) throws UnusableException {
        this.folder = folder;
        this.disk = disk;
        this.limits = limits;
        this.written = written;
        this.waiting = new LinkedBlockingQueue<>(limits.most());
        this.endings = new Endings(folder, disk);
        endings.bringOver();
        this.thread = Thread.ofPlatform().daemon().name("spool").start(this::write);
    }

    @Override
    public void ending(Ladder call) {
        if (!stuck) add(new Entry(call, false)); // there is room for last words alone
    }

    @Override
    public void ended(Ladder call) {
        add(new Entry(call, true));
    }

    private void add(Entry entry) {
        if (waiting.offer(entry) || !entry.last) return;
        lost.increment();
        LOG.error(
                "the record of call {} is lost: {} records wait already to be written",
                entry.call.id(),
                limits.most());
    }

    /** Records that had no room while nothing could be written. */
    long lost() {
        return lost.sum();
    }

    private void write() {
        var batch = new ArrayList<Entry>();
        try {
            while (!closing || !waiting.isEmpty()) {
                batch.add(waiting.take());
                if (!closing) Thread.sleep(GATHERING);
                waiting.drainTo(batch, MOST_AT_ONCE);
                batch.remove(END);
                if (!batch.isEmpty()) writeAll(batch);
                batch.clear();
            }
        } catch (InterruptedException closed) {
            LOG.error("{} records could not be written", batch.size() + waiting.size());
        }
    }

    /** A mistake in this program costs these records, and not those that follow. */
    private void writeAll(List<Entry> batch) throws InterruptedException {
        try {
            write(batch);
        } catch (RuntimeException e) {
            LOG.error("{} records could not be written", batch.size(), e);
        }
    }

    /** Tries until it is done. */
    private void write(List<Entry> batch) throws InterruptedException {
        var days = new LinkedHashMap<Path, ByteArrayOutputStream>();
        var ended = new ArrayList<String>();
        var still = new LinkedHashMap<String, String>();
        for (var entry : batch) {
            var line = CallJson.record(entry.call) + "\n";
            if (entry.last) {
                still.remove(entry.call.id());
                ended.add(entry.call.id());
                days.computeIfAbsent(fileOf(entry.call), _ -> new ByteArrayOutputStream())
                        .writeBytes(line.getBytes(StandardCharsets.UTF_8));
            } else {
                still.put(entry.call.id(), line);
            }
        }
        while (!written(days, ended, still)) {
            stuck = true;
            Thread.sleep(limits.pause());
        }
        if (stuck) LOG.info("records can be written again");
        stuck = false;
        written.run();
    }

    private boolean written(
            Map<Path, ByteArrayOutputStream> days, List<String> ended, Map<String, String> still) {
        try {
            for (var each = days.entrySet().iterator(); each.hasNext(); ) {
                var day = each.next();
                disk.append(day.getKey(), day.getValue().toByteArray());
                each.remove();
            }
            endings.update(ended, still);
            return true;
        } catch (IOException full) {
            if (!stuck)
                LOG.error(
                        "records of calls cannot be written ({}); up to {} wait in memory: make room in store.folder",
                        Reasons.of(full),
                        limits.most());
            return false;
        }
    }

    private Path fileOf(Ladder call) {
        var ended = call.record().map(record -> record.ended()).orElse(Instant.EPOCH);
        return folder.day(Folder.dayOf(ended));
    }

    /** Writes what waits, but waits no longer than a moment for a disk that is full. */
    @Override
    public void close() {
        closing = true;
        waiting.offer(END); // where there is no room, it is awake
        try {
            if (!thread.join(GOODBYE)) thread.interrupt();
            thread.join(GOODBYE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
