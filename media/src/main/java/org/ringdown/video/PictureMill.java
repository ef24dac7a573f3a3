package org.ringdown.video;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.ringdown.media.Codec;
import org.ringdown.worker.Loop;

/** The threads that convert pictures. Workers hand them packets and never wait: who has too much to do leaves pictures out. */
public final class PictureMill implements AutoCloseable {
    private final PictureConverters converters;
    private final List<Miller> millers;
    private final AtomicInteger made = new AtomicInteger();

    /** @param threads how many of them; each stream keeps to one */
    public PictureMill(PictureConverters converters, int threads) {
        this.converters = converters;
        this.millers = IntStream.range(0, threads).mapToObj(Miller::new).toList();
    }

    PictureConversion open(Codec from, Codec to, Loop loop, PictureConversion.Outlet outlet) {
        var miller = millers.get(Math.floorMod(made.getAndIncrement(), millers.size()));
        var made =
                new PictureConversion(
                        from, to, () -> converters.open(from, to), loop, outlet, miller::wake);
        miller.work.add(made);
        return made;
    }

    /** How many streams are being converted. From anywhere. */
    public int open() {
        return millers.stream().mapToInt(miller -> miller.work.size()).sum();
    }

    @Override
    public void close() {
        millers.forEach(Miller::end);
    }

    private static final class Miller {
        private final List<PictureConversion> work = new CopyOnWriteArrayList<>();
        private final Thread thread;
        private volatile boolean over;

        Miller(int number) {
            thread = Thread.ofPlatform().name("pictures-" + number).daemon().start(this::run);
        }

        /** From anywhere; allocates nothing. */
        void wake() {
            LockSupport.unpark(thread);
        }

        void end() {
            over = true;
            wake();
        }

        private void run() {
            while (!over) {
                boolean busy = false;
                for (var one : work) {
                    busy |= one.turn();
                    if (one.isOver()) work.remove(one);
                }
                if (!busy) LockSupport.park(this);
            }
            work.forEach(PictureConversion::end);
        }
    }
}
