package org.ringdown.live;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.ringdown.call.CallVoice;
import org.ringdown.page.PageDoor;
import org.ringdown.time.Clock;
import org.ringdown.time.Timers;

/** Which streams are brought into calls, and whence. From any thread; those who ask for one wait until it is heard. */
public final class BroughtStreams implements AutoCloseable {
    private static final int AT_A_TIME = 50;

    /** To connect takes 10 s, and to be heard 8 s, at most; a stream that has pictures alone is none for a call. */
    private static final Duration HEARD_WITHIN = Duration.ofSeconds(20);

    private static final Duration PLACED_WITHIN = Duration.ofSeconds(10);

    /** The calls, and where pages come in. */
    public interface House {
        boolean isOpen(String call);

        /** False where there is no such call. */
        boolean speak(String call, CallVoice voice);

        void hush(String call, CallVoice voice);

        /** Ends a call whose stream is gone. */
        void end(String call, String why);

        PageDoor pages();

        /** By which a page is let in as that user. */
        String token(String user);
    }

    /** What becomes of the wish for a stream. */
    public sealed interface Outcome {
        /** It is heard in that call. */
        record Begun(String call, BroughtStream stream) implements Outcome {}

        record NoSuchCall() implements Outcome {}

        record TooMany(String why) implements Outcome {}

        /** The stream is not there; why, in words. */
        record NotHeard(String why) implements Outcome {}

        /** The gateway does not place the call, in its words. */
        record NotPlaced(String code, String message, String hint) implements Outcome {}
    }

    private record Entry(BroughtStream stream, Supplier<Optional<String>> call) {
        boolean isOf(String which) {
            return call.get().filter(which::equals).isPresent();
        }
    }

    private final LiveDestinations sources;
    private final House house;
    private final RtmpPlayer.Tools tools;
    private final Duration patience;
    private final Map<Long, Entry> all = new ConcurrentSkipListMap<>();
    private long begun;

    /** @param patience how long a stream may be gone */
    public BroughtStreams(
            LiveDestinations sources,
            House house,
            Duration patience,
            Clock clock,
            Timers timers,
            RandomGenerator random) {
        this(
                sources,
                house,
                patience,
                new RtmpPlayer.Tools(InetAddress::getAllByName, clock, timers, random));
    }

    BroughtStreams(
            LiveDestinations sources, House house, Duration patience, RtmpPlayer.Tools tools) {
        this.sources = sources;
        this.house = house;
        this.patience = patience;
        this.tools = tools;
    }

    public boolean allows(LiveUrl url) {
        return sources.allows(url);
    }

    /** Has a stream be heard in a call in place of its page. */
    public Outcome inject(String call, LiveUrl from) throws InterruptedException {
        if (!house.isOpen(call)) return new Outcome.NoSuchCall();
        var outlet = new StreamOutlet(tools.clock(), false);
        var use = new StreamInCall(call, house, outlet);
        var entry = enter(from, outlet, use, () -> Optional.of(call));
        if (entry.isEmpty())
            return new Outcome.TooMany(
                    "One stream is heard in a call at a time, and all calls together have 50; end one first.");
        var stream = entry.get().stream();
        return switch (heard(stream)) {
            case Heard.Sound _ -> new Outcome.Begun(call, stream);
            case Heard.No(var why) -> new Outcome.NotHeard(why);
        };
    }

    /**
     * Calls somebody, who hears and sees a stream.
     *
     * @param user who calls: one of ours, or {@code guest}
     * @param address who wants that
     */
    public Outcome place(LiveUrl from, String to, String user, String address)
            throws InterruptedException {
        var outlet = new StreamOutlet(tools.clock(), true);
        var use = new StreamCaller(to, house, outlet);
        var entry = enter(from, outlet, use, use::call);
        if (entry.isEmpty())
            return new Outcome.TooMany("All calls together have 50 streams; end one first.");
        var stream = entry.get().stream();
        return switch (heard(stream)) {
            case Heard.Sound(var sound) -> placed(stream, use.dial(user, address, sound));
            case Heard.No(var why) -> new Outcome.NotHeard(why);
        };
    }

    private Outcome placed(BroughtStream stream, Future<StreamCaller.Reply> reply)
            throws InterruptedException {
        try {
            return switch (reply.get(PLACED_WITHIN.toNanos(), TimeUnit.NANOSECONDS)) {
                case StreamCaller.Reply.Calls(var id) -> new Outcome.Begun(id, stream);
                case StreamCaller.Reply.No(var code, var message, var hint) ->
                        new Outcome.NotPlaced(code, message, hint);
            };
        } catch (TimeoutException | ExecutionException _) {
            stream.end();
            return new Outcome.NotPlaced(
                    "unavailable", "The gateway did not place the call in time.", "Try again.");
        } catch (InterruptedException e) {
            stream.end();
            throw e;
        }
    }

    private synchronized Optional<Entry> enter(
            LiveUrl from,
            StreamOutlet outlet,
            BroughtStream.Use use,
            Supplier<Optional<String>> call) {
        boolean taken = call.get().filter(id -> !of(id).isEmpty()).isPresent();
        if (taken || all.size() >= AT_A_TIME) return Optional.empty();
        long number = ++begun;
        var stream = new BroughtStream("in-" + number, from, tools, patience, outlet, use);
        var entry = new Entry(stream, call);
        use.whenOver(stream::end);
        all.put(number, entry);
        stream.start(() -> all.remove(number));
        return Optional.of(entry);
    }

    /** Whether there was anything to hear. */
    private sealed interface Heard {
        record Sound(BroughtSound sound) implements Heard {}

        record No(String why) implements Heard {}
    }

    private static Heard heard(BroughtStream stream) throws InterruptedException {
        try {
            var sound = stream.first().get(HEARD_WITHIN.toNanos(), TimeUnit.NANOSECONDS);
            return new Heard.Sound(sound);
        } catch (ExecutionException e) {
            stream.end();
            return new Heard.No(e.getCause().getMessage());
        } catch (TimeoutException _) {
            stream.end();
            return new Heard.No("it has no sound");
        } catch (InterruptedException e) {
            stream.end();
            throw e;
        }
    }

    public List<BroughtStream> of(String call) {
        return all.values().stream().filter(entry -> entry.isOf(call)).map(Entry::stream).toList();
    }

    /** False where there is none. */
    public boolean end(String call, String id) {
        var found = of(call).stream().filter(stream -> stream.id().equals(id)).findFirst();
        found.ifPresent(BroughtStream::end);
        return found.isPresent();
    }

    @Override
    public void close() {
        all.values().forEach(entry -> entry.stream().end());
    }
}
