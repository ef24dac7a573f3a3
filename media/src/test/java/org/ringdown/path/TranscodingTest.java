package org.ringdown.path;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringdown.codec.Goertzel;
import org.ringdown.codec.Music;
import org.ringdown.codec.SoundEncoder;
import org.ringdown.codec.SoundSource;
import org.ringdown.codec.StreamDecoder;
import org.ringdown.codec.Tone;
import org.ringdown.codec.Voice;
import org.ringdown.media.Codec;
import org.ringdown.media.Filler;
import org.ringdown.media.Format;
import org.ringdown.media.MediaNote;
import org.ringdown.media.Transcoding;
import org.ringdown.rtp.KeypadReceiver;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.rtp.RtpWriter;
import org.ringdown.rtp.TelephoneEvent;
import org.ringdown.transport.Transport;
import org.ringdown.worker.Counted;
import org.ringdown.worker.VirtualLoop;

/** Two ends that share no codec hear each other all the same. */
class TranscodingTest {
    private static final Duration FRAME = Duration.ofMillis(20);
    private static final Format EVENTS = new Format(101, Codec.telephoneEvent(8000));
    private static final Format EVENTS_48 = new Format(110, Codec.telephoneEvent(48_000));
    private static final Format PCMA = new Format(8, Codec.PCMA);
    private static final Format OPUS = new Format(111, Codec.OPUS);

    private static final Transcoding ALL = new Transcoding(StreamDecoder.known());

    private final List<MediaNote> notes = new ArrayList<>();
    private final VirtualLoop loop = new VirtualLoop();
    private final Random random = new Random(6);
    private final SentPackets sent = new SentPackets(loop::nanos);
    private Egress egress = egress(Optional.empty());
    private Hearing hearing = hearing();
    private final List<SoundEncoder> encoders = new ArrayList<>();
    private SoundEncoder encoder;
    private SoundSource sound;
    private Format speaking;
    private int ssrc = 1;
    private int sequence = 65_520;
    private int timestamp = -3000;

    private Egress egress(Optional<Filler> filler) {
        var streams = new OutgoingStreams(random, 1);
        return new Egress(loop, random, streams, sent, filler, Music.BOX, false);
    }

    private Hearing hearing() {
        return new Hearing(1, egress, loop, random, ALL, notes::add);
    }

    @AfterEach
    void close() {
        hearing.close();
        encoders.forEach(SoundEncoder::close);
    }

    private static Format format(String codec) {
        return switch (codec) {
            case "opus" -> OPUS;
            case "g722" -> new Format(9, Codec.G722);
            case "pcmu" -> new Format(0, Codec.PCMU);
            default -> PCMA;
        };
    }

    private void agree(List<Format> partner, List<Format> farEnd) {
        egress.formats(farEnd);
        hearing.formats(new LegFormats(partner, partner));
    }

    private void speakIn(Format format, int frequency) {
        int rate =
                format.codec().equals(Codec.PCMA) || format.codec().equals(Codec.PCMU)
                        ? 8000
                        : 16_000;
        speaking = format;
        encoder = SoundEncoder.of(format.codec(), rate).orElseThrow();
        encoders.add(encoder);
        sound = new Tone(rate, 0.3, frequency);
    }

    private void speak(int packets) {
        for (int i = 0; i < packets; i++) {
            hearing.accept(next(), loop.nanos());
            loop.pass(FRAME);
        }
    }

    private RtpPacket next() {
        var samples = new short[encoder.sampleRate() / 50];
        sound.fill(samples, samples.length);
        var payload = ByteBuffer.allocate(1275);
        encoder.encode(samples, samples.length, payload);
        var packet = packet(speaking.payloadType(), payload.flip());
        timestamp += speaking.codec().clockRate() / 50;
        return packet;
    }

    private RtpPacket packet(int type, ByteBuffer payload) {
        var buffer = ByteBuffer.allocate(RtpPacket.HEADER + payload.remaining() + 64);
        int from = RtpWriter.header(buffer, 0, type, false, sequence++, timestamp, ssrc);
        int length = from + payload.remaining();
        buffer.put(from, payload, 0, payload.remaining());
        var packet = new RtpPacket();
        packet.wrap(buffer, 0, length);
        return packet;
    }

