package org.ringdown.mix;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.ringdown.codec.SoundEncoder;
import org.ringdown.codec.StreamDecoder;
import org.ringdown.media.Format;
import org.ringdown.worker.Counters;
import org.ringdown.worker.Loop;
import org.ringdown.worker.Ticker;

/**
 * A room in which each hears all others and not itself, at the pace of one clock, 20 ms a turn.
 *
 * <p>Who says nothing costs nothing to hear, and is told what all are told who say nothing: that is encoded once for each codec.
 */
final class Room {
    static final short[] NOTHING = new short[Mix.FRAME];

    private static final long TURN = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long STALL = TimeUnit.MILLISECONDS.toNanos(200);

    private final Loop loop;
    private final RandomGenerator random;
    private final boolean keepsOne;
    private final Runnable empty;
    private final Ticker ticker;
    private final Mix mix = new Mix();
    private final Chime chime = new Chime();
    // By index in each turn: an iterator would be garbage.
    private final List<Seat> seats = new ArrayList<>();
    private final List<SharedVoice> shared = new ArrayList<>();

    /**
     * @param keepsOne whether the last member may stay
     * @param empty is run when that one has left
     */
    Room(Loop loop, RandomGenerator random, boolean keepsOne, Runnable empty) {
        this.loop = loop;
        this.random = random;
        this.keepsOne = keepsOne;
        this.empty = empty;
        this.ticker = new Ticker(loop, TURN, STALL, this::turn);
    }

    Seat enter(SeatHost host) {
        var seat = new Seat(this, host);
        if (seats.isEmpty()) ticker.start(loop.nanos());
        seats.add(seat);
        chime.joined();
        return seat;
    }

    void leave(Seat seat) {
        if (!seats.remove(seat)) return;
        chime.left();
        if (seats.size() == 1 && !keepsOne) seats.getFirst().alone();
        if (!seats.isEmpty()) return;
        ticker.stop();
        shared.forEach(SharedVoice::close);
        shared.clear();
        empty.run();
    }

    int size() {
        return seats.size();
    }

    RandomGenerator random() {
        return random;
    }

    Counters counters() {
        return loop.counters();
    }

    /** What has frames of 20 ms, as a room has turns. */
    static boolean canSay(Format format) {
        var codec = format.codec();
        return StreamDecoder.known().contains(codec)
                || codec.isSpeex() && SoundEncoder.isKnown(codec);
    }

    /** For a format that {@link #canSay}. */
    Voice newVoice(Format format) {
        var encoder = SoundEncoder.taking(format.codec(), Mix.SAMPLE_RATE).orElseThrow();
        return new Voice(format, encoder, shared(format), random.nextInt());
    }

    private SharedVoice shared(Format format) {
        for (var voice : shared) if (voice.codec().equals(format.codec())) return voice;
        var encoder = SoundEncoder.taking(format.codec(), Mix.SAMPLE_RATE).orElseThrow();
        var made = new SharedVoice(format.codec(), encoder);
        shared.add(made);
        return made;
    }

    private void turn() {
        long now = ticker.turn();
        mix.clear();
        for (int i = 0; i < seats.size(); i++) {
            var seat = seats.get(i);
            if (seat.speaks(now)) mix.add(seat.said());
        }
        chime.addTo(mix);
        for (int i = 0; i < shared.size(); i++) shared.get(i).next();
        long spoken = loop.nanos();
        for (int i = 0; i < seats.size(); i++) seats.get(i).tell(mix, spoken);
    }
}
