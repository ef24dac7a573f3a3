package org.ringdown.record;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Both sides of a call on one clock, written into one file with a channel for each, or into a file for each.
 *
 * <p>It lives a moment later than the call does: what it writes for a moment is what had come by then.
 */
public final class CallSound implements AutoCloseable {
    /** What G.722 has, and more than most telephones. */
    public static final int SAMPLE_RATE = 16_000;

    private static final int FRAME = SAMPLE_RATE / 50;
    private static final long NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final SideSound caller;
    private final SideSound callee;
    private final SidePictures callerPictures;
    private final SidePictures calleePictures;
    private final List<SoundFile> files;
    private final short[] left = new short[FRAME];
    private final short[] right = new short[FRAME];
    private final short[] both = new short[2 * FRAME];
    private long written;

    /**
     * @param files one with two channels, or one for the caller and one for the callee; closed with this
     * @param from when it begins
     */
    public CallSound(List<SoundFile> files, RandomGenerator random, long from) {
        this.files = List.copyOf(files);
        this.caller = new SideSound(SAMPLE_RATE, random);
        this.callee = new SideSound(SAMPLE_RATE, random);
        this.callerPictures = new SidePictures(sink(0), from);
        this.calleePictures = new SidePictures(sink(1), from);
        this.written = from;
    }

    /** A file of one side has its pictures alone. */
    private PictureSink sink(int side) {
        var file = files.size() == 1 ? files.getFirst() : files.get(side);
        return file.pictures(side);
    }

    /** The ring of the leg that speaks for this side from now on. From anywhere. */
    public void caller(TapRing ring) {
        caller.next(ring.sound());
        if (ring.sees()) callerPictures.next(ring);
    }

    public void callee(TapRing ring) {
        callee.next(ring.sound());
        if (ring.sees()) calleePictures.next(ring);
    }

    /** Writes what was said until then. */
    public void writeUntil(long time) throws IOException {
        while (written + NANOS - time <= 0) {
            written += NANOS;
            caller.frame(left, written);
            callee.frame(right, written);
            write();
            callerPictures.writeUntil(written);
            calleePictures.writeUntil(written);
        }
    }

    private void write() throws IOException {
        if (files.size() > 1) {
            files.get(0).write(left);
            files.get(1).write(right);
            return;
        }
        for (int i = 0; i < FRAME; i++) {
            both[2 * i] = left[i];
            both[2 * i + 1] = right[i];
        }
        files.getFirst().write(both);
    }

    /** Packets that are missing because this came too late for them. */
    public long lost() {
        return caller.lost() + callee.lost();
    }

    @Override
    public void close() throws IOException {
        caller.close();
        callee.close();
        IOException failed = null;
        for (var file : files) {
            try {
                file.close();
            } catch (IOException e) {
                failed = e;
            }
        }
        if (failed != null) throw failed;
    }
}
