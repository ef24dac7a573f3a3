package org.ringdown.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ringdown.media.Codec;
import org.ringdown.media.Filler;
import org.ringdown.media.Format;
import org.ringdown.media.MediaListener;
import org.ringdown.media.Pictures;
import org.ringdown.media.Pictures.Feedback;
import org.ringdown.media.RtpKeying;
import org.ringdown.media.RtpMedia;
import org.ringdown.media.RtpRemote;
import org.ringdown.media.Tap;
import org.ringdown.media.Taps;
import org.ringdown.rtcp.RtcpPacket;
import org.ringdown.rtcp.RtcpParser;
import org.ringdown.rtcp.RtcpWriter;
import org.ringdown.rtp.Rfc7983;
import org.ringdown.rtp.RtpPacket;
import org.ringdown.rtp.RtpWriter;
import org.ringdown.rtp.Vp8Payload;
import org.ringdown.wire.MalformedException;
import org.ringdown.worker.DatagramPort;
import org.ringdown.worker.VirtualLoop;

/** Pictures of phones that are joined, packet by packet, under simulated time: what each is shown, asked for, and told. */
class PicturesTest {
    private static final Set<Feedback> ALL = Set.of(Feedback.NACK, Feedback.PLI, Feedback.FIR);
    private static final String KEYFRAME = "9080810000";
    private static final String DELTA = "9080820001";

    private final VirtualLoop loop = new VirtualLoop();
    private MediaWorkers engine;

    @BeforeEach
    void start() throws IOException {
        engine = TestEngine.of(TestEngine.config(), loop);
    }

    /** A far end that shows what the test says, and keeps what it sees. */
    private final class Phone implements MediaListener {
        private final List<RtpPacket> seen = new ArrayList<>();
        private final List<RtcpPacket> told = new ArrayList<>();
        private final int type;
        private final int ssrc;
        private final RtpMedia leg;
        private final DatagramPort port;
        private InetSocketAddress gateway = new InetSocketAddress(0);
        private final boolean secure;
        private int infos;

        Phone(int worker, int type, Codec codec, Set<Feedback> feedback, OptionalLong most)
                throws IOException {
            this(worker, type, codec, feedback, most, RtpKeying.PLAIN);
        }

        Phone(
                int worker,
                int type,
                Codec codec,
                Set<Feedback> feedback,
                OptionalLong most,
                RtpKeying keying)
                throws IOException {
            this.type = type;
            this.ssrc = 1000 + type;
            this.secure = !keying.equals(RtpKeying.PLAIN);
            port =
                    loop.open(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                            this::received);
            leg = engine.openRtp(worker, "cname", Filler.COMFORT_NOISE, this);
            leg.openPictures();
            pass(5);
            var formats = List.of(new Format(type, codec));
            var at = port.local();
            leg.pictures(
                    new RtpRemote(
                            at,
                            at,
                            true,
                            at.getAddress(),
                            formats,
                            formats,
                            keying,
                            Optional.empty(),
                            false,
                            false),
                    new Pictures(formats, formats, Map.of(), feedback, most));
            pass(5);
        }

        Phone(int worker, int type) throws IOException {
            this(worker, type, Codec.VP8, ALL, OptionalLong.empty());
        }

        @Override
        public void openedPictures(InetSocketAddress local) {
            gateway = local;
        }

        @Override
        public void keyframeWanted() {
            infos++;
        }

        private void received(ByteBuffer datagram, InetSocketAddress from, long now) {
            var bytes = ByteBuffer.allocate(datagram.remaining()).put(datagram).flip();
            var kind = Rfc7983.kind(bytes, 0, bytes.limit());
            if (kind == Rfc7983.Kind.RTP) {
                var packet = new RtpPacket();
                assertThat(packet.wrap(bytes, 0, bytes.limit())).isTrue();
                seen.add(packet);
                return;
            }
            if (kind != Rfc7983.Kind.RTCP || secure) return;
            try {
                told.addAll(RtcpParser.parse(bytes));
            } catch (MalformedException e) {
                throw new AssertionError(e);
            }
        }

