package org.ringdown.testkit;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import org.ringdown.media.AppKind;
import org.ringdown.media.Codec;
import org.ringdown.media.Filler;
import org.ringdown.media.Media;
import org.ringdown.media.MediaEngine;
import org.ringdown.media.MediaListener;
import org.ringdown.media.Pictures;
import org.ringdown.media.RtpMedia;
import org.ringdown.media.RtpRemote;
import org.ringdown.media.StreamListener;
import org.ringdown.media.StreamMedia;
import org.ringdown.media.StreamMessage;
import org.ringdown.media.Tap;
import org.ringdown.media.Transcoding;
import org.ringdown.media.WebRtcMedia;
import org.ringdown.media.WebRtcParameters;

/** A media engine whose every leg is counted from its opening to its close, as the gateway sees it. */
final class WatchedMedia implements MediaEngine {
    private final MediaEngine engine;
    private final Consumer<String> complain;
    private final Map<String, Integer> phonesOfCall = new HashMap<>();
    private int phones;
    private final Set<Leg> open = new LinkedHashSet<>();

    WatchedMedia(MediaEngine engine, Consumer<String> complain) {
        this.engine = engine;
        this.complain = complain;
    }

    /** How many legs of a call's phones are open. */
    int phonesOf(String call) {
        return phonesOfCall.getOrDefault(call, 0);
    }

    /** How many legs of phones are open. */
    int phones() {
        return phones;
    }

    /** What is open, in words. */
    List<String> open() {
        return open.stream().map(Object::toString).toList();
    }

    @Override
    public int workerOf(String user) {
        return engine.workerOf(user);
    }

    @Override
    public String fingerprint() {
        return engine.fingerprint();
    }

    @Override
    public Transcoding transcoding() {
        return engine.transcoding();
    }

    @Override
    public OptionalInt webRtcTcpPort() {
        return engine.webRtcTcpPort();
    }

    @Override
    public int webRtcPort(int worker) {
        return engine.webRtcPort(worker);
    }

    @Override
    public WebRtcMedia openWebRtc(int worker, WebRtcParameters parameters, MediaListener listener) {
        return new Page(engine.openWebRtc(worker, parameters, listener), parameters);
    }

    @Override
    public RtpMedia openRtp(int worker, String cname, Filler filler, MediaListener listener) {
        phones++;
        phonesOfCall.merge(cname, 1, Integer::sum);
        return new Phone(engine.openRtp(worker, cname, filler, listener), cname);
    }

    @Override
    public StreamMedia openStream(
            int worker, String cname, Filler filler, StreamListener listener) {
        return new Stream(engine.openStream(worker, cname, filler, listener));
    }

    @Override
    public StreamMedia dub(Media over) {
        return new Stream(engine.dub(open(over)));
    }

    @Override
    public Media openApp(int worker, AppKind kind, MediaListener listener) {
        return new App(engine.openApp(worker, kind, listener), "an app: " + kind);
    }

    @Override
    public Media openRoom(String name, boolean keepsOne, MediaListener listener) {
        return new App(engine.openRoom(name, keepsOne, listener), "a seat in room " + name);
    }

    @Override
    public void join(Media a, Media b) {
        engine.join(open(a), open(b));
    }

    @Override
    public void split(Media media) {
        engine.split(open(media));
    }

    private Media open(Media media) {
        var leg = (Leg) media;
        if (leg.closed) complain.accept("media is used after its close: " + leg);
        return leg.media();
    }

    private abstract class Leg implements Media {
        private final String name;
        private boolean closed;

        Leg(String name) {
            this.name = name;
            open.add(this);
        }

        abstract Media media();

        void gone() {
            open.remove(this);
        }

        @Override
        public final void sendKeys(String keys, Duration duration, Duration gap) {
            media().sendKeys(keys, duration, gap);
        }

        @Override
        public final void music(boolean on) {
            media().music(on);
        }

        @Override
        public final void tap(Optional<Tap> tap) {
            media().tap(tap);
        }

        @Override
        public final void beeps(Optional<Duration> interval) {
            media().beeps(interval);
        }

        @Override
        public final void watch(boolean on) {
            media().watch(on);
        }

        @Override
        public final void close() {
            if (!closed) gone();
            closed = true;
            media().close();
        }

        @Override
        public final String toString() {
            return name;
        }
    }

    private final class Page extends Leg implements WebRtcMedia {
        private final WebRtcMedia media;

        Page(WebRtcMedia media, WebRtcParameters parameters) {
            super("a page at ice-ufrag:" + parameters.localUfrag());
            this.media = media;
        }

        @Override
        Media media() {
            return media;
        }

        @Override
        public void update(WebRtcParameters parameters) {
            media.update(parameters);
        }

        @Override
        public void insist(Optional<Codec> codec) {
            media.insist(codec);
        }

        @Override
        public void patience(Duration silence) {
            media.patience(silence);
        }
    }

    private final class Phone extends Leg implements RtpMedia {
        private final RtpMedia media;
        private final String call;

        Phone(RtpMedia media, String call) {
            super("a phone of " + call);
            this.media = media;
            this.call = call;
        }

        @Override
        Media media() {
            return media;
        }

        @Override
        void gone() {
            super.gone();
            phones--;
            phonesOfCall.computeIfPresent(call, (_, count) -> count == 1 ? null : count - 1);
        }

        @Override
        public void remote(RtpRemote remote) {
            media.remote(remote);
        }

        @Override
        public void openPictures() {
            media.openPictures();
        }

        @Override
        public void pictures(RtpRemote remote, Pictures agreed) {
            media.pictures(remote, agreed);
        }
    }

    private final class Stream extends Leg implements StreamMedia {
        private final StreamMedia media;

        Stream(StreamMedia media) {
            super("a stream");
            this.media = media;
        }

        @Override
        Media media() {
            return media;
        }

        @Override
        public void sound(int timestamp, ByteBuffer body) {
            media.sound(timestamp, body);
        }

        @Override
        public void picture(int timestamp, ByteBuffer body) {
            media.picture(timestamp, body);
        }

        @Override
        public void plays(List<Codec> sound, List<Codec> pictures) {
            media.plays(sound, pictures);
        }

        @Override
        public Optional<StreamMessage> take() {
            return media.take();
        }
    }

    private final class App extends Leg {
        private final Media media;

        App(Media media, String name) {
            super(name);
            this.media = media;
        }

        @Override
        Media media() {
            return media;
        }
    }
}
