package org.ringdown.way;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.ringdown.trunk.Trunk;

/**
 * Counts the calls of each trunk and of each user's phones, all shards together; there are no more of either than the configuration
 * names. May be asked from any thread.
 */
public final class CallLimits {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Map<String, Meter> meters = new ConcurrentHashMap<>();

    /** What is counted, and how far it may go. */
    public record Toll(String who, Trunk.Limits limits) {}

    /**
     * @param calls now
     * @param begun within the second that {@code since} opened
     */
    private record Meter(int calls, int begun, long since) {
        private static final Meter UNUSED = new Meter(0, 0, 0);

        boolean admits(Trunk.Limits limits, long now) {
            boolean fewEnough = calls < limits.calls().orElse(Integer.MAX_VALUE);
            boolean slowEnough = begun(now) < limits.callsPerSecond().orElse(Integer.MAX_VALUE);
            return fewEnough && slowEnough;
        }

        int begun(long now) {
            return begun > 0 && now - since < SECOND ? begun : 0;
        }

        Meter more(long now) {
            int before = begun(now);
            return new Meter(calls + 1, before + 1, before == 0 ? now : since);
        }

        Meter fewer() {
            return new Meter(calls - 1, begun, since);
        }
    }

    /** One call that counts, until it is released. */
    public static final class Lease {
        private final AtomicBoolean held = new AtomicBoolean(true);
        private final Runnable release;

        private Lease(Runnable release) {
            this.release = release;
        }

        /** Twice changes nothing. */
        public void release() {
            if (held.getAndSet(false)) release.run();
        }
    }

    /** Counts one more call; empty where that would be too many. */
    public Optional<Lease> admit(Toll toll, long now) {
        var admitted = new AtomicBoolean();
        meters.compute(
                toll.who,
                (_, known) -> {
                    var meter = known == null ? Meter.UNUSED : known;
                    boolean admits = meter.admits(toll.limits, now);
                    admitted.set(admits);
                    if (admits) return meter.more(now);
                    return known;
                });
        return admitted.get() ? Optional.of(new Lease(() -> release(toll.who))) : Optional.empty();
    }

    private void release(String who) {
        meters.computeIfPresent(who, (_, meter) -> meter.fewer());
    }
}
