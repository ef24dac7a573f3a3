package org.ringdown.testkit.media;

import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.ringdown.testkit.net.SimulatedNetwork;
import org.ringdown.testkit.net.Traffic;
import org.ringdown.testkit.net.UdpPort;
import org.ringdown.testkit.page.PageSdp;
import org.ringdown.testkit.page.PeerConnection;
import org.ringdown.time.Timers;
import org.ringdown.time.Timers.Timer;

/** A page's connection to {@link SilentMedia}: it says that it is alive, and nothing else. */
public final class SilentPeerConnection implements PeerConnection {
    private final Timers timers;
    private final Supplier<UdpPort> ports;
    private final String offer;
    private UdpPort port;
    private Optional<Timer> next = Optional.empty();
    private boolean closed;

    private SilentPeerConnection(Supplier<UdpPort> ports, Timers timers, String offer) {
        this.ports = ports;
        this.port = ports.get();
        this.timers = timers;
        this.offer = offer;
    }

    /** Makes the connections of a page at {@code host}. */
    public static Factory at(InetAddress host, SimulatedNetwork network, RandomGenerator random) {
        return () -> {
            var fingerprint = new byte[32];
            random.nextBytes(fingerprint);
            var hex = HexFormat.ofDelimiter(":").withUpperCase();
            String offer =
                    PageSdp.offer(
                            Long.toHexString(random.nextLong() | 1L << 62),
                            Long.toHexString(random.nextLong() | 1L << 62).repeat(2),
                            "sha-256 " + hex.formatHex(fingerprint),
                            random.nextInt());
            return new SilentPeerConnection(
                    () -> open(host, network), network.time().of("page"), offer);
        };
    }

    private static UdpPort open(InetAddress host, SimulatedNetwork network) {
        try {
            return network.open(new InetSocketAddress(host, 0), Traffic.MEDIA, (_, _) -> {});
        } catch (BindException impossible) {
            throw new IllegalStateException("no free port", impossible);
        }
    }

    @Override
    public String offer() {
        return offer;
    }

    @Override
    public void answered(String sdp) {
        if (closed) return;
        next.ifPresent(Timer::cancel);
        check(PageSdp.candidate(sdp), PageSdp.ufrag(sdp));
    }

    private void check(InetSocketAddress gateway, String ufrag) {
        port.send(StandardCharsets.US_ASCII.encode(ufrag), gateway);
        next = Optional.of(timers.after(SilentMedia.CHECKS, () -> check(gateway, ufrag)));
    }

    @Override
    public void send(int payloadType, String codec, boolean redundant) {}

    @Override
    public void roam() {
        if (closed) return;
        port.close();
        port = ports.get();
    }

    @Override
    public void close() {
        closed = true;
        next.ifPresent(Timer::cancel);
        port.close();
    }
}
