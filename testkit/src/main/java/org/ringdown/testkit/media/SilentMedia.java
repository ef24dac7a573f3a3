package org.ringdown.testkit.media;

import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import org.ringdown.media.AppKind;
import org.ringdown.media.Codec;
import org.ringdown.media.Filler;
import org.ringdown.media.Media;
import org.ringdown.media.MediaEngine;
import org.ringdown.media.MediaListener;
import org.ringdown.media.RtpMedia;
import org.ringdown.media.StreamListener;
import org.ringdown.media.StreamMedia;
import org.ringdown.media.StreamMessage;
import org.ringdown.media.Transcoding;
import org.ringdown.media.WebRtcMedia;
import org.ringdown.media.WebRtcParameters;
import org.ringdown.testkit.net.SimulatedNetwork;
import org.ringdown.testkit.net.Traffic;
import org.ringdown.testkit.time.SeededExecutor;
import org.ringdown.time.Timers;

/**
 * Media workers that open ports, notice pages come and go, and carry no sound.
 *
 * <p>A page shows that it is alive by a datagram with the gateway's ufrag in plain text ({@link SilentPeerConnection} sends them), in the
 * place of ICE checks.
 */
public final class SilentMedia implements MediaEngine {
    /** How often a page shows that it is alive. */
    static final Duration CHECKS = Duration.ofMillis(2500);

    private static final int FIRST_WEBRTC_PORT = 10_000;
    private static final int FIRST_RTP_PORT = 20_000;
    private static final int LAST_RTP_PORT = 29_999;

    private final SimulatedNetwork network;
    private final InetAddress host;
    private final List<Executor> workers = new ArrayList<>();
    private final Map<String, SilentPage> pages = new HashMap<>();
    private int nextPort = FIRST_RTP_PORT;

    public SilentMedia(
            SeededExecutor executor, SimulatedNetwork network, InetAddress host, int workers)
            throws BindException {
        this.network = network;
        this.host = host;
        for (int i = 0; i < workers; i++) {
            this.workers.add(executor.lane());
            network.open(
                    new InetSocketAddress(host, webRtcPort(i)),
                    Traffic.MEDIA,
                    (bytes, _) -> check(StandardCharsets.US_ASCII.decode(bytes).toString()));
        }
    }

    private void check(String ufrag) {
        var page = pages.get(ufrag);
        if (page != null) page.alive();
    }

    @Override
    public int workerOf(String user) {
        return Math.floorMod(user.hashCode(), workers.size());
    }

    @Override
    public String fingerprint() {
        return ScriptedDtls.FINGERPRINT;
    }

    @Override
    public Transcoding transcoding() {
        return Transcoding.NONE;
    }

    @Override
    public OptionalInt webRtcTcpPort() {
        return OptionalInt.empty();
    }

    @Override
    public int webRtcPort(int worker) {
        return FIRST_WEBRTC_PORT + worker;
    }

    @Override
    public WebRtcMedia openWebRtc(int worker, WebRtcParameters parameters, MediaListener listener) {
        var page = new SilentPage(this, workers.get(worker), listener);
        page.open(parameters);
        return page;
    }

    @Override
    public RtpMedia openRtp(int worker, String cname, Filler filler, MediaListener listener) {
        var phone = new SilentPhone(this, workers.get(worker), listener);
        phone.open();
        return phone;
    }

    @Override
    public StreamMedia openStream(
            int worker, String cname, Filler filler, StreamListener listener) {
        workers.get(worker).execute(listener::connected);
        return new SilentStream();
    }

    @Override
    public StreamMedia dub(Media over) {
        return new SilentStream();
    }

    @Override
    public Media openApp(int worker, AppKind kind, MediaListener listener) {
        return new Mute();
    }

    /** There is always a seat. */
    @Override
    public Media openRoom(String name, boolean keepsOne, MediaListener listener) {
        timers().after(Duration.ZERO, listener::connected);
        return new Mute();
    }

    @Override
    public void join(Media a, Media b) {}

    @Override
    public void split(Media media) {}

    Timers timers() {
        return network.time().of("media");
    }

    SimulatedNetwork network() {
        return network;
    }

    void expect(String ufrag, SilentPage page) {
        pages.put(ufrag, page);
    }

    void forget(String ufrag) {
        pages.remove(ufrag);
    }

    /** The even port of the next pair, which may be taken. */
    InetSocketAddress nextPair() {
        int even = nextPort;
        nextPort = even + 2 < LAST_RTP_PORT ? even + 2 : FIRST_RTP_PORT;
        return new InetSocketAddress(host, even);
    }

    /** Takes messages, and has none. */
    private static final class SilentStream extends Mute implements StreamMedia {
        @Override
        public void sound(int timestamp, ByteBuffer body) {}

        @Override
        public void picture(int timestamp, ByteBuffer body) {}

        @Override
        public void plays(List<Codec> sound, List<Codec> pictures) {}

        @Override
        public Optional<StreamMessage> take() {
            return Optional.empty();
        }
    }

    private static class Mute implements Media {
        @Override
        public void sendKeys(String keys, Duration duration, Duration gap) {}

        @Override
        public void music(boolean on) {}

        @Override
        public void close() {}
    }
}
