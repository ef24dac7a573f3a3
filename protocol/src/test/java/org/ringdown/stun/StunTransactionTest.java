package org.ringdown.stun;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a request is sent again, and which datagram answers it. */
class StunTransactionTest {
    private static final long MILLI = 1_000_000;
    private static final long START = Long.MAX_VALUE - 700 * MILLI; // the clock may wrap meanwhile
    private static final String ID = "twelve bytes";

    private final StunTransaction asked =
            new StunTransaction(message(Stun.BINDING_REQUEST, ID), START, 5000 * MILLI);

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
    void everyTimeItIsTheSameRequest() {
        assertThat(asked.due(START)).contains(message(Stun.BINDING_REQUEST, ID));
        assertThat(asked.due(START + 500 * MILLI)).contains(message(Stun.BINDING_REQUEST, ID));
    }

    @Test
    void nothingIsSentBeforeItIsDue() {
        assertThat(asked.due(START)).isPresent();
        assertThat(asked.due(START + 499 * MILLI)).isEmpty();
        assertThat(asked.due(START + 500 * MILLI)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(ints = {Stun.BINDING_SUCCESS, Stun.BINDING_ERROR})
    void anAnswerOfEitherKindIsOne(int type) {
        assertThat(asked.received(message(type, ID)).map(StunMessage::type)).contains(type);
    }

    @ParameterizedTest
    @ValueSource(ints = {Stun.BINDING_REQUEST, Stun.BINDING_INDICATION})
    void whatAsksAnswersNothing(int type) {
        assertThat(asked.received(message(type, ID))).isEmpty();
    }

    @Test
    void whatAnswersAnotherRequestIsNoAnswer() {
        assertThat(asked.received(message(Stun.BINDING_SUCCESS, "other twelve"))).isEmpty();
    }

    @Test
    void noiseIsNoAnswer() {
        assertThat(asked.received(ByteBuffer.wrap(ID.getBytes(US_ASCII)))).isEmpty();
        assertThat(asked.received(ByteBuffer.allocate(0))).isEmpty();
    }

    @FuzzTest
    void readsAnything(byte[] datagram) {
        var mine = new StunTransaction(message(Stun.BINDING_REQUEST, ID), 0, 1);
        if (mine.received(ByteBuffer.wrap(datagram)).isPresent()) {
            var id = ByteBuffer.wrap(datagram, 8, 12);
            if (!id.equals(ByteBuffer.wrap(ID.getBytes(US_ASCII))))
                throw new AssertionError("a stranger's answer");
        }
    }

    private static ByteBuffer message(int type, String id) {
        var out = ByteBuffer.allocate(100);
        new StunWriter(out, type, ByteBuffer.wrap(id.getBytes(US_ASCII)))
                .xorMappedAddress(new InetSocketAddress("203.0.113.9", 4711));
        return out.flip();
    }
}
