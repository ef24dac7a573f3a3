package org.ringdown.engine;

import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.ringdown.rtp.ReceiverStatistics;
import org.ringdown.worker.Alarm;
import org.ringdown.worker.Loop;

/** Tells when a page's network begins to lose packets, on the way here or back, and when it has not for long. */
final class LossGuard {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final int PER_MILLE = 10;

    interface Listener {
        void lossy(boolean on);
    }

    private final Loop loop;
    private final Supplier<ReceiverStatistics> heard;
    private final IntSupplier farLoss;
    private final Listener listener;
    private final LossWindow window;
    private final Alarm alarm;
    private LossState protection = LossState.OFF;

    /** @param farLoss how many of a hundred packets the page misses, by its latest report */
    LossGuard(
            Loop loop, Supplier<ReceiverStatistics> heard, IntSupplier farLoss, Listener listener) {
        this.loop = loop;
        this.heard = heard;
        this.farLoss = farLoss;
        this.listener = listener;
        this.window = new LossWindow(heard.get());
        this.alarm = loop.alarm(this::look);
        alarm.set(loop.nanos() + SECOND);
    }

    private void look() {
        window.second(heard.get());
        int lost = Math.max(window.perMille(), farLoss.getAsInt() * PER_MILLE);
        var next = protection.after(lost);
        boolean news = next.on() != protection.on();
        protection = next;
        if (news) listener.lossy(next.on());
        alarm.set(loop.nanos() + SECOND);
    }

    void close() {
        alarm.cancel();
    }
}
