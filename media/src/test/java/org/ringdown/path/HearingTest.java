package org.ringdown.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.path.SentPackets.packet;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.ringdown.codec.Goertzel;
import org.ringdown.codec.KeyTones;
import org.ringdown.codec.Music;
import org.ringdown.codec.SoundEncoder;
import org.ringdown.media.Codec;
import org.ringdown.media.Format;
import org.ringdown.media.Transcoding;
import org.ringdown.rtp.KeypadReceiver;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.rtp.RtpWriter;
import org.ringdown.rtp.TelephoneEvent;
import org.ringdown.worker.Counted;
import org.ringdown.worker.Counters;
import org.ringdown.worker.VirtualLoop;

class HearingTest {
    private static final List<Format> PAGE =
            List.of(
                    new Format(111, Codec.OPUS),
                    new Format(9, Codec.G722),
                    new Format(8, Codec.PCMA),
                    new Format(110, Codec.telephoneEvent(48000)),
                    new Format(126, Codec.telephoneEvent(8000)));
    private static final List<Format> PHONE =
            List.of(
                    new Format(96, Codec.OPUS),
                    new Format(8, Codec.PCMA),
                    new Format(101, Codec.telephoneEvent(8000)));

    private final VirtualLoop loop = new VirtualLoop();
    private final Counters counters = loop.counters();
    private final SentPackets sent = new SentPackets(loop::nanos);
    private final Egress egress = egress();
    private final Hearing hearing =
            new Hearing(1, egress, loop, new Random(2), Transcoding.NONE, _ -> {});

    @Test
    void hearsNothingBeforeItKnowsWhatThePartnerSpeaks() {
        egress.formats(PHONE);
        hear(8, 1);

        assertThat(sent.all()).isEmpty();
    }

    @Test
    void saysEachCodecUnderThePayloadTypeThatItsFarEndKnows() {
        agree(PAGE, PHONE);
        hear(111, 1);
        hear(8, 2);

        assertThat(sent.all()).extracting(SentPackets.Sent::payloadType).containsExactly(96, 8);
    }

    @Test
    void aCodecThatItsFarEndDidNotAgreeToIsDroppedAndLeavesNoHole() {
        agree(PAGE, PHONE);
        hear(8, 1);
        hear(9, 2);
        hear(8, 3);
        hear(77, 4);

        int first = sent.all().getFirst().sequence();
        assertThat(sent.all())
                .extracting(SentPackets.Sent::sequence)
                .containsExactly(first, first + 1);
        assertThat(counters.of(Counted.NOT_UNDERSTOOD)).isEqualTo(2);
    }

    @Test
    void keysKeepTheirClockWhereBothEndsHaveIt() {
        agree(PAGE, PHONE);
        hear(8, 1);
        hearing.accept(key(126, 2, 1_600), loop.nanos());

        assertThat(sent.all().getLast().payloadType()).isEqualTo(101);
        assertThat(TelephoneEvent.duration(sent.all().getLast().payload().getInt()))
                .isEqualTo(1_600);
    }

    @Test
    void keysAreCountedAnewWhereTheyHaveNot() {
        agree(PAGE, PHONE);
        hear(8, 1);
        hearing.accept(key(110, 2, 9_600), loop.nanos());

        var event = sent.all().getLast().payload().getInt();
        assertThat(TelephoneEvent.duration(event)).isEqualTo(1_600);
        assertThat(TelephoneEvent.event(event)).isEqualTo(5);
        assertThat(TelephoneEvent.end(event)).isTrue();
        assertThat(TelephoneEvent.volume(event)).isEqualTo(10);
    }

    @Test
    void aDurationThatGrowsTooLongStaysAtTheLongest() {
        agree(
                List.of(new Format(101, Codec.telephoneEvent(8000))),
                List.of(new Format(110, Codec.telephoneEvent(48000))));
        hearing.accept(key(101, 1, 60_000), loop.nanos());

        assertThat(TelephoneEvent.duration(sent.all().getLast().payload().getInt()))
                .isEqualTo(TelephoneEvent.MAX_DURATION);
    }

    @Test
    void keysAreTonesWhereTheFarEndDidNotAgreeToEvents() {
        agree(PAGE, List.of(new Format(8, Codec.PCMA)));
        for (int i = 0; i < 5; i++) hearing.accept(key(126, i, 160 * i), loop.nanos());
        loop.pass(Duration.ofMillis(100));

        var tone = SentPackets.heard(sent.all(), Codec.PCMA);
        assertThat(sent.all()).hasSize(6);
        assertThat(Goertzel.share(tone, 8000, 770)).isBetween(0.4, 0.6);
        assertThat(Goertzel.share(tone, 8000, 1336)).isBetween(0.4, 0.6);
    }

    @Test
    void aKeyTooShortToBeOneIsDropped() {
        agree(PAGE, PHONE);
        hearing.accept(packet(110, 1, 0, 1, (byte) 5), loop.nanos());

        assertThat(sent.all()).isEmpty();
    }

    @Test
    void whatIsRenegotiatedIsHeardAfterwards() {
        agree(PAGE, PHONE);
        hear(9, 1);
        egress.formats(List.of(new Format(9, Codec.G722)));
        hearing.renew();
        hear(9, 2);
        hear(8, 3);

        assertThat(sent.all()).extracting(SentPackets.Sent::payloadType).containsExactly(9);
    }

