package org.ringdown.engine;

import java.time.Duration;
import java.util.List;
import org.ringdown.app.App;
import org.ringdown.app.AppHost;
import org.ringdown.codec.Music;
import org.ringdown.media.AppKind;
import org.ringdown.media.Format;
import org.ringdown.media.MediaListener;
import org.ringdown.path.Ear;
import org.ringdown.path.LegFormats;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.worker.Loop;

/** A built-in destination: a leg whose far end is an {@link App}, on the same worker. */
final class AppLeg extends Leg implements AppHost {
    private final AppKind kind;
    private App app = App.NONE;
    private List<Format> saying = List.of();

    AppLeg(MediaWorker worker, AppKind kind, MediaListener listener) {
        super(worker, listener);
        this.kind = kind;
    }

    @Override
    public void sendKeys(String keys, Duration duration, Duration gap) {
        post(() -> keys.chars().forEach(key -> app.pressed((char) key)));
    }

    @Override
    public void music(boolean on) {
        // Nobody listens there.
    }

    @Override
    Ear newEar(int number) {
        saying = List.of();
        app = App.of(kind, this);
        return app;
    }

    @Override
    LegFormats formats() {
        return new LegFormats(saying, List.of());
    }

    @Override
    void release() {
        app.close();
    }

    @Override
    public Loop loop() {
        return worker().loop();
    }

    @Override
    public Music music() {
        return worker().music();
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

    @Override
    public void heard(char key) {
        listener().key(key);
    }

    @Override
    public void press(String keys, Duration duration, Duration gap) {
        partner().ifPresent(partner -> partner.sendKeys(keys, duration, gap));
    }
}
