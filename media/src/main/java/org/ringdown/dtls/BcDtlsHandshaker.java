package org.ringdown.dtls;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsFatalAlertReceived;
import org.bouncycastle.tls.TlsTimeoutException;
import org.ringdown.time.Clock;
import org.ringdown.worker.Counted;

/**
 * One association under bctls. Its thread begins with the first datagram, or at once where the first word is ours, shakes hands, and then waits
 * for what the far end may still send: its last flight again, because ours was lost, or its goodbye.
 */
final class BcDtlsHandshaker implements DtlsHandshaker {
    /** Twice the longest life of a segment: for so long the last flight is answered again (RFC 6347 §4.2.4). */
    private static final long LINGER = TimeUnit.SECONDS.toNanos(240);

    /** For so long a page that is not let in may go on trying. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(10);

    private static final String TOO_MANY = "Too many DTLS handshakes are under way.";

    private final Keying keying;
    private final Clock clock;
    private final Executor edge;
    private final Semaphore inFlight;
    private final Executor worker;
    private final DtlsListener listener;
    private final DatagramQueue datagrams = new DatagramQueue(this::send);

    // The worker's.
    private boolean begun;
    private boolean refused;
    private long refusedSince;
    private boolean over;

    BcDtlsHandshaker(
            Keying keying,
            Clock clock,
            Executor edge,
            Semaphore inFlight,
            Executor worker,
            DtlsListener listener) {
        this.keying = keying;
        this.clock = clock;
        this.edge = edge;
        this.inFlight = inFlight;
        this.worker = worker;
        this.listener = listener;
    }

    @Override
    public void feed(ByteBuffer datagram, long now) {
        if (over) return;
        if (!HandshakeGuard.admits(datagram)) {
            listener.dropped(Counted.OVERSIZE_HANDSHAKE);
            return;
        }
        if (!begun && !inFlight.tryAcquire()) {
            refuse(now);
            return;
        }
        byte[] copy = new byte[datagram.remaining()];
        datagram.get(datagram.position(), copy);
        if (!datagrams.offer(copy)) listener.dropped(Counted.HANDSHAKE_REFUSED);
        if (!begun) {
            begun = true;
            edge.execute(this::run);
        }
    }

    /** The page will send its first flight again; perhaps there is room then. */
    private void refuse(long now) {
        listener.dropped(Counted.HANDSHAKE_REFUSED);
        if (!refused) {
            refused = true;
            refusedSince = now;
        } else if (now - refusedSince > PATIENCE) {
            over = true;
            listener.failed(TOO_MANY);
        }
    }

    /** Says the first word, if there is room for one more handshake. */
    void begin() {
        if (!inFlight.tryAcquire()) {
            over = true;
            worker.execute(() -> listener.failed(TOO_MANY));
            return;
        }
        begun = true;
        edge.execute(this::run);
    }

    @Override
    public void close() {
        over = true;
        datagrams.end();
    }

    // From here on: the association's own thread.

    private void run() {
        try {
            var transport = shakeHands();
            report(() -> listener.done(keying.keys()));
            linger(transport);
        } catch (IOException e) {
            var why = sentence(e);
            report(() -> fail(why));
        }
    }

    private DTLSTransport shakeHands() throws IOException {
        try {
            return keying.shakeHands(datagrams);
        } finally {
            inFlight.release();
        }
    }

    private void linger(DTLSTransport transport) throws IOException {
        long end = clock.nanos() + LINGER;
        byte[] ignored = new byte[datagrams.getReceiveLimit()];
        try {
            for (long left = LINGER; left > 0; left = end - clock.nanos()) {
                transport.receive(
                        ignored, 0, ignored.length, (int) TimeUnit.NANOSECONDS.toMillis(left) + 1);
            }
        } catch (InterruptedIOException _) {
            transport.close();
        } catch (IOException _) {
            // Its goodbye, or an alert under the keys: either way it is going.
            report(listener::closed);
        } finally {
            datagrams.end();
        }
    }

    private void fail(String why) {
        over = true;
        listener.failed(why);
    }

    private void report(Runnable news) {
        worker.execute(() -> {
            if (!over) news.run();
        });
    }

    private void send(byte[] datagram) {
        worker.execute(() -> listener.send(ByteBuffer.wrap(datagram)));
    }

    private static String sentence(IOException cause) {
        return switch (cause) {
            case Keying.StrangerException _ ->
                    "The page's certificate is not the one that its offer named.";
            case TlsTimeoutException _ -> "The page did not finish the DTLS handshake in time.";
            case TlsFatalAlertReceived alert ->
                    "The page broke the DTLS handshake off: " + name(alert.getAlertDescription());
            case TlsFatalAlert alert ->
                    "The DTLS handshake failed: " + name(alert.getAlertDescription());
            default -> "The DTLS handshake failed.";
        };
    }

    private static String name(short alert) {
        return AlertDescription.getName(alert).replace('_', ' ') + ".";
    }
}
