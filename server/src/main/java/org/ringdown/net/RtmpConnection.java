package org.ringdown.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.ringdown.flash.FlashClient;
import org.ringdown.flash.FlashConnection;
import org.ringdown.flash.FlashEvent;
import org.ringdown.flash.FlashOrder;
import org.ringdown.flash.Greeting;
import org.ringdown.media.Codec;
import org.ringdown.media.StreamMedia;
import org.ringdown.media.StreamMessage;
import org.ringdown.page.ToPage;
import org.ringdown.rtmp.RtmpEvent;
import org.ringdown.rtmp.RtmpServerSession;
import org.ringdown.rtmp.RtmpSettings;
import org.ringdown.rtmp.amf.AmfValue;
import org.ringdown.rtmp.chunk.ChunkLimits;
import org.ringdown.rtmp.flv.FourCc;
import org.ringdown.rtmp.message.Command;
import org.ringdown.rtmp.message.ConnectObject;
import org.ringdown.rtmp.message.Status;
import org.ringdown.time.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client's connection: a thread that reads and one that writes, which take turns at the session and its {@link FlashClient}. Whatever others have
 * to say to the client is a task of the one that writes.
 */
final class RtmpConnection implements FlashConnection {
    private static final Logger log = LoggerFactory.getLogger(RtmpConnection.class);

    static final RtmpSettings SETTINGS =
            new RtmpSettings(
                    ChunkLimits.USUAL,
                    4096,
                    2_500_000,
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(60),
                    8,
                    1 << 16,
                    (1 << 20) + (1 << 16)); // the longest picture there can be, and what else waits

    /** How long one write may take: then the client does not read. */
    static final Duration STALL = Duration.ofSeconds(5);

    /** For so long a client that was told goodbye may go on sending. */
    private static final Duration GOODBYE = Duration.ofSeconds(1);

    private static final int BYTES_AT_ONCE = 16 << 10;

    /** Of the kernel: what waits there is heard late. */
    private static final int SEND_BUFFER = 32 << 10;

    private static final int BOTH_WAYS = 3; // FourCcInfoMask: CanDecode, CanEncode

    private static final int MESSAGES_AT_ONCE = 8;
    private static final int MOST_TASKS = 1000;

    private final Socket raw;
    private final SipLayer layer;
    private final Around around;
    private final Consumer<RtmpConnection> whenClosed;
    private final RtmpServerSession session;
    private final FlashClient client;
    private final ReentrantLock turn = new ReentrantLock();
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile Optional<Thread> writer = Optional.empty();
    private volatile long writingSince;
    private volatile boolean writing;
    private volatile boolean called;
    private long patience;
    private boolean playsOpus;
    private volatile Timers.Timer watch = () -> {};
    private volatile boolean over;

    /** What all connections share. */
    record Around(
            FlashClient.House house,
            Timers timers,
            org.ringdown.time.Clock clock,
            java.util.random.RandomGenerator random) {}

    RtmpConnection(Socket raw, SipLayer layer, Around around, Consumer<RtmpConnection> whenClosed)
            throws IOException {
        this.raw = raw;
        this.layer = layer;
        this.around = around;
        this.whenClosed = whenClosed;
        this.session = new RtmpServerSession(SETTINGS, around.random(), now());
        var from = remote().getAddress();
        this.client =
                new FlashClient(
                        this,
                        around.house(),
                        from.getHostAddress(),
                        layer.transport().secure() || from.isLoopbackAddress());
        raw.setTcpNoDelay(true);
        raw.setSendBufferSize(SEND_BUFFER);
    }

    InetSocketAddress remote() {
        return (InetSocketAddress) raw.getRemoteSocketAddress();
    }

    void serve() {
        Thread.ofVirtual().name("rtmp-in").start(this::read);
        watchLater();
    }

    /** Nobody but this looks after a thread that waits for its socket. */
    private void watchLater() {
        watch = around.timers().after(STALL, this::look);
        if (closed.get()) watch.cancel();
    }

    private void look() {
        if (closed.get()) return;
        boolean stalled = writing && now() - writingSince > STALL.toNanos();
        boolean unwelcome = writer.isEmpty(); // it dawdles over TLS
        if (stalled || unwelcome) {
            log.info(
                    "RTMP connection from {} closed: {}",
                    remote(),
                    stalled ? "it does not read" : "no TLS in time");
            close();
        } else {
            wake();
            watchLater();
        }
    }

    private void read() {
        try {
            var stream = layer.accept(raw);
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
            happened(session.receive(bytes, now()));
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
                    writingSince = now();
                    writing = true;
                    out.write(
                            bytes.array(),
                            bytes.arrayOffset() + bytes.position(),
                            bytes.remaining());
                    writing = false;
                } else if (over) {
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
            happened(session.expire(now()));
            for (int i = 0; i < MESSAGES_AT_ONCE && !session.hasMore() && hear(); i++) {}
            var bytes = session.toSend(BYTES_AT_ONCE);
            var deadline = session.nextDeadline();
            patience = deadline.isPresent() ? Math.max(1, deadline.getAsLong() - now()) : 1;
            return bytes;
        } finally {
            turn.unlock();
        }
    }

