package org.ringdown.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ringdown.call.CallVoice;
import org.ringdown.live.BroughtStreams.Outcome;
import org.ringdown.media.StreamMedia;
import org.ringdown.page.FromPage;
import org.ringdown.page.PageConnection;
import org.ringdown.page.PageDoor;
import org.ringdown.page.ToPage;
import org.ringdown.rtmp.flv.AudioTag;
import org.ringdown.time.Clock;
import org.ringdown.time.Timers;

/** Streams are brought from a server that comes and goes, into calls that do, too. */
class BroughtStreamsTest {
    private static final String CALL = "c1";
    private static final int ALAW = 0x72;
    private static final int AAC = 0xAF;

    private final ScheduledExecutorService later =
            new ScheduledThreadPoolExecutor(1, new ThreadPoolExecutor.DiscardPolicy());
    private final ExecutorService asking = Executors.newVirtualThreadPerTaskExecutor();
    private final House house = new House();
    private Studio studio;
    private BroughtStreams streams;

    /** One call, and whoever comes in as a page. */
    private static final class House implements BroughtStreams.House {
        final BlockingQueue<CallVoice> speaking = new LinkedBlockingQueue<>();
        final BlockingQueue<CallVoice> hushed = new LinkedBlockingQueue<>();
        final BlockingQueue<String> ended = new LinkedBlockingQueue<>();
        final BlockingQueue<FromPage> said = new LinkedBlockingQueue<>();
        final CompletableFuture<Void> pageClosed = new CompletableFuture<>();
        final CompletableFuture<PageConnection> page = new CompletableFuture<>();
        volatile boolean open = true;

        @Override
        public boolean isOpen(String call) {
            return open && call.equals(CALL);
        }

        @Override
        public boolean speak(String call, CallVoice voice) {
            return isOpen(call) && speaking.add(voice);
        }

        @Override
        public void hush(String call, CallVoice voice) {
            hushed.add(voice);
        }

        @Override
        public void end(String call, String why) {
            ended.add(call + ": " + why);
        }

        @Override
        public PageDoor pages() {
            return (connection, _, _) -> {
                page.complete(connection);
                return new PageDoor.PageSession() {
                    @Override
                    public void received(FromPage message) {
                        said.add(message);
                    }

                    @Override
                    public void closed() {
                        pageClosed.complete(null);
                    }
                };
            };
        }

        @Override
        public String token(String user) {
            return "token of " + user;
        }
    }

    @BeforeEach
    void open() throws IOException {
        studio = new Studio();
        streams = streams(Duration.ofSeconds(30));
    }

    private BroughtStreams streams(Duration patience) {
        Timers timers =
                (delay, task) -> {
                    var waiting = later.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
                    return () -> waiting.cancel(false);
                };
        return new BroughtStreams(
                new LiveDestinations(List.of()),
                house,
                patience,
                Clock.system(),
                timers,
                new Random(2));
    }

    @AfterEach
    void close() throws IOException {
        streams.close();
        studio.close();
        later.shutdownNow();
        asking.close();
    }

    private CompletableFuture<Outcome> inject() {
        return ask(() -> streams.inject(CALL, studio.url()));
    }

    private CompletableFuture<Outcome> place() {
        return ask(() -> streams.place(studio.url(), "600", "guest", "192.0.2.1"));
    }

    private interface Wish {
        Outcome made() throws InterruptedException;
    }

