package org.ringdown.engine;

import java.util.concurrent.TimeUnit;
import org.ringdown.worker.Alarm;
import org.ringdown.worker.Loop;

/** Notices when nothing at all has come from a far end for as long as one that lives is hardly ever silent; once more after as long again. */
final class SilenceWatch {
    static final long LONG = TimeUnit.SECONDS.toNanos(30);

    private final Loop loop;
    private final Runnable silent;
    private final Alarm alarm;
    private boolean begun;
    private long heardAt;

    SilenceWatch(Loop loop, Runnable silent) {
        this.loop = loop;
        this.silent = silent;
        this.alarm = loop.alarm(this::look);
    }

    /** The far end knows where to send; told again, nothing changes. */
    void begin() {
        if (begun) return;
        begun = true;
        heard(loop.nanos());
        alarm.set(heardAt + LONG);
    }

    void heard(long now) {
        heardAt = now;
    }

    private void look() {
        long now = loop.nanos();
        if (now - heardAt >= LONG) {
            silent.run();
            heardAt = now;
        }
        alarm.set(heardAt + LONG);
    }

    void close() {
        alarm.cancel();
    }
}
