package org.ringdown.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RingTest {
    private final AtomicInteger raised = new AtomicInteger();
    private final Ring<String> ring = new Ring<>(4, 16, raised::incrementAndGet);
    private final List<String> heard = new ArrayList<>();

    @Test
    void handsOutInOrderWhatWasPutIn() {
        put("alice", 1, 10);
        put("bob", 2, 16);

        drain();

        assertThat(heard).containsExactly("alice 1 x10", "bob 2 x16");
        assertThat(ring.dropped()).isZero();
        assertThat(raised).hasValue(2);
    }

    @Test
    void fullItDropsTheOldestAndCounts() {
        for (int i = 0; i < 7; i++) put("alice", i, 8);

        drain();

        assertThat(heard).containsExactly("alice 3 x8", "alice 4 x8", "alice 5 x8", "alice 6 x8");
        assertThat(ring.dropped()).isEqualTo(3);
    }

    @Test
    void aPacketLongerThanASlotIsDropped() {
        put("alice", 1, 17);

        drain();

        assertThat(heard).isEmpty();
        assertThat(ring.dropped()).isEqualTo(1);
    }

    @Test
    void leavesRoomBehindAPacketForATag() {
        put("alice", 1, 16);

        ring.drain((_, packet) -> heard.add("room for " + (packet.capacity() - packet.limit())));

        assertThat(heard).containsExactly("room for " + DatagramHandler.TAIL);
    }

    /** Every packet is of one number all through: a torn one would show. */
    @Test
    void neverHandsOutATornPacketWhileItIsOverwritten() throws InterruptedException {
        int packets = 300_000;
        var wide = new Ring<Integer>(8, 256, () -> {});
        var putting =
                Thread.ofPlatform()
                        .start(() -> {
                            for (int i = 0; i < packets; i++) wide.put(i, filled(i, 256));
                        });
        var seen = new int[] {0, -1};
        while (putting.isAlive() || seen[1] != packets - 1) {
            wide.drain((number, packet) -> {
                seen[0]++;
                assertThat(number).isGreaterThan(seen[1]);
                seen[1] = number;
                while (packet.hasRemaining())
                    assertThat(packet.get()).isEqualTo(number.byteValue());
            });
        }

        assertThat(seen[0] + wide.dropped()).isEqualTo(packets);
    }

    private void put(String whom, int number, int size) {
        ring.put(whom, filled(number, size));
    }

    private static ByteBuffer filled(int number, int size) {
        var packet = ByteBuffer.allocate(size);
        while (packet.hasRemaining()) packet.put((byte) number);
        return packet.flip();
    }

    private void drain() {
        ring.drain((whom, packet) ->
                heard.add(whom + " " + packet.get(0) + " x" + packet.remaining()));
    }
}
