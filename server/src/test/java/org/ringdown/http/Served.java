package org.ringdown.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.ringdown.call.CallListener;
import org.ringdown.call.CallVoice;
import org.ringdown.config.Configuration;
import org.ringdown.config.Configuration.ApiKey;
import org.ringdown.config.Configuration.Permission;
import org.ringdown.config.Network;
import org.ringdown.config.Secret;
import org.ringdown.http.Site.Patience;
import org.ringdown.ladder.Ladders;
import org.ringdown.ladder.MailboxLadders;
import org.ringdown.ladder.PeerNames;
import org.ringdown.limit.Allowance;
import org.ringdown.limit.Limits;
import org.ringdown.limit.Rules;
import org.ringdown.live.BroughtStreams;
import org.ringdown.live.LiveDestinations;
import org.ringdown.live.LiveStreams;
import org.ringdown.live.LiveUrl;
import org.ringdown.metrics.Metrics;
import org.ringdown.net.rtmp.FreeHouse;
import org.ringdown.net.rtmp.RtmpLimits;
import org.ringdown.net.rtmp.RtmpSurroundings;
import org.ringdown.net.rtmp.RtmptTunnels;
import org.ringdown.page.FromPage;
import org.ringdown.page.PageConnection;
import org.ringdown.page.PageDoor;
import org.ringdown.route.Hours;
import org.ringdown.signin.Passwords;
import org.ringdown.signin.SignIn;
import org.ringdown.sip.SipMessage;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.store.Store;
import org.ringdown.time.Clock;
import org.ringdown.time.Timers;
import org.ringdown.tls.KeyFiles;
import org.ringdown.token.Keyring;
import org.ringdown.token.Sessions;
import org.ringdown.token.SignedTokens;
import org.ringdown.token.TokenMint;
import org.ringdown.user.Tokens.Verdict;
import org.ringdown.way.SipDoor;
import tools.jackson.databind.json.JsonMapper;

/** A real server on a free port, with a door behind it that remembers who came and what they said. */
final class Served implements AutoCloseable {
    static final String API_KEY = "an api key of more than thirty-two characters";
    static final String CALLS_KEY = "an api key that may look at calls, also long enough";
    static final String IDLE_KEY = "an api key that may do nothing, equally long";
    static final String METRICS_KEY = "an api key that may read figures, long enough too";
    static final String STOP_KEY = "an api key that may stop calls, also long enough";
    static final String STREAMS_KEY = "an api key that may stream calls, long as well";
    static final String STREAMED_CALL = "c1";

    /** Where nobody listens. */
    static final String STREAMED_TO = "rtmp://127.0.0.1:1/live/";

    /** Where nobody plays. */
    static final String BROUGHT_FROM = "rtmp://127.0.0.1:1/studio/";

    static final String BUTTON_ORIGIN = "https://button.example";
    static final Hours CLOSED = closedToday();
    static final String PASSWORD = "white rabbit, late again";
    static final Patience USUAL = Patience.USUAL;

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final SignedTokens tokens;
    final TokenMint mint;
    final Ladders ladders =
            new MailboxLadders(Clock.system(), Runnable::run, 100, PeerNames.NONE, _ -> {});
    final Store store = Store.inMemory(this::after);
    private final HttpServer server;
    final BlockingQueue<Visit> visits = new LinkedBlockingQueue<>();
    final BlockingQueue<SipCame> sipMessages = new LinkedBlockingQueue<>();
    final BlockingQueue<Flow> sipClosed = new LinkedBlockingQueue<>();
    final SipWebSockets sip;
    final Limits limits =
            new Limits(Rules.ofUsers(Allowance.NONE), Clock.system(), this::after, (_, _) -> {});
    final LiveStreams streams =
            new LiveStreams(
                    new LiveDestinations(List.of(LiveUrl.prefix(STREAMED_TO).orElseThrow())),
                    new OneCall(),
                    Clock.system(),
                    this::after,
                    new Random(3));
    final BroughtStreams brought =
            new BroughtStreams(
                    new LiveDestinations(List.of(LiveUrl.prefix(BROUGHT_FROM).orElseThrow())),
                    new OneHouse(),
                    Duration.ofSeconds(30),
                    Clock.system(),
                    this::after,
                    new Random(4));
    volatile boolean ready = true;

    /** A call that goes on, and whoever calls is let in and told nothing. */
    private final class OneHouse implements BroughtStreams.House {
        @Override
        public boolean isOpen(String call) {
            return call.equals(STREAMED_CALL);
        }

        @Override
        public boolean speak(String call, CallVoice voice) {
            return isOpen(call);
        }

        @Override
        public void hush(String call, CallVoice voice) {}

        @Override
        public void end(String call, String why) {}

        @Override
        public PageDoor pages() {
            return Served.this::opened;
        }

        @Override
        public String token(String user) {
            return user;
        }
    }

    /** A call that goes on, and says nothing. */
    private static final class OneCall implements LiveStreams.House {
        @Override
        public boolean isOpen(String call) {
            return call.equals(STREAMED_CALL);
        }

        @Override
        public boolean listen(String call, CallListener listener) {
            return isOpen(call);
        }

        @Override
        public void leave(String call, CallListener listener) {}
    }

    /** A SIP message that came in, and how. */
    record SipCame(SipMessage message, Flow flow) {}

    /** A page that came through the door. */
    record Visit(
            PageConnection connection,
            String origin,
            String address,
            BlockingQueue<FromPage> said,
            BlockingQueue<String> closed) {}

    /** A whole day, three days from now. */
    private static Hours closedToday() {
        var day = LocalDate.now(ZoneOffset.UTC).plusDays(3).getDayOfWeek();
        var whole = new Hours.Span(Set.of(day), LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);
        return new Hours(List.of(whole), ZoneOffset.UTC);
    }