        void shows(int sequence, int timestamp, String payload) {
            var bytes = HexFormat.of().parseHex(payload);
            var buffer = ByteBuffer.allocate(RtpPacket.HEADER + bytes.length);
            RtpWriter.header(buffer, 0, type, true, sequence, timestamp, ssrc);
            buffer.put(RtpPacket.HEADER, bytes);
            port.send(buffer, gateway);
            pass(5);
        }

        /** Begins a handshake, which is done a moment later. */
        void shakesHands() {
            port.send(ByteBuffer.wrap(new byte[] {ScriptedDtls.HELLO, 0}), gateway);
            pass(5);
        }

        void says(java.util.function.Consumer<RtcpWriter> what) {
            var buffer = ByteBuffer.allocate(200);
            var writer = new RtcpWriter(buffer).receiverReport(ssrc, List.of());
            what.accept(writer);
            port.send(buffer.flip(), gateway);
            pass(5);
        }

        List<Integer> sequences() {
            return seen.stream().map(RtpPacket::sequence).toList();
        }

        long count(Class<? extends RtcpPacket> kind) {
            return told.stream().filter(kind::isInstance).count();
        }
    }

    private void pass(int ms) {
        loop.pass(Duration.ofMillis(ms));
    }

    @ParameterizedTest(name = "workers {0} and {1}")
    @CsvSource({"0, 0", "0, 1"})
    void areShownUnderTheTypeOfWhoeverSeesThem(int first, int second) throws IOException {
        var alice = new Phone(first, 96);
        var bob = new Phone(second, 105);
        engine.join(alice.leg, bob.leg);
        pass(20);

        alice.shows(7, 90, KEYFRAME);
        alice.shows(8, 3090, DELTA);
        alice.shows(9, 6090, DELTA);

        assertThat(bob.seen).hasSize(3).allMatch(packet -> packet.payloadType() == 105);
        assertThat(bob.seen).extracting(RtpPacket::ssrc).containsOnly(bob.seen.getFirst().ssrc());
        assertThat(bob.seen.get(2).timestamp() - bob.seen.getFirst().timestamp()).isEqualTo(6000);
        assertThat(bob.seen).allMatch(RtpPacket::marker);
    }

    @Test
    void nothingIsSeenBeforeAKeyframeWhichIsAskedForUntilItComes() throws IOException {
        var alice = new Phone(0, 96);
        var bob = new Phone(0, 105);
        alice.shows(1, 90, DELTA); // its SSRC is known
        engine.join(alice.leg, bob.leg);
        pass(30);

        assertThat(alice.told)
                .anyMatch(told ->
                        told.equals(new RtcpPacket.PictureLoss(ssrcOf(alice.told), alice.ssrc)));
        alice.shows(2, 3090, DELTA);
        assertThat(bob.seen).isEmpty();
        long asked = alice.count(RtcpPacket.PictureLoss.class);
        pass(1000);
        assertThat(alice.count(RtcpPacket.PictureLoss.class)).isBetween(asked + 2, asked + 4);

        alice.shows(3, 6090, KEYFRAME);
        assertThat(bob.seen).hasSize(1);
        asked = alice.count(RtcpPacket.PictureLoss.class);
        pass(2000);
        assertThat(alice.count(RtcpPacket.PictureLoss.class)).isEqualTo(asked);
    }

    /** It would be lost, and a browser leaves out what it is asked again soon after. */
    @Test
    void aKeyframeIsAskedForOnceThereAreKeysAndAtOnceThen() throws IOException {
        var alice = new Phone(0, 96);
        var bob =
                new Phone(
                        0,
                        105,
                        Codec.VP8,
                        ALL,
                        OptionalLong.empty(),
                        new RtpKeying.Dtls(List.of("sha-256 AA"), false));
        alice.shows(1, 90, DELTA); // its SSRC is known
        engine.join(alice.leg, bob.leg);
        pass(700);
        alice.shows(2, 3090, KEYFRAME);
        assertThat(alice.count(RtcpPacket.PictureLoss.class)).isZero();
        assertThat(bob.seen).isEmpty();

        bob.shakesHands();
        assertThat(alice.count(RtcpPacket.PictureLoss.class)).isEqualTo(1);
        alice.shows(3, 6090, DELTA);
        assertThat(bob.seen).isEmpty();
        alice.shows(4, 9090, KEYFRAME);
        assertThat(bob.seen).hasSize(1);
        pass(1000);
        assertThat(alice.count(RtcpPacket.PictureLoss.class)).isEqualTo(1);
    }

