package org.ringdown.testkit.net;

import java.time.Duration;

/**
 * How a network treats one kind of traffic.
 *
 * @param loss the share of datagrams that never arrive, 0 to 1
 * @param duplication the share that arrive twice
 * @param reordering the share that others may overtake; the rest stay in order between the same two ports, whatever the jitter
 * @param delay that every datagram suffers
 * @param jitter that is added to the delay, between nothing and this
 */
public record Conditions(
        double loss, double duplication, double reordering, Duration delay, Duration jitter) {
    /** A network in one building: nothing is lost. */
    public static final Conditions GOOD =
            new Conditions(0, 0, 0, Duration.ofMillis(1), Duration.ofMillis(1));

    /** A phone on the edge of its wireless network. */
    public static final Conditions BAD =
            new Conditions(0.05, 0.02, 0.05, Duration.ofMillis(30), Duration.ofMillis(30));

    public Conditions {
        check(loss);
        check(duplication);
        check(reordering);
    }

    public Conditions withLoss(double share) {
        return new Conditions(share, duplication, reordering, delay, jitter);
    }

    public Conditions withDelay(Duration least, Duration more) {
        return new Conditions(loss, duplication, reordering, least, more);
    }

    private static void check(double share) {
        if (!(share >= 0 && share <= 1))
            throw new IllegalArgumentException("not a share: " + share);
    }
}
