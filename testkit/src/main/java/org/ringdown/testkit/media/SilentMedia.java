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
import java.util.concurrent.Executor;
import org.ringdown.media.AppKind;
import org.ringdown.media.Filler;
import org.ringdown.media.Media;
import org.ringdown.media.MediaEngine;
import org.ringdown.media.MediaListener;
import org.ringdown.media.RtpMedia;
import org.ringdown.media.RtpRemote;
import org.ringdown.media.WebRtcMedia;
import org.ringdown.media.WebRtcParameters;
import org.ringdown.testkit.net.SimulatedNetwork;
import org.ringdown.testkit.net.Traffic;
import org.ringdown.testkit.net.UdpPort;
import org.ringdown.testkit.time.SeededExecutor;
import org.ringdown.time.Timers;
import org.ringdown.time.Timers.Timer;

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
    private static final Duration PATIENCE = Duration.ofSeconds(6);
    private static final int ATTEMPTS = 100;

    private final SeededExecutor executor;
    private final SimulatedNetwork network;
    private final InetAddress host;
    private final Timers timers;
    private final List<Executor> workers = new ArrayList<>();
    private final Map<String, Page> pages = new HashMap<>();
    private int nextPort = 20_000;

    public SilentMedia(
            SeededExecutor executor, SimulatedNetwork network, InetAddress host, int workers)
            throws BindException {
        this.executor = executor;
        this.network = network;
        this.host = host;
        this.timers = executor.time().of("media");
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
        return "sha-256 " + "5E:".repeat(31) + "5E";
    }

    @Override
    public int webRtcPort(int worker) {
        return FIRST_WEBRTC_PORT + worker;
    }

    @Override
    public WebRtcMedia openWebRtc(int worker, WebRtcParameters parameters, MediaListener listener) {
        var page = new Page(parameters.localUfrag(), listener);
        workers.get(worker).execute(page::open);
        return page.on(workers.get(worker));
    }

    @Override
    public RtpMedia openRtp(int worker, String cname, Filler filler, MediaListener listener) {
        var phone = new Phone(listener);
        workers.get(worker).execute(phone::open);
        return phone.on(workers.get(worker));
    }

    @Override
    public Media openApp(int worker, AppKind kind, MediaListener listener) {
        return new App();
    }

    @Override
    public void join(Media a, Media b) {}

    @Override
    public void split(Media media) {}

    private final class App implements Media {
        @Override
        public void sendKeys(String keys, Duration duration, Duration gap) {}

        @Override
        public void close() {}
    }

    /** A leg toward a page: connected by its first sign of life, lost after a time without. */
    private final class Page {
        private final MediaListener listener;
        private String ufrag;
        private Duration patience = PATIENCE;
        private Optional<Timer> silence = Optional.empty();
        private boolean connected;
        private boolean closed;

        Page(String ufrag, MediaListener listener) {
            this.ufrag = ufrag;
            this.listener = listener;
        }

        WebRtcMedia on(Executor worker) {
            return new WebRtcMedia() {
                @Override
                public void update(WebRtcParameters parameters) {
                    worker.execute(() -> rename(parameters.localUfrag()));
                }

                @Override
                public void patience(Duration time) {
                    worker.execute(() -> Page.this.patience(time));
                }

                @Override
                public void sendKeys(String keys, Duration duration, Duration gap) {}

                @Override
                public void close() {
                    worker.execute(Page.this::close);
                }
            };
        }

        void open() {
            if (!closed) pages.put(ufrag, this);
        }

        void rename(String to) {
            pages.remove(ufrag, this);
            ufrag = to;
            open();
        }

        void patience(Duration time) {
            patience = time;
            if (connected) rewind();
        }

        void alive() {
            rewind();
            if (connected) return;
            connected = true;
            listener.connected();
        }

        private void rewind() {
            silence.ifPresent(Timer::cancel);
            silence = Optional.of(timers.after(patience, this::lost));
        }

        private void lost() {
            if (closed) return;
            connected = false;
            listener.lost();
        }

        void close() {
            closed = true;
            silence.ifPresent(Timer::cancel);
            pages.remove(ufrag, this);
        }
    }

    /** A leg toward a phone: a pair of ports. */
    private final class Phone implements UdpPort.Receiver {
        private final MediaListener listener;
        private final List<UdpPort> pair = new ArrayList<>();
        private boolean closed;

        Phone(MediaListener listener) {
            this.listener = listener;
        }

        RtpMedia on(Executor worker) {
            return new RtpMedia() {
                @Override
                public void remote(RtpRemote remote) {}

                @Override
                public void sendKeys(String keys, Duration duration, Duration gap) {}

                @Override
                public void close() {
                    worker.execute(Phone.this::close);
                }
            };
        }

        void open() {
            if (closed) return;
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                if (take(nextPort)) {
                    listener.opened(pair.getFirst().local());
                    return;
                }
            }
            listener.failed("No RTP port is free.");
        }

        private boolean take(int even) {
            nextPort = even + 2 > 29_998 ? 20_000 : even + 2;
            try {
                pair.add(network.open(new InetSocketAddress(host, even), Traffic.MEDIA, this));
                pair.add(network.open(new InetSocketAddress(host, even + 1), Traffic.MEDIA, this));
                return true;
            } catch (BindException taken) {
                return false;
            }
        }

        @Override
        public void received(ByteBuffer bytes, InetSocketAddress from) {}

        void close() {
            closed = true;
            pair.forEach(UdpPort::close);
            pair.clear();
        }
    }
}