    /** What the far end hears of it. */
    private static short[] heard(List<SentPackets.Sent> packets, Codec codec, int rate) {
        var all = new short[packets.size() * rate / 50];
        var frame = new short[rate / 50];
        int length = 0;
        try (var decoder = StreamDecoder.of(codec, rate).orElseThrow()) {
            for (var packet : packets) {
                assertThat(decoder.decode(packet.payload().duplicate(), frame))
                        .isEqualTo(frame.length);
                System.arraycopy(frame, 0, all, length, frame.length);
                length += frame.length;
            }
        }
        return all;
    }

    private static double level(short[] samples, int from) {
        double power = 0;
        for (int i = from; i < samples.length; i++) power += (double) samples[i] * samples[i];
        return Math.sqrt(2 * power / (samples.length - from)) / Short.MAX_VALUE;
    }

    @ParameterizedTest
    @CsvSource({
        "opus, pcma, 1000, 8000",
        "opus, pcmu, 3000, 8000",
        "opus, g722, 6000, 16000",
        "pcma, opus, 1000, 8000",
        "pcmu, opus, 3000, 8000",
        "g722, opus, 6000, 16000",
        "g722, pcma, 2000, 8000",
        "pcma, g722, 2000, 16000",
        "pcmu, pcma, 1000, 8000"
    })
    void eachIsHeardInEachOther(String from, String to, int frequency, int rate) {
        var target = format(to);
        agree(List.of(format(from), EVENTS), List.of(target, EVENTS));
        speakIn(format(from), frequency);
        speak(100);

        var sound = heard(sent.all(), target.codec(), rate);
        assertThat(sent.all()).hasSizeBetween(97, 100);
        assertThat(sent.all()).allMatch(packet -> packet.payloadType() == target.payloadType());
        assertThat(SentPackets.breaks(sent.all(), target.codec().clockRate())).isZero();
        assertThat(sent.all().getFirst().marker()).isTrue();
        assertThat(Goertzel.share(sound, rate, sound.length, rate, frequency)).isGreaterThan(0.9);
        assertThat(level(sound, rate)).isBetween(0.22, 0.36);
        for (var what : Counted.values()) assertThat(loop.counters().of(what)).isZero();
        assertThat(notes).containsExactly(new MediaNote.Transcoded(from, to));
    }

    @Test
    void whatCannotBeConvertedIsLeftAlone() {
        var g729 = new Format(18, new Codec("g729", 8000, 1));
        assertThat(Transcoder.target(List.of(OPUS, EVENTS), List.of(EVENTS, PCMA), ALL))
                .contains(PCMA);
        assertThat(Transcoder.target(List.of(PCMA), List.of(PCMA), ALL)).isEmpty();
        assertThat(Transcoder.target(List.of(EVENTS), List.of(EVENTS, PCMA), ALL)).isEmpty();
        assertThat(Transcoder.target(List.of(g729), List.of(PCMA), ALL)).isEmpty();
        assertThat(Transcoder.target(List.of(OPUS), List.of(g729), ALL)).isEmpty();
        assertThat(Transcoder.target(List.of(OPUS), List.of(PCMA), Transcoding.NONE)).isEmpty();
    }

    /** A browser that was asked for PCMA needs a moment to change; one that never does is understood all the same. */
    @Test
    void aPartnerThatGoesOnInAnotherCodecThanTheSharedOneIsTranscoded() {
        agree(List.of(OPUS, PCMA, EVENTS_48), List.of(PCMA, EVENTS));
        speakIn(OPUS, 1000);
        speak(24);
        assertThat(sent.all()).isEmpty();
        speak(50);
        assertThat(sent.all()).hasSizeGreaterThan(45);
        // And when it changes at last, it is heard as it is.
        speakIn(PCMA, 1000);
        sent.taken();
        speak(50);

        assertThat(sequenceBreaks()).isZero();
        assertThat(sent.all()).hasSize(50).allMatch(packet -> packet.payloadType() == 8);
        var sound = heard(sent.all(), Codec.PCMA, 8000);
        assertThat(Goertzel.share(sound, sound.length - 4000, sound.length, 8000, 1000))
                .isGreaterThan(0.95);
    }

