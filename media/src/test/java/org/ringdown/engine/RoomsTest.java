package org.ringdown.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.ringdown.media.Codec;
import org.ringdown.media.Filler;
import org.ringdown.media.Format;
import org.ringdown.media.Media;
import org.ringdown.media.RtpMedia;
import org.ringdown.mix.RoomLimits;
import org.ringdown.worker.VirtualLoop;

/** Phones on two workers meet in a room, which is on one of them. */
class RoomsTest {
    private static final Format PCMA = new Format(8, Codec.PCMA);
    private static final Format PCMU = new Format(0, Codec.PCMU);
    private static final Format G722 = new Format(9, Codec.G722);

    private final VirtualLoop loop = new VirtualLoop();
    private final MediaWorkers engine;

    RoomsTest() throws IOException {
        engine = TestEngine.of(TestEngine.config().with(new RoomLimits(1, 3)), loop);
    }

    private final class Phone {
        private final Heard heard = new Heard();
        private final Heard seated = new Heard();
        private final TestPhone far;
        private final RtpMedia leg;
        private final Media seat;

        Phone(int worker, double frequency, Format format) throws IOException {
            far = new TestPhone(loop, frequency, format);
            leg = engine.openRtp(worker, "cname", Filler.COMFORT_NOISE, heard);
            pass(1);
            leg.remote(far.remote());
            far.singTo(heard.opened().join());
            seat = engine.openRoom("603", true, seated);
            engine.join(leg, seat);
        }

        void leaves() {
            leg.close();
            seat.close();
        }
    }

    private void pass(int millis) {
        loop.pass(Duration.ofMillis(millis));
    }

    @Test
    void eachHearsAllOthersAndNotItself() throws IOException {
        var alice = new Phone(0, 440, PCMA);
        var bob = new Phone(1, 1000, PCMU);
        var carol = new Phone(1, 1800, G722);
        pass(2_500);

        assertHears(alice, 440, 1000, 1800);
        assertHears(bob, 1000, 440, 1800);
        assertHears(carol, 1800, 440, 1000);
        assertThat(alice.far.recorder().breaks(1_000_000)).isZero();

        carol.leaves();
        pass(1_500);
        assertThat(alice.far.recorder().share(1000, 25)).isGreaterThan(0.9);
        assertThat(bob.far.recorder().share(440, 25)).isGreaterThan(0.9);
    }

    private static void assertHears(Phone who, double own, double one, double other) {
        assertThat(who.far.recorder().share(one, 50)).isBetween(0.35, 0.65);
        assertThat(who.far.recorder().share(other, 50)).isBetween(0.35, 0.65);
        assertThat(who.far.recorder().share(own, 50)).isLessThan(0.001);
    }

    @Test
    void whoFindsNoSeatIsToldSo() throws IOException {
        for (int i = 0; i < 3; i++) new Phone(i % 2, 440, PCMA);
        var late = new Heard();
        var elsewhere = new Heard();
        engine.openRoom("603", true, late);
        engine.openRoom("6039", true, elsewhere);
        pass(10);

        assertThat(late.news()).containsExactly("failed: There is no seat left in room 603.");
        assertThat(elsewhere.news()).containsExactly("failed: There is no seat left in room 6039.");
        assertThat(engine.openLegs()).isEqualTo(6);
    }

    @Test
    void aRoomEndsWithItsLastMember() throws IOException {
        var alice = new Phone(0, 440, PCMA);
        pass(100);
        alice.leaves();
        pass(10);
        var elsewhere = new Heard();
        engine.openRoom("6039", true, elsewhere);
        pass(10);

        assertThat(alice.seated.news()).containsExactly("connected");
        assertThat(elsewhere.news()).containsExactly("connected");
    }
}
