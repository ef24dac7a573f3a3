package org.ringdown.live;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.random.RandomGenerator;
import org.ringdown.call.CallListener;
import org.ringdown.record.FlvStream.SoundChoice;
import org.ringdown.time.Clock;
import org.ringdown.time.Timers;

/** Which calls are streamed, and whither. From any thread. */
public final class LiveStreams implements AutoCloseable {
    private static final int PER_CALL = 4;

    /** Each has two rings of sound and two of pictures, 4 MB, and mixes and encodes. */
    private static final int AT_A_TIME = 50;

    /** The calls. */
    public interface House {
        boolean isOpen(String call);

        /** False where there is no such call. */
        boolean listen(String call, CallListener listener);

        void leave(String call, CallListener listener);
    }

    /** What all streams share. */
    record Around(
            House house,
            LiveDestinations.Names names,
            Clock clock,
            Timers timers,
            RandomGenerator random) {}

    /** What becomes of the wish for a stream. */
    public sealed interface Outcome {
        record Begun(LiveStream stream) implements Outcome {}

        record NoSuchCall() implements Outcome {}

        record TooMany() implements Outcome {}
    }

    private final LiveDestinations destinations;
    private final Around around;
    private final Map<Long, LiveStream> all = new ConcurrentSkipListMap<>();
    private long begun;

    public LiveStreams(
            LiveDestinations destinations,
            House house,
            Clock clock,
            Timers timers,
            RandomGenerator random) {
        this(
                destinations,
                new Around(house, java.net.InetAddress::getAllByName, clock, timers, random));
    }

    LiveStreams(LiveDestinations destinations, Around around) {
        this.destinations = destinations;
        this.around = around;
    }

    public boolean allows(LiveUrl url) {
        return destinations.allows(url);
    }

    /** @param to one that is allowed */
    public synchronized Outcome begin(String call, LiveUrl to, SoundChoice sound) {
        if (!around.house().isOpen(call)) return new Outcome.NoSuchCall();
        if (all.size() >= AT_A_TIME || of(call).size() >= PER_CALL) return new Outcome.TooMany();
        long number = ++begun;
        var stream = new LiveStream(Long.toString(number), call, to, sound, around);
        all.put(number, stream);
        stream.start(() -> all.remove(number));
        return new Outcome.Begun(stream);
    }

    public List<LiveStream> of(String call) {
        return all.values().stream().filter(stream -> stream.call().equals(call)).toList();
    }

    /** False where there is none. */
    public boolean end(String call, String id) {
        Optional<LiveStream> found =
                of(call).stream().filter(stream -> stream.id().equals(id)).findFirst();
        found.ifPresent(LiveStream::end);
        return found.isPresent();
    }

    @Override
    public void close() {
        all.values().forEach(LiveStream::end);
    }
}