    private boolean hear() {
        var message = client.next();
        message.ifPresent(this::say);
        return message.isPresent();
    }

    private void say(StreamMessage message) {
        int stream = client.hearing();
        switch (message.kind()) {
            case SOUND -> session.sound(stream, message.timestamp(), message.body());
            case PICTURE -> session.picture(stream, message.timestamp(), message.body());
        }
    }

    private void happened(List<RtmpEvent> events) {
        for (var event : events) {
            switch (event) {
                case RtmpEvent.Connecting(var connect) -> client.connects(greeting(connect));
                case RtmpEvent.Publishing(int stream, var publish) ->
                        client.happens(new FlashEvent.Publishes(stream, publish.name()));
                case RtmpEvent.Playing(int stream, var play) ->
                        client.happens(new FlashEvent.Plays(stream, play.name()));
                case RtmpEvent.StreamClosed(int stream) ->
                        client.happens(new FlashEvent.Closes(stream));
                case RtmpEvent.Called(_, var command) -> called(command);
                case RtmpEvent.Sound(var sound) ->
                        client.sound(sound.stream(), sound.timestamp(), sound.body());
                case RtmpEvent.Picture(var picture) ->
                        client.picture(picture.stream(), picture.timestamp(), picture.body());
                case RtmpEvent.Ended(var ending) -> {
                    log.info(
                            "RTMP connection from {} ends: {}, {}",
                            remote(),
                            ending.reason(),
                            ending.why());
                    over = true;
                }
                default -> {}
            }
        }
    }

    private Greeting greeting(Command.Connect connect) {
        var object = connect.object();
        var session = new UUID(around.random().nextLong(), around.random().nextLong()).toString();
        playsOpus = playsOpus(object);
        return Greeting.of(
                object.app(),
                object.tcUrl(),
                session,
                connect.arguments(),
                playsOpus ? List.of(Codec.OPUS) : List.of());
    }

    /** As a client says it that speaks Enhanced RTMP, in either of its versions. */
    private static boolean playsOpus(ConnectObject object) {
        return object.codecs().contains(FourCc.OPUS)
                || Optional.ofNullable(object.fields().get("audioFourCcInfoMap"))
                        .flatMap(map -> map.get(FourCc.OPUS.toString()))
                        .isPresent();
    }

    /** That we send and understand it, to a client that does. */
    private Map<String, AmfValue> codecs() {
        return playsOpus
                ? Map.of(
                        "audioFourCcInfoMap",
                        AmfValue.of(Map.of(FourCc.OPUS.toString(), AmfValue.of(BOTH_WAYS))))
                : Map.of();
    }

    private void called(Command command) {
        switch (command) {
            case Command.FcSubscribe(_, var name) ->
                    client.happens(new FlashEvent.Subscribes(name));
            case Command.Other(var name, double transaction, _, var arguments) ->
                    client.happens(new FlashEvent.Commands(name, transaction, arguments));
            default -> {}
        }
    }

    @Override
    public void perform(FlashOrder.ToClient order) {
        switch (order) {
            case FlashOrder.LetIn() -> happened(session.accept(codecs()));
            case FlashOrder.SendAway(var why) -> happened(session.reject(why));
            case FlashOrder.Invoke(var method, var arguments) ->
                    session.call(method, arguments.toArray(AmfValue[]::new));
            case FlashOrder.Answer(double transaction, var value) ->
                    session.result(call(transaction), value);
            case FlashOrder.Refuse(double transaction, var why) ->
                    session.failure(call(transaction), Status.bad(Status.CALL_FAILED, why).value());
            case FlashOrder.Publish(int stream, var name) -> session.published(stream, name);
            case FlashOrder.NotPublish(int stream, var why) -> session.notPublished(stream, why);
            case FlashOrder.Play(int stream, var name) -> session.played(stream, name);
            case FlashOrder.NotPlay(int stream, var why) -> session.notPlayed(stream, why);
            case FlashOrder.EndPlay(int stream, var name) -> session.ended(stream, name);
            case FlashOrder.Part(var why) -> happened(session.close(why));
        }
    }

    private static Command call(double transaction) {
        return new Command.Other("", transaction, AmfValue.NULL, List.of());
    }

    @Override
    public void send(ToPage message) {
        later(() -> client.hears(message));
    }

    @Override
    public void opened(String m, StreamMedia media) {
        later(() -> client.opened(m, media));
    }

    @Override
    public void waiting(String m) {
        client.waiting();
    }

    @Override
    public void close(int code, String reason) {
        part(reason);
    }

    /** Says goodbye, then closes. */
    void part(String why) {
        later(() -> happened(session.close(why)));
    }

    /** Asks a client that can to come again. */
    void comeAgain() {
        later(() -> session.askToReconnect(Optional.empty(), "the gateway is about to stop"));
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
        watch.cancel();
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
            client.gone();
        } finally {
            turn.unlock();
        }
    }

    private long now() {
        return around.clock().nanos();
    }
}
