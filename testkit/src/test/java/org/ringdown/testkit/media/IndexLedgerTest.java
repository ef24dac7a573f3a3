package org.ringdown.testkit.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.ringdown.srtp.SrtpKeys;
import org.ringdown.srtp.SrtpReceiver;
import org.ringdown.srtp.SrtpScratch;
import org.ringdown.srtp.SrtpSender;

/** That the simulations would notice a key stream that is used twice. */
class IndexLedgerTest {
    private static final int TAIL = 32;

    private final SrtpScratch scratch = new SrtpScratch();
    private final SrtpKeys key = Keying.keys(new byte[32], new byte[32]).server();
    private final SrtpSender sender = new SrtpSender(key, scratch);
    private final SrtpReceiver receiver = new SrtpReceiver(key, scratch);
    private final IndexLedger ledger = new IndexLedger();

    @Test
    void aStreamOfManyRoundsWithLossesUsesNoIndexTwice() {
        for (int i = 0; i < 3 * (1 << 16); i++) {
            var packet = seal(sender, rtp(65_500 + i, i));
            if (i % 3 != 0) assertThat(open(packet)).isPositive();
        }
        assertThat(ledger.packets()).isEqualTo(2 * (1 << 16));
        assertThat(ledger.usedTwice()).isEmpty();
    }

    @Test
    void whatTheNetworkDoublesIsOneUse() {
        var packet = seal(sender, rtp(1, 7));
        open(copy(packet));
        open(packet);
        assertThat(ledger.packets()).isEqualTo(1);
        assertThat(ledger.usedTwice()).isEmpty();
    }

    @Test
    void whoBeginsAgainUnderTheSameKeyIsFoundOut() {
        open(seal(sender, rtp(1, 7)));
        open(seal(new SrtpSender(key, scratch), rtp(1, 8)));
        assertThat(ledger.usedTwice()).hasSize(1);
    }

    @Test
    void reportsHavePlacesOfTheirOwn() {
        open(seal(sender, rtp(1, 7)));
        openReport(sealReport(sender, 1));
        openReport(sealReport(sender, 2));
        assertThat(ledger.usedTwice()).isEmpty();

        openReport(sealReport(new SrtpSender(key, scratch), 3));
        assertThat(ledger.usedTwice()).singleElement().asString().contains("RTCP");
    }

    private int open(ByteBuffer packet) {
        return ledger.open(key, receiver, packet, packet.limit());
    }

    private void openReport(ByteBuffer report) {
        assertThat(ledger.openReport(key, receiver, report, report.limit())).isNotZero();
    }

    private static ByteBuffer seal(SrtpSender by, ByteBuffer packet) {
        int length = packet.position();
        int sealed = by.protect(packet.clear(), 0, length);
        return packet.limit(sealed);
    }

    private static ByteBuffer sealReport(SrtpSender by, int content) {
        var report = ByteBuffer.allocate(8 + TAIL);
        report.putInt(0x80c9_0001).putInt(0x5eed);
        report.putInt(content);
        int sealed = by.protectRtcp(report.clear(), 0, 12);
        return report.limit(sealed);
    }

    private static ByteBuffer rtp(int sequence, int content) {
        var packet = ByteBuffer.allocate(24 + TAIL);
        packet.putShort((short) 0x8000).putShort((short) sequence).putInt(160 * sequence);
        return packet.putInt(0x5eed).putLong(content).putInt(0);
    }

    private static ByteBuffer copy(ByteBuffer packet) {
        return ByteBuffer.allocate(packet.remaining()).put(packet.duplicate()).flip();
    }
}
