package org.ringdown.net.rtmp;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.ringdown.flash.FlashClient;
import org.ringdown.flash.FlashConnection;
import org.ringdown.flash.FlashOrder;
import org.ringdown.media.StreamMedia;
import org.ringdown.page.ToPage;
import org.ringdown.rtmp.RtmpServerSession;

/**
 * A client, whatever carries its bytes: threads take turns at its {@link RtmpTalk}. Whatever others have to say to it is a task until the next turn of
 * whoever asks what is to be sent.
 */
public final class RtmpExchange implements FlashConnection {
    private static final int MOST_TASKS = 1000;

    private final RtmpSurroundings around;
    private final Carrier carrier;
    private final RtmpTalk talk;
    private final ReentrantLock turn = new ReentrantLock();
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private int held;
    private volatile boolean left;
    private volatile long patience;

    /** Brings bytes to and fro. */
    public interface Carrier {
        /** There may be something to send. Called by any thread, workers included. */
        void wake();

        /** It is to be given up. */
        void close();
    }

    /**
     * @param name who it is, for the log
     * @param isPrivate whether nobody in between can read along
     * @param session whose bytes the carrier brings
     */
    public RtmpExchange(
            String name,
            InetAddress from,
            boolean isPrivate,
            RtmpSurroundings around,
            RtmpServerSession session,
            Carrier carrier) {
        this.around = around;
        this.carrier = carrier;
        var client =
                new FlashClient(
                        this,
                        around.house(),
                        from.getHostAddress(),
                        isPrivate || from.isLoopbackAddress());
        this.talk = new RtmpTalk(name, around.random(), session, client);
    }

    public void receive(ByteBuffer bytes) {
        turn.lock();
        try {
            talk.receive(bytes, now());
            if (holdsTooMuch(talk.unfinished())) talk.part("too much has begun and not ended");
        } finally {
            turn.unlock();
        }
    }

    private boolean holdsTooMuch(int now) {
        int before = held;
        held = now;
        return around.beginnings().isTooMuch(before, now);
    }

    /** Does what is to be done, and gives what is to be sent, about {@code most} bytes of it. */
    public ByteBuffer next(int most) {
        turn.lock();
        try {
            for (var task = tasks.poll(); task != null; task = tasks.poll()) {
                waiting.decrementAndGet();
                task.run();
            }
            var bytes = talk.next(most, now());
            var deadline = talk.nextDeadline();
            patience = deadline.isPresent() ? Math.max(1, deadline.getAsLong() - now()) : 1;
            return bytes;
        } finally {
            turn.unlock();
        }
    }

    /** For how many nanoseconds nothing is to be done unless somebody wakes the carrier. */
    public long patience() {
        return patience;
    }

    /** Whether all is said. */
    boolean isOver() {
        return talk.isOver();
    }

    /** The client has said by other means that it goes, for good. */
    void goodbye() {
        turn.lock();
        try {
            talk.goodbye();
        } finally {
            turn.unlock();
        }
    }

    /** Says goodbye. */
    public void part(String why) {
        later(() -> talk.part(why));
    }

    /** Asks a client that can to come again. */
    public void comeAgain() {
        later(talk::askToReconnect);
    }

    /** Nothing is carried any more. */
    public void leave() {
        left = true;
        Thread.startVirtualThread(this::gone);
    }

    private void gone() {
        turn.lock();
        try {
            talk.client().gone();
            holdsTooMuch(0);
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

    @Override
    public void later(Runnable task) {
        if (left) return;
        if (waiting.incrementAndGet() > MOST_TASKS) {
            carrier.close();
            return;
        }
        tasks.add(task);
        carrier.wake();
    }

    @Override
    public void wake() {
        carrier.wake();
    }

    private long now() {
        return around.clock().nanos();
    }
}
