package org.ringdown.rtmp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.ringdown.rtmp.handshake.Scheme;

/** Any bytes at all behind a handshake, to a server that lets everybody in and to a client: events, or an ending with a reason. */
class RtmpFuzzTest {
    @FuzzTest
    void takesAnything(byte[] bytes) {
        var server = new RtmpServerSession(RtmpSettings.USUAL, new Random(1), 0);
        server.receive(ByteBuffer.wrap(Captures.read("rtmpdump-play"), 0, 3073), 0);
        run(server, bytes);
        var pair = new Pair(Scheme.SIMPLE, Pair.OBJECT, 4096);
        pair.run();
        run(pair.client, bytes);
    }

    private static void run(RtmpSession session, byte[] bytes) {
        var events = session.receive(ByteBuffer.wrap(bytes), 0);
        for (var event : events) {
            if (event instanceof RtmpEvent.Connecting) {
                events = ((RtmpServerSession) session).accept(Map.of());
            }
        }
        assertThat(ended(events)).isLessThanOrEqualTo(1);
        int sent = 0;
        while (session.hasMore()) sent += session.toSend(1 << 16).remaining();
        assertThat(sent).isLessThan(2 << 20);
        session.expire(Long.MAX_VALUE / 2);
    }

    private static long ended(List<RtmpEvent> events) {
        return events.stream().filter(RtmpEvent.Ended.class::isInstance).count();
    }
}
