package org.ringdown.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.ringdown.media.AppKind;
import org.ringdown.media.Codec;
import org.ringdown.media.Filler;
import org.ringdown.media.Format;
import org.ringdown.media.LegSound;
import org.ringdown.media.MediaListener;
import org.ringdown.media.RtpMedia;
import org.ringdown.worker.VirtualLoop;

/** What whoever watches a leg hears each second of how it and its partner sound. */
class WatchedTest {
    private static final Format PCMA = new Format(8, Codec.PCMA);
    private static final Format EVENTS = new Format(101, Codec.telephoneEvent(8000));

    private final VirtualLoop loop = new VirtualLoop();
    private final Sounds heard = new Sounds();
    private MediaWorkers engine;
    private RtpMedia leg;
    private RtpMedia partner;
    private InetSocketAddress local;

    private static final class Sounds implements MediaListener {
        private final CompletableFuture<InetSocketAddress> opened = new CompletableFuture<>();
        private final List<LegSound> here = new ArrayList<>();
        private final List<Optional<LegSound>> there = new ArrayList<>();

        @Override
        public void opened(InetSocketAddress local) {
            opened.complete(local);
        }

        @Override
        public void sounds(LegSound here, Optional<LegSound> there) {
            this.here.add(here);
            this.there.add(there);
        }
    }

    @BeforeEach
    void start() throws IOException {
        engine = TestEngine.watched(loop, (_, _, _) -> {});
        var near = new TestPhone(loop, 440, PCMA, EVENTS);
        var far = new TestPhone(loop, 1000, PCMA, EVENTS);
        var opened = new Sounds();
        leg = engine.openRtp(0, "call", Filler.COMFORT_NOISE, heard);
        partner = engine.openRtp(0, "call", Filler.COMFORT_NOISE, opened);
        pass(10);
        leg.remote(near.remote());
        partner.remote(far.remote());
        engine.join(leg, partner);
        near.singTo(heard.opened.join());
        local = opened.opened.join();
        far.singTo(local);
    }

    @Test
    void nobodyIsToldUnasked() {
        pass(5_000);

        assertThat(heard.here).isEmpty();
    }

    @Test
    void bothEndsAreToldEachSecondUntilItIsEnough() {
        leg.watch(true);
        pass(4_500);
        assertThat(heard.here).hasSize(4);
        assertThat(heard.here.getLast().all().heard()).isBetween(180L, 220L);
        assertThat(heard.here.getLast().codec()).isEqualTo("pcma");
        assertThat(heard.there.getLast().orElseThrow().all().heard()).isBetween(180L, 220L);

        leg.watch(false);
        pass(5_000);
        assertThat(heard.here).hasSize(4);
    }

    @Test
    void lossesOfThePartnerShowAsTheyAreLately() {
        leg.watch(true);
        pass(6_000);
        var random = new Random(2);
        loop.lose(sent -> sent.to().equals(local) && random.nextInt(10) == 0);
        pass(8_000);
        var bad = heard.there.getLast().orElseThrow();
        assertThat(bad.lately().loss()).isBetween(0.04, 0.2);
        assertThat(bad.lately().mos()).isLessThan(heard.here.getLast().lately().mos());

        loop.lose(_ -> false);
        pass(8_000);
        var good = heard.there.getLast().orElseThrow();
        assertThat(good.lately().loss()).isZero();
        assertThat(good.all().missing()).isEqualTo(bad.all().missing()).isPositive();
        assertThat(heard.here.getLast().all().missing()).isZero();
    }

    @Test
    void aPartnerWithoutANetworkIsAbsentAndOneThatEndedToo() {
        engine.join(leg, engine.openApp(0, AppKind.ECHO, new MediaListener() {}));
        leg.watch(true);
        pass(1_500);
        assertThat(heard.there).containsExactly(Optional.empty());

        engine.join(leg, partner);
        pass(1_000);
        assertThat(heard.there.getLast()).isPresent();
        partner.close();
        pass(1_000);
        assertThat(heard.there.getLast()).isEmpty();
    }

    @Test
    void aLegThatEndsIsTheLastOfIt() {
        leg.watch(true);
        pass(2_500);
        leg.close();
        pass(5_000);

        assertThat(heard.here).hasSize(2);
    }

    private void pass(long millis) {
        loop.pass(Duration.ofMillis(millis));
    }
}
