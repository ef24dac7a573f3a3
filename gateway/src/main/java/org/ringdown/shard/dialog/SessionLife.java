package org.ringdown.shard.dialog;

import java.time.Duration;
import java.util.Optional;
import org.ringdown.sip.Headers;
import org.ringdown.sip.SessionExpires.Refresher;
import org.ringdown.sip.SipResponse;
import org.ringdown.sip.dialog.SessionTimer;
import org.ringdown.time.Timers.Timer;

/** Ends a session that nobody has refreshed in time, so that no call outlives its ends, and refreshes where that is our duty (RFC 4028 §10). */
final class SessionLife {
    private final InviteDialog dialog;
    private Optional<SessionTimer> agreed = Optional.empty();
    private Optional<Timer> refresh = Optional.empty();
    private Optional<Timer> end = Optional.empty();
    private long least = SessionTimer.LEAST;
    private int edition;

    SessionLife(InviteDialog dialog) {
        this.dialog = dialog;
    }

    /** A 2xx has gone out or come: from now on this is what was agreed; empty: the session does not expire. */
    void agreed(Optional<SessionTimer> timer) {
        stop();
        edition++;
        agreed = timer;
        timer.ifPresent(it -> {
            if (it.weRefresh()) refresh = Optional.of(later(it.refreshAfter(), this::refresh));
            end = Optional.of(later(it.endAfter(), () -> dialog.lost(408)));
        });
    }

    /** The same, by a response to a request of ours. */
    void answered(Headers success) {
        agreed(SessionTimer.answered(success));
    }

    /** What a re-INVITE or UPDATE of ours says about it. */
    Headers request() {
        return agreed.map(timer ->
                        SessionTimer.request(
                                Math.max(least, timer.interval().toSeconds()),
                                least,
                                Optional.of(timer.weRefresh() ? Refresher.UAC : Refresher.UAS)))
                .orElse(Headers.NONE);
    }

    /** After a 422: asks for what the far end wants at least; false where it says nothing new (§7.3). */
    boolean longer(SipResponse tooSmall) {
        long wanted = tooSmall.headers().seconds("Min-SE").orElse(0);
        if (wanted <= least) return false;
        least = wanted;
        return true;
    }

    void stop() {
        refresh.ifPresent(Timer::cancel);
        end.ifPresent(Timer::cancel);
    }

    private void refresh() {
        dialog.ourOffers().refresh();
    }

    /** A timer that was cancelled when its time had come already does nothing. */
    private Timer later(Duration delay, Runnable task) {
        int by = edition;
        return dialog.work()
                .later(
                        delay,
                        () -> {
                            if (edition == by && !dialog.isClosed()) task.run();
                        });
    }
}
