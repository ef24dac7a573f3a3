package org.ringdown.engine;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.ringdown.dtls.Dtls;
import org.ringdown.media.AppKind;
import org.ringdown.media.Filler;
import org.ringdown.media.Media;
import org.ringdown.media.MediaEngine;
import org.ringdown.media.MediaListener;
import org.ringdown.media.MediaWatch;
import org.ringdown.media.RtpMedia;
import org.ringdown.media.StreamListener;
import org.ringdown.media.StreamMedia;
import org.ringdown.media.Transcoding;
import org.ringdown.media.WebRtcMedia;
import org.ringdown.media.WebRtcParameters;
import org.ringdown.transport.ExpectedPages;
import org.ringdown.transport.WebRtcTcpPort;
import org.ringdown.video.PictureMill;
import org.ringdown.worker.Counted;
import org.ringdown.worker.Loop;

/** All media of this node, on one worker for each loop it is given. */
public final class MediaWorkers implements MediaEngine, AutoCloseable {
    /** Each source of a client's sound, which changes with its codec, is one more. */
    private static final int SOURCES_OF_ONE = 1 << 12;

    /** Converting takes a core for two or three streams. */
    private static final int MILLERS = Runtime.getRuntime().availableProcessors();

    /** Nobody looks for what becomes of it: it has no far end. */
    private static final String VOICE = "voice";

    private final Dtls dtls;
    private final List<MediaWorker> workers;
    private final MediaConfig config;
    private final Households households;
    private final Optional<PictureMill> mill;
    private final ExpectedPages pages = new ExpectedPages();
    private final AtomicLong joins = new AtomicLong();
    private final AtomicInteger voices = new AtomicInteger();
    private volatile OptionalInt tcpPort = OptionalInt.empty();

    /**
     * Opens the ports for pages. The loops are closed with it.
     *
     * @param random seeds what each worker makes up: SSRCs, first sequence numbers, noise
     * @throws IOException when a port for pages is taken
     */
    public MediaWorkers(
            MediaConfig config, List<? extends Loop> loops, Dtls dtls, RandomGenerator random)
            throws IOException {
        this(config, loops, dtls, random, MediaWatch.NOBODY);
    }

    /** The same, with somebody who hears of the milestones of all legs. */
    public MediaWorkers(
            MediaConfig config,
            List<? extends Loop> loops,
            Dtls dtls,
            RandomGenerator random,
            MediaWatch watch)
            throws IOException {
        var mill = config.converters().map(all -> new PictureMill(all, MILLERS));
        var made = new ArrayList<MediaWorker>();
        var rooms = new AtomicInteger();
        for (var loop : loops) {
            var seeded = new SplittableRandom(random.nextLong());
            made.add(
                    new MediaWorker(
                            made.size(),
                            loops.size(),
                            config,
                            loop,
                            dtls,
                            seeded,
                            watch,
                            pages,
                            rooms,
                            mill));
        }
        this.config = config;
        this.mill = mill;
        this.dtls = dtls;
        this.workers = List.copyOf(made);
        this.households = new Households(loops);
    }

    /**
     * Takes pages by TCP as well, all at one port: the first worker waits for them.
     *
     * @throws IOException when the address cannot be bound
     */
    public WebRtcTcpPort listen(InetSocketAddress local) throws IOException {
        var loop = workers.getFirst().loop();
        var port = new WebRtcTcpPort(loop, local, config.pageSources(), pages);
        tcpPort = OptionalInt.of(port.local().getPort());
        return port;
    }

    /** How many workers there are. */
    public int size() {
        return workers.size();
    }

    @Override
    public int workerOf(String user) {
        int household = Households.of(user);
        return household * workers.size() + households.home(household);
    }

    @Override
    public String fingerprint() {
        return dtls.fingerprint();
    }

    @Override
    public int webRtcPort(int worker) {
        return worker(worker).webRtcPort().local().getPort();
    }

    @Override
    public Transcoding transcoding() {
        return config.transcoding();
    }

    @Override
    public OptionalInt webRtcTcpPort() {
        return tcpPort;
    }

    @Override
    public WebRtcMedia openWebRtc(int worker, WebRtcParameters parameters, MediaListener listener) {
        var leg = settled(worker, new WebRtcLeg(worker(worker), listener));
        leg.post(() -> leg.open(parameters));
        return leg;
    }

    @Override
    public RtpMedia openRtp(int worker, String cname, Filler filler, MediaListener listener) {
        var leg = settled(worker, new RtpLeg(worker(worker), listener));
        leg.post(() -> leg.open(cname, filler));
        return leg;
    }

    @Override
    public StreamMedia openStream(
            int worker, String cname, Filler filler, StreamListener listener) {
        var leg = settled(worker, new StreamLeg(worker(worker), listener, 0));
        leg.post(() -> leg.open(cname, filler));
        return leg;
    }

    @Override
    public StreamMedia dub(Media over) {
        var dubbed = leg(over);
        int source = voices.incrementAndGet() * SOURCES_OF_ONE;
        var voice = new StreamLeg(dubbed.worker(), () -> {}, source);
        voice.post(() -> {
            voice.open(VOICE, Filler.COMFORT_NOISE);
            voice.dub(dubbed);
        });
        return voice;
    }

    @Override
    public Media openApp(int worker, AppKind kind, MediaListener listener) {
        var leg = settled(worker, new AppLeg(worker(worker), kind, listener));
        leg.post(leg::begin);
        return leg;
    }

    @Override
    public Media openRoom(String name, boolean keepsOne, MediaListener listener) {
        int worker = workerOf(name);
        var leg = settled(worker, new RoomLeg(worker(worker), listener));
        leg.post(() -> leg.open(name, keepsOne));
        return leg;
    }

    /** Which household it is for, and on which worker that lives, are one number outside. */
    private MediaWorker worker(int number) {
        return workers.get(number % workers.size());
    }

    private <L extends Leg> L settled(int number, L leg) {
        int household = number / workers.size();
        int worker = number % workers.size();
        households.entered(household, worker);
        leg.whenEnded(() -> households.left(household, worker));
        return leg;
    }

    @Override
    public void join(Media a, Media b) {
        var join = new Join(joins.incrementAndGet(), leg(a), leg(b));
        if (join.first() == join.second())
            throw new IllegalArgumentException("a leg cannot be joined to itself");
        join.first().post(() -> join.first().enter(join));
    }

    @Override
    public void split(Media media) {
        long number = joins.incrementAndGet();
        var leg = leg(media);
        leg.post(() -> leg.part(number));
    }

    /** How many legs are open. From anywhere. */
    public int openLegs() {
        return workers.stream().mapToInt(MediaWorker::open).sum();
    }

    /** How often this happened, on all workers. From anywhere. */
    public long counted(Counted what) {
        return workers.stream().mapToLong(worker -> worker.loop().counters().of(what)).sum();
    }

    @Override
    public void close() {
        for (var worker : workers) {
            worker.loop().execute(worker::closeAll);
            worker.loop().close();
        }
        mill.ifPresent(PictureMill::close);
    }

    private static Leg leg(Media media) {
        if (media instanceof Leg leg) return leg;
        throw new IllegalArgumentException("not a leg of this engine");
    }
}
