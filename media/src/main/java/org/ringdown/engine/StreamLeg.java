package org.ringdown.engine;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.ringdown.media.Codec;
import org.ringdown.media.Filler;
import org.ringdown.media.Format;
import org.ringdown.media.MediaNote;
import org.ringdown.media.Pictures;
import org.ringdown.media.StreamListener;
import org.ringdown.media.StreamMedia;
import org.ringdown.media.StreamMessage;
import org.ringdown.stream.IncomingPictures;
import org.ringdown.stream.IncomingSound;
import org.ringdown.stream.OutgoingPictures;
import org.ringdown.stream.OutgoingSound;
import org.ringdown.stream.SenderClock;
import org.ringdown.stream.StreamEnd;
import org.ringdown.stream.StreamFormats;
import org.ringdown.stream.StreamInlet;
import org.ringdown.stream.StreamPipe;
import org.ringdown.stream.StreamPlayer;
import org.ringdown.stream.Waiting;
import org.ringdown.video.PictureLine;

/** A client that sends and takes messages. */
final class StreamLeg extends NetworkLeg<StreamEnd> implements StreamMedia {
    private final StreamPipe sound = StreamPipe.ofSound();
    private final SenderClock sender = new SenderClock();
    private final Waiting waiting;
    private final IncomingSound heard;
    private final AtomicReference<Optional<Seen>> seen = new AtomicReference<>(Optional.empty());
    private final StreamPlayer player;
    private final int firstSource;

    private List<Format> speaking = List.of();
    private List<Format> playing = List.of();
    private List<Format> showing = List.of();
    private List<Format> viewing = List.of();
    private Optional<StreamEnd> pictureEnd = Optional.empty();
    private boolean over;

    /** @param firstSource that its packets are not numbered by, but by those after it */
    StreamLeg(MediaWorker worker, StreamListener listener, int firstSource) {
        super(worker, listener);
        this.firstSource = firstSource;
        waiting = new Waiting(listener::waiting);
        heard = new IncomingSound(inlet(sound, this::drain), sender);
        player = new StreamPlayer(sound, () -> seen.get().map(Seen::going), waiting);
    }

    private StreamInlet inlet(StreamPipe pipe, Runnable drain) {
        boolean sounds = pipe == sound;
        return new StreamInlet(
                pipe,
                firstSource,
                worker().loop().signal(drain),
                time -> post(sounds ? () -> captured(time) : () -> picturesCaptured(time)));
    }

    /** Made when the first picture is sent or can be shown: many clients have none, and they need room. */
    private final class Seen {
        private final StreamPipe pipe = StreamPipe.ofPictures();
        private final IncomingPictures coming =
                new IncomingPictures(inlet(pipe, StreamLeg.this::drainPictures), sender);
        private final OutgoingPictures going =
                new OutgoingPictures(
                        pipe,
                        sound,
                        worker().loop()
                                .signal(() -> pictures().ifPresent(PictureLine::keyframeWanted)));

        OutgoingPictures going() {
            return going;
        }
    }

    // On threads of the edge.

    @Override
    public void sound(int timestamp, ByteBuffer body) {
        heard.accept(timestamp, body, worker().loop().nanos());
    }

    @Override
    public void picture(int timestamp, ByteBuffer body) {
        seen().coming.accept(timestamp, body, worker().loop().nanos());
    }

    @Override
    public void plays(List<Codec> sounds, List<Codec> pictures) {
        var heard = StreamFormats.of(sounds.stream().filter(OutgoingSound::isKnown).toList());
        var shown = StreamFormats.of(pictures);
        if (!shown.isEmpty()) seen();
        post(() -> wants(heard, shown));
    }

    @Override
    public Optional<StreamMessage> take() {
        return player.take(worker().loop().nanos());
    }

    private Seen seen() {
        var there = seen.get();
        if (there.isPresent()) return there.get();
        seen.compareAndSet(there, Optional.of(new Seen()));
        return seen.get().orElseThrow();
    }

    // On the worker.

    void open(String cname, Filler filler) {
        int ssrc = worker().random().nextInt();
        open(ssrc, cname, Optional.of(filler), listener -> end(sound, this::speaks).into(listener));
        line().ifPresent(line -> {
            line.noted(new MediaNote.Streamed());
            listener().connected();
        });
        drain();
    }

    private StreamEnd end(StreamPipe pipe, Consumer<Format> speaks) {
        return new StreamEnd(worker().loop(), pipe, speaks, waiting);
    }

    private void drain() {
        line().ifPresent(line -> line.transport().drain());
    }

    private void drainPictures() {
        if (pictureLine().isPresent()) pictureEnd.ifPresent(StreamEnd::drain);
    }

    private void wants(List<Format> sounds, List<Format> pictures) {
        playing = sounds;
        agree();
        if (viewing.equals(pictures)) return;
        viewing = pictures;
        agreePictures();
    }

    private void speaks(Format format) {
        speaking = List.of(format);
        agree();
    }

    private void agree() {
        line().ifPresent(line -> {
            line.transport().plays(playing);
            line.agree(speaking, playing);
            formatsChanged();
        });
    }

    private void shows(Format format) {
        showing = List.of(format);
        agreePictures();
    }

    /** It has no RTCP: whoever wants a keyframe asks elsewhere. */
    private void agreePictures() {
        pictureLine()
                .ifPresent(line -> {
                    pictureEnd.ifPresent(end -> end.plays(viewing));
                    line.agree(
                            new Pictures(
                                    viewing, showing, Map.of(), Set.of(), OptionalLong.empty()));
                    picturesChanged();
                });
    }

    private Optional<PictureLine> pictureLine() {
        if (over || line().isEmpty()) return Optional.empty();
        if (pictures().isEmpty()) seen.get().ifPresent(this::openPictures);
        return pictures();
    }

    private void openPictures(Seen both) {
        var random = worker().random();
        var end = end(both.pipe, this::shows);
        end.into(picturesOn(end, random.nextInt(), random.nextInt()));
        pictureEnd = Optional.of(end);
    }

    @Override
    void releasePictures() {
        over = true;
        pictureEnd.ifPresent(StreamEnd::close);
    }
}
