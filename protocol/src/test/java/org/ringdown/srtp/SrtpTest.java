package org.ringdown.srtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ringdown.rtp.RtpWriter;

/** A sender and a receiver with a network between them that loses, doubles, reorders, damages and replays. */
@ParameterizedClass(name = "{0}")
@EnumSource(SrtpProfile.class)
class SrtpTest {
    private static final int SSRC = 0xcafebabe;
    private static final int AT = 5; // packets lie anywhere in their buffers

    private final SrtpProfile profile;
    private final SrtpScratch scratch = new SrtpScratch();
    private final SrtpSender sender;
    private final SrtpReceiver receiver;

    SrtpTest(SrtpProfile profile) {
        this.profile = profile;
        this.sender = new SrtpSender(keys(1), scratch);
        this.receiver = new SrtpReceiver(keys(1), scratch);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void carriesPacketsOfEverySizeInAnyKindOfBuffer(boolean direct) {
        for (int size = 0; size < 1300; size += size < 100 ? 1 : 37) {
            var buffer = direct ? ByteBuffer.allocateDirect(1400) : ByteBuffer.allocate(1400);
            var packet = rtp(size, SSRC, size);
            buffer.put(AT, packet, 0, packet.limit());

            int protectedLength = sender.protect(buffer, AT, packet.limit());
            assertThat(protectedLength).isEqualTo(packet.limit() + sender.overhead());
            int length = receiver.unprotect(buffer, AT, protectedLength);

            assertThat(buffer.slice(AT, length)).isEqualTo(packet);
        }
    }

    /** Whoever asks for a packet again gets the very same bytes; what was never sent is not sent that way. */
    @Test
    void protectsAPacketAgainAsItWas() {
        var first = protect(7, SSRC, 160);
        protect(9, SSRC, 160);
        var again = ByteBuffer.allocate(1400);
        var packet = rtp(7, SSRC, 160);
        again.put(AT, packet, 0, packet.limit());

        int length = sender.protectAgain(again, AT, packet.limit());
        assertThat(again.slice(AT, length)).isEqualTo(first.slice(0, length));
        for (int sequence : new int[] {8, 10}) {
            var other = rtp(sequence, SSRC, 160);
            again.put(AT, other, 0, other.limit());
            assertThat(sender.protectAgain(again, AT, other.limit())).isEqualTo(-1);
        }
        assertThat(protect(8, SSRC, 160).remaining()).as("its index was not used up").isPositive();
    }

    @Test
    void hidesThePayloadAndNotTheHeader() {
        var packet = rtp(1, SSRC, 160);
        var sent = protect(1, SSRC, 160);
        assertThat(sent.slice(0, 12)).isEqualTo(packet.slice(0, 12));
        assertThat(sent.slice(12, 16)).isNotEqualTo(packet.slice(12, 16));
        assertThat(sent.slice(12, 16)).isNotEqualTo(protect(2, SSRC, 160).slice(12, 16));
    }

    @Test
    void leavesContributorsAndExtensionInTheClear() {
        var packet = ByteBuffer.allocate(64);
        RtpWriter.header(packet, 0, 0, false, 1, 2, SSRC);
        packet.put(0, (byte) 0x91).putInt(12, 7).putInt(16, 0xbede0001).putInt(20, 0x10aa0000);
        packet.putInt(24, 0x01020304);
        int length = sender.protect(packet, 0, 28);
        assertThat(packet.getInt(12)).isEqualTo(7);
        assertThat(packet.getInt(20)).isEqualTo(0x10aa0000);
        assertThat(packet.getInt(24)).isNotEqualTo(0x01020304);
        assertThat(receiver.unprotect(packet, 0, length)).isEqualTo(28);
        assertThat(packet.getInt(24)).isEqualTo(0x01020304);
    }

    @Test
    void refusesAPacketWithAnyBitFlipped() {
        var sent = protect(100, SSRC, 20);
        for (int bit = 0; bit < 8 * sent.limit(); bit++) {
            var damaged = copy(sent);
            damaged.put(bit / 8, (byte) (damaged.get(bit / 8) ^ 1 << bit % 8));
            var before = copy(damaged);

            assertThat(receiver.unprotect(damaged, 0, damaged.limit()))
                    .as("bit %d", bit)
                    .isNegative();
            assertThat(damaged).as("a refused packet is not changed").isEqualTo(before);
        }
        assertThat(receiver.unprotect(sent, 0, sent.limit())).isEqualTo(32);
    }

    @Test
    void refusesAReportWithAnyBitFlipped() {
        var sent = protectRtcp(rtcp(20));
        for (int bit = 0; bit < 8 * sent.limit(); bit++) {
            var damaged = copy(sent);
            damaged.put(bit / 8, (byte) (damaged.get(bit / 8) ^ 1 << bit % 8));
            var before = copy(damaged);

            assertThat(receiver.unprotectRtcp(damaged, 0, damaged.limit()))
                    .as("bit %d", bit)
                    .isNegative();
            assertThat(damaged).isEqualTo(before);
        }
        assertThat(receiver.unprotectRtcp(sent, 0, sent.limit())).isEqualTo(28);
    }

    @Test
    void refusesEveryTruncation() {
        var sent = protect(100, SSRC, 20);
        var report = protectRtcp(rtcp(20));
        for (int size = 0; size < sent.limit(); size++) {
            assertThat(receiver.unprotect(copy(sent), 0, size)).as("%d", size).isNegative();
        }
        for (int size = 0; size < report.limit(); size++) {
            assertThat(receiver.unprotectRtcp(copy(report), 0, size)).as("%d", size).isNegative();
        }
        assertThat(receiver.refused(SrtpReceiver.REPLAYED)).isZero();
    }

    @Test
    void refusesWhatIsTooLong() {
        var buffer = ByteBuffer.allocate(3000).put(0, (byte) 0x80);
        assertThat(receiver.unprotect(buffer, 0, 2049)).isEqualTo(SrtpReceiver.MALFORMED);
        assertThat(receiver.unprotectRtcp(buffer, 0, 2049)).isEqualTo(SrtpReceiver.MALFORMED);
        assertThatThrownBy(() -> sender.protect(buffer, 0, 2045))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> sender.protectRtcp(buffer, 0, 2036))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesAReportInTheClear() {
        var sent = protectRtcp(rtcp(20));
        int at = sent.limit() - (profile == SrtpProfile.AEAD_AES_128_GCM ? 4 : 14);
        sent.put(at, (byte) 0);
        assertThat(receiver.unprotectRtcp(sent, 0, sent.limit())).isEqualTo(SrtpReceiver.MALFORMED);
    }

    @Test
    void refusesEveryReplay() {
        var sent = new ArrayList<ByteBuffer>();
        for (int i = 0; i < 300; i++) {
            sent.add(protect(i, SSRC, 20));
            assertThat(receive(sent.getLast())).isEqualTo(32);
        }
        for (var packet : sent) {
            assertThat(receive(packet)).isEqualTo(SrtpReceiver.REPLAYED);
        }
        assertThat(receiver.refused(SrtpReceiver.REPLAYED)).isEqualTo(300);
    }

    @Test
    void refusesEveryReplayOfAReport() {
        var sent = new ArrayList<ByteBuffer>();
        for (int i = 0; i < 300; i++) {
            sent.add(protectRtcp(rtcp(20)));
            assertThat(receiveRtcp(sent.getLast())).isEqualTo(28);
        }
        for (var packet : sent) {
            assertThat(receiveRtcp(packet)).isEqualTo(SrtpReceiver.REPLAYED);
        }
    }

    @Test
    void takesReorderedPacketsWithinTheWindow() {
        var sent = new ArrayList<ByteBuffer>();
        for (int i = 65_500; i < 65_500 + 128; i++) {
            sent.add(protect(i, SSRC, 20));
        }
        Collections.swap(sent, 0, 10); // the first to come is before the wrap, as nearly always
        Collections.shuffle(sent.subList(1, 128), new Random(1));
        for (var packet : sent) {
            assertThat(receive(packet)).isEqualTo(32);
        }
    }

    @Test
    void followsThreeRolloversWithLosses() {
        var random = new Random(3711);
        for (int i = 65_500; i < 65_500 + 2 * 65536 + 100; i++) {
            var sent = protect(i & 0xffff, SSRC, 4);
            if (random.nextInt(10) >= 3) { // 30 % lost, over every wrap
                assertThat(receive(sent)).isEqualTo(16);
            }
        }
        assertThat(receiver.lastIndex(SSRC) >>> 16).isEqualTo(3);
        assertThat(sender.lastIndex(SSRC)).isEqualTo(65_500 + 2 * 65536 + 99);
    }

    @Test
    void understandsAPeerWhosePacketsBeforeTheFirstWrapWereLost() {
        protect(65_535, SSRC, 20);
        for (int i = 0; i < 10; i++) {
            assertThat(receive(protect(i, SSRC, 20))).isEqualTo(32);
        }
        assertThat(receiver.lastIndex(SSRC)).isEqualTo(0x10009);
    }

    @Test
    void findsBackAfterMoreThanHalfARoundWasLost() {
        receive(protect(1000, SSRC, 20));
        for (int i = 1001; i < 45_000; i++) {
            protect(i, SSRC, 4);
        }
        assertThat(receive(protect(45_000, SSRC, 20))).isEqualTo(32);
        for (int i = 45_001; i < 65_536 + 500; i++) {
            protect(i & 0xffff, SSRC, 4);
        }
        assertThat(receive(protect(501, SSRC, 20))).isEqualTo(32);
    }

    @Test
    void keepsStreamsApart() {
        for (int i = 0; i < 20; i++) {
            for (int ssrc = 1; ssrc <= 16; ssrc++) {
                assertThat(receive(protect(65_530 + i & 0xffff, ssrc, 20))).isEqualTo(32);
            }
        }
        assertThat(receiver.lastIndex(7)).isEqualTo(65_549);
        assertThat(receiver.lastIndex(17)).isEqualTo(-1);
    }

    @Test
    void remembersNoSourceBeforeATagWasRight() {
        for (int ssrc = 0; ssrc < 1000; ssrc++) {
            var forged = rtp(1, ssrc, 40);
            assertThat(receiver.unprotect(forged, 0, 52)).isEqualTo(SrtpReceiver.FORGED);
            assertThat(receiver.unprotectRtcp(rtcp(40, ssrc), 0, 48)).isNegative();
        }
        for (int ssrc = 0; ssrc < SrtpStreams.MAX; ssrc++) {
            assertThat(receive(protect(1, ssrc, 20))).isEqualTo(32);
        }
        assertThat(receiver.refused(SrtpReceiver.FORGED)).isGreaterThanOrEqualTo(1000);
    }

    @Test
    void boundsTheSources() {
        var other = new SrtpSender(keys(1), scratch);
        for (int ssrc = 0; ssrc < SrtpStreams.MAX; ssrc++) {
            receive(protect(1, ssrc, 20));
        }
        var packet = rtp(1, 1000, 20, other.overhead());
        int length = other.protect(packet, 0, 32);
        assertThat(receiver.unprotect(packet, 0, length)).isEqualTo(SrtpReceiver.CROWDED);
        assertThat(receive(protect(2, 7, 20))).as("those known go on").isEqualTo(32);
        assertThatThrownBy(() -> protect(1, 1000, 20)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void usesNoIndexTwice() {
        protect(10, SSRC, 20);
        protect(12, SSRC, 20);
        protect(11, SSRC, 20);
        for (int used = 10; used <= 12; used++) {
            int sequence = used;
            assertThatThrownBy(() -> protect(sequence, SSRC, 20))
                    .isInstanceOf(IllegalStateException.class);
        }
        protect(12 + 128, SSRC, 20);
        assertThatThrownBy(() -> protect(9, SSRC, 20))
                .as("too old to be sure")
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> protect(65_535, SSRC, 20))
                .as("before the first")
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void usesNoIndexAndChangesNothingWhereThereIsNoRoomForTheTag() {
        var packet = rtp(10, SSRC, 20, sender.overhead() - 1);
        var report = rtcp(20, SSRC, sender.rtcpOverhead() - 1);
        assertThatThrownBy(() -> sender.protect(packet, 0, 32))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> sender.protectRtcp(report, 0, 28))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(packet).isEqualTo(rtp(10, SSRC, 20, sender.overhead() - 1));
        assertThat(sender.lastIndex(SSRC)).isEqualTo(-1);
        assertThat(sender.lastRtcpIndex(SSRC)).isEqualTo(-1);
    }

    @Test
    void usesNoIndexTwiceAfterARestart() {
        sender.resume(SSRC, 0x2_0100, 500);
        assertThatThrownBy(() -> protect(0x100, SSRC, 20))
                .isInstanceOf(IllegalStateException.class);
        protect(0x101, SSRC, 20);
        assertThat(sender.lastIndex(SSRC)).isEqualTo(0x2_0101);
        protectRtcp(rtcp(20));
        assertThat(sender.lastRtcpIndex(SSRC)).isEqualTo(501);
    }

    @Test
    void takesNothingTwiceAfterARestart() {
        sender.resume(SSRC, 0x2_0100, 500);
        var old = protect(0x101, SSRC, 20);
        var oldReport = protectRtcp(rtcp(20));
        receiver.resume(SSRC, 0x2_0101, 501);
        assertThat(receive(old)).isEqualTo(SrtpReceiver.REPLAYED);
        assertThat(receiveRtcp(oldReport)).isEqualTo(SrtpReceiver.REPLAYED);
        assertThat(receive(protect(0x102, SSRC, 20))).isEqualTo(32);
        assertThat(receiveRtcp(protectRtcp(rtcp(20)))).isEqualTo(28);
        assertThat(receiver.lastIndex(SSRC)).isEqualTo(0x2_0102);
        assertThat(receiver.lastRtcpIndex(SSRC)).isEqualTo(502);
    }

    @Test
    void stopsWhenAllIndexesAreUsed() {
        sender.resume(SSRC, SrtpStream.MAX_INDEX - 1, 0x7fff_ffff);
        protect(0xffff, SSRC, 20);
        assertThatThrownBy(() -> protect(0, SSRC, 20)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> protectRtcp(rtcp(20))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void keepsTheRolloversUnderANewKey() {
        sender.resume(SSRC, 0x5_fff0, 77);
        receiver.resume(SSRC, 0x5_fff0, 77);
        var newSender = new SrtpSender(keys(2), scratch);
        var newReceiver = new SrtpReceiver(keys(2), scratch);
        newSender.continueFrom(sender);
        newReceiver.continueFrom(receiver);
        for (int i = 0xffe0;
                i < 0x10010;
                i++) { // a few numbers of the old key again, then over the wrap
            var packet = rtp(i & 0xffff, SSRC, 20, newSender.overhead());
            int length = newSender.protect(packet, 0, 32);
            assertThat(newReceiver.unprotect(packet, 0, length)).isEqualTo(32);
        }
        assertThat(newReceiver.lastIndex(SSRC)).isEqualTo(0x6_000f);
        var report = rtcp(20, SSRC, newSender.rtcpOverhead());
        newSender.protectRtcp(report, 0, 28);
        assertThat(newSender.lastRtcpIndex(SSRC)).isEqualTo(78);
    }

    @Test
    void understandsAPeerThatBeginsAtZeroUnderANewKey() {
        receiver.resume(SSRC, 0x5_0010, -1);
        var fresh = new SrtpSender(keys(2), scratch);
        var newReceiver = new SrtpReceiver(keys(2), scratch);
        newReceiver.continueFrom(receiver);
        for (int i = 65_000; i < 65_800; i++) {
            var packet = rtp(i & 0xffff, SSRC, 20, fresh.overhead());
            int length = fresh.protect(packet, 0, 32);
            assertThat(newReceiver.unprotect(packet, 0, length)).isEqualTo(32);
        }
        assertThat(newReceiver.lastIndex(SSRC)).isEqualTo(65_799);
    }

    @Test
    void opensNothingUnderAnotherKey() {
        var stranger = new SrtpReceiver(keys(2), scratch);
        var sent = protect(1, SSRC, 20);
        assertThat(stranger.unprotect(sent, 0, sent.limit())).isEqualTo(SrtpReceiver.FORGED);
        var report = protectRtcp(rtcp(20));
        assertThat(stranger.unprotectRtcp(report, 0, report.limit()))
                .isEqualTo(SrtpReceiver.FORGED);
        assertThat(stranger.refused(SrtpReceiver.FORGED)).isEqualTo(2);
    }

    @Test
    void survivesMutationsAndStillHearsItsPeer() {
        var random = new Random(7714);
        for (int i = 0; i < 20_000; i++) {
            var sent = protect(i & 0xffff, SSRC, random.nextInt(60));
            var bad = copy(sent);
            for (int changes = random.nextInt(4); changes >= 0; changes--) {
                bad.put(random.nextInt(bad.limit()), (byte) random.nextInt());
            }
            if (!bad.equals(sent)) {
                assertThat(receiver.unprotect(bad, 0, random.nextInt(bad.limit() + 1)))
                        .isNegative();
                assertThat(receiver.unprotectRtcp(bad, 0, bad.limit())).isNegative();
            }
            assertThat(receive(sent)).isPositive();
        }
    }

    private int receive(ByteBuffer sent) {
        return receiver.unprotect(copy(sent), 0, sent.limit());
    }

    private int receiveRtcp(ByteBuffer sent) {
        return receiver.unprotectRtcp(copy(sent), 0, sent.limit());
    }

    private ByteBuffer protect(int sequence, int ssrc, int payload) {
        var packet = rtp(sequence, ssrc, payload, sender.overhead());
        return packet.limit(sender.protect(packet, 0, 12 + payload));
    }

    private ByteBuffer protectRtcp(ByteBuffer report) {
        var packet = ByteBuffer.allocate(report.limit() + sender.rtcpOverhead());
        packet.put(0, report, 0, report.limit());
        return packet.limit(sender.protectRtcp(packet, 0, report.limit()));
    }

    private static ByteBuffer rtp(int sequence, int ssrc, int payload) {
        return rtp(sequence, ssrc, payload, 0);
    }

    private static ByteBuffer rtp(int sequence, int ssrc, int payload, int room) {
        var packet = ByteBuffer.allocate(12 + payload + room);
        int at = RtpWriter.header(packet, 0, 8, false, sequence, sequence * 160, ssrc);
        for (int i = 0; i < payload; i++) {
            packet.put(at + i, (byte) (i * 31 + sequence));
        }
        return packet;
    }

    private static ByteBuffer rtcp(int body) {
        return rtcp(body, SSRC);
    }

    private static ByteBuffer rtcp(int body, int ssrc) {
        return rtcp(body, ssrc, 0);
    }

    private static ByteBuffer rtcp(int body, int ssrc, int room) {
        return ByteBuffer.allocate(8 + body + room).putInt(0, 0x80c90001).putInt(4, ssrc);
    }

    private static ByteBuffer copy(ByteBuffer packet) {
        return ByteBuffer.allocate(packet.limit()).put(0, packet, 0, packet.limit());
    }

    private SrtpKeys keys(int seed) {
        var random = new Random(seed);
        byte[] key = new byte[profile.keySize() + profile.saltSize()];
        random.nextBytes(key);
        return SrtpKeys.ofSdes(profile, key);
    }
}
