package org.ringdown.net.rtmp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.ringdown.flash.FlashClient;
import org.ringdown.flash.FlashConnection;
import org.ringdown.flash.FlashOrder;
import org.ringdown.media.StreamMedia;
import org.ringdown.page.ToPage;
import org.ringdown.time.Clock;
import org.ringdown.time.Timers;
import org.ringdown.tls.SocketLayer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client's connection: a thread that reads and one that writes, which take turns at the {@link RtmpTalk}. Whatever others have to say to the client
 * is a task of the one that writes.
 */
final class RtmpConnection implements FlashConnection, StallWatch.Watched {
    private static final Logger log = LoggerFactory.getLogger(RtmpConnection.class);

    /** For so long a client that was told goodbye may go on sending. */
    private static final Duration GOODBYE = Duration.ofSeconds(1);

    private static final int BYTES_AT_ONCE = 16 << 10;

    /** Of the kernel: what waits there is heard late. */
    private static final int SEND_BUFFER = 32 << 10;

    private static final int MOST_TASKS = 1000;

    private final Socket raw;
    private final SocketLayer layer;
    private final Around around;
    private final Consumer<RtmpConnection> whenClosed;
    private final RtmpTalk talk;
    private final StallWatch watch;
    private final ReentrantLock turn = new ReentrantLock();
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile Optional<Thread> writer = Optional.empty();
    private volatile boolean called;
    private long patience;

    /** What all connections share. */
    record Around(FlashClient.House house, Timers timers, Clock clock, RandomGenerator random) {}

    RtmpConnection(
            Socket raw, SocketLayer layer, Around around, Consumer<RtmpConnection> whenClosed)
            throws IOException {
        this.raw = raw;
        this.layer = layer;
        this.around = around;
        this.whenClosed = whenClosed;
        var from = remote().getAddress();
        var client =
                new FlashClient(
                        this,
                        around.house(),
                        from.getHostAddress(),
                        layer.isPrivate() || from.isLoopbackAddress());
        this.talk = new RtmpTalk(remote().toString(), around.random(), now(), client);
        this.watch = new StallWatch(around.timers(), around.clock(), this);
        raw.setTcpNoDelay(true);
        raw.setSendBufferSize(SEND_BUFFER);
    }

    InetSocketAddress remote() {
        return (InetSocketAddress) raw.getRemoteSocketAddress();
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
                receive(ByteBuffer.wrap(buffer, 0, size));
                Thread.yield(); // one that sends without end would keep a carrier from all others
            }
        } catch (IOException gone) {
            log.debug("RTMP connection from {} is gone: {}", remote(), gone.toString());
        } finally {
            close();
        }
    }

    private void receive(ByteBuffer bytes) {
        turn.lock();
        try {
            talk.receive(bytes, now());
        } finally {
            turn.unlock();
        }
        wake();
    }

    private void write(Socket stream) {
        try {
            var out = stream.getOutputStream();
            while (!closed.get()) {
                called = false;
                var bytes = next();
                if (bytes.hasRemaining()) {
                    watch.begins();
                    out.write(
                            bytes.array(),
                            bytes.arrayOffset() + bytes.position(),
                            bytes.remaining());
                    watch.ends();
                } else if (talk.isOver()) {
                    leave(stream);
                    return;
                } else if (!called) { // taking a turn may have used up what woke this thread
                    LockSupport.parkNanos(patience);
                }
            }
        } catch (IOException gone) {
            close();
        }
    }

    /** All is said. Whoever still sends is read for a moment: else what was said would not arrive. */
    private void leave(Socket stream) throws IOException {
        stream.shutdownOutput();
        around.timers().after(GOODBYE, this::close);
    }

    /** Does what is to be done, and gives what is to be sent. */
    private ByteBuffer next() {
        turn.lock();
        try {
            for (var task = tasks.poll(); task != null; task = tasks.poll()) {
                waiting.decrementAndGet();
                task.run();
            }
            var bytes = talk.next(BYTES_AT_ONCE, now());
            var deadline = talk.nextDeadline();
            patience = deadline.isPresent() ? Math.max(1, deadline.getAsLong() - now()) : 1;
            return bytes;
        } finally {
            turn.unlock();
        }
    }

    @Override
    public void perform(FlashOrder.ToClient order) {
        talk.perform(order);
    }

    @Override
    public void send(ToPage message) {
        later(() -> talk.client().hears(message));
    }

    @Override
    public void opened(String m, StreamMedia media) {
        later(() -> talk.client().opened(m, media));
    }

    @Override
    public void waiting(String m) {
        talk.client().waiting();
    }

    @Override
    public void close(int code, String reason) {
        part(reason);
    }

    /** Says goodbye, then closes. */
    void part(String why) {
        later(() -> talk.part(why));
    }

    /** Asks a client that can to come again. */
    void comeAgain() {
        later(talk::askToReconnect);
    }

    @Override
    public void later(Runnable task) {
        if (closed.get()) return;
        if (waiting.incrementAndGet() > MOST_TASKS) {
            close();
            return;
        }
        tasks.add(task);
        wake();
    }

    @Override
    public void wake() {
        called = true;
        writer.ifPresent(LockSupport::unpark);
    }

    void close() {
        if (!closed.compareAndSet(false, true)) return;
        watch.stop();
        whenClosed.accept(this);
        try {
            raw.close();
        } catch (IOException e) {
            log.debug("closing an RTMP connection: {}", e.toString());
        }
        wake();
        Thread.startVirtualThread(this::gone);
    }

    private void gone() {
        turn.lock();
        try {
            talk.client().gone();
        } finally {
            turn.unlock();
        }
    }

    private long now() {
        return around.clock().nanos();
    }
}
