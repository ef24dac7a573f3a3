package org.ringdown.engine;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.ringdown.media.Filler;
import org.ringdown.media.MediaListener;
import org.ringdown.path.Ear;
import org.ringdown.path.LegFormats;
import org.ringdown.transport.Transport;

/** A leg with a far end on the network. */
abstract class NetworkLeg<T extends Transport> extends Leg {
    private Optional<Line<T>> line = Optional.empty();

    NetworkLeg(MediaWorker worker, MediaListener listener) {
        super(worker, listener);
    }

    /** The line, once it is open; nothing if it could not be. */
    final Optional<Line<T>> line() {
        return line;
    }

    /** Opens the line, or fails and ends the leg. */
    final void open(int ssrc, String cname, Optional<Filler> filler, Line.Opener<T> opener) {
        begin();
        try {
            line = Optional.of(new Line<>(this, ssrc, cname, filler, opener));
        } catch (IOException e) {
            end();
            listener().failed(e.getMessage());
        }
    }

    @Override
    public void sendKeys(String keys, Duration duration, Duration gap) {
        post(() -> line.ifPresent(present -> present.egress().press(keys, duration, gap)));
    }

    @Override
    public void music(boolean on) {
        post(() -> line.ifPresent(present -> present.egress().music(on)));
    }

    @Override
    public void beeps(Optional<Duration> interval) {
        post(() -> line.ifPresent(present -> present.egress().beeps(interval)));
    }

    @Override
    final Ear newEar(int number) {
        return line.map(present -> present.newEar(number)).orElse(Ear.DEAF);
    }

    @Override
    final LegFormats formats() {
        return line.map(Line::formats).orElse(LegFormats.NONE);
    }

    @Override
    void release() {
        line.ifPresent(Line::close);
    }
}
