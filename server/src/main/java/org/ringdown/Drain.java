package org.ringdown;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.ringdown.gateway.Gateway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The time between being asked to end and ending: nobody begins a call any more, and those that are there may come to their own end. */
final class Drain implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);
    private static final Duration LOOK = Duration.ofMillis(50);

    private final Gateway gateway;
    private final AtomicBoolean ready;
    private final Runnable clients;
    private final Duration atMost;

    /**
     * @param ready what load balancers are told
     * @param clients asks those to come again who can
     */
    Drain(Gateway gateway, AtomicBoolean ready, Runnable clients, Duration atMost) {
        this.gateway = gateway;
        this.ready = ready;
        this.clients = clients;
        this.atMost = atMost;
    }

    @Override
    public void run() {
        ready.set(false);
        gateway.drain();
        clients.run();
        if (gateway.callsNow() == 0 || atMost.isZero()) return;
        LOG.info(
                "taking no new calls; live ones ({}) may go on for {} s (calls.drain)",
                gateway.callsNow(),
                atMost.toSeconds());
        long deadline = System.nanoTime() + atMost.toNanos();
        while (gateway.callsNow() > 0 && deadline - System.nanoTime() > 0)
            LockSupport.parkNanos(LOOK.toNanos());
        if (gateway.callsNow() > 0)
            LOG.warn("calls that had not ended in time ({}) are ended now", gateway.callsNow());
    }
}