    private static int ssrcOf(List<RtcpPacket> told) {
        return told.stream()
                .flatMap(one ->
                        one instanceof RtcpPacket.PictureLoss(var sender, _)
                                ? java.util.stream.Stream.of(sender)
                                : java.util.stream.Stream.empty())
                .findFirst()
                .orElseThrow();
    }

    /** As where the call is streamed to viewers who cannot ask. */
    @Test
    void whoeverTapsItMayWishForAKeyframe() throws IOException {
        var alice = new Phone(0, 96);
        var bob = new Phone(0, 105);
        engine.join(alice.leg, bob.leg);
        pass(20);
        alice.shows(1, 90, KEYFRAME);
        var wishes = new Wishes();
        alice.leg.tap(Optional.of(Taps.of(List.of((_, _, _) -> {}, wishes))));
        pass(1000);
        long asked = alice.count(RtcpPacket.PictureLoss.class);

        alice.shows(2, 3090, DELTA);
        assertThat(alice.count(RtcpPacket.PictureLoss.class)).isEqualTo(asked);
        wishes.next = true;
        alice.shows(3, 6090, DELTA);
        pass(1000);
        alice.shows(4, 9090, DELTA);
        pass(1000);
        assertThat(alice.count(RtcpPacket.PictureLoss.class)).isEqualTo(asked + 1);
        assertThat(bob.count(RtcpPacket.PictureLoss.class)).isZero();
    }

    /** Wishes for the next keyframe, once. */
    private static final class Wishes implements Tap {
        private boolean next;

        @Override
        public void heard(List<Format> formats, RtpPacket packet, long now) {}

        @Override
        public boolean wantsKeyframe() {
            boolean wished = next;
            next = false;
            return wished;
        }
    }

    /** Who knows no RTCP for it is asked by INFO, of which the gateway hears. */
    @Test
    void aKeyframeIsAskedForAsTheFarEndUnderstandsIt() throws IOException {
        var bob = new Phone(0, 105);
        var fir = new Phone(0, 97, Codec.VP8, Set.of(Feedback.FIR), OptionalLong.empty());
        var deaf = new Phone(0, 98, Codec.VP8, Set.of(), OptionalLong.empty());

        fir.shows(1, 90, DELTA);
        engine.join(fir.leg, bob.leg);
        pass(30);
        assertThat(fir.count(RtcpPacket.FullIntraRequest.class)).isPositive();
        assertThat(fir.count(RtcpPacket.PictureLoss.class)).isZero();
        assertThat(fir.infos).isZero();

        engine.join(deaf.leg, bob.leg);
        pass(30);
        assertThat(deaf.infos).isPositive();
        assertThat(deaf.count(RtcpPacket.PictureLoss.class)).isZero();
    }

    @Test
    void whatTheFarEndAsksForIsAskedOfItsPartnerButNotAtEveryAsking() throws IOException {
        var alice = new Phone(0, 96);
        var bob = new Phone(0, 105);
        engine.join(alice.leg, bob.leg);
        pass(20);
        alice.shows(1, 90, KEYFRAME);
        pass(1000);
        int ours = bob.seen.getFirst().ssrc();
        long before = alice.count(RtcpPacket.PictureLoss.class);

        for (int i = 0; i < 40; i++) bob.says(writer -> writer.pictureLoss(bob.ssrc, ours));
        assertThat(alice.count(RtcpPacket.PictureLoss.class) - before).isBetween(1L, 2L);
        pass(1000);
        before = alice.count(RtcpPacket.PictureLoss.class);
        bob.says(writer -> writer.fullIntraRequest(bob.ssrc, ours, 1));
        assertThat(alice.count(RtcpPacket.PictureLoss.class) - before).isEqualTo(1);
        bob.says(writer -> writer.pictureLoss(bob.ssrc, ours + 1));
        pass(1000);
        assertThat(alice.count(RtcpPacket.PictureLoss.class) - before)
                .as("of another stream")
                .isEqualTo(1);
    }

