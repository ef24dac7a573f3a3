package org.ringdown.engine;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.ringdown.codec.Music;
import org.ringdown.dtls.Dtls;
import org.ringdown.media.MediaWatch;
import org.ringdown.media.Transcoding;
import org.ringdown.mix.Rooms;
import org.ringdown.path.Ear;
import org.ringdown.path.RtpSink;
import org.ringdown.srtp.SrtpScratch;
import org.ringdown.transport.ExpectedPages;
import org.ringdown.transport.WebRtcPort;
import org.ringdown.video.PictureMill;
import org.ringdown.worker.Loop;
import org.ringdown.worker.PortPairs;

/** One worker: a loop, and what all legs on it share. */
final class MediaWorker {
    private final int index;
    private final Loop loop;
    private final Dtls dtls;
    private final RandomGenerator random;
    private final MediaWatch watch;
    private final Transcoding transcoding;
    private final Optional<PictureMill> mill;
    private final PortPairs ports;
    private final WebRtcPort webRtcPort;
    private final Rooms rooms;
    private final Music music;
    private final SrtpScratch scratch = new SrtpScratch();
    private final Set<Leg> legs = new HashSet<>();
    private final Watched watched;
    private final Hop[] hops;
    private volatile int open;

    /** @throws IOException when the port for pages is taken */
    MediaWorker(
            int index,
            int workers,
            MediaConfig config,
            Loop loop,
            Dtls dtls,
            RandomGenerator random,
            MediaWatch watch,
            ExpectedPages pages,
            AtomicInteger openRooms,
            Optional<PictureMill> mill)
            throws IOException {
        this.index = index;
        this.loop = loop;
        this.watched = new Watched(loop);
        this.dtls = dtls;
        this.random = random;
        this.watch = watch;
        this.transcoding = config.transcoding();
        this.mill = mill;
        this.rooms = new Rooms(loop, random, config.rooms(), openRooms);
        this.music = config.music();
        this.hops = new Hop[workers];
        this.ports =
                new PortPairs(
                        loop,
                        config.host(),
                        config.rtpPorts().share(index, workers),
                        config.portRest());
        this.webRtcPort =
                new WebRtcPort(
                        loop,
                        new InetSocketAddress(config.pageHost(), config.webRtcPortOf(index)),
                        config.pageSources(),
                        pages);
    }

    Loop loop() {
        return loop;
    }

    Dtls dtls() {
        return dtls;
    }

    RandomGenerator random() {
        return random;
    }

    MediaWatch watch() {
        return watch;
    }

    Transcoding transcoding() {
        return transcoding;
    }

    /** Where pictures are converted, if they are. */
    Optional<PictureMill> mill() {
        return mill;
    }

    PortPairs ports() {
        return ports;
    }

    WebRtcPort webRtcPort() {
        return webRtcPort;
    }

    Music music() {
        return music;
    }

    Rooms rooms() {
        return rooms;
    }

    SrtpScratch scratch() {
        return scratch;
    }

    /** How a leg on {@code speaking} speaks into an ear of a leg here. */
    RtpSink mouth(MediaWorker speaking, Ear ear) {
        if (speaking == this) return ear;
        if (hops[speaking.index] == null) hops[speaking.index] = new Hop(loop);
        return hops[speaking.index].to(ear, speaking.loop.counters());
    }

    void opened(Leg leg) {
        legs.add(leg);
        open = legs.size();
    }

    Watched watched() {
        return watched;
    }

    void closed(Leg leg) {
        legs.remove(leg);
        watched.remove(leg);
        open = legs.size();
    }

    /** How many legs live here. From anywhere. */
    int open() {
        return open;
    }

    void closeAll() {
        List.copyOf(legs).forEach(Leg::end);
    }
}
