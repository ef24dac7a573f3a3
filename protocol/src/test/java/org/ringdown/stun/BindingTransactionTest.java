package org.ringdown.stun;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ringdown.stun.BindingTransaction.Mapped;
import org.ringdown.stun.BindingTransaction.Refused;

/** When the question is asked again, and which datagram answers it. */
class BindingTransactionTest {
    private static final long MILLI = 1_000_000;
    private static final long START = Long.MAX_VALUE - 700 * MILLI; // the clock may wrap meanwhile
    private static final byte[] ID = "twelve bytes".getBytes(US_ASCII);
    private static final InetSocketAddress SEEN = new InetSocketAddress("203.0.113.9", 4711);

    private final BindingTransaction asked = new BindingTransaction(ID, START, 5000 * MILLI);

    @Test
    void theRequestIsRepeatedAtDoubledIntervalsUntilTheTimeIsUp() {
        var sent = new ArrayList<Long>();
        long now = START;
        while (!asked.isOver(now)) {
            if (asked.due(now).isPresent()) sent.add((now - START) / MILLI);
            now = asked.deadline();
        }

        assertThat(sent).isEqualTo(List.of(0L, 500L, 1500L, 3500L));
        assertThat(now).isEqualTo(START + 5000 * MILLI);
        assertThat(asked.due(now)).isEmpty();
    }

    @Test
    void theRequestIsABindingRequestWithAFingerprint() throws Exception {
        var request = StunMessage.parse(asked.due(START).orElseThrow());

        assertThat(request.type()).isEqualTo(Stun.BINDING_REQUEST);
        assertThat(request.transactionId()).isEqualTo(ByteBuffer.wrap(ID));
        assertThat(request.hasValidFingerprint()).isTrue();
    }

    @Test
    void nothingIsSentBeforeItIsDue() {
        assertThat(asked.due(START)).isPresent();
        assertThat(asked.due(START + 499 * MILLI)).isEmpty();
        assertThat(asked.due(START + 500 * MILLI)).isPresent();
    }

    @Test
    void theAnswerSaysWhereWeWereSeen() {
        assertThat(asked.received(response(Stun.BINDING_SUCCESS, ID))).contains(new Mapped(SEEN));
    }

    @Test
    void anAddressOfIpv6IsReadToo() {
        var seen = new InetSocketAddress("2001:db8::9", 4711);
        var out = ByteBuffer.allocate(100);
        new StunWriter(out, Stun.BINDING_SUCCESS, ByteBuffer.wrap(ID)).xorMappedAddress(seen);

        assertThat(asked.received(out.flip())).contains(new Mapped(seen));
    }

    @Test
    void anErrorIsARefusal() {
        var out = ByteBuffer.allocate(100);
        new StunWriter(out, Stun.BINDING_ERROR, ByteBuffer.wrap(ID)).errorCode(401);

        assertThat(asked.received(out.flip())).contains(new Refused(401));
    }

    @Test
    void anAnswerWithoutAnAddressIsARefusal() {
        var out = ByteBuffer.allocate(100);
        new StunWriter(out, Stun.BINDING_SUCCESS, ByteBuffer.wrap(ID)).fingerprint();

        assertThat(asked.received(out.flip())).contains(new Refused(0));
    }

    @Test
    void whatAnswersAnotherQuestionIsNoAnswer() {
        assertThat(
                        asked.received(
                                response(Stun.BINDING_SUCCESS, "other twelve".getBytes(US_ASCII))))
                .isEmpty();
        assertThat(asked.received(response(Stun.BINDING_REQUEST, ID))).isEmpty();
        assertThat(asked.received(ByteBuffer.wrap(ID))).isEmpty();
    }

    @FuzzTest
    void readsAnything(byte[] datagram) {
        var mine = new BindingTransaction(ID, 0, 1);
        if (mine.received(ByteBuffer.wrap(datagram)).isPresent()) {
            var id = ByteBuffer.wrap(datagram, 8, 12);
            if (!id.equals(ByteBuffer.wrap(ID))) throw new AssertionError("a stranger's answer");
        }
    }

    private static ByteBuffer response(int type, byte[] id) {
        var out = ByteBuffer.allocate(100);
        new StunWriter(out, type, ByteBuffer.wrap(id)).xorMappedAddress(SEEN);
        return out.flip();
    }
}