    @Test
    void theStreamGoesOnWhereItsSourceChanges() throws IOException {
        var alice = new Phone(0, 96);
        var carol = new Phone(1, 100);
        var bob = new Phone(0, 105);
        engine.join(alice.leg, bob.leg);
        pass(20);
        alice.shows(500, 90, "90e0ffff7700".concat("00"));
        alice.shows(501, 3090, "90e080007700".concat("01"));
        engine.join(carol.leg, bob.leg);
        pass(1000);
        carol.shows(60000, 777, "90e08123110001"); // nobody can decode it
        carol.shows(60001, 3777, "90e08124120000");
        carol.shows(60002, 6777, "90e08125130001");
        alice.shows(502, 6090, KEYFRAME);

        assertThat(bob.seen).hasSize(4);
        int first = bob.seen.getFirst().sequence();
        assertThat(bob.sequences()).containsExactly(first, first + 1, first + 2, first + 3);
        assertThat(bob.seen).extracting(RtpPacket::ssrc).containsOnly(bob.seen.getFirst().ssrc());
        assertThat(pictures(bob.seen)).containsExactly(0x7fff, 0, 1, 2);
        int step = bob.seen.get(2).timestamp() - bob.seen.get(1).timestamp();
        assertThat(step).as("about a second").isBetween(90_000, 95_000);
    }

    private static List<Integer> pictures(List<RtpPacket> packets) {
        return packets.stream()
                .map(packet -> {
                    var vp8 = new Vp8Payload();
                    assertThat(vp8.read(packet)).isTrue();
                    return vp8.pictureId();
                })
                .toList();
    }

    @Test
    void whatTheFarEndMissesIsSentAnewAFewTimes() throws IOException {
        var alice = new Phone(0, 96);
        var bob = new Phone(0, 105);
        engine.join(alice.leg, bob.leg);
        pass(20);
        alice.shows(1, 90, KEYFRAME);
        alice.shows(2, 3090, DELTA);
        alice.shows(3, 6090, DELTA);
        var missed = bob.seen.get(1);
        bob.seen.clear();

        bob.says(writer -> writer.nack(bob.ssrc, missed.ssrc(), missed.sequence(), 0));
        assertThat(bob.seen).hasSize(1);
        assertThat(bob.seen.getFirst().buffer()).isEqualTo(missed.buffer());
        for (int i = 0; i < 20; i++) {
            bob.says(writer -> writer.nack(bob.ssrc, missed.ssrc(), missed.sequence(), -1));
            pass(50);
        }
        assertThat(bob.seen).hasSizeLessThan(10);
    }

    @Test
    void whatIsMissingIsAskedFor() throws IOException {
        var alice = new Phone(0, 96);
        var bob = new Phone(0, 105);
        engine.join(alice.leg, bob.leg);
        pass(20);
        alice.shows(65534, 90, KEYFRAME);
        alice.shows(1, 3090, DELTA);
        pass(20);

        var asked = new ArrayList<Integer>();
        alice.told.forEach(one -> {
            if (one instanceof RtcpPacket.Nack nack) nack.forEachMissed(asked::add);
        });
        assertThat(asked).containsExactly(65535, 0);
        alice.shows(65535, 1000, DELTA);
        alice.shows(0, 2000, DELTA);
        int first = bob.seen.getFirst().sequence();
        assertThat(bob.sequences()).containsExactly(first, first + 3, first + 1, first + 2);
        long nacks = alice.count(RtcpPacket.Nack.class);
        pass(1000);
        assertThat(alice.count(RtcpPacket.Nack.class)).isEqualTo(nacks);
    }