    private static Configuration.Button button(Optional<Hours> hours) {
        return new Configuration.Button("+441234567890", List.of(BUTTON_ORIGIN), 5, 10, hours);
    }

    private Served(
            boolean dev, int port, Optional<KeyFiles> tls, List<Network> proxies, Patience patience)
            throws IOException {
        var keys = Keyring.of(new Configuration.Tokens(Map.of()), new Random(1));
        tokens = new SignedTokens(keys, Clock.system());
        mint = new TokenMint(keys, Clock.system(), new Random(2));
        var apiKeys = new LinkedHashMap<String, ApiKey>();
        apiKeys.put("looker", new ApiKey(new Secret(CALLS_KEY), List.of(Permission.CALLS)));
        apiKeys.put("stopper", new ApiKey(new Secret(STOP_KEY), List.of(Permission.STOP)));
        apiKeys.put("monitor", new ApiKey(new Secret(METRICS_KEY), List.of(Permission.METRICS)));
        apiKeys.put("streamer", new ApiKey(new Secret(STREAMS_KEY), List.of(Permission.STREAMS)));
        apiKeys.put("idle", new ApiKey(new Secret(IDLE_KEY), List.of()));
        apiKeys.put("crm", new ApiKey(new Secret(API_KEY), List.of(Permission.TOKENS)));
        sip = new SipWebSockets(this::after);
        sip.serve(
                new SipDoor() {
                    @Override
                    public void datagram(ByteBuffer datagram, Flow from) {
                        throw new AssertionError("WebSockets carry whole messages");
                    }

                    @Override
                    public boolean message(SipMessage message, Flow from) {
                        return sipMessages.add(new SipCame(message, from));
                    }

                    @Override
                    public void closed(Flow flow) {
                        sipClosed.add(flow);
                    }
                });
        var site =
                new Site(
                        dev,
                        tls,
                        dev ? Set.of() : Set.of("https://shop.example"),
                        proxies,
                        Set.of("alice", "bob"),
                        apiKeys,
                        Map.of(
                                "sales", button(Optional.empty()),
                                "closed", button(Optional.of(CLOSED))),
                        this::opened,
                        sip,
                        new Entry(
                                mint,
                                tokens,
                                new SignIn(
                                        new Passwords(Map.of("alice", PASSWORD)),
                                        Clock.system(),
                                        4),
                                new Sessions(keys, Clock.system())),
                        ladders,
                        store.archive(),
                        new StopKeeper(limits, store.stops()),
                        streams,
                        brought,
                        new Metrics("test"),
                        Optional.of(new RtmptTunnels(flash(), new RtmpLimits(4, 3))),
                        Clock.system(),
                        () -> ready,
                        patience);
        server = HttpServer.open(new InetSocketAddress("127.0.0.1", port), site, this::after);
    }

    private RtmpSurroundings flash() {
        return new RtmpSurroundings(FreeHouse.make(), this::after, Clock.system(), new Random(3));
    }

    static Served dev() {
        return make(true, 0, List.of(), USUAL);
    }

    static Served live() {
        return make(false, 0, List.of(), USUAL);
    }

    static Served impatient(Duration hello, Duration ping, Duration goodbye) {
        return make(true, 0, List.of(), new Patience(USUAL.request(), hello, ping, goodbye));
    }

    /** Waits for a first request so long only. */
    static Served awaitingRequests(Duration request) {
        var patience = new Patience(request, USUAL.hello(), Duration.ofMillis(50), USUAL.goodbye());
        return make(true, 0, List.of(), patience);
    }

    static Served behindProxy(String proxy) {
        return make(false, 0, List.of(Network.of(proxy)), USUAL);
    }

    static Served at(int port) throws IOException {
        return new Served(true, port, Optional.empty(), List.of(), USUAL);
    }

    static Served secure(KeyFiles tls) throws IOException {
        return new Served(true, 0, Optional.of(tls), List.of(), USUAL);
    }

    static Served secure(KeyFiles tls, Duration request) throws IOException {
        var patience = new Patience(request, USUAL.hello(), USUAL.ping(), USUAL.goodbye());
        return new Served(true, 0, Optional.of(tls), List.of(), patience);
    }

    private static Served make(boolean dev, int port, List<Network> proxies, Patience patience) {
        try {
            return new Served(dev, port, Optional.empty(), proxies, patience);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    InetSocketAddress address() {
        return server.address();
    }

    int port() {
        return server.address().getPort();
    }

    String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    String userOf(String tokenAnswer) {
        var token = new JsonMapper().readTree(tokenAnswer).get("token").asString();
        return ((Verdict.Granted) tokens.verify(token, "")).grant().user();
    }

    /** What is said to a page that shows this. */
    String verdict(String token) {
        return verdict(token, "");
    }

    /** The same to one of this origin. */
    String verdict(String token, String origin) {
        return tokens.verify(token, origin).toString();
    }

    private PageDoor.PageSession opened(PageConnection connection, String origin, String address) {
        var visit =
                new Visit(
                        connection,
                        origin,
                        address,
                        new LinkedBlockingQueue<>(),
                        new LinkedBlockingQueue<>());
        visits.add(visit);
        return new PageDoor.PageSession() {
            @Override
            public void received(FromPage message) {
                visit.said.add(message);
            }

            @Override
            public void closed() {
                visit.closed.add("closed");
            }
        };
    }

    private Timers.Timer after(Duration delay, Runnable task) {
        var due = timer.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
        return () -> due.cancel(false);
    }

    @Override
    public void close() {
        server.close();
        streams.close();
        brought.close();
        timer.shutdownNow();
    }
}
