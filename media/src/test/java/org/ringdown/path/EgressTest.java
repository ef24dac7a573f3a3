package org.ringdown.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.path.SentPackets.breaks;
import static org.ringdown.path.SentPackets.heard;
import static org.ringdown.path.SentPackets.packet;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringdown.codec.Goertzel;
import org.ringdown.codec.Music;
import org.ringdown.media.Codec;
import org.ringdown.media.Filler;
import org.ringdown.media.Format;
import org.ringdown.rtp.KeypadReceiver;
import org.ringdown.worker.Counted;
import org.ringdown.worker.Counters;
import org.ringdown.worker.VirtualLoop;

class EgressTest {
    private static final Format PCMA = new Format(8, Codec.PCMA);
    private static final Format PCMU = new Format(0, Codec.PCMU);
    private static final Format G722 = new Format(9, Codec.G722);
    private static final Format OPUS = new Format(111, Codec.OPUS);
    private static final Format EVENTS = new Format(101, Codec.telephoneEvent(8000));
    private static final Format EVENTS_48 = new Format(110, Codec.telephoneEvent(48000));
    private static final int SSRC = 0xCAFE;

    private final VirtualLoop loop = new VirtualLoop();
    private final Counters counters = loop.counters();
    private final SentPackets sent = new SentPackets(loop::nanos);
    private Egress egress = egress(Optional.of(Filler.COMFORT_NOISE), false);

    @Test
    void saysNothingBeforeAnythingIsAgreed() {
        pass(5_000);

        assertThat(sent.all()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "8, pcma, 8000, 160, 160",
        "0, pcmu, 8000, 160, 160",
        "9, g722, 8000, 160, 160",
        "111, opus, 48000, 3, 960"
    })
    void fillsSilenceInTheCodecThatIsPreferred(
            int type, String name, int clockRate, int bytes, int units) {
        egress.formats(
                List.of(
                        new Format(type, new Codec(name, clockRate, clockRate == 48000 ? 2 : 1)),
                        EVENTS));
        pass(199);
        assertThat(sent.all()).isEmpty();
        pass(1_001);

        assertThat(sent.all()).hasSize(51).allMatch(packet -> packet.payloadType() == type);
        assertThat(sent.all())
                .allMatch(packet -> packet.payload().remaining() == bytes && packet.ssrc() == SSRC);
        assertThat(sent.all().get(50).timestamp() - sent.all().get(0).timestamp())
                .isEqualTo(50 * units);
        assertThat(breaks(sent.all(), clockRate)).isZero();
    }

    @Test
    void comfortNoiseIsQuietAndMusicIsNot() {
        egress.formats(List.of(PCMA));
        pass(2_000);
        var noise = heard(sent.taken(), Codec.PCMA);
        egress = egress(Optional.of(Filler.MUSIC), false);
        egress.formats(List.of(PCMA));
        pass(2_000);
        var music = heard(sent.taken(), Codec.PCMA);

        assertThat(loudness(noise)).isBetween(5.0, 60.0);
        assertThat(loudness(music)).isBetween(1_000.0, 8_000.0);
    }

    @Test
    void aPageIsLeftInSilence() {
        egress = egress(Optional.empty(), true);
        egress.formats(List.of(OPUS, PCMA));
        pass(5_000);

        assertThat(sent.all()).isEmpty();
    }

    @Test
    void aPartnerIsHeardInsteadOfTheFillerAtOnce() {
        egress.formats(List.of(PCMA));
        pass(1_000);
        sent.taken();
        talk(1, 7_000, 100, 40);

        assertThat(sent.taken()).hasSize(40).allMatch(packet -> packet.payload().get(0) == 7);
    }