    @Test
    void keysGoAlongInTheStreamAndTheSoundIsLeftOutMeanwhile() {
        agree(List.of(OPUS, EVENTS_48), List.of(PCMA, EVENTS));
        speakIn(OPUS, 1000);
        speak(20);
        press(5, 8, true);
        speak(20);
        press(7, 8, false);
        speak(20);

        assertThat(keys(101)).isEqualTo("57");
        assertThat(sequenceBreaks()).isZero();
        var events = sent.all().stream().filter(packet -> packet.payloadType() == 101).toList();
        assertThat(events).hasSize(2 * 10);
        var last = events.getLast();
        assertThat(TelephoneEvent.duration(last.payload().getInt(0))).isEqualTo(8 * 160);
        // The sound before and after is on the clock, and so is the beginning of the key.
        assertThat(offClock()).isLessThanOrEqualTo(160);
        // While a key was pressed nothing else was said.
        long during =
                sent.all().stream()
                        .filter(packet -> packet.payloadType() == 8)
                        .filter(packet -> packet.at() > events.getFirst().at())
                        .filter(packet -> packet.at() < events.get(9).at())
                        .count();
        assertThat(during).isZero();
    }

    /** A key of so many packets, and its end three times. @param speaks whether sound goes on beside it */
    private void press(int event, int packets, boolean speaks) {
        int began = timestamp;
        for (int i = 1; i <= packets + 2; i++) {
            boolean end = i >= packets;
            int duration = 960 * Math.min(i, packets);
            int payload = TelephoneEvent.payload(event, end, 10, duration);
            int now = timestamp;
            timestamp = began;
            var packet = packet(110, ByteBuffer.allocate(4).putInt(payload).flip());
            hearing.accept(packet, loop.nanos());
            timestamp = now;
            if (speaks) hearing.accept(next(), loop.nanos());
            else timestamp += 960;
            loop.pass(FRAME);
        }
    }

    private String keys(int type) {
        var keypad = new KeypadReceiver();
        var keys = new StringBuilder();
        for (var each : sent.all()) {
            if (each.payloadType() != type) continue;
            var bytes = ByteBuffer.allocate(RtpPacket.HEADER + 4);
            RtpWriter.header(
                    bytes, 0, type, each.marker(), each.sequence(), each.timestamp(), each.ssrc());
            bytes.putInt(RtpPacket.HEADER, each.payload().getInt(0));
            var packet = new RtpPacket();
            packet.wrap(bytes, 0, bytes.capacity());
            char key = keypad.receive(packet, 0);
            if (key != KeypadReceiver.NO_KEY) keys.append(key);
        }
        return keys.toString();
    }

    private long sequenceBreaks() {
        long breaks = 0;
        for (int i = 1; i < sent.all().size(); i++) {
            int step = sent.all().get(i).sequence() - sent.all().get(i - 1).sequence();
            if ((step & 0xFFFF) != 1) breaks++;
        }
        return breaks;
    }

    /** How far a packet of sound or the first of a key is off the clock, at most, in samples. */
    private long offClock() {
        long most = 0;
        int key = 0;
        var first = sent.all().getFirst();
        for (var packet : sent.all()) {
            if (packet.payloadType() == 101 && packet.timestamp() == key) continue;
            if (packet.payloadType() == 101) key = packet.timestamp();
            long clock = (packet.at() - first.at()) * 8 / 1_000_000;
            most = Math.max(most, Math.abs(packet.timestamp() - first.timestamp() - clock));
        }
        return most;
    }

    @Test
    void pressesOfAnotherClockCountAtTheClockOfTheSound() {
        agree(List.of(PCMA, EVENTS), List.of(OPUS, EVENTS, EVENTS_48));
        speakIn(PCMA, 1000);
        speak(10);
        int payload = TelephoneEvent.payload(3, true, 10, 800);
        hearing.accept(packet(101, ByteBuffer.allocate(4).putInt(payload).flip()), loop.nanos());

        var event = sent.all().getLast();
        assertThat(event.payloadType()).isEqualTo(110);
        assertThat(TelephoneEvent.duration(event.payload().getInt(0))).isEqualTo(4800);
        assertThat(event.ssrc()).isEqualTo(sent.all().getFirst().ssrc());
    }

