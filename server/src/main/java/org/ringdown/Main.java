package org.ringdown;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.NoSuchFileException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.ringdown.cli.CannotStart;
import org.ringdown.cli.CommandLines;
import org.ringdown.cli.Program;
import org.ringdown.cli.Version;
import org.ringdown.codec.Music;
import org.ringdown.codec.MusicFile;
import org.ringdown.codec.Opus;
import org.ringdown.codec.SoundCodecs;
import org.ringdown.codec.StreamDecoder;
import org.ringdown.config.Configuration;
import org.ringdown.dtls.BcDtls;
import org.ringdown.engine.MediaConfig;
import org.ringdown.engine.MediaWorkers;
import org.ringdown.gateway.Gateway;
import org.ringdown.gateway.Surroundings;
import org.ringdown.http.Entry;
import org.ringdown.http.HttpServer;
import org.ringdown.http.SipWebSockets;
import org.ringdown.http.Site;
import org.ringdown.http.StopKeeper;
import org.ringdown.journal.MemoryJournal;
import org.ringdown.log.Strays;
import org.ringdown.mailbox.Directory;
import org.ringdown.media.MediaWatch;
import org.ringdown.media.Transcoding;
import org.ringdown.metrics.Metrics;
import org.ringdown.mix.RoomLimits;
import org.ringdown.net.NoSip;
import org.ringdown.net.SipWays;
import org.ringdown.net.rtmp.RtmpLimits;
import org.ringdown.net.rtmp.RtmpSurroundings;
import org.ringdown.net.rtmp.RtmptTunnels;
import org.ringdown.push.ClosedPages;
import org.ringdown.signin.SignIn;
import org.ringdown.store.Store;
import org.ringdown.time.Clock;
import org.ringdown.time.Timers;
import org.ringdown.token.Keyring;
import org.ringdown.token.Sessions;
import org.ringdown.token.SignedTokens;
import org.ringdown.token.TokenMint;
import org.ringdown.transport.WebRtcTcpPort;
import org.ringdown.way.SipTransport;
import org.ringdown.webpush.PushHosts;
import org.ringdown.webpush.WebPush;
import org.ringdown.worker.Loop;
import org.ringdown.worker.PortRange;

/** The map of the program: every part is made here, once, and given what it needs. */
public final class Main {
    private static final int CORES = Runtime.getRuntime().availableProcessors();

    private Main() {}

    public static void main(String[] arguments) {
        Strays.gather();
        System.exit(
                CommandLines.run(arguments, Main::startWarm, new Clinic(Main::assemble, CORES)));
    }

    /** Rehearses beside what it has started: whoever calls at once is served, only not as fast. */
    private static Program.Running startWarm(Configuration configuration)
            throws IOException, CannotStart {
        // To be allowed to call the kernel takes a while: others open meanwhile what they need.
        Thread.ofVirtual().name("loops").start(() -> LoopChoice.of(configuration.media()).tell());
        var running = start(configuration);
        Thread.ofVirtual().name("heap").start(HeapGoal::set);
        Thread.ofVirtual()
                .name("rehearsal")
                .start(new Stage(Main::assemble, configuration.media().loop()));
        if (configuration.media().transcode())
            Thread.ofVirtual().name("codecs").start(Opus::warmUp);
        return running;
    }

