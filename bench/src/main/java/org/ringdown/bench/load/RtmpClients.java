package org.ringdown.bench.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** All RTMP clients of a load, who speak every 20 ms, spread over them. */
final class RtmpClients implements AutoCloseable {
    private static final int TURNS = 20;
    private static final long TURN = TimeUnit.MILLISECONDS.toNanos(1);

    private final List<RtmpClient> all = new ArrayList<>();
    private volatile boolean speaking;

    void add(RtmpClient client) {
        all.add(client);
    }

    void await() throws Exception {
        for (var client : all) client.await();
    }

    void start() {
        speaking = true;
        Thread.ofPlatform().daemon().name("rtmp-load").start(this::speak);
    }

    private void speak() {
        long next = System.nanoTime();
        for (int turn = 0; speaking; turn = (turn + 1) % TURNS) {
            LockSupport.parkNanos(next - System.nanoTime());
            next += TURN;
            for (int i = turn; i < all.size(); i += TURNS) speak(all.get(i));
        }
    }

    private static void speak(RtmpClient client) {
        try {
            client.speak();
        } catch (IOException gone) {
            // what it does not say is not heard, and counts as lost
        }
    }

    void forget() {
        all.forEach(RtmpClient::forget);
    }

    long sent() {
        return all.stream().mapToLong(RtmpClient::sent).sum();
    }

    long received() {
        return all.stream().mapToLong(RtmpClient::received).sum();
    }

    Delays delays() {
        var delays = new Delays();
        all.forEach(client -> client.into(delays));
        return delays;
    }

    @Override
    public void close() {
        speaking = false;
        all.forEach(RtmpClient::close);
    }
}
