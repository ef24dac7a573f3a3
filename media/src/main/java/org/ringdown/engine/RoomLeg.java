package org.ringdown.engine;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.ringdown.media.Format;
import org.ringdown.media.MediaListener;
import org.ringdown.mix.Seat;
import org.ringdown.mix.SeatHost;
import org.ringdown.path.Ear;
import org.ringdown.path.LegFormats;
import org.ringdown.rtp.RtpPacket;

/** A seat in a room: a leg whose far end is everybody else there. */
final class RoomLeg extends Leg implements SeatHost {
    private Optional<Seat> seat = Optional.empty();
    private List<Format> saying = List.of();

    RoomLeg(MediaWorker worker, MediaListener listener) {
        super(worker, listener);
    }

    /** Takes a seat, or fails and ends the leg. */
    void open(String room, boolean keepsOne) {
        begin();
        seat = worker().rooms().enter(room, keepsOne, this);
        if (seat.isPresent()) {
            listener().connected();
        } else {
            end();
            listener().failed("There is no seat left in room " + room + ".");
        }
    }

    @Override
    public void sendKeys(String keys, Duration duration, Duration gap) {
        // They are for machines, and people would hear them.
    }

    @Override
    public void music(boolean on) {
        // The others talk on.
    }

    @Override
    Ear newEar(int number) {
        saying = List.of();
        return seat.map(Seat::newEar).orElse(Ear.DEAF);
    }

    @Override
    LegFormats formats() {
        return new LegFormats(saying, List.of());
    }

    @Override
    void release() {
        seat.ifPresent(Seat::leave);
    }

    @Override
    public void alone() {
        listener().alone();
    }

    @Override
    public void saying(List<Format> formats) {
        saying = List.copyOf(formats);
        formatsChanged();
    }

    @Override
    public void say(RtpPacket packet, long now) {
        speak(packet, now);
    }
}