    @Test
    void aSourceIsToldHowManyBitsAreWanted() throws IOException {
        var alice =
                new Phone(
                        0,
                        96,
                        Codec.VP8,
                        Set.of(Feedback.PLI, Feedback.TMMBR),
                        OptionalLong.empty());
        var bob = new Phone(1, 105, Codec.VP8, ALL, OptionalLong.of(512_000));
        engine.join(alice.leg, bob.leg);
        pass(20);
        alice.shows(1, 90, KEYFRAME);
        pass(1500);
        assertThat(limits(alice)).isNotEmpty().containsOnly(512_000L);

        bob.says(writer -> writer.bitrateRequest(bob.ssrc, 0, 128_000));
        pass(1500);
        assertThat(limits(alice)).endsWith(128_000L);
    }

    private static List<Long> limits(Phone of) {
        return of.told.stream()
                .flatMap(one ->
                        one instanceof RtcpPacket.BitrateLimit(_, var most)
                                ? java.util.stream.Stream.of(most)
                                : java.util.stream.Stream.empty())
                .toList();
    }

    /** RFC 6184: an IDR picture without its parameter sets gets those that were said before, in the packing that was agreed. */
    @ParameterizedTest
    @CsvSource({"h264, 1", "h264/0, 2"})
    void parameterSetsAreRepeatedBeforeAPictureThatLacksThem(String codec, int packets)
            throws IOException {
        var kind = new Codec(codec, 90000, 1);
        var alice = new Phone(0, 96, kind, ALL, OptionalLong.empty());
        var bob = new Phone(0, 105, kind, ALL, OptionalLong.empty());
        engine.join(alice.leg, bob.leg);
        pass(20);
        alice.shows(1, 90, "6742e01f");
        alice.shows(2, 90, "68ce3c80");
        alice.shows(3, 90, "65aaaa");
        alice.shows(4, 3090, "41bbbb");
        assertThat(bob.seen).hasSize(4);

        alice.shows(5, 6090, "65cccc");
        alice.shows(6, 9090, "41dddd");

        assertThat(bob.seen).hasSize(6 + packets);
        int first = bob.seen.getFirst().sequence();
        for (int i = 0; i < bob.seen.size(); i++)
            assertThat(bob.seen.get(i).sequence()).isEqualTo(first + i);
        assertThat(bob.seen.get(4).timestamp()).isEqualTo(bob.seen.get(4 + packets).timestamp());
        assertThat(payload(bob.seen.get(4)))
                .isEqualTo(packets == 1 ? "7800046742e01f000468ce3c80" : "6742e01f");
        assertThat(payload(bob.seen.get(4 + packets))).isEqualTo("65cccc");
    }

    private static String payload(RtpPacket packet) {
        var bytes = new byte[packet.payloadLength()];
        packet.buffer().get(packet.payloadOffset(), bytes);
        return HexFormat.of().formatHex(bytes);
    }

    @Test
    void codecsThatTheOtherDoesNotHaveAreNotShown() throws IOException {
        var alice = new Phone(0, 96, Codec.H264, ALL, OptionalLong.empty());
        var bob = new Phone(0, 105);
        engine.join(alice.leg, bob.leg);
        pass(20);
        alice.shows(1, 90, "65aaaa");

        assertThat(bob.seen).isEmpty();
        assertThat(alice.count(RtcpPacket.PictureLoss.class)).isZero();
    }

    @Test
    void nothingIsShownAfterAPartingOrOnceThereAreNoPicturesAnyMore() throws IOException {
        var alice = new Phone(0, 96);
        var bob = new Phone(0, 105);
        engine.join(alice.leg, bob.leg);
        pass(20);
        alice.shows(1, 90, KEYFRAME);
        engine.split(alice.leg);
        pass(20);
        alice.shows(2, 3090, DELTA);
        assertThat(bob.seen).hasSize(1);

        engine.join(alice.leg, bob.leg);
        pass(20);
        alice.shows(3, 6090, KEYFRAME);
        assertThat(bob.seen).hasSize(2);
        var at = bob.port.local();
        bob.leg.pictures(
                new RtpRemote(at, at, true, at.getAddress(), List.of(), List.of()), Pictures.NONE);
        pass(20);
        alice.shows(4, 9090, DELTA);
        assertThat(bob.seen).hasSize(2);
        engine.close();
    }
}
