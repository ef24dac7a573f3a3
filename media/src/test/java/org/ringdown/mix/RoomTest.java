package org.ringdown.mix;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.codec.SoundSource;
import org.ringdown.codec.Voice;
import org.ringdown.media.Codec;
import org.ringdown.worker.VirtualLoop;

/** Three and more in a room: each hears all others and not itself. */
class RoomTest {
    private static final Duration FRAME = Duration.ofMillis(20);

    private final VirtualLoop loop = new VirtualLoop();
    private final AtomicInteger open = new AtomicInteger();
    private final Rooms rooms = rooms(new RoomLimits(2, 4));
    private final List<Attendee> all = new ArrayList<>();

    private Rooms rooms(RoomLimits limits) {
        return new Rooms(loop, new Random(2), limits, open);
    }

    private Attendee comes(Codec codec) {
        var attendee = new Attendee(rooms, "603", codec);
        all.add(attendee);
        return attendee;
    }

    private void talk(int frames) {
        for (int i = 0; i < frames; i++) {
            // No iterator, which would be garbage.
            for (int who = 0; who < all.size(); who++) all.get(who).speak(loop.nanos());
            loop.pass(FRAME);
        }
    }

    @AfterEach
    void everybodyLeaves() {
        all.forEach(attendee -> attendee.seat.leave());
        assertThat(open).as("open rooms").hasValue(0);
    }

    private static Codec codec(String name) {
        return switch (name) {
            case "opus" -> Codec.OPUS;
            case "g722" -> Codec.G722;
            case "pcmu" -> Codec.PCMU;
            default -> Codec.PCMA;
        };
    }

    @ParameterizedTest(name = "{0}, {1}, {2}")
    @CsvSource({"pcma, pcma, pcma", "opus, opus, opus", "opus, g722, pcmu", "pcma, pcmu, g722"})
    void eachHearsAllOthersAndNotItself(String first, String second, String third) {
        var alice = comes(codec(first)).sings(400);
        var bob = comes(codec(second)).sings(1000);
        var carol = comes(codec(third)).sings(1800);
        talk(150);

        assertHears(alice, 400, 1000, 1800);
        assertHears(bob, 1000, 400, 1800);
        assertHears(carol, 1800, 400, 1000);
    }

    private static void assertHears(Attendee who, double own, double one, double other) {
        assertThat(who.share(one)).as("one").isBetween(0.35, 0.65);
        assertThat(who.share(other)).as("other").isBetween(0.35, 0.65);
        assertThat(who.share(own)).as("itself").isLessThan(0.001);
    }

    @Test
    void whoListensHearsAllAndIsEncodedForOnce() {
        var alice = comes(Codec.OPUS).sings(400);
        var bob = comes(Codec.OPUS);
        var carol = comes(Codec.OPUS);
        talk(200);

        assertThat(bob.share(400)).isGreaterThan(0.95);
        assertThat(bob.told.getLast().payload()).isEqualTo(carol.told.getLast().payload());
        assertThat(alice.share(400)).isLessThan(0.01);
    }

    @Test
    void silenceIsNotTold() {
        var alice = comes(Codec.PCMA);
        comes(Codec.PCMA);
        talk(50);
        int chime = alice.told.size();
        talk(200);

        assertThat(chime).isBetween(10, 14);
        assertThat(alice.told).hasSize(chime);
    }

    /** What is not told is not lost: sequence numbers go on, timestamps show the pause. */
    @Test
    void theStreamNeverBreaks() {
        var alice = comes(Codec.G722);
        var bob = comes(Codec.G722).sings(700);
        talk(100);
        bob.sings(SoundSource.SILENCE);
        talk(100);
        bob.sings(700);
        talk(100);

        int pauses = 0;
        for (int i = 1; i < alice.told.size(); i++) {
            var before = alice.told.get(i - 1);
            var told = alice.told.get(i);
            assertThat(told.ssrc()).isEqualTo(before.ssrc());
            assertThat(told.sequence()).isEqualTo(before.sequence() + 1 & 0xFFFF);
            int step = told.timestamp() - before.timestamp();
            assertThat(step % 160).isZero();
            if (step != 160) pauses++;
        }
        assertThat(pauses).isEqualTo(1);
    }

