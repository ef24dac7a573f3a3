package org.ringdown.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Predicate;
import org.ringdown.worker.Alarm;
import org.ringdown.worker.Counted;
import org.ringdown.worker.DatagramHandler;
import org.ringdown.worker.Loop;
import org.ringdown.worker.TcpConnection;
import org.ringdown.worker.TcpHandler;
import org.ringdown.worker.TcpPort;

/**
 * The one TCP port at which pages of all workers come in that UDP does not let through (RFC 6544, passive).
 *
 * <p>Who has come is known by the first check: then the connection goes to the worker that expects that page.
 */
public final class WebRtcTcpPort implements AutoCloseable {
    private static final int MOST = 8192;
    private static final int MOST_FROM_ONE = 512;
    private static final int MOST_UNKNOWN = 512;
    private static final int MOST_UNKNOWN_FROM_ONE = 32;

    private final Loop loop;
    private final Predicate<InetAddress> sources;
    private final ExpectedPages pages;
    private final Admission open = new Admission(MOST, MOST_FROM_ONE);
    private final Admission unknown = new Admission(MOST_UNKNOWN, MOST_UNKNOWN_FROM_ONE);
    private final ByteBuffer packet = ByteBuffer.allocate(DatagramHandler.LONGEST);
    private final TcpPort port;

    /**
     * @param sources from which addresses pages may come
     * @throws IOException when the address cannot be bound
     */
    public WebRtcTcpPort(
            Loop loop, InetSocketAddress local, Predicate<InetAddress> sources, ExpectedPages pages)
            throws IOException {
        this.loop = loop;
        this.sources = sources;
        this.pages = pages;
        this.port = loop.listen(local, this::accepted);
    }

    public InetSocketAddress local() {
        return port.local();
    }

    @Override
    public void close() {
        port.close();
    }

    private TcpHandler accepted(TcpConnection connection) {
        var from = connection.remote().getAddress();
        if (!sources.test(from) || !open.admits(from) || !unknown.admits(from)) {
            loop.counters().count(Counted.CONNECTION_REFUSED);
            connection.close();
            return Refused.INSTANCE;
        }
        open.enter(from);
        unknown.enter(from);
        return new TcpNewcomer(this, connection, loop.nanos());
    }

    Alarm alarm(Runnable task) {
        return loop.alarm(task);
    }

    /** Where a newcomer's packet is looked at. */
    ByteBuffer packet() {
        return packet;
    }

    Optional<WebRtcPort> expecting(String ufrag) {
        return pages.at(ufrag);
    }

    void refused(TcpConnection newcomer, Counted why) {
        loop.counters().count(why);
        newcomer.close();
        var from = newcomer.remote().getAddress();
        unknown.leave(from);
        open.leave(from);
    }

    /** What the worker that takes it calls, on its own thread, when it is closed. */
    Runnable handedOver(TcpConnection known) {
        var from = known.remote().getAddress();
        unknown.leave(from);
        return () -> loop.execute(() -> open.leave(from));
    }

    private enum Refused implements TcpHandler {
        INSTANCE;

        @Override
        public void readable(long now) {}

        @Override
        public void writable(long now) {}
    }
}
