package org.ringdown.net.rtmp;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.ringdown.time.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client's tunnel. What waits for the client waits in its session, which bounds it, until the next request takes it. */
final class RtmptTunnel implements RtmpExchange.Carrier {
    private static final Logger log = LoggerFactory.getLogger(RtmptTunnel.class);
    private static final int BYTES_AT_ONCE = 16 << 10;

    /** Of one answer. */
    private static final int MOST_BYTES = 1 << 20;

    private final InetAddress from;
    private final RtmpSurroundings around;
    private final Runnable whenClosed;
    private final RtmpExchange exchange;
    private final ReentrantLock turn = new ReentrantLock();
    private final AtomicBoolean closed = new AtomicBoolean();
    private long lastNumber = -1;
    private byte[] lastAnswer = {};
    private volatile long heardAt;
    private volatile Timers.Timer next = () -> {};

    RtmptTunnel(InetAddress from, boolean isPrivate, RtmpSurroundings around, Runnable whenClosed) {
        this.from = from;
        this.around = around;
        this.whenClosed = whenClosed;
        this.exchange =
                new RtmpExchange(
                        from.getHostAddress() + " by HTTP",
                        from,
                        isPrivate,
                        around,
                        around.session(),
                        this);
        this.heardAt = around.clock().nanos();
    }

    RtmpExchange exchange() {
        return exchange;
    }

    /** Ends it once nothing is asked for so long. */
    void endAfter(Duration silence) {
        long left = silence.toNanos() - (around.clock().nanos() - heardAt);
        if (left <= 0) {
            log.info("RTMP tunnel from {} closed: no request for {}", from, silence);
            close();
        } else {
            next = around.timers().after(Duration.ofNanos(left), () -> endAfter(silence));
            if (closed.get()) next.cancel();
        }
    }

    byte[] pass(long number, ByteBuffer bytes) {
        turn.lock();
        try {
            heardAt = around.clock().nanos();
            if (number == lastNumber) return lastAnswer;
            lastNumber = number;
            if (bytes.hasRemaining()) exchange.receive(bytes);
            lastAnswer = all();
            return lastAnswer;
        } finally {
            turn.unlock();
        }
    }

    private byte[] all() {
        var out = new ByteArrayOutputStream();
        while (out.size() < MOST_BYTES) {
            var bytes = exchange.next(BYTES_AT_ONCE);
            if (!bytes.hasRemaining()) {
                if (exchange.isOver()) close();
                break;
            }
            out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
        }
        return out.toByteArray();
    }

    /** The client ends it; one that is only gone would leave its call waiting for it. */
    void goodbye() {
        exchange.goodbye();
        close();
    }

    /** Nobody waits: a client asks again by itself. */
    @Override
    public void wake() {}

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) return;
        next.cancel();
        whenClosed.run();
        exchange.leave();
    }
}