    @Test
    void whoIsRecordedHearsABeepAtOnceAndAgainWithoutABreak() {
        egress.formats(List.of(PCMA, EVENTS));
        pass(1_000);
        egress.beeps(Optional.of(Duration.ofSeconds(2)));
        egress.beeps(Optional.of(Duration.ofSeconds(2)));
        talk(1, 65_530, 0xFFFF_F000, 150);
        egress.beeps(Optional.empty());
        talk(1, 65_530 + 150, 0xFFFF_F000 + 150 * 160, 150);
        pass(1_000);

        var samples = heard(sent.all(), Codec.PCMA);
        int beeps = 0;
        for (int from = 0; from + 160 <= samples.length; from += 160)
            if (Goertzel.share(samples, from, from + 160, 8000, 1400) > 0.9) beeps++;
        assertThat(beeps).isEqualTo(2 * 10);
        assertThat(breaks(sent.all(), 8000)).isZero();
    }

    @Test
    void aKeyIsPressedRatherThanABeep() {
        egress.formats(List.of(PCMA, EVENTS));
        egress.beeps(Optional.of(Duration.ofSeconds(15)));
        pass(40);
        egress.press("5", Duration.ofMillis(100), Duration.ofMillis(50));
        pass(500);

        assertThat(sent.all()).filteredOn(packet -> packet.payloadType() == 101).isNotEmpty();
        assertThat(counters.of(Counted.NOT_UNDERSTOOD)).isZero();
    }

    @Test
    void whoeverSpeaksTheStreamNeverBreaks() {
        egress.formats(List.of(PCMA, EVENTS));
        pass(1_000);
        talk(1, 65_530, 0xFFFF_F000, 50);
        pass(1_000);
        talk(2, 9, 5, 50);
        talk(1, 70, 99, 50);
        egress.press("12", Duration.ofMillis(100), Duration.ofMillis(80));
        pass(3_000);
        talk(3, 0, 0, 50);

        var audio = sent.all().stream().filter(packet -> packet.payloadType() == 8).toList();
        assertThat(sent.all()).extracting(SentPackets.Sent::ssrc).containsOnly(SSRC);
        assertThat(audio).hasSizeGreaterThan(400);
        for (int i = 1; i < sent.all().size(); i++) {
            assertThat(sent.all().get(i).sequence())
                    .isEqualTo(sent.all().get(i - 1).sequence() + 1 & 0xFFFF);
        }
        assertThat(breaks(audio.subList(0, 200), 8000)).isZero();
        assertThat(offTheClock(audio)).isLessThanOrEqualTo(160);
    }

    @Test
    void whatAnEarlierPartnerStillSendsIsDropped() {
        egress.formats(List.of(PCMA));
        talk(1, 100, 1_600, 10);
        talk(2, 500, 8_000, 10);
        int before = sent.all().size();
        egress.speak(2L << 32, packet(8, 495, 7_200, 1, new byte[160]), loop.nanos());

        assertThat(sent.all()).hasSize(before);
        assertThat(counters.of(Counted.LATE)).isEqualTo(1);
    }

    @Test
    void losesNothingOfTheLossesItHears() {
        egress.formats(List.of(PCMA));
        egress.speak(1, packet(8, 10, 1_600, 1, (byte) 1), loop.nanos());
        egress.speak(1, packet(8, 12, 1_920, 1, (byte) 2), loop.nanos());
        egress.speak(1, packet(8, 11, 1_760, 1, (byte) 3), loop.nanos());

        int first = sent.all().getFirst().sequence();
        assertThat(sent.all())
                .extracting(SentPackets.Sent::sequence)
                .containsExactly(first, first + 2, first + 1);
    }

    @Test
    void anotherClockRateIsAnotherStreamAndComingBackGoesOn() {
        egress = egress(Optional.empty(), true);
        egress.formats(List.of(OPUS, PCMA));
        egress.speak(1, packet(111, 1, 960, 1, (byte) 1), loop.nanos());
        pass(20);
        egress.speak(1, packet(8, 2, 1_120, 1, (byte) 1), loop.nanos());
        pass(20);
        egress.speak(1, packet(111, 3, 2_880, 1, (byte) 1), loop.nanos());

        var packets = sent.all();
        assertThat(packets.get(0).ssrc()).isEqualTo(SSRC).isEqualTo(packets.get(2).ssrc());
        assertThat(packets.get(1).ssrc()).isNotEqualTo(SSRC);
        assertThat(packets.get(2).sequence()).isEqualTo(packets.get(0).sequence() + 2);
        assertThat(packets.get(2).timestamp() - packets.get(0).timestamp()).isEqualTo(1_920);
    }