    static Program.Running start(Configuration configuration) throws IOException, CannotStart {
        var media = configuration.media();
        if (media.transcode()) SoundAddon.use(new Addons(media.video()), configuration.isFlashOn());
        var opened = new Opened();
        try {
            var ready = new AtomicBoolean();
            var timers = opened.add(new SystemTimers());
            var store = opened.add(StoreSide.of(configuration, Clock.system(), timers));
            var stops = StoreSide.stopped(store);
            var parts =
                    assemble(
                            configuration,
                            timers,
                            new Kept(
                                    StoreSide.records(store),
                                    stops,
                                    push(configuration.push(), store, timers, opened)),
                            opened);
            store.recorder().follow(parts.ladders());
            var flash = RtmpSide.surroundings(configuration, parts, timers);
            var tunnels = tunnels(configuration, flash);
            tunnels.ifPresent(opened::add);
            var streams =
                    opened.add(
                            LiveSide.of(
                                    configuration.streams(),
                                    parts,
                                    Clock.system(),
                                    timers,
                                    new SecureRandom()));
            var site =
                    Site.of(
                            configuration,
                            parts.gateway().pages(),
                            parts.webSockets(),
                            parts.entry(),
                            parts.ladders(),
                            store.archive(),
                            new StopKeeper(parts.gateway().limits(), store.stops()),
                            streams.out(),
                            streams.in(),
                            parts.metrics(),
                            tunnels,
                            Clock.system(),
                            ready::get);
            var http = http(configuration.http(), site, timers);
            http.ifPresent(opened::add);
            var rtmp = RtmpSide.of(configuration, flash, tunnels, opened);

            parts.gateway().begin();
            ready.set(true);
            store.begin();
            return new Program.Running(
                    parts.addresses(configuration, http, rtmp),
                    new Drain(parts.gateway(), ready, rtmp::drain, configuration.calls().drain()),
                    opened::close);
        } catch (IOException | CannotStart | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private static Optional<RtmptTunnels> tunnels(
            Configuration configuration, RtmpSurroundings around) {
        return configuration.rtmp().tunnel()
                ? Optional.of(new RtmptTunnels(around, RtmpLimits.USUAL))
                : Optional.empty();
    }

    private static ClosedPages push(
            Configuration.Push push, Store store, Timers timers, Opened opened) throws IOException {
        if (!push.enabled()) return ClosedPages.NONE;
        var policy =
                new WebPush.Policy(
                        push.contact().orElse("mailto:nobody@localhost"),
                        new PushHosts(push.hosts()),
                        push.patience());
        return opened.add(
                WebPush.open(store.push(), policy, Clock.system(), timers, new SecureRandom()));
    }

    /** Everything but the web server. */
    static Parts assemble(
            Configuration configuration, SystemTimers timers, Kept kept, Opened opened)
            throws IOException, CannotStart {
        var clock = Clock.system();
        var random = new SecureRandom();
        var routers = Routers.of(configuration, timers, clock, random, opened);
        var sip = SipSide.of(configuration, routers.sip(), timers, random);
        sip.ifPresent(opened::add);
        var webSockets = new SipWebSockets(timers);
        var pages = PageSide.of(configuration);
        var mailboxes = opened.add(mailboxes());
        var ladders = LadderSide.of(configuration, clock, mailboxes);
        var metrics = new Metrics(Version.here());
        var media =
                opened.add(
                        media(configuration, pages, clock, random, metrics.watch(ladders.media())));
        pagesByTcp(configuration, pages, media).ifPresent(opened::add);

        var keys = Keyring.of(configuration.tokens(), random);
        var tokens = new SignedTokens(keys, clock);
        var gateway =
                new Gateway(
                        new Surroundings(
                                clock,
                                timers,
                                random,
                                mailboxes,
                                media,
                                metrics.watch(
                                        new SipWays(
                                                sip.<SipTransport>map(sockets -> sockets)
                                                        .orElse(new NoSip()),
                                                webSockets)),
                                tokens,
                                Dialling.digests(configuration),
                                metrics.watch(kept.records()),
                                new MemoryJournal(),
                                Directory.oneNode("here"),
                                ladders,
                                RecordingSide.of(configuration.recording(), clock, random),
                                kept.closed()),
                        Dialling.settings(
                                configuration, routers, sip, pages, CORES, kept.stopped()));
        opened.add(new Farewell(gateway));
        var door = metrics.watch(gateway.sip());
        sip.ifPresent(sockets -> sockets.serve(door));
        webSockets.serve(door);
        metrics.follow(new GatewayNode(gateway, media));
        return new Parts(
                gateway,
                sip,
                webSockets,
                pages,
                media,
                entry(configuration, tokens, keys, clock, random),
                ladders,
                metrics);
    }

    private static Entry entry(
            Configuration configuration,
            SignedTokens tokens,
            Keyring keys,
            Clock clock,
            SecureRandom random) {
        return new Entry(
                new TokenMint(keys, clock, random),
                tokens,
                new SignIn(Dialling.passwords(configuration), clock, CORES),
                new Sessions(keys, clock));
    }

    /** While the program ends, what is still posted is dropped: nobody is left to hear of it. */
    private static ExecutorService mailboxes() {
        return new ThreadPoolExecutor(
                CORES,
                CORES,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().name("mailbox-", 0).factory(),
                new ThreadPoolExecutor.DiscardPolicy());
    }

    private static MediaWorkers media(
            Configuration configuration,
            PageSide pages,
            Clock clock,
            SecureRandom random,
            MediaWatch watch)
            throws IOException, CannotStart {
        var media = configuration.media();
        var edge = Executors.newVirtualThreadPerTaskExecutor();
        var dtls = new BcDtls(random, clock, edge, BcDtls.HANDSHAKES_IN_FLIGHT);
        var music = music(media);
        var converters = PictureAddon.of(media.video(), new Addons(media.video()));
        var ports = new PortRange(media.rtpPorts().first(), media.rtpPorts().last());
        var host = InetAddress.getByName(configuration.sip().host());
        var kind = LoopChoice.of(media).kind();
        return Ports.open(
                "media.webrtc-port",
                pages.host().getHostAddress(),
                media.webrtcPort(),
                address -> {
                    var loops =
                            IntStream.range(0, media.workers().orElse(CORES))
                                    .mapToObj(i -> kind.start("media-" + i, clock))
                                    .toList();
                    var config =
                            new MediaConfig(
                                    host,
                                    pages.host(),
                                    pages.sources(),
                                    address.getPort(),
                                    ports,
                                    MediaConfig.PORT_REST,
                                    transcoding(media),
                                    rooms(configuration.conference()),
                                    music,
                                    converters);
                    try {
                        return new MediaWorkers(config, loops, dtls, random, watch);
                    } catch (IOException e) {
                        loops.forEach(Loop::close);
                        throw e;
                    }
                },
                workers -> workers.webRtcPort(0));
    }

    private static Music music(Configuration.Media media) throws CannotStart {
        if (media.music().isEmpty()) return Music.BOX;
        try {
            return MusicFile.read(media.music().get());
        } catch (NoSuchFileException e) {
            throw new CannotStart(
                    CannotStart.CONFIGURATION,
                    "media.music: there is no file "
                            + e.getFile()
                            + "; name one, or leave the key out.");
        } catch (IOException e) {
            throw new CannotStart(CannotStart.CONFIGURATION, "media.music: " + e.getMessage());
        }
    }

    private static RoomLimits rooms(Configuration.Conference conference) {
        return new RoomLimits(conference.rooms(), conference.seats());
    }

    private static Transcoding transcoding(Configuration.Media media) {
        boolean pictures = media.video().transcode();
        return media.transcode()
                ? new Transcoding(
                        StreamDecoder.known(),
                        SoundCodecs.knownBeside(),
                        media.transcodeOnLoss(),
                        pictures)
                : new Transcoding(List.of(), false, pictures);
    }

    private static Optional<WebRtcTcpPort> pagesByTcp(
            Configuration configuration, PageSide pages, MediaWorkers media)
            throws IOException, CannotStart {
        var port = configuration.media().webrtcTcpPort();
        if (port.isOff()) return Optional.empty();
        return Optional.of(
                Ports.open(
                        "media.webrtc-tcp-port",
                        pages.host().getHostAddress(),
                        port,
                        media::listen,
                        open -> open.local().getPort()));
    }

    private static Optional<HttpServer> http(
            Configuration.Http http, Site site, SystemTimers timers)
            throws IOException, CannotStart {
        if (http.port().isOff()) return Optional.empty();
        return Optional.of(
                Ports.open(
                        "http.port",
                        http.host(),
                        http.port(),
                        address -> HttpServer.open(address, site, timers),
                        server -> server.address().getPort()));
    }
}
