package org.ringdown.rehearsal;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.ringdown.page.FromPage;
import org.ringdown.page.PageConnection;
import org.ringdown.page.PageDoor;
import org.ringdown.page.PageDoor.PageSession;
import org.ringdown.page.ToPage;

/** A page without a browser: what it says, and how it waits for what it should hear. */
final class RehearsedPage implements PageConnection, AutoCloseable {
    private static final int PROTOCOL = 1;

    private final BlockingQueue<ToPage> heard = new LinkedBlockingQueue<>();
    private final PageSession session;
    private int calls;

    RehearsedPage(PageDoor door, String token) {
        session = door.opened(this, "http://127.0.0.1", "127.0.0.1");
        session.received(new FromPage.Hello(PROTOCOL, token, "rehearsal", false, Optional.empty()));
    }

    void welcomed(Duration patience) throws InterruptedException, TimeoutException {
        await(ToPage.Welcome.class, patience);
    }

    /** Calls, listens until something is heard, and hangs up; returns how long the sound took. */
    Duration call(String target, Duration patience) throws InterruptedException, TimeoutException {
        String m = "m" + ++calls;
        long clicked = System.nanoTime();
        try (var media = new RehearsedMedia()) {
            session.received(new FromPage.MediaOpen(m, media.offer()));
            session.received(
                    new FromPage.Dial(
                            String.valueOf(calls),
                            target,
                            m,
                            Map.of(),
                            Map.of(),
                            Optional.empty()));
            media.connect(await(ToPage.MediaAnswer.class, patience).answer());
            var call = await(ToPage.Calling.class, patience).call();
            await(ToPage.Answered.class, patience);
            media.awaitSound(patience);
            var taken = Duration.ofNanos(System.nanoTime() - clicked);
            session.received(new FromPage.Hangup(call));
            await(ToPage.Ended.class, patience);
            return taken;
        }
    }

    private <T extends ToPage> T await(Class<T> kind, Duration patience)
            throws InterruptedException, TimeoutException {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            var next = heard.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (next == null) throw new TimeoutException("no " + kind.getSimpleName());
            if (next instanceof ToPage.Failure refused)
                throw new IllegalStateException(refused.code() + ": " + refused.message());
            if (kind.isInstance(next)) return kind.cast(next);
        }
    }

    @Override
    public void send(ToPage message) {
        heard.add(message);
    }

    @Override
    public void close(int code, String reason) {
        session.closed();
    }

    @Override
    public void close() {
        session.closed();
    }
}