    @Test
    void aHeldMemberIsNotHeardAndKeepsItsSeat() {
        var alice = comes(Codec.PCMA).sings(400);
        var bob = comes(Codec.PCMA);
        talk(100);
        alice.hold();
        talk(50);
        int told = bob.told.size();
        int toAlice = alice.told.size();
        talk(50);
        assertThat(bob.told).as("no chime").hasSize(told);
        assertThat(alice.told).hasSize(toAlice);

        alice.connect();
        talk(100);
        assertThat(bob.share(400)).isGreaterThan(0.95);
    }

    @Test
    void whoComesAndGoesIsAnnounced() {
        var alice = comes(Codec.PCMA);
        talk(50);
        int joined = alice.told.size();
        var bob = comes(Codec.PCMA);
        talk(50);
        int another = alice.told.size();
        all.remove(bob);
        bob.seat.leave();
        talk(50);

        assertThat(joined).isBetween(10, 14);
        assertThat(another - joined).isEqualTo(12);
        assertThat(alice.told.size() - another).isEqualTo(12);
        assertThat(alice.share(523, another - 11, another - 7)).isGreaterThan(0.8);
        assertThat(alice.share(784, another - 5, another - 1)).isGreaterThan(0.8);
        assertThat(alice.share(784, another + 1, another + 5)).isGreaterThan(0.8);
        assertThat(alice.share(523, another + 7, another + 11)).isGreaterThan(0.8);
    }

    @Test
    void aFullRoomTakesNobodyAndNoRoomTooManyIsOpened() {
        for (int i = 0; i < 4; i++) comes(Codec.PCMU);
        assertThat(rooms.enter("603", true, all.getFirst())).isEmpty();
        var second = rooms.enter("6031", true, all.getFirst()).orElseThrow();
        assertThat(rooms.enter("6032", true, all.getFirst())).isEmpty();
        second.leave();
        second.leave();

        var third = rooms.enter("6032", true, all.getFirst()).orElseThrow();
        third.leave();
    }

    @Test
    void whoIsLeftAloneIsToldWhereTheRoomDoesNotKeepOne() {
        var host = all(Codec.PCMA, Codec.PCMA, false);
        assertThat(host).extracting(attendee -> attendee.alone).containsExactly(0, 0);
        host.getFirst().seat.leave();
        host.getFirst().seat.leave();
        assertThat(host).extracting(attendee -> attendee.alone).containsExactly(0, 1);

        var kept = all(Codec.PCMA, Codec.PCMA, true);
        kept.getFirst().seat.leave();
        assertThat(kept).extracting(attendee -> attendee.alone).containsExactly(0, 0);
    }

    private List<Attendee> all(Codec first, Codec second, boolean keepsOne) {
        var name = "keeps " + keepsOne;
        var two =
                List.of(
                        new Attendee(rooms, name, keepsOne, first),
                        new Attendee(rooms, name, keepsOne, second));
        all.addAll(two);
        return two;
    }

    @Test
    void roomsHearNothingOfEachOther() {
        comes(Codec.PCMA).sings(400);
        var bob = comes(Codec.PCMA);
        var other = new Attendee(rooms, "6031", Codec.PCMA);
        talk(100);
        all.add(other);

        assertThat(bob.share(400)).isGreaterThan(0.9);
        assertThat(other.told).hasSizeLessThan(15);
    }

    @ParameterizedTest
    @ValueSource(strings = {"opus", "g722", "pcma"})
    void aFrameLeavesNoGarbage(String name) {
        for (int i = 0; i < 4; i++) {
            comes(codec(name)).sings(i == 3 ? SoundSource.SILENCE : new Voice(16_000, i));
            all.getLast().keeps = false;
        }
        talk(3000);
        int told = all.getFirst().packets;
        long before = allocated();
        talk(1000);
        long garbage = allocated() - before;

        assertThat(all.getFirst().packets - told).isGreaterThan(500);
        assertThat(garbage / 4000).as(garbage + " bytes").isZero();
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getCurrentThreadAllocatedBytes();
    }
}
