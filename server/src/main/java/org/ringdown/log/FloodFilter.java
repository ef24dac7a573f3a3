package org.ringdown.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Marker;

/**
 * Lets only so many lines of one kind through each second, so that nobody outside decides how long the log grows.
 *
 * <p>A kind is a message before its parameters are filled in. How many were left out is said with the next one.
 */
final class FloodFilter extends TurboFilter {
    private static final int A_SECOND = 10;
    private static final int KINDS = 256;
    private static final long SECOND = 1_000_000_000;

    private final LongSupplier nanos;
    private final Map<String, Kind> kinds =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Kind> eldest) {
                    return size() > KINDS;
                }
            };

    private static final class Kind {
        private long since;
        private int passed;
        private int leftOut;
    }

    FloodFilter(LongSupplier nanos) {
        this.nanos = nanos;
    }

    @Override
    public FilterReply decide(
            Marker marker,
            Logger logger,
            Level level,
            String format,
            Object[] parameters,
            Throwable thrown) {
        if (format == null || !level.isGreaterOrEqual(logger.getEffectiveLevel())) {
            return FilterReply.NEUTRAL;
        }
        int leftOut = admit(format);
        if (leftOut < 0) return FilterReply.DENY;
        if (leftOut > 0) logger.warn(leftOut + " lines like the next one were left out");
        return FilterReply.NEUTRAL;
    }

    /** How many were left out before this one; -1 where it is one too many itself. */
    private synchronized int admit(String format) {
        var kind = kinds.computeIfAbsent(format, _ -> new Kind());
        long now = nanos.getAsLong();
        int leftOut = 0;
        if (kind.passed == 0 || now - kind.since >= SECOND) {
            leftOut = kind.leftOut;
            kind.since = now;
            kind.passed = 0;
            kind.leftOut = 0;
        }
        if (kind.passed == A_SECOND) {
            kind.leftOut++;
            return -1;
        }
        kind.passed++;
        return leftOut;
    }
}
