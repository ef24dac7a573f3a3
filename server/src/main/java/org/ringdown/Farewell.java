package org.ringdown;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.ringdown.gateway.Gateway;

/** Ends all calls politely when the program stops: both ends are told before the sockets close. */
final class Farewell implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration LOOK = Duration.ofMillis(10);

    private final Gateway gateway;

    Farewell(Gateway gateway) {
        this.gateway = gateway;
    }

    @Override
    public void close() {
        gateway.stop();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (gateway.callsNow() + gateway.keptNow() > 0 && deadline - System.nanoTime() > 0) {
            LockSupport.parkNanos(LOOK.toNanos());
        }
        LockSupport.parkNanos(LOOK.toNanos()); // the last BYE is on its way through its shard
    }
}
