package org.ringdown.mix;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.ringdown.worker.Loop;

/** The rooms of one worker. A room begins with its first member, and ends with its last. */
public final class Rooms {
    private final Loop loop;
    private final RandomGenerator random;
    private final RoomLimits limits;
    private final AtomicInteger open;
    private final Map<String, Room> rooms = new HashMap<>();

    /** @param open how many there are on all workers together */
    public Rooms(Loop loop, RandomGenerator random, RoomLimits limits, AtomicInteger open) {
        this.loop = loop;
        this.random = random;
        this.limits = limits;
        this.open = open;
    }

    /**
     * Empty where there is no room, or no seat in it.
     *
     * @param keepsOne whether its last member may stay; whoever opens it decides
     */
    public Optional<Seat> enter(String name, boolean keepsOne, SeatHost host) {
        var room = rooms.get(name);
        if (room != null)
            return room.size() < limits.seats() ? Optional.of(room.enter(host)) : Optional.empty();
        return open(name, keepsOne).map(opened -> opened.enter(host));
    }

    private Optional<Room> open(String name, boolean keepsOne) {
        if (open.incrementAndGet() > limits.rooms()) {
            open.decrementAndGet();
            return Optional.empty();
        }
        var room = new Room(loop, random, keepsOne, () -> close(name));
        rooms.put(name, room);
        return Optional.of(room);
    }

    private void close(String name) {
        rooms.remove(name);
        open.decrementAndGet();
    }
}
