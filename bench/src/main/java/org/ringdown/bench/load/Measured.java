package org.ringdown.bench.load;

import java.time.Duration;

/**
 * One measurement.
 *
 * @param round the measurements of one number of calls and one round were taken one after the other
 * @param setUpMillis processor time to set up a call
 * @param kilobytes resident memory for a call, above that of the idle process
 * @param packets that arrived
 * @param micros processor time for a packet that arrived
 * @param cores that were busy with it
 * @param generator how much of a core the ends themselves took; near 1 they are what is measured
 * @param loss the share of packets that did not arrive in time
 * @param crossed packets that arrived in another call
 * @param p50 delay in milliseconds, from one end's clock to the same clock at the other: the load's own share is in it
 */
record Measured(
        String subject,
        int calls,
        int round,
        double setUpMillis,
        double kilobytes,
        long packets,
        double micros,
        double cores,
        double generator,
        double loss,
        long crossed,
        double p50,
        double p99,
        double p999) {
    static Measured of(
            String subject,
            int calls,
            int round,
            double setUpMillis,
            long grown,
            Duration used,
            LoadLoop.Window heard) {
        return new Measured(
                subject,
                calls,
                round,
                setUpMillis,
                (double) grown / calls,
                heard.received(),
                used.toNanos() / 1000.0 / Math.max(1, heard.received()),
                (double) used.toNanos() / heard.took().toNanos(),
                (double) heard.used().toNanos() / heard.took().toNanos(),
                heard.loss(),
                heard.crossed(),
                heard.delays().quantile(0.5) / 1000,
                heard.delays().quantile(0.99) / 1000,
                heard.delays().quantile(0.999) / 1000);
    }

    @Override
    public String toString() {
        return "%-22s%6d calls %7.2f us a packet %6.2f cores (ends %.2f) %7.3f %% lost %8.2f /%8.2f /%8.2f ms %6.1f ms a set-up %7.0f kB a call%s"
                .formatted(
                        subject,
                        calls,
                        micros,
                        cores,
                        generator,
                        100 * loss,
                        p50,
                        p99,
                        p999,
                        setUpMillis,
                        kilobytes,
                        crossed > 0 ? " CROSSED: " + crossed : "");
    }
}
