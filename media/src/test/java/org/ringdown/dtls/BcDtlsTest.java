package org.ringdown.dtls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.srtp.SrtpKeys;
import org.ringdown.srtp.SrtpProfile;
import org.ringdown.time.Clock;
import org.ringdown.worker.Counted;

/** Whole handshakes with a client of bctls, over a network that loses what a test says. */
@Timeout(20)
class BcDtlsTest {
    private final SecureRandom random = new SecureRandom();
    private final ExecutorService edge = Executors.newVirtualThreadPerTaskExecutor();
    private final ExecutorService worker = Executors.newSingleThreadExecutor();
    private final Dtls dtls = new BcDtls(random, Clock.system(), edge, 10);
    private final DtlsPage page = new DtlsPage(random, this::toGateway);
    private final News news = new News();
    private final AtomicInteger fromPage = new AtomicInteger();
    private final AtomicInteger fromGateway = new AtomicInteger();
    private final AtomicInteger lastFlights = new AtomicInteger();
    private final List<ByteBuffer> sent = new CopyOnWriteArrayList<>();
    private Loss lostFromPage = (_, _) -> false;
    private Loss lostFromGateway = (_, _) -> false;
    private DtlsHandshaker handshaker = dtls.expect(List.of(page.fingerprint()), worker, news);

    @AfterEach
    void stop() {
        worker.execute(handshaker::close);
        page.leave();
        worker.close();
        edge.shutdownNow();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "AES_CM_128_HMAC_SHA1_32")
    void bothEndsGetTheSameKeys(SrtpProfile profile) throws Exception {
        page.begin(edge, profile);

        var ours = news.done.get();
        var theirs = page.keys().get();
        assertThat(ours.client()).isEqualTo(theirs.client());
        assertThat(ours.server()).isEqualTo(theirs.server());
        assertThat(ours.client().profile()).isEqualTo(profile);
        assertThat(ours.client().key()).isNotEqualTo(ours.server().key());
    }

    @Test
    void weMayBeTheClientToo() throws Exception {
        var far = new BcDtls(random, Clock.system(), edge, 10);
        var pair = new Pair(far, List.of(far.fingerprint()));

        var keys = pair.active.done.get();
        assertThat(keys.client()).isEqualTo(pair.passive.done.get().client());
        assertThat(keys.server()).isEqualTo(pair.passive.done.get().server());
        pair.close();
    }

    @Test
    void asTheClientWeBelieveNoCertificateButTheOneThatWasNamed() throws Exception {
        var far = new BcDtls(random, Clock.system(), edge, 10);
        var pair = new Pair(far, List.of(dtls.fingerprint()));

        assertThat(pair.active.failed.get()).contains("certificate");
        pair.close();
    }

    @Test
    void asTheClientWeWaitForNobodyWhereThereIsNoRoom() throws Exception {
        var full = new BcDtls(random, Clock.system(), edge, 0);
        var told = new News();
        full.begin(List.of(), worker, told);

        assertThat(told.failed.get()).contains("Too many");
    }

    @Test
    void everyNodeHasItsOwnFingerprint() {
        assertThat(dtls.fingerprint()).matches("sha-256 ([0-9A-F]{2}:){31}[0-9A-F]{2}");
        assertThat(new BcDtls(random, Clock.system(), edge, 1).fingerprint())
                .isNotEqualTo(dtls.fingerprint());
    }

    @Test
    void aClientHelloInPiecesIsPutTogether() throws Exception {
        page.begin(edge, SrtpProfile.AES_CM_128_HMAC_SHA1_80, true, 150);

        assertThat(news.done.get()).isNotNull();
        assertThat(fromPage.get()).isGreaterThan(4);
    }

    @Test
    void aCertificateThatItsOfferDidNotNameFails() throws Exception {
        var stranger = new DtlsPage(random, _ -> {});
        handshaker = dtls.expect(List.of(stranger.fingerprint()), worker, news);
        page.begin(edge, SrtpProfile.AES_CM_128_HMAC_SHA1_80);

        assertThat(news.failed.get())
                .isEqualTo("The page's certificate is not the one that its offer named.");
        assertThat(news.done).isNotDone();
        assertThatThrownBy(() -> page.keys().get()).isInstanceOf(ExecutionException.class);
    }

    @Test
    void noFingerprintThatIsBelievedMeansNobodyIs() throws Exception {
        handshaker = dtls.expect(List.of("sha-1 AB:CD"), worker, news);
        page.begin(edge, SrtpProfile.AES_CM_128_HMAC_SHA1_80);

        assertThat(news.failed.get()).isNotBlank();
    }

