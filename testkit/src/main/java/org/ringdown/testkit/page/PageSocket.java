package org.ringdown.testkit.page;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.ringdown.page.FromPage;
import org.ringdown.page.PageConnection;
import org.ringdown.page.PageDoor;
import org.ringdown.page.PageDoor.PageSession;
import org.ringdown.page.ToPage;
import org.ringdown.testkit.net.Pipe;
import org.ringdown.testkit.net.SimulatedNetwork;
import org.ringdown.time.Timers;

/** One WebSocket of a page, both of its ends. */
final class PageSocket implements PageConnection {
    private static final String ORIGIN = "http://127.0.0.1:8080";

    private final Timers timers;
    private final Pipe<Runnable> up;
    private final Pipe<Runnable> down;
    private final Consumer<ToPage> received;
    private final BiConsumer<Integer, String> closedByGateway;
    private Optional<PageSession> session = Optional.empty();
    private boolean gatewayKnows;

    /**
     * Connects.
     *
     * @param closedByGateway is given the close code and its reason
     */
    PageSocket(
            PageDoor door,
            String address,
            SimulatedNetwork network,
            RandomGenerator random,
            Consumer<ToPage> received,
            BiConsumer<Integer, String> closedByGateway) {
        this.timers = network.time().of("page");
        this.up = new Pipe<>(network, random, Runnable::run);
        this.down = new Pipe<>(network, random, Runnable::run);
        this.received = received;
        this.closedByGateway = closedByGateway;
        up.send(() -> session = Optional.of(door.opened(this, ORIGIN, address)));
    }

    void say(FromPage message) {
        up.send(() -> {
            if (!gatewayKnows) session.orElseThrow().received(message);
        });
    }

    /** Says goodbye after whatever was said before. */
    void close() {
        down.close();
        up.send(this::tellGateway);
    }

    /** Breaks; the gateway notices later. */
    void drop(Duration noticed) {
        down.close();
        up.close();
        timers.after(noticed, this::tellGateway);
    }

    private void tellGateway() {
        if (gatewayKnows) return;
        gatewayKnows = true;
        session.ifPresent(PageSession::closed);
    }

    @Override
    public void send(ToPage message) {
        down.send(() -> received.accept(message));
    }

    @Override
    public void close(int code, String reason) {
        down.send(() -> closedByGateway.accept(code, reason));
        timers.after(Duration.ZERO, this::tellGateway);
    }
}