    @Test
    void keysBecomeTonesWhereTheFarEndHasNoEvents() {
        agree(List.of(OPUS, EVENTS_48), List.of(PCMA));
        speakIn(OPUS, 2000);
        speak(10);
        sent.taken();
        press(5, 8, true);
        loop.pass(Duration.ofMillis(200));

        var sound = heard(sent.all(), Codec.PCMA, 8000);
        assertThat(Goertzel.share(sound, 320, 1100, 8000, 770)).isBetween(0.4, 0.6);
        assertThat(Goertzel.share(sound, 320, 1100, 8000, 1336)).isBetween(0.4, 0.6);
    }

    @Test
    void keysBecomeTonesInOpusToo() {
        agree(List.of(PCMA, EVENTS), List.of(OPUS));
        speakIn(PCMA, 2000);
        speak(10);
        sent.taken();
        int payload = TelephoneEvent.payload(5, true, 10, 800);
        hearing.accept(packet(101, ByteBuffer.allocate(4).putInt(payload).flip()), loop.nanos());
        loop.pass(Duration.ofMillis(200));

        var sound = heard(sent.all(), Codec.OPUS, 8000);
        assertThat(Goertzel.share(sound, 320, 900, 8000, 770)).isBetween(0.35, 0.65);
        assertThat(Goertzel.share(sound, 320, 900, 8000, 1336)).isBetween(0.35, 0.65);
    }

    @Test
    void lostPacketsAreMadeUpForAndTheStreamHasNoHole() {
        agree(List.of(OPUS), List.of(PCMA));
        speakIn(OPUS, 400);
        for (int i = 0; i < 500; i++) {
            var packet = next();
            if (random.nextInt(10) != 0) hearing.accept(packet, loop.nanos());
            loop.pass(FRAME);
        }

        assertThat(sent.all()).hasSizeBetween(495, 500);
        assertThat(SentPackets.breaks(sent.all(), 8000)).isZero();
        var sound = heard(sent.all(), Codec.PCMA, 8000);
        assertThat(Goertzel.share(sound, 8000, 400)).isGreaterThan(0.7);
    }

    /** The same sound for the same far end, once with reports of losses: it is encoded in another way, a second later at most. */
    @Test
    void whatTheFarEndMissesIsSaidTwice() {
        var content = payloads(0);

        assertThat(payloads(0)).isEqualTo(content);
        assertThat(payloads(5)).isEqualTo(content);
        assertThat(payloads(25)).isNotEqualTo(content);
    }

    private List<ByteBuffer> payloads(int farLoss) {
        var another = new TranscodingTest();
        another.agree(List.of(PCMA), List.of(OPUS));
        another.speakIn(PCMA, 400);
        another.sound = new Voice(8000, 3);
        another.egress.farLoss(farLoss);
        another.speak(150);
        another.close();
        return another.sent.all().stream().map(SentPackets.Sent::payload).toList();
    }

    @Test
    void whoFallsSilentLeavesItToTheFillerAndComesBackWithoutABreak() {
        egress = egress(Optional.of(Filler.COMFORT_NOISE));
        hearing = hearing();
        agree(List.of(OPUS), List.of(PCMA));
        speakIn(OPUS, 1000);
        speak(50);
        loop.pass(Duration.ofSeconds(3));
        timestamp += 3 * 48_000;
        speak(50);

        assertThat(SentPackets.breaks(sent.all(), 8000)).isZero();
        assertThat(sent.all().size()).isBetween(230, 250);
        var sound = heard(sent.all(), Codec.PCMA, 8000);
        int end = sound.length;
        assertThat(Goertzel.share(sound, end - 4000, end, 8000, 1000)).isGreaterThan(0.9);
        assertThat(Goertzel.share(sound, end / 2 - 4000, end / 2 + 4000, 8000, 1000))
                .isLessThan(0.1);
    }