    @Test
    void extensionsContributorsAndPaddingStayOnTheLegTheyCameFrom() {
        agree(PAGE, PHONE);
        byte[] bytes = {
            (byte) 0xB1,
            8,
            0,
            1,
            0,
            0,
            0,
            1,
            0,
            0,
            0,
            1, // padding, extension, one contributor
            1,
            2,
            3,
            4, // the contributor
            (byte) 0xBE,
            (byte) 0xDE,
            0,
            1,
            0x10,
            42,
            0,
            0, // an extension of one word
            7,
            7,
            7, // the payload
            0,
            0,
            3 // the padding
        };
        var packet = new RtpPacket();
        packet.wrap(ByteBuffer.allocate(100).put(0, bytes), 0, bytes.length);
        hearing.accept(packet, loop.nanos());

        assertThat(packet.length()).isEqualTo(15);
        assertThat(packet.hasExtension()).isFalse();
        assertThat(packet.contributors()).isZero();
        assertThat(sent.all().getFirst().payload())
                .isEqualTo(ByteBuffer.wrap(new byte[] {7, 7, 7}));
    }

    @Test
    void aPartnerThatBeginsAnotherStreamGoesOnInTheSameOfOurs() {
        agree(PAGE, PHONE);
        hearing.accept(packet(8, 100, 1_600, 1, (byte) 1), loop.nanos());
        loop.pass(Duration.ofMillis(20));
        hearing.accept(packet(8, 40_000, 99, 2, (byte) 1), loop.nanos());

        assertThat(SentPackets.breaks(sent.all(), 8000)).isZero();
        assertThat(sent.all()).hasSize(2);
    }

    @Test
    void aKeyInTheSoundOfAPartnerWithoutEventsBecomesOneEvent() {
        agree(List.of(new Format(8, Codec.PCMA)), PHONE);
        sing('7');

        var keypad = new KeypadReceiver();
        var keys = new StringBuilder();
        for (var each : sent.all()) {
            if (each.payloadType() != 101) continue;
            var bytes = ByteBuffer.allocate(RtpPacket.HEADER + 4);
            RtpWriter.header(bytes, 0, 101, each.marker(), each.sequence(), each.timestamp(), 1);
            bytes.putInt(RtpPacket.HEADER, each.payload().getInt(0));
            var packet = new RtpPacket();
            packet.wrap(bytes, 0, bytes.capacity());
            char key = keypad.receive(packet, 0);
            if (key != KeypadReceiver.NO_KEY) keys.append(key);
        }
        assertThat(keys).hasToString("7");
        assertThat(sent.all().getLast().payloadType()).isEqualTo(8);
    }

    @Test
    void whereNobodyAgreedToEventsTheSoundOfAKeyPassesAsItIs() {
        var pcma = List.of(new Format(8, Codec.PCMA));
        agree(pcma, pcma);
        sing('7');

        assertThat(sent.all()).hasSize(30).allMatch(each -> each.payloadType() == 8);
    }

    @Test
    void keysThatGoBySignallingAreNotMadeAudibleAsWell() {
        egress.silentKeys(true);
        agree(PAGE, List.of(new Format(8, Codec.PCMA)));
        hear(8, 1);
        hearing.accept(key(126, 2, 1_600), loop.nanos());
        loop.pass(Duration.ofMillis(300));

        assertThat(sent.all()).hasSize(1);
    }

    /** A key of 100 ms in a packet every 20 ms, and then half a second of nothing. */
    private void sing(char key) {
        var tone = KeyTones.tone(key, 8000);
        var samples = new short[160];
        for (int sequence = 1; sequence <= 30; sequence++) {
            if (sequence <= 5) tone.fill(samples, 160);
            else Arrays.fill(samples, (short) 0);
            var payload = ByteBuffer.allocate(160);
            SoundEncoder.of(Codec.PCMA).orElseThrow().encode(samples, 160, payload);
            hearing.accept(packet(8, sequence, 160 * sequence, 1, payload.array()), loop.nanos());
            loop.pass(Duration.ofMillis(20));
        }
    }

    @Test
    void closedItHearsNothing() {
        agree(PAGE, PHONE);
        hearing.close();
        hear(8, 1);

        assertThat(sent.all()).isEmpty();
    }

    private void agree(List<Format> partner, List<Format> farEnd) {
        egress.formats(farEnd);
        hearing.formats(new LegFormats(partner, partner));
    }

    private void hear(int type, int sequence) {
        hearing.accept(packet(type, sequence, 160 * sequence, 1, (byte) 1), loop.nanos());
    }

    private static RtpPacket key(int type, int sequence, int duration) {
        int event = TelephoneEvent.payload(5, true, 10, duration);
        return packet(type, sequence, 160, 1, ByteBuffer.allocate(4).putInt(event).array());
    }

    private Egress egress() {
        var random = new Random(1);
        return new Egress(
                loop,
                random,
                new OutgoingStreams(random, 1),
                sent,
                Optional.empty(),
                Music.BOX,
                false);
    }
}