    private CompletableFuture<Outcome> ask(Wish wish) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return wish.made();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                },
                asking);
    }

    /** One that plays from now on. */
    private Studio.Player playing() throws IOException {
        var player = studio.accept();
        assertThat(player.asked()).isEqualTo("key?t=1");
        player.starts();
        player.sound(0, ALAW, 1, 2, 3);
        return player;
    }

    private static BroughtStream begun(CompletableFuture<Outcome> outcome) {
        return ((Outcome.Begun) outcome.join()).stream();
    }

    /** Media that keeps what it is sent, as text. */
    private static StreamMedia media(BlockingQueue<String> kept) {
        return (StreamMedia)
                Proxy.newProxyInstance(
                        StreamMedia.class.getClassLoader(),
                        new Class<?>[] {StreamMedia.class},
                        (_, method, given) -> {
                            if (method.getName().equals("plays"))
                                kept.add("plays " + given[0] + given[1]);
                            else {
                                var body = ((ByteBuffer) given[1]).duplicate();
                                var text = new StringBuilder(method.getName());
                                text.append(" at ").append(given[0]).append(':');
                                while (body.hasRemaining())
                                    text.append(' ').append(body.get() & 0xff);
                                kept.add(text.toString());
                            }
                            return null;
                        });
    }

    @Test
    void aStreamIsHeardInACallUntilItIsEnded() throws Exception {
        var outcome = inject();
        try (var player = playing()) {
            var stream = begun(outcome);
            var voice = house.speaking.take();
            assertThat(stream.seen().state()).isEqualTo(LiveStream.State.LIVE);
            assertThat(streams.of(CALL)).containsExactly(stream);
            var kept = new LinkedBlockingQueue<String>();
            voice.speaks(media(kept));
            player.sound(20, ALAW, 4);
            assertThat(kept.take()).isEqualTo("sound at 20: 114 4");
            assertThat(streams.end("other", stream.id())).isFalse();
            assertThat(streams.end(CALL, stream.id())).isTrue();
            player.awaitEnd();
            assertThat(house.hushed.take()).isSameAs(voice);
        }
    }

    @Test
    void whatAacNeedsIsToldToWhoeverComesLater() throws Exception {
        var kept = new LinkedBlockingQueue<String>();
        var outlet = new StreamOutlet(Clock.system(), true);
        feed(outlet, 0, AAC, 0, 0x12, 0x10);
        outlet.picture(0, bytes(0x17, 0, 0, 0, 0, 1));
        feed(outlet, 20, AAC, 1, 7);
        outlet.into(media(kept));
        feed(outlet, 40, AAC, 1, 8);
        assertThat(kept)
                .containsExactly(
                        "sound at 40: 175 0 18 16",
                        "picture at 40: 23 0 0 0 0 1",
                        "sound at 40: 175 1 8");
    }

    @Test
    void timeGoesOnWhereAStreamBeginsAnew() throws Exception {
        var kept = new LinkedBlockingQueue<String>();
        var now = new AtomicLong();
        var outlet = new StreamOutlet(clock(now), false);
        outlet.into(media(kept));
        feed(outlet, 5000, ALAW, 1);
        now.addAndGet(Duration.ofSeconds(2).toNanos());
        outlet.begins();
        feed(outlet, 7, ALAW, 2);
        feed(outlet, 27, ALAW, 3);
        outlet.picture(30, bytes(0x27, 1, 0, 0, 0));
        assertThat(kept)
                .containsExactly(
                        "sound at 5000: 114 1", "sound at 7000: 114 2", "sound at 7020: 114 3");
    }

    private static Clock clock(AtomicLong now) {
        return new Clock() {
            @Override
            public long nanos() {
                return now.get();
            }

            @Override
            public Instant wall() {
                return Instant.EPOCH;
            }
        };
    }

    private static ByteBuffer bytes(int... body) {
        var bytes = ByteBuffer.allocate(body.length);
        for (int one : body) bytes.put((byte) one);
        return bytes.flip();
    }

    private static void feed(StreamOutlet outlet, int timestamp, int... body) throws Exception {
        var tag = AudioTag.parse(bytes(body));
        outlet.sound(timestamp, tag, bytes(body));
    }

    @Test
    void whileAStreamIsGoneItsSideIsHeardItself() throws Exception {
        var outcome = inject();
        try (var player = playing()) {
            begun(outcome);
            player.ends();
            player.awaitEnd();
        }
        var voice = house.speaking.take();
        assertThat(house.hushed.take()).isSameAs(voice);
        try (var again = playing()) {
            assertThat(house.speaking.take()).isSameAs(voice);
            again.sound(20, ALAW, 1);
        }
    }

    @Test
    void aStreamThatIsNotThereIsNoStreamAndTheReasonTold() throws Exception {
        var outcome = inject();
        try (var player = studio.accept()) {
            player.asked();
            player.refuses();
            assertThat(outcome.join())
                    .isEqualTo(
                            new Outcome.NotHeard(
                                    "the server refuses the stream (NetStream.Play.StreamNotFound)"));
        }
        assertThat(house.speaking).isEmpty();
        assertThat(streams.of(CALL)).isEmpty();
    }

    @Test
    void soundThatCallsDoNotHaveIsRefused() throws Exception {
        var outcome = inject();
        try (var player = studio.accept()) {
            player.asked();
            player.starts();
            player.sound(0, 0x12, 1, 2);
            assertThat(outcome.join())
                    .isEqualTo(
                            new Outcome.NotHeard("its sound is in a codec that calls do not have"));
            player.awaitEnd();
        }
    }

    @Test
    void oneStreamIsHeardInACallAtATime() throws Exception {
        var first = inject();
        try (var player = playing()) {
            begun(first);
            assertThat(streams.inject(CALL, studio.url())).isInstanceOf(Outcome.TooMany.class);
            player.sound(20, ALAW, 1);
        }
    }

    @Test
    void aCallThatHasEndedHearsNothing() throws Exception {
        house.open = false;
        assertThat(streams.inject(CALL, studio.url())).isInstanceOf(Outcome.NoSuchCall.class);
    }

    @Test
    void theEndOfTheCallIsTheEndOfTheStream() throws Exception {
        var outcome = inject();
        try (var player = playing()) {
            begun(outcome);
            house.speaking.take().end();
            player.awaitEnd();
        }
    }

    /** As the gateway does it. */
    private PageConnection welcomed() throws Exception {
        var page = house.page.get(20, TimeUnit.SECONDS);
        assertThat(house.said.take())
                .isEqualTo(
                        new FromPage.Hello(1, "token of guest", "stream", false, Optional.empty()));
        page.send(new ToPage.Welcome(1, "guest:1", "p_1", "", List.of(), List.of()));
        assertThat(house.said.take()).isInstanceOf(FromPage.StreamOpen.class);
        assertThat(((FromPage.Dial) house.said.take()).to()).isEqualTo("600");
        return page;
    }

    private static ToPage calling() {
        var remote = new ToPage.Party("600", Optional.empty(), Optional.empty());
        return new ToPage.Calling("stream", CALL + ".0", CALL + ".1", remote);
    }

    private static ToPage ended() {
        return new ToPage.Ended(
                CALL + ".0", "hangup", "remote", Optional.empty(), OptionalInt.empty(), 1);
    }

    @Test
    void aStreamCallsAndItsEndIsThatOfTheCall() throws Exception {
        var outcome = place();
        try (var player = playing()) {
            var page = welcomed();
            page.send(calling());
            assertThat(((Outcome.Begun) outcome.join()).call()).isEqualTo(CALL);
            var kept = new LinkedBlockingQueue<String>();
            page.opened("m1", media(kept));
            assertThat(kept.take()).isEqualTo("plays [][]");
            player.sound(20, ALAW, 9);
            assertThat(kept.take()).isEqualTo("sound at 20: 114 9");
            page.send(ended());
            player.awaitEnd();
            house.pageClosed.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void nobodyIsCalledForAStreamThatIsNotThere() throws Exception {
        var outcome = place();
        try (var player = studio.accept()) {
            player.asked();
            player.refuses();
            assertThat(outcome.join()).isInstanceOf(Outcome.NotHeard.class);
        }
        assertThat(house.page).isNotDone();
    }

    @Test
    void whatTheGatewayRefusesIsSaidAndTheStreamLeft() throws Exception {
        var outcome = place();
        try (var player = playing()) {
            var no = ToPage.Failure.ofPage("bad-number", "That is no number.", "Dial one.", false);
            welcomed().send(no);
            assertThat(outcome.join())
                    .isEqualTo(
                            new Outcome.NotPlaced("bad-number", "That is no number.", "Dial one."));
            player.awaitEnd();
            house.pageClosed.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void whoeverEndsTheStreamOfACallHangsUp() throws Exception {
        var outcome = place();
        try (var player = playing()) {
            welcomed().send(calling());
            assertThat(streams.end(CALL, begun(outcome).id())).isTrue();
            player.awaitEnd();
            assertThat(house.said.take()).isEqualTo(new FromPage.Hangup(CALL + ".0"));
        }
    }

    @Test
    void aStreamThatIsGoneForTooLongEndsTheCallInWords() throws Exception {
        streams = streams(Duration.ZERO);
        var outcome = place();
        try (var player = playing()) {
            welcomed().send(calling());
            begun(outcome);
            player.ends();
        }
        assertThat(house.ended.take())
                .isEqualTo(CALL + ": the stream is gone: the stream has ended");
    }
}
