package org.ringdown.net.rtmp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.ringdown.time.Timers;
import org.ringdown.tls.SocketLayer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A client's connection: a thread that reads and one that writes. */
final class RtmpConnection implements RtmpExchange.Carrier, StallWatch.Watched {
    private static final Logger log = LoggerFactory.getLogger(RtmpConnection.class);

    /** For so long a client that was told goodbye may go on sending. */
    private static final Duration GOODBYE = Duration.ofSeconds(1);

    /** So seldom a client is read that is not heard any more: it may pour on, and is not to cost a core until it is gone. */
    private static final Duration UNHEARD = Duration.ofMillis(10);

    private static final int BYTES_AT_ONCE = 16 << 10;

    /** Of the kernel: what waits there is heard late. */
    private static final int SEND_BUFFER = 32 << 10;

    private final Socket raw;
    private final SocketLayer layer;
    private final Timers timers;
    private final Consumer<RtmpConnection> whenClosed;
    private final RtmpExchange exchange;
    private final StallWatch watch;
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile Optional<Thread> writer = Optional.empty();
    private volatile boolean called;

    RtmpConnection(
            Socket raw,
            SocketLayer layer,
            RtmpSurroundings around,
            Consumer<RtmpConnection> whenClosed)
            throws IOException {
        this.raw = raw;
        this.layer = layer;
        this.timers = around.timers();
        this.whenClosed = whenClosed;
        this.exchange =
                new RtmpExchange(
                        remote().toString(),
                        remote().getAddress(),
                        layer.isPrivate(),
                        around,
                        around.session(),
                        this);
        this.watch = new StallWatch(around.timers(), around.clock(), this);
        raw.setTcpNoDelay(true);
        raw.setSendBufferSize(SEND_BUFFER);
    }

    InetSocketAddress remote() {
        return (InetSocketAddress) raw.getRemoteSocketAddress();
    }

    RtmpExchange exchange() {
        return exchange;
    }

    void serve() {
        Thread.ofVirtual().name("rtmp-in").start(this::read);
        watch.start();
    }

    @Override
    public void stalled(String why) {
        log.info("RTMP connection from {} closed: {}", remote(), why);
        close();
    }

    @Override
    public void looked() {
        wake();
    }

    private void read() {
        try {
            var stream = layer.accept(raw);
            watch.opened();
            writer = Optional.of(Thread.ofVirtual().name("rtmp-out").start(() -> write(stream)));
            var in = stream.getInputStream();
            var buffer = new byte[BYTES_AT_ONCE];
            for (int size = in.read(buffer); size >= 0; size = in.read(buffer)) {
                exchange.receive(ByteBuffer.wrap(buffer, 0, size));
                wake();
                Thread.yield(); // one that sends without end would keep a carrier from all others
                if (exchange.isOver()) LockSupport.parkNanos(UNHEARD.toNanos());
            }
        } catch (IOException gone) {
            log.debug("RTMP connection from {} is gone: {}", remote(), gone.toString());
        } finally {
            close();
        }
    }

    private void write(Socket stream) {
        try {
            var out = stream.getOutputStream();
            while (!closed.get()) {
                called = false;
                var bytes = exchange.next(BYTES_AT_ONCE);
                if (bytes.hasRemaining()) {
                    watch.begins();
                    out.write(
                            bytes.array(),
                            bytes.arrayOffset() + bytes.position(),
                            bytes.remaining());
                    watch.ends();
                } else if (exchange.isOver()) {
                    leave(stream);
                    return;
                } else if (!called) { // taking a turn may have used up what woke this thread
                    LockSupport.parkNanos(exchange.patience());
                }
            }
        } catch (IOException gone) {
            close();
        }
    }

    /** All is said. Whoever still sends is read for a moment: else what was said would not arrive. */
    private void leave(Socket stream) throws IOException {
        stream.shutdownOutput();
        timers.after(GOODBYE, this::close);
    }

    @Override
    public void wake() {
        called = true;
        writer.ifPresent(LockSupport::unpark);
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) return;
        watch.stop();
        whenClosed.accept(this);
        try {
            raw.close();
        } catch (IOException e) {
            log.debug("closing an RTMP connection: {}", e.toString());
        }
        wake();
        exchange.leave();
    }
}
