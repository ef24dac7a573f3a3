package org.ringdown.interop.phone;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.ringdown.interop.process.Patience;

/** A request that was sent, and the responses that came: repeated until the first of them (RFC 3261 §17.1). */
public final class Exchange {
    private static final Duration FIRST_WAIT = Duration.ofMillis(500);
    private static final int SENDINGS = 7; // the last one after 32 s, timer B

    private final BlockingQueue<SipText> responses = new LinkedBlockingQueue<>();
    private volatile SipText request;
    private volatile boolean answered;

    Exchange(SipText request) {
        this.request = request;
    }

    /** Sends {@code wanted}, which may be the same request again with credentials. */
    void send(SipText wanted, ScriptedPhone phone, InetSocketAddress to) {
        request = wanted;
        answered = false;
        phone.send(wanted, to);
        Thread.ofVirtual()
                .start(() -> {
                    var wait = FIRST_WAIT;
                    for (int sent = 1; sent < SENDINGS; sent++, wait = wait.multipliedBy(2)) {
                        Patience.pause(wait);
                        if (answered || phone.closed()) return;
                        phone.send(request, to);
                    }
                });
    }

    void receive(SipText response) {
        answered = true;
        responses.add(response);
    }

    /** The next response that is {@code wanted}; those before it are passed over. */
    SipText await(String what, Duration within, Predicate<SipText> wanted) {
        long end = System.nanoTime() + within.toNanos();
        var passed = new StringBuilder();
        while (true) {
            var response = next(end - System.nanoTime());
            if (response.isEmpty())
                throw new AssertionError(
                        "no " + what + " to " + request.startLine() + "; came: " + passed);
            if (wanted.test(response.get())) return response.get();
            passed.append(response.get().startLine()).append("; ");
            if (response.get().status() >= 300)
                throw new AssertionError(
                        "no " + what + " to " + request.startLine() + "; came: " + passed);
        }
    }

    /** The final response, whatever it is. */
    public SipText awaitFinal(Duration within) {
        return await("final response", within, response -> response.status() >= 200);
    }

    private Optional<SipText> next(long nanos) {
        try {
            return Optional.ofNullable(responses.poll(Math.max(0, nanos), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
