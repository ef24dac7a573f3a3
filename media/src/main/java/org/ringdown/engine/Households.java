package org.ringdown.engine;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.ringdown.worker.Loop;

/**
 * On which worker whose legs live. Users share a few thousand households, and all legs of one live together.
 *
 * <p>Workers are filled one after the other. A worker with much to do finds several packets each time that it wakes up, and to wake it up costs
 * more than to forward one: calls that are spread over idle workers cost twice as much (docs/decisions/workers-are-filled-one-by-one.md).
 *
 * <p>From anywhere.
 */
final class Households {
    static final int COUNT = 1 << 12;

    /** A worker that is busy for so much of its time gets nobody new, while another has room. */
    private static final double FULL = 0.4;

    /** How busy a leg makes its worker, at least as soon as it speaks: those that are silent yet will do so together, when it is too late to move them. */
    private static final double LEG = 0.001;

    private static final long LOOK = TimeUnit.SECONDS.toNanos(1);

    /** Between being asked where it lives, and a leg of it, there is an offer and an answer, or a phone that rings. */
    private static final long REMEMBERED = TimeUnit.MINUTES.toNanos(1);

    private final List<? extends Loop> workers;
    private final int[] home = new int[COUNT];
    private final int[] legs = new int[COUNT];
    private final long[] asked = new long[COUNT];
    private final boolean[] known = new boolean[COUNT];
    private final long[] worked;
    private final double[] busy;
    private final int[] population;
    private long lookedAt;

    Households(List<? extends Loop> workers) {
        this.workers = List.copyOf(workers);
        this.worked = new long[workers.size()];
        this.busy = new double[workers.size()];
        this.population = new int[workers.size()];
        this.lookedAt = now();
    }

    /** Which household this user or room belongs to. */
    static int of(String name) {
        int hash = name.hashCode();
        return (hash ^ hash >>> 16) & COUNT - 1;
    }

    /** The worker on which a household lives: the same one for as long as it has legs. */
    synchronized int home(int household) {
        long now = now();
        boolean settled =
                legs[household] > 0 || known[household] && now - asked[household] < REMEMBERED;
        if (!settled) home[household] = roomiest(now);
        known[household] = true;
        asked[household] = now;
        return home[household];
    }

    /** A leg of this household begins, on this worker. */
    synchronized void entered(int household, int worker) {
        legs[household]++;
        population[worker]++;
        busy[worker] += LEG;
    }

    synchronized void left(int household, int worker) {
        legs[household]--;
        population[worker]--;
    }

    private int roomiest(long now) {
        look(now);
        int least = 0;
        for (int i = 0; i < busy.length; i++) {
            if (load(i) < FULL) return i;
            if (load(i) < load(least)) least = i;
        }
        return least;
    }

    private double load(int worker) {
        return Math.max(busy[worker], population[worker] * LEG);
    }

    private void look(long now) {
        long passed = now - lookedAt;
        if (passed < LOOK) return;
        for (int i = 0; i < busy.length; i++) {
            long all = workers.get(i).worked();
            busy[i] = (double) (all - worked[i]) / passed;
            worked[i] = all;
        }
        lookedAt = now;
    }

    private long now() {
        return workers.getFirst().nanos();
    }
}
