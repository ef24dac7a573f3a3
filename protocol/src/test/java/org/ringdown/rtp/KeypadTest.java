package org.ringdown.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Presses keys as RFC 4733 §2.5.1 tells the sender, and reads them back as §2.5.2 tells the receiver. */
class KeypadTest {
    private static final long MILLI = 1_000_000;

    /** One telephone-event packet, and when it was due. */
    private record Sent(
            long atMillis,
            boolean marker,
            int sequence,
            int timestamp,
            int event,
            boolean end,
            int duration) {}

    @Test
    void writesAndReadsTheFourBytes() {
        int payload = TelephoneEvent.payload(11, true, 10, 800);
        assertThat(payload).isEqualTo(0x0b8a0320);
        assertThat(TelephoneEvent.event(payload)).isEqualTo(11);
        assertThat(TelephoneEvent.end(payload)).isTrue();
        assertThat(TelephoneEvent.volume(payload)).isEqualTo(10);
        assertThat(TelephoneEvent.duration(payload)).isEqualTo(800);
    }

    @Test
    void sendsAStartUpdatesAndThreeEnds() {
        assertThat(press("5", 100, 60, 8000))
                .containsExactly(
                        new Sent(0, true, 0, 0, 5, false, 160),
                        new Sent(20, false, 1, 0, 5, false, 320),
                        new Sent(40, false, 2, 0, 5, false, 480),
                        new Sent(60, false, 3, 0, 5, false, 640),
                        new Sent(80, false, 4, 0, 5, true, 800),
                        new Sent(100, false, 5, 0, 5, true, 800),
                        new Sent(120, false, 6, 0, 5, true, 800));
    }

    @Test
    void sendsTheNextKeyAfterTheGapUnderItsOwnTimestamp() {
        var second = press("*D", 100, 60, 8000).stream().filter(sent -> sent.event == 15).toList();
        assertThat(second.getFirst()).isEqualTo(new Sent(160, true, 7, 1280, 15, false, 160));
        assertThat(second.getLast()).isEqualTo(new Sent(280, false, 13, 1280, 15, true, 800));
    }

    @Test
    void holdsAKeyOverManySegments() {
        var packets =
                press("7", 3_000, 60, 48_000); // 144,000 units: two segments of 65,535 and a rest
        assertThat(packets.stream().map(Sent::timestamp).distinct())
                .containsExactly(0, 65535, 131070);
        assertThat(packets.stream().filter(Sent::marker)).hasSize(1);
        assertThat(packets.stream().filter(Sent::end))
                .hasSize(3)
                .allMatch(sent -> sent.duration == 144_000 - 131_070);
        assertThat(packets.stream().filter(sent -> sent.duration == 65535 && !sent.end)).hasSize(6);
        assertThat(packets).extracting(Sent::timestamp).isSorted();
        assertThat(receive(packets)).isEqualTo("7");
    }

    @Test
    void makesUpForALateWorkerInTheDurationAlone() {
        var sender = new KeypadSender(101, 8000);
        sender.press("1", 100 * MILLI, 50 * MILLI, 0);
        assertThat(poll(sender, 0).duration).isEqualTo(160);
        assertThat(poll(sender, 70).duration).isEqualTo(640);
        assertThat(sender.deadline()).isEqualTo(80 * MILLI);
        assertThat(poll(sender, 500)).matches(sent -> sent.end && sent.duration == 800);
    }

    @Test
    void isIdleUntilPressedAndAfterTheLastGap() {
        var sender = new KeypadSender(101, 8000);
        assertThat(sender.isPressing()).isFalse();
        assertThat(sender.deadline()).isEqualTo(Long.MAX_VALUE);
        assertThat(sender.press("", MILLI, MILLI, 0)).isTrue();
        assertThat(sender.isPressing()).isFalse();

        sender.press("1", 20 * MILLI, 100 * MILLI, 5 * MILLI);
        for (long at : new long[] {5, 25, 45}) {
            assertThat(poll(sender, at).end).isTrue();
        }
        assertThat(sender.isPressing()).isTrue();
        assertThat(sender.deadline()).isEqualTo(125 * MILLI);
        assertThat(sender.poll(ByteBuffer.allocate(16), 0, 125 * MILLI)).isZero();
        assertThat(sender.isPressing()).isFalse();
    }