    @ParameterizedTest(name = "events at {0} Hz")
    @CsvSource({"8000, 101", "48000, 110"})
    void keysAreEventsAtTheClockOfTheSoundTheyBelongTo(int clockRate, int type) {
        egress.formats(List.of(clockRate == 8000 ? PCMA : OPUS, EVENTS, EVENTS_48));
        talkAs(clockRate == 8000 ? 8 : 111, clockRate / 50);
        egress.press("5", Duration.ofMillis(100), Duration.ofMillis(70));
        pass(100);

        var receiver = new KeypadReceiver();
        var keys = new StringBuilder();
        for (var packet : sent.all()) {
            if (packet.payloadType() != type) continue;
            char key =
                    receiver.receive(
                            packet(
                                    type,
                                    packet.sequence(),
                                    packet.timestamp(),
                                    packet.ssrc(),
                                    packet.payload().array()),
                            packet.at());
            if (key != KeypadReceiver.NO_KEY) keys.append(key);
        }
        assertThat(keys).hasToString("5");
        assertThat(sent.all()).extracting(SentPackets.Sent::ssrc).containsOnly(SSRC);
    }

    @Test
    void aPartnerIsNotHeardWhileAKeyIs() {
        egress.formats(List.of(PCMA, EVENTS));
        talk(1, 1, 160, 5);
        sent.taken();
        egress.press("9", Duration.ofMillis(100), Duration.ofMillis(60));
        talk(1, 6, 960, 8);
        assertThat(sent.taken()).isNotEmpty().allMatch(packet -> packet.payloadType() == 101);
        talk(1, 14, 2_240, 5);
        assertThat(sent.taken()).hasSize(5).allMatch(packet -> packet.payloadType() == 8);
    }

    @ParameterizedTest(name = "tones in {0}")
    @CsvSource({"pcma, 8", "pcmu, 0", "g722, 9"})
    void keysAreTonesForAFarEndWithoutEvents(String name, int type) {
        var codec = new Codec(name, 8000, 1);
        egress.formats(List.of(new Format(type, codec)));
        egress.press("1#", Duration.ofMillis(200), Duration.ofMillis(100));
        pass(600);

        int rate = name.equals("g722") ? 16000 : 8000;
        var heard = heard(sent.all().subList(0, 30), codec);
        assertKey(heard, rate, 50, 697, 1209);
        assertKey(heard, rate, 350, 941, 1477);
        assertThat(Goertzel.share(heard, rate * 230 / 1000, rate * 290 / 1000, rate, 697))
                .isLessThan(0.1);
    }

    @Test
    void aPageHearsTonesInACodecThatWeCanEncodeEvenWithEventsAgreed() {
        egress = egress(Optional.empty(), true);
        egress.formats(List.of(OPUS, PCMU, EVENTS));
        talkAs(111, 960);
        sent.taken();
        egress.press("7", Duration.ofMillis(100), Duration.ofMillis(20));
        pass(100);

        assertThat(sent.taken()).hasSize(6).allMatch(packet -> packet.payloadType() == 0);
    }

    @Test
    void whatIsNoKeyIsNotPressed() {
        egress.formats(List.of(PCMA, EVENTS));
        egress.press("5x", Duration.ofMillis(100), Duration.ofMillis(70));
        pass(150);

        assertThat(sent.all()).isEmpty();
        assertThat(counters.of(Counted.NOT_UNDERSTOOD)).isEqualTo(1);
    }

    @Test
    void keysPressedAgainAfterAPauseAreHeardAgain() {
        egress = egress(Optional.empty(), false);
        egress.formats(List.of(PCMA, EVENTS));
        egress.press("1", Duration.ofMillis(60), Duration.ZERO);
        pass(5_000);
        int first = sent.taken().size();
        egress.press("2", Duration.ofMillis(60), Duration.ZERO);
        pass(5_000);

        assertThat(sent.taken()).hasSize(first);
    }

