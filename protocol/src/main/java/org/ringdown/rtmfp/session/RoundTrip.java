package org.ringdown.rtmfp.session;

import java.util.OptionalInt;

/** Timestamps of packets and what follows from their echoes: how long a packet is waited for (RFC 7016 §2.2.4, §3.5.2.2). */
final class RoundTrip {
    private static final long MILLISECOND = 1_000_000;
    private static final long TICK = 4 * MILLISECOND;
    private static final long DELAYED_ACKNOWLEDGEMENT = 200 * MILLISECOND;
    private static final long FIRST = 3000 * MILLISECOND;
    private static final long LEAST = 250 * MILLISECOND;
    private static final long MOST = 10_000 * MILLISECOND;
    private static final double BACK_OFF = 1.4142;
    private static final int NONE = -1;
    private static final long OLDEST_ECHO =
            32_000 * MILLISECOND; // half of what 16 bits of ticks can tell apart is 131 s

    private final long origin;
    private int lastReceived = NONE;
    private long receivedAt;
    private boolean echoed = true;
    private int lastEcho = NONE;
    private long smoothed;
    private long variance;
    private long timeout = FIRST;
    private long measured = FIRST;

    RoundTrip(long now) {
        origin = now;
    }

    /** For the next packet, each of which has one: some clients take it for granted. */
    OptionalInt timestamp(long now) {
        return OptionalInt.of(ticks(now));
    }

    /** For the next packet: once for each timestamp that came. */
    OptionalInt echo(long now) {
        if (echoed) return OptionalInt.empty();
        echoed = true;
        long passed = now - receivedAt;
        if (passed > OLDEST_ECHO) return OptionalInt.empty();
        return OptionalInt.of((int) (lastReceived + passed / TICK) & 0xffff);
    }

    void received(OptionalInt timestamp, OptionalInt echo, long now) {
        timestamp.ifPresent(ticks -> remember(ticks, now));
        echo.ifPresent(ticks -> measure(ticks, now));
    }

    private void remember(int ticks, long now) {
        if (ticks == lastReceived) return;
        lastReceived = ticks;
        receivedAt = now;
        echoed = false;
    }

    private void measure(int echo, long now) {
        if (echo == lastEcho) return;
        lastEcho = echo;
        int passed = ticks(now) - echo & 0xffff;
        if (passed >= 0x8000) return; // an echo of what was not sent yet
        sample(passed * TICK);
    }

    private void sample(long time) {
        if (smoothed == 0) {
            smoothed = Math.max(time, TICK);
            variance = time / 2;
        } else {
            variance += (Math.abs(smoothed - time) - variance) / 4;
            smoothed += (time - smoothed) / 8;
        }
        measured = smoothed + 4 * variance + DELAYED_ACKNOWLEDGEMENT;
        timeout = Math.clamp(measured, LEAST, MOST);
    }

    /** For so long nothing is heard of what was sent before it counts as lost. */
    long timeout() {
        return timeout;
    }

    /** Nothing was heard for so long. */
    void backOff() {
        timeout = Math.min(MOST, (long) (timeout * BACK_OFF));
    }

    /** Something was heard again. */
    void recover() {
        timeout = Math.clamp(measured, LEAST, MOST);
    }

    /** Another path: what was measured says nothing about it. */
    void forget() {
        smoothed = 0;
        measured = FIRST;
        timeout = FIRST;
    }

    private int ticks(long now) {
        return (int) ((now - origin) / TICK) & 0xffff;
    }
}