    @Test
    void anotherStreamOfThePartnerGoesOnInTheSameOfOurs() {
        agree(List.of(OPUS), List.of(PCMA));
        speakIn(OPUS, 1000);
        speak(50);
        ssrc = 99;
        sequence = 17;
        timestamp = 5;
        speak(50);

        assertThat(sequenceBreaks()).isZero();
        assertThat(offClock()).isLessThanOrEqualTo(160);
        assertThat(sent.all().getLast().ssrc()).isEqualTo(sent.all().getFirst().ssrc());
        assertThat(sent.all()).hasSizeGreaterThan(90);
    }

    @Test
    void aStallOfTheWorkerIsNoBreak() {
        agree(List.of(OPUS), List.of(PCMA));
        speakIn(OPUS, 1000);
        speak(50);
        loop.stall(Duration.ofMillis(150));
        speak(50);
        loop.stall(Duration.ofSeconds(1));
        speak(50);

        assertThat(sequenceBreaks()).isZero();
        var sound = heard(sent.all(), Codec.PCMA, 8000);
        assertThat(Goertzel.share(sound, sound.length - 4000, sound.length, 8000, 1000))
                .isGreaterThan(0.9);
    }

    @Test
    void whatIsRenegotiatedIsSaidInTheNewCodecAndToldTheSameNothingChanges() {
        agree(List.of(OPUS), List.of(PCMA));
        speakIn(OPUS, 1000);
        speak(50);
        egress.formats(List.of(PCMA));
        hearing.renew();
        speak(50);
        assertThat(SentPackets.breaks(sent.taken(), 8000)).isZero();
        egress.formats(List.of(new Format(9, Codec.G722)));
        hearing.renew();
        speak(50);
        assertThat(sent.taken())
                .hasSizeGreaterThan(45)
                .allMatch(packet -> packet.payloadType() == 9);
        // Now they share one.
        egress.formats(List.of(OPUS));
        hearing.renew();
        speak(50);
        assertThat(sent.all()).hasSize(50).allMatch(packet -> packet.payloadType() == 111);
    }

    @Test
    void closedItSaysNothing() {
        agree(List.of(OPUS), List.of(PCMA));
        speakIn(OPUS, 1000);
        speak(50);
        sent.taken();
        hearing.close();
        speak(5);
        loop.pass(Duration.ofSeconds(1));

        assertThat(sent.all()).isEmpty();
    }

    /** From a packet that comes in to those that leave, losses and Opus included. */
    @ParameterizedTest
    @CsvSource({"opus, pcmu", "pcmu, opus", "g722, pcma"})
    void aPacketLeavesNoGarbage(String from, String to) {
        egress =
                new Egress(
                        loop,
                        random,
                        new OutgoingStreams(random, 1),
                        new Nowhere(),
                        Optional.empty(),
                        Music.BOX,
                        false);
        hearing = hearing();
        agree(List.of(format(from)), List.of(format(to)));
        speakIn(format(from), 1000);
        var packet = next();
        int units = speaking.codec().clockRate() / 50;
        for (int i = 0; i < 20_000; i++) hear(packet, i, units);
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 20_000; i < 40_000; i++) hear(packet, i, units);

        assertThat((threads.getCurrentThreadAllocatedBytes() - before) / 20_000).isZero();
    }

    private void hear(RtpPacket packet, int number, int units) {
        packet.payloadType(speaking.payloadType());
        packet.sequence(number);
        packet.timestamp(number * units);
        packet.ssrc(1);
        if (number % 20 != 0) hearing.accept(packet, loop.nanos());
        loop.pass(FRAME);
    }

    private static final class Nowhere implements Transport {
        @Override
        public void send(RtpPacket packet) {}

        @Override
        public void sendRtcp(ByteBuffer buffer, int offset, int length) {}

        @Override
        public boolean reaches() {
            return false;
        }

        @Override
        public InetSocketAddress remote() {
            return new InetSocketAddress(0);
        }

        @Override
        public int port() {
            return 0;
        }

        @Override
        public void close() {}
    }
}