    @Test
    void agreeingOnTheSameAgainChangesNothing() {
        egress.formats(List.of(PCMA, EVENTS));
        pass(1_000);
        egress.formats(List.of(PCMA, EVENTS));
        pass(1_000);

        assertThat(breaks(sent.all(), 8000)).isZero();
    }

    @Test
    void closedItSaysNothing() {
        egress.formats(List.of(PCMA));
        pass(1_000);
        egress.close();
        sent.taken();
        pass(5_000);

        assertThat(sent.all()).isEmpty();
    }

    @Test
    void aStallIsNotMadeUpFor() {
        egress.formats(List.of(PCMA));
        pass(1_000);
        sent.taken();
        loop.stall(Duration.ofSeconds(3));
        pass(200);

        assertThat(sent.taken()).hasSizeLessThan(13);
    }

    private static void assertKey(short[] heard, int rate, int millis, double row, double column) {
        int from = rate * millis / 1000;
        int to = from + rate * 120 / 1000;
        assertThat(Goertzel.share(heard, from, to, rate, row)).isBetween(0.4, 0.6);
        assertThat(Goertzel.share(heard, from, to, rate, column)).isBetween(0.4, 0.6);
    }

    private static double loudness(short[] samples) {
        double power = 0;
        for (short sample : samples) power += sample * sample;
        return Math.sqrt(power / samples.length);
    }

    private static long offTheClock(List<SentPackets.Sent> packets) {
        var first = packets.getFirst();
        return packets.stream()
                .mapToLong(packet ->
                        Math.abs(
                                packet.timestamp()
                                        - first.timestamp()
                                        - (packet.at() - first.at()) * 8000 / 1_000_000_000))
                .max()
                .orElseThrow();
    }

    private void talk(long partner, int sequence, int timestamp, int packets) {
        for (int i = 0; i < packets; i++) {
            var payload = new byte[160];
            payload[0] = 7;
            egress.speak(
                    partner << 32,
                    packet(8, sequence + i, timestamp + 160 * i, 1, payload),
                    loop.nanos());
            pass(20);
        }
    }

    private void talkAs(int type, int units) {
        for (int i = 0; i < 10; i++) {
            egress.speak(1L << 32, packet(type, i, units * i, 1, (byte) 1), loop.nanos());
            pass(20);
        }
    }

    private Egress egress(Optional<Filler> filler, boolean tonesOnly) {
        var random = new Random(1);
        return new Egress(
                loop,
                random,
                new OutgoingStreams(random, SSRC),
                sent,
                filler,
                Music.BOX,
                tonesOnly);
    }

    private void pass(long millis) {
        loop.pass(Duration.ofMillis(millis));
    }

    /** Browsers hear no SSRC but the one of their answer. */
    @Test
    void aPageHearsOneStreamWhateverTheClockRate() {
        egress =
                new Egress(
                        loop,
                        new Random(3),
                        OutgoingStreams.of(new Random(3), SSRC),
                        sent,
                        Optional.empty(),
                        Music.BOX,
                        true);
        egress.formats(List.of(PCMA, OPUS));
        for (int i = 0; i < 6; i++) {
            boolean opus = i % 4 > 1;
            pass(20);
            egress.speak(
                    1,
                    packet(opus ? 111 : 8, 700 + i, (opus ? 960 : 160) * i, 5, (byte) 1),
                    loop.nanos());
        }

        assertThat(sent.all()).hasSize(6).allMatch(packet -> packet.ssrc() == SSRC);
        for (int i = 1; i < 6; i++) {
            var before = sent.all().get(i - 1);
            var packet = sent.all().get(i);
            boolean same = before.payloadType() == packet.payloadType();
            int rate = packet.payloadType() == 111 ? 48_000 : 8000;
            assertThat(packet.sequence()).isEqualTo(before.sequence() + 1);
            assertThat(packet.timestamp() - before.timestamp()).isEqualTo(same ? rate / 50 : rate);
        }
    }
}
