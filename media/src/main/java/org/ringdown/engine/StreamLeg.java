package org.ringdown.engine;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.ringdown.media.Codec;
import org.ringdown.media.Filler;
import org.ringdown.media.Format;
import org.ringdown.media.StreamListener;
import org.ringdown.media.StreamMedia;
import org.ringdown.media.StreamMessage;
import org.ringdown.stream.IncomingSound;
import org.ringdown.stream.SenderClock;
import org.ringdown.stream.StreamEnd;
import org.ringdown.stream.StreamFormats;
import org.ringdown.stream.StreamInlet;
import org.ringdown.stream.StreamPipe;
import org.ringdown.stream.StreamPlayer;
import org.ringdown.stream.Waiting;

/** A client that sends and takes messages. */
final class StreamLeg extends NetworkLeg<StreamEnd> implements StreamMedia {
    private static final String CNAME = "stream";
    private static final int FIRST_SOURCE = 0;

    private final StreamPipe sound = StreamPipe.ofSound();
    private final Waiting waiting;
    private final IncomingSound heard;
    private final StreamPlayer player;
    private List<Format> receiving = List.of();
    private List<Format> sending = List.of();

    StreamLeg(MediaWorker worker, StreamListener listener) {
        super(worker, listener);
        var loop = worker.loop();
        waiting = new Waiting(listener::waiting);
        heard =
                new IncomingSound(
                        new StreamInlet(
                                sound,
                                FIRST_SOURCE,
                                loop.signal(this::drain),
                                time -> post(() -> captured(time))),
                        new SenderClock());
        player = new StreamPlayer(sound, waiting);
    }

    void open(Filler filler) {
        int ssrc = worker().random().nextInt();
        open(
                ssrc,
                CNAME,
                Optional.of(filler),
                listener -> new StreamEnd(worker().loop(), sound, listener, this::speaks, waiting));
        line().ifPresent(line -> {
            listener().connected();
            line.transport().drain();
        });
    }

    private void drain() {
        line().ifPresent(line -> line.transport().drain());
    }

    private void speaks(Format format) {
        receiving = List.of(format);
        agree();
    }

    private void agree() {
        line().ifPresent(line -> {
            line.transport().plays(sending);
            line.agree(receiving, sending);
            formatsChanged();
        });
    }

    // On threads of the edge.

    @Override
    public void sound(int timestamp, ByteBuffer body) {
        heard.accept(timestamp, body, worker().loop().nanos());
    }

    @Override
    public void picture(int timestamp, ByteBuffer body) {
        // Not yet.
    }

    @Override
    public void plays(List<Codec> sounds, List<Codec> pictures) {
        var formats = StreamFormats.of(sounds);
        post(() -> {
            sending = formats;
            agree();
        });
    }

    @Override
    public Optional<StreamMessage> take() {
        return player.take(worker().loop().nanos());
    }
}
