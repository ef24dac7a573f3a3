package org.ringdown.way;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.ringdown.sip.NameAddr;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipUri;
import org.ringdown.sip.Uri;
import org.ringdown.sip.locate.Hop;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.sip.transaction.Transport;
import org.ringdown.time.Timers;

/** Other ways for requests that cannot take their own: the stream is broken, or a datagram too small. */
public final class Detours {
    /** What is larger must not go by UDP, where the path may take less (RFC 3261 §18.1.1). */
    static final int LARGEST_DATAGRAM = 1300;

    /** Many who take no TCP do not say so; it must not be noticed in how long a call takes. */
    static final Duration PATIENCE = Duration.ofMillis(800);

    private final SipTransport transport;
    private final Timers timers;

    public Detours(SipTransport transport, Timers timers) {
        this.transport = transport;
        this.timers = timers;
    }

    /** A way that has to be made first. */
    public interface Detour {
        /** @param found called once, on any thread */
        void take(Consumer<Optional<Reached>> found);
    }

    /** The way that a request has to take instead of the one that it was meant to; empty where that will do. */
    public Optional<Detour> detour(SipRequest request, Reached way) {
        var flow = way.flow();
        if (!transport.isOpen(flow)) return Optional.of(found -> reconnect(flow, request, found));
        boolean large =
                flow.transport() == Transport.UDP && request.toBytes().length > LARGEST_DATAGRAM;
        return large ? Optional.of(found -> byTcp(way, found)) : Optional.empty();
    }

    public void reconnect(Flow broken, SipRequest request, Consumer<Optional<Reached>> found) {
        if (firstHop(request) instanceof SipUri hop) {
            transport.reconnect(broken, hop, flow -> found.accept(flow.map(Reached::at)));
        } else {
            found.accept(Optional.empty());
        }
    }

    private static Uri firstHop(SipRequest request) {
        return request.headers().routes().stream()
                .findFirst()
                .map(NameAddr::uri)
                .orElse(request.uri());
    }

    /** Whoever cannot be connected to gets a large datagram after all. */
    private void byTcp(Reached way, Consumer<Optional<Reached>> found) {
        var told = new AtomicBoolean();
        var remote = way.flow().remote();
        var waiting =
                timers.after(
                        PATIENCE,
                        () -> {
                            if (told.compareAndSet(false, true)) found.accept(Optional.of(way));
                        });
        transport.connect(
                new Hop(Transport.TCP, remote, remote.getAddress().getHostAddress()),
                connected -> {
                    if (!told.compareAndSet(false, true)) return;
                    waiting.cancel();
                    found.accept(
                            Optional.of(connected.map(flow -> instead(way, flow)).orElse(way)));
                });
    }

    private static Reached instead(Reached way, Flow flow) {
        return new Reached(flow, Optional.empty(), List.copyOf(way.others()));
    }
}
