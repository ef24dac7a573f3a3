package org.ringdown.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ringdown.worker.Counted;
import org.ringdown.worker.Counters;
import org.ringdown.worker.ScriptedConnection;
import org.ringdown.worker.ScriptedTcpPort;

/** What becomes of packets while a connection has no room for them. */
class TcpQueueTest {
    private static final long MILLISECOND = 1_000_000;

    private final Counters counters = new Counters();
    private final TcpQueue queue = new TcpQueue(counters);
    private final ScriptedConnection connection = new ScriptedTcpPort().unheard();

    @Test
    void keepsTheOrderAndFinishesWhatHasBegun() {
        queue.keepRest(bytes(1, 3));
        queue.add(bytes(2, 5), 0);
        queue.add(bytes(3, 4), 0);

        connection.room(5);
        assertThat(queue.writeTo(connection)).isTrue();
        assertThat(written()).containsExactly(1, 1, 1, 2, 2);
        connection.room(100);
        assertThat(queue.writeTo(connection)).isTrue();
        assertThat(written()).containsExactly(2, 2, 2, 3, 3, 3, 3);
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void dropsWhatHasWaitedTooLongAndNeverHalfAPacket() {
        queue.keepRest(bytes(1, 3));
        queue.add(bytes(2, 5), 0);
        queue.add(bytes(3, 5), 100 * MILLISECOND);
        connection.room(1);
        queue.writeTo(connection);

        queue.dropStale(250 * MILLISECOND);
        assertThat(counters.of(Counted.NOT_SENT)).isEqualTo(1);
        connection.room(100);
        queue.writeTo(connection);
        assertThat(written()).containsExactly(1, 1, 1, 3, 3, 3, 3, 3);
    }

    @Test
    void aPacketThatHasBegunIsFinishedHoweverOldItIs() {
        queue.keepRest(bytes(1, 1));
        queue.add(bytes(2, 5), 0);
        connection.room(3);
        queue.writeTo(connection);

        queue.dropStale(10_000 * MILLISECOND);
        assertThat(counters.of(Counted.NOT_SENT)).isZero();
        connection.room(100);
        queue.writeTo(connection);
        assertThat(written()).containsExactly(1, 2, 2, 2, 2, 2);
    }

    @Test
    void isBounded() {
        queue.keepRest(bytes(1, 10));
        for (int i = 0; i < 1000; i++) queue.add(bytes(2, 190), 0);

        int kept = (TcpQueue.CAPACITY - 10) / 200;
        assertThat(counters.of(Counted.NOT_SENT)).isEqualTo(1000 - kept);
        queue.writeTo(connection);
        assertThat(written()).hasSize(10 + 190 * kept);
    }

    @Test
    void fullItMakesRoomOfWhatIsTooOld() {
        queue.keepRest(bytes(1, 10));
        while (counters.of(Counted.NOT_SENT) == 0) queue.add(bytes(2, 190), 0);
        queue.add(bytes(3, 190), TcpQueue.OLDEST);
        assertThat(counters.of(Counted.NOT_SENT)).isEqualTo(2);
        queue.add(bytes(3, 190), TcpQueue.OLDEST + 1);
        queue.writeTo(connection);
        assertThat(written()).hasSize(10 + 190).startsWith(1).endsWith(3);
    }

    @Test
    void saysThatTheConnectionIsBroken() {
        queue.keepRest(bytes(1, 1));
        connection.breakOff();

        assertThat(queue.writeTo(connection)).isFalse();
    }

    private List<Integer> written() {
        var written = new ArrayList<Integer>();
        var bytes = connection.written();
        while (bytes.hasRemaining()) written.add((int) bytes.get());
        return written;
    }

    private static ByteBuffer bytes(int value, int count) {
        var bytes = ByteBuffer.allocate(count);
        while (bytes.hasRemaining()) bytes.put((byte) value);
        return bytes.flip();
    }
}
