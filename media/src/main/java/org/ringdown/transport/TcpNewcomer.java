package org.ringdown.transport;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.ringdown.ice.IceUfrag;
import org.ringdown.rtp.FrameReader;
import org.ringdown.rtp.Rfc7983;
import org.ringdown.stun.StunMessage;
import org.ringdown.wire.MalformedException;
import org.ringdown.worker.Alarm;
import org.ringdown.worker.Counted;
import org.ringdown.worker.DatagramHandler;
import org.ringdown.worker.TcpConnection;
import org.ringdown.worker.TcpHandler;

/** A connection of which nobody knows yet whose it is. Its first packet is a check that names a page, and soon, or it is closed. */
final class TcpNewcomer implements TcpHandler {
    static final long DEADLINE = TimeUnit.SECONDS.toNanos(10);

    private final WebRtcTcpPort port;
    private final TcpConnection connection;
    private final FrameReader reader = new FrameReader(DatagramHandler.LONGEST);
    private final Alarm deadline;
    private boolean done;

    TcpNewcomer(WebRtcTcpPort port, TcpConnection connection, long now) {
        this.port = port;
        this.connection = connection;
        this.deadline = port.alarm(() -> refuse(Counted.CONNECTION_REFUSED));
        deadline.set(now + DEADLINE);
    }

    @Override
    public void readable(long now) {
        if (done) return;
        int read = connection.read(reader.room());
        reader.flip();
        var packet = port.packet();
        try {
            if (reader.peek(packet)) introduce(packet);
            else if (read < 0) refuse(Counted.CONNECTION_REFUSED);
        } catch (MalformedException _) {
            refuse(Counted.MALFORMED);
        }
    }

    private void introduce(ByteBuffer packet) throws MalformedException {
        if (Rfc7983.kind(packet, 0, packet.remaining()) != Rfc7983.Kind.STUN) {
            refuse(Counted.FOREIGN_SOURCE);
            return;
        }
        var expecting = IceUfrag.of(StunMessage.parse(packet)).flatMap(port::expecting);
        if (expecting.isEmpty()) {
            refuse(Counted.NO_SUCH_LEG);
            return;
        }
        leave();
        expecting.get().adopt(connection, reader, port.handedOver(connection));
    }

    private void refuse(Counted why) {
        if (done) return;
        leave();
        port.refused(connection, why);
    }

    private void leave() {
        done = true;
        deadline.cancel();
    }

    @Override
    public void writable(long now) {
        // Nothing is said before it is known to whom.
    }
}