    @Test
    void pressesNothingThatIsNotAKeyAndNotTooMany() {
        var sender = new KeypadSender(101, 8000);
        assertThat(sender.press("12x", MILLI, MILLI, 0)).isFalse();
        assertThat(sender.press("1".repeat(129), MILLI, MILLI, 0)).isFalse();
        assertThat(sender.isPressing()).isFalse();
        assertThatThrownBy(() -> sender.press("1", 0, 0, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void doesNotChangeTheKeyThatIsDown() {
        var sender = new KeypadSender(101, 8000);
        sender.press("1", 100 * MILLI, 50 * MILLI, 0);
        poll(sender, 0);
        sender.press("2", 40 * MILLI, 50 * MILLI, 10 * MILLI);
        assertThat(poll(sender, 90)).matches(sent -> sent.end && sent.duration == 800);
    }

    @Test
    void readsWhatItSends() {
        String all = "0123456789*#ABCD00";
        assertThat(receive(press(all, 80, 50, 8000))).isEqualTo(all);
        assertThat(receive(press(all, 80, 50, 48_000))).isEqualTo(all);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
    void needsOnlyOnePacketOfAPress(int survivor) {
        var packets = new ArrayList<Sent>();
        var all = press("55", 100, 60, 8000);
        packets.add(all.get(survivor));
        packets.add(all.get(7 + survivor));
        assertThat(receive(packets)).isEqualTo("55");
    }

    @Test
    void readsEachKeyOnceThroughLossDoublesAndReordering() {
        String keys = "1123#580007*";
        for (int seed = 0; seed < 300; seed++) {
            var random = new Random(seed);
            var packets = new ArrayList<Sent>();
            int start = -1;
            for (var sent : press(keys, 100, 60, 8000)) {
                // Of each seven packets one is sure to come: which one, chance decides.
                if (start / 7 != sent.sequence / 7 || start < 0) {
                    start = sent.sequence / 7 * 7 + random.nextInt(7);
                }
                if (sent.sequence == start || random.nextInt(10) < 4) {
                    packets.add(sent);
                    if (random.nextInt(4) == 0) {
                        packets.add(sent);
                    }
                }
            }
            for (int i = 1; i < packets.size(); i++) { // neighbours of one press change places
                if (packets.get(i - 1).sequence / 7 == packets.get(i).sequence / 7
                        && random.nextBoolean()) {
                    Collections.swap(packets, i - 1, i);
                }
            }
            assertThat(receive(packets)).as("seed %d", seed).isEqualTo(keys);
        }
    }

    @Test
    void isASourceLikeAnyOtherOfAnUnbrokenStream() {
        var egress = EgressRewriter.audio(8000, 1, 0, 0);
        var sender = new KeypadSender(101, 8000);
        var receiver = new KeypadReceiver();
        var keys = new StringBuilder();
        var packet = new RtpPacket();
        sender.press("42", 100 * MILLI, 60 * MILLI, 1000 * MILLI);
        int sent = 0;
        for (long now = 0; now < 2000 * MILLI; now += 20 * MILLI) {
            boolean pressing = now >= 1000 * MILLI && sender.isPressing();
            var buffer = ByteBuffer.allocate(16);
            egress.select(pressing ? 2 : 1);
            int voice = (int) (now / MILLI / 20);
            RtpWriter.header(buffer, 0, 8, false, voice, voice * 160, 9);
            if (pressing && sender.poll(buffer, 0, now) == 0) {
                continue; // the silence between keys
            }
            packet.wrap(buffer, 0, 16);
            assertThat(egress.rewrite(packet, pressing ? 2 : 1, now)).isTrue();
            assertThat(packet.sequence()).isEqualTo(sent++);
            if (packet.payloadType() != 101) {
                assertThat(packet.timestamp()).isEqualTo(voice * 160);
                continue;
            }
            assertThat(packet.timestamp()).isIn(8000, 8000 + 160 * 8);
            char key = receiver.receive(packet, now);
            if (key != KeypadReceiver.NO_KEY) {
                keys.append(key);
            }
        }
        assertThat(keys).hasToString("42");
    }

    @Test
    void doesNotRepeatAKeyWhenAnOldPacketStraysBehindTheNextKey() {
        var packets = new ArrayList<>(press("12", 100, 60, 8000));
        packets.add(8, packets.remove(6)); // the last end of 1 after two packets of 2
        assertThat(receive(packets)).isEqualTo("12");
    }

    @Test
    void tellsTwoPressesOfAKeyFromOneHeldLong() {
        var receiver = new KeypadReceiver();
        assertThat(receive(receiver, 1, 0, true, 5, false, 65535, 0)).isEqualTo('5');
        assertThat(receive(receiver, 2, 65535, false, 5, false, 160, 0))
                .isEqualTo(KeypadReceiver.NO_KEY);
        assertThat(receive(receiver, 3, 65535, false, 5, true, 320, 0))
                .isEqualTo(KeypadReceiver.NO_KEY);
        assertThat(receive(receiver, 4, 131070, false, 5, false, 160, 0)).isEqualTo('5');
    }

    @Test
    void remembersTheEndThroughAReorderedUpdate() {
        var receiver = new KeypadReceiver();
        receive(receiver, 1, 0, true, 5, false, 160, 0);
        receive(receiver, 3, 0, false, 5, true, 480, 0);
        receive(receiver, 2, 0, false, 5, false, 320, 0);
        assertThat(receive(receiver, 4, 480, false, 5, false, 160, 0)).isEqualTo('5');
    }

    @Test
    void readsAKeyAfterTheSourceSetItsTimestampsBack() {
        var receiver = new KeypadReceiver();
        assertThat(receive(receiver, 1, 5_000_000, true, 5, true, 160, 0)).isEqualTo('5');
        assertThat(receive(receiver, 2, 160, true, 5, true, 160, 0)).isEqualTo('5');
    }

    @Test
    void readsAnotherKeyUnderATimestampThatNeverChanges() {
        var receiver = new KeypadReceiver();
        assertThat(receive(receiver, 1, 7, true, 5, true, 160, 0)).isEqualTo('5');
        assertThat(receive(receiver, 2, 7, true, 6, true, 160, 0)).isEqualTo('6');
    }

    @Test
    void readsAKeyAfterSequenceNumbersWentHalfRound() {
        var receiver = new KeypadReceiver();
        assertThat(receive(receiver, 0, 0, true, 1, true, 160, 0)).isEqualTo('1');
        assertThat(receive(receiver, 40_000, 6_400_000, true, 2, true, 160, 800_000))
                .isEqualTo('2');
    }

    @Test
    void readsAKeyOfAnotherSourceWhateverItsNumbers() {
        var receiver = new KeypadReceiver();
        receive(receiver, 100, 9999, true, 1, true, 160, 0);
        var packet = packet(5, 9999, true, 1, true, 160);
        packet.ssrc(2);
        assertThat(receiver.receive(packet, 0)).isEqualTo('1');
    }

    @Test
    void reportsNoKeyForOtherEventsAndCountsWhatIsTooShort() {
        var receiver = new KeypadReceiver();
        assertThat(receive(receiver, 1, 0, true, 16, true, 160, 0))
                .isEqualTo(KeypadReceiver.NO_KEY);
        var buffer = ByteBuffer.allocate(15);
        RtpWriter.header(buffer, 0, 101, true, 2, 160, 1);
        var packet = new RtpPacket();
        packet.wrap(buffer, 0, 15);
        assertThat(receiver.receive(packet, 0)).isEqualTo(KeypadReceiver.NO_KEY);
        assertThat(receiver.malformed()).isEqualTo(1);
    }

    private static List<Sent> press(String keys, long tone, long gap, int rate) {
        var sender = new KeypadSender(101, rate);
        assertThat(sender.press(keys, tone * MILLI, gap * MILLI, 0)).isTrue();
        var sent = new ArrayList<Sent>();
        while (sender.isPressing()) {
            long now = sender.deadline();
            var buffer = ByteBuffer.allocate(32);
            if (sender.poll(buffer, 8, now) > 0) {
                sent.add(read(buffer, now / MILLI));
            }
        }
        return sent;
    }

    private static Sent poll(KeypadSender sender, long millis) {
        var buffer = ByteBuffer.allocate(32);
        assertThat(sender.poll(buffer, 8, millis * MILLI)).isEqualTo(16);
        return read(buffer, millis);
    }

    private static Sent read(ByteBuffer buffer, long millis) {
        var packet = new RtpPacket();
        assertThat(packet.wrap(buffer, 8, 16)).isTrue();
        assertThat(packet.payloadType()).isEqualTo(101);
        int payload = buffer.getInt(packet.payloadOffset());
        return new Sent(
                millis,
                packet.marker(),
                packet.sequence(),
                packet.timestamp(),
                TelephoneEvent.event(payload),
                TelephoneEvent.end(payload),
                TelephoneEvent.duration(payload));
    }

    private static String receive(List<Sent> packets) {
        var receiver = new KeypadReceiver();
        var keys = new StringBuilder();
        for (var sent : packets) {
            char key =
                    receive(
                            receiver,
                            sent.sequence,
                            sent.timestamp,
                            sent.marker,
                            sent.event,
                            sent.end,
                            sent.duration,
                            sent.atMillis);
            if (key != KeypadReceiver.NO_KEY) {
                keys.append(key);
            }
        }
        return keys.toString();
    }

    private static char receive(
            KeypadReceiver receiver,
            int sequence,
            int timestamp,
            boolean marker,
            int event,
            boolean end,
            int duration,
            long millis) {
        return receiver.receive(
                packet(sequence, timestamp, marker, event, end, duration), millis * MILLI);
    }

    private static RtpPacket packet(
            int sequence, int timestamp, boolean marker, int event, boolean end, int duration) {
        var buffer = ByteBuffer.allocate(16);
        RtpWriter.header(buffer, 0, 101, marker, sequence, timestamp, 1);
        buffer.putInt(12, TelephoneEvent.payload(event, end, 10, duration));
        var packet = new RtpPacket();
        packet.wrap(buffer, 0, 16);
        return packet;
    }
}