    @Test
    void aPageWithoutACertificateFails() throws Exception {
        page.begin(edge, SrtpProfile.AES_CM_128_HMAC_SHA1_80, false, 1200);

        assertThat(news.failed.get()).isEqualTo("The DTLS handshake failed: handshake failure.");
        assertThat(news.done).isNotDone();
    }

    @ParameterizedTest(name = "datagram {0} lost both ways")
    @ValueSource(ints = {0, 1, 2})
    void whatIsLostIsSentAgain(int lost) throws Exception {
        lostFromPage = (number, _) -> number == lost;
        lostFromGateway = (number, _) -> number == lost;
        page.begin(edge, SrtpProfile.AES_CM_128_HMAC_SHA1_80);

        assertThat(news.done.get().server()).isEqualTo(page.keys().get().server());
    }

    @Test
    void answersTheLastFlightAgainAfterItIsDone() throws Exception {
        lostFromGateway = (_, datagram) -> isOfLastFlight(datagram) && lastFlights.get() < 2;
        page.begin(edge, SrtpProfile.AES_CM_128_HMAC_SHA1_80);
        news.done.get();

        assertThat(page.keys().get()).isNotNull();
        assertThat(lastFlights.get()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void noticesAPageThatSaysGoodbye() throws Exception {
        page.begin(edge, SrtpProfile.AES_CM_128_HMAC_SHA1_80);
        news.done.get();
        page.keys().get();

        page.leave();

        assertThat(news.closed.get()).isNull();
    }

    /** Too short to be of anybody with the keys: one datagram with a page's address would end its call. */
    @Test
    void aRecordWithoutRoomForATagEndsNothing() throws Exception {
        var damaged = new CompletableFuture<Void>();
        lostFromGateway = (_, datagram) -> isOfLastFlight(datagram) && !damaged.isDone();
        page.begin(edge, SrtpProfile.AES_CM_128_HMAC_SHA1_80);
        news.done.get();

        for (var type : List.of("15", "16", "17")) feed(type + "fefd0001000000000005000400000000");
        damaged.complete(null);

        assertThat(page.keys().get()).as("the last flight, answered once more").isNotNull();
        assertThat(news.closed).isNotDone();
    }

    /** {@code -Dmalformed.packets=1000000} for as many. */
    @Test
    @Timeout(600)
    void damagedAndMadeUpRecordsEndNothing() throws Exception {
        page.begin(edge, SrtpProfile.AES_CM_128_HMAC_SHA1_80);
        news.done.get();
        page.keys().get();
        int packets = Integer.getInteger("malformed.packets", 20_000);

        for (int i = 0; i - news.dropped.size() < packets; i++) {
            var datagram = damaged();
            worker.submit(() -> handshaker.feed(datagram, Clock.system().nanos())).get();
            assertThat(news.closed).isNotDone();
        }

        assertThat(news.failed).isNotDone();
        assertThat(page.gone()).isNotDone();
        page.leave();
        assertThat(news.closed.get()).isNull();
    }

    /** A datagram of the page with a stretch of other bytes in it, or cut off; one of four is nothing but chance. */
    private ByteBuffer damaged() {
        var genuine = sent.get(random.nextInt(sent.size()));
        var bytes = genuine.array().clone();
        int from = random.nextInt(4) == 0 ? 1 : 1 + random.nextInt(bytes.length - 1);
        int to = from == 1 ? bytes.length : Math.min(bytes.length, from + random.nextInt(1, 9));
        for (int at = from; at < to; at++) bytes[at] ^= (byte) random.nextInt(1, 256);
        int length = random.nextInt(4) == 0 ? 1 + random.nextInt(bytes.length) : bytes.length;
        return ByteBuffer.wrap(bytes, 0, length);
    }

    @Test
    void saysGoodbyeItself() throws Exception {
        page.begin(edge, SrtpProfile.AES_CM_128_HMAC_SHA1_80);
        news.done.get();
        page.keys().get();

        worker.execute(handshaker::close);

        assertThat(page.gone().get()).isNull();
        assertThat(news.closed).isNotDone();
    }

    @Test
    void dropsFragmentsThatClaimToBeEnormousAndGoesOn() throws Exception {
        feed("16fefd0000000000000000000e01ffffff0000000000000002abcd");
        assertThat(news.dropped.take()).isEqualTo(Counted.OVERSIZE_HANDSHAKE);

        page.begin(edge, SrtpProfile.AES_CM_128_HMAC_SHA1_80);
        assertThat(news.done.get()).isNotNull();
    }

    @Test
    void turnsPagesAwayWhileTooManyShakeHandsAndFailsWhenThatLasts() throws Exception {
        var crowded =
                new BcDtls(random, Clock.system(), edge, 0)
                        .expect(List.of(page.fingerprint()), worker, news);
        var hello =
                ByteBuffer.wrap(
                        HexFormat.of()
                                .parseHex(
                                        "16fefd0000000000000000000e010000020000000000000002abcd"));
        crowded.feed(hello, 0);
        crowded.feed(hello, TimeUnit.SECONDS.toNanos(10));
        assertThat(news.dropped).containsOnly(Counted.HANDSHAKE_REFUSED).hasSize(2);
        assertThat(news.failed).isNotDone();

        crowded.feed(hello, TimeUnit.SECONDS.toNanos(10) + 1);
        assertThat(news.failed.get()).isEqualTo("Too many DTLS handshakes are under way.");
    }

    @Test
    void closedBeforeItIsDoneItSaysNothing() throws Exception {
        lostFromGateway = (_, _) -> true;
        page.begin(edge, SrtpProfile.AES_CM_128_HMAC_SHA1_80);
        while (fromPage.get() == 0) Thread.onSpinWait();
        worker.submit(handshaker::close).get();
        edge.shutdown();
        page.leave();

        assertThat(edge.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        worker.submit(() -> {}).get();
        assertThat(news.failed).isNotDone();
        assertThat(news.done).isNotDone();
    }

    private void toGateway(ByteBuffer datagram) {
        sent.add(ByteBuffer.allocate(datagram.remaining()).put(datagram.duplicate()));
        if (isChangeCipherSpec(datagram)) lastFlights.incrementAndGet();
        if (lostFromPage.of(fromPage.getAndIncrement(), datagram)) return;
        worker.execute(() -> handshaker.feed(datagram, Clock.system().nanos()));
    }

    private void feed(String datagram) {
        worker.execute(
                () -> handshaker.feed(ByteBuffer.wrap(HexFormat.of().parseHex(datagram)), 0));
    }

    private static boolean isChangeCipherSpec(ByteBuffer datagram) {
        return datagram.get(0) == 20;
    }

    private static boolean isOfLastFlight(ByteBuffer datagram) {
        return isChangeCipherSpec(datagram) || datagram.getShort(3) == 1;
    }

    /** Which datagrams of one direction get lost, by their number from 0 and their bytes. */
    private interface Loss {
        boolean of(int number, ByteBuffer datagram);
    }

    private class News implements DtlsListener {
        final CompletableFuture<SrtpKeys.Pair> done = new CompletableFuture<>();
        final CompletableFuture<String> failed = new CompletableFuture<>();
        final CompletableFuture<Void> closed = new CompletableFuture<>();
        private final BlockingQueue<Counted> dropped = new LinkedBlockingQueue<>();

        @Override
        public void send(ByteBuffer datagram) {
            if (!lostFromGateway.of(fromGateway.getAndIncrement(), datagram))
                page.receive(datagram);
        }

        @Override
        public void done(SrtpKeys.Pair keys) {
            done.complete(keys);
        }

        @Override
        public void failed(String why) {
            failed.complete(why);
        }

        @Override
        public void closed() {
            closed.complete(null);
        }

        @Override
        public void dropped(Counted why) {
            dropped.add(why);
        }
    }

    /** Two of ours, joined: one begins, the other expects it. */
    private final class Pair {
        private final Joined active = new Joined();
        private final Joined passive = new Joined();
        private final DtlsHandshaker caller;
        private final DtlsHandshaker called;

        Pair(BcDtls far, List<String> believed) {
            var near = new BcDtls(random, Clock.system(), edge, 10);
            called = far.expect(List.of(near.fingerprint()), worker, passive);
            active.to = called;
            caller = near.begin(believed, worker, active);
            worker.execute(() -> passive.to = caller);
        }

        void close() {
            worker.execute(caller::close);
            worker.execute(called::close);
        }
    }

    /** Hands its datagrams to the other end; both live on the one worker. */
    private final class Joined extends News {
        private DtlsHandshaker to;

        @Override
        public void send(ByteBuffer datagram) {
            to.feed(datagram, 0);
        }
    }
}
