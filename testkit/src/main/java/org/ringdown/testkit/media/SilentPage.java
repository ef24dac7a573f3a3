package org.ringdown.testkit.media;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.ringdown.media.Codec;
import org.ringdown.media.MediaListener;
import org.ringdown.media.WebRtcMedia;
import org.ringdown.media.WebRtcParameters;
import org.ringdown.time.Timers.Timer;

/** A leg toward a page without sound: connected by its first sign of life, lost after a time without. */
final class SilentPage implements WebRtcMedia {
    private static final Duration PATIENCE = Duration.ofSeconds(6);

    private final SilentMedia media;
    private final Executor worker;
    private final MediaListener listener;
    private String ufrag = "";
    private Duration patience = PATIENCE;
    private Optional<Timer> silence = Optional.empty();
    private boolean connected;
    private boolean closed;

    SilentPage(SilentMedia media, Executor worker, MediaListener listener) {
        this.media = media;
        this.worker = worker;
        this.listener = listener;
    }

    void open(WebRtcParameters parameters) {
        worker.execute(() -> listen(parameters.localUfrag()));
    }

    @Override
    public void update(WebRtcParameters parameters) {
        worker.execute(() -> listen(parameters.localUfrag()));
    }

    private void listen(String name) {
        if (closed) return;
        media.forget(ufrag);
        ufrag = name;
        media.expect(ufrag, this);
    }

    @Override
    public void insist(Optional<Codec> codec) {}

    @Override
    public void patience(Duration time) {
        worker.execute(() -> {
            patience = time;
            if (connected) rewind();
        });
    }

    void alive() {
        rewind();
        if (connected) return;
        connected = true;
        listener.connected();
    }

    private void rewind() {
        silence.ifPresent(Timer::cancel);
        silence =
                closed ? Optional.empty() : Optional.of(media.timers().after(patience, this::lost));
    }

    private void lost() {
        connected = false;
        listener.lost();
    }

    @Override
    public void sendKeys(String keys, Duration duration, Duration gap) {}

    @Override
    public void music(boolean on) {}

    @Override
    public void close() {
        worker.execute(() -> {
            closed = true;
            media.forget(ufrag);
            silence.ifPresent(Timer::cancel);
        });
    }
}
