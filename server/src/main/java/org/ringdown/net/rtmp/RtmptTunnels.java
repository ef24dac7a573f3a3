package org.ringdown.net.rtmp;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.ringdown.net.PerAddress;

/**
 * RTMP within HTTP requests (RTMPT), for clients behind proxies that let nothing else through: a client posts what it has to say, and hears in the
 * answer what was said to it meanwhile.
 *
 * <p>Threads: any.
 */
public final class RtmptTunnels implements AutoCloseable {
    /** Longer than a client takes that asks again and again, as clients do. */
    private static final Duration SILENCE = Duration.ofSeconds(20);

    private static final int ID_BYTES = 16;

    private final RtmpSurroundings around;
    private final RtmpLimits limits;
    private final Map<String, RtmptTunnel> tunnels = new ConcurrentHashMap<>();
    private final PerAddress came = new PerAddress();

    public RtmptTunnels(RtmpSurroundings around, RtmpLimits limits) {
        this.around = around;
        this.limits = limits;
    }

    /**
     * A new tunnel, unless there are too many.
     *
     * @param isPrivate whether nobody in between can read along
     * @return its name, which nobody can guess
     */
    public Optional<String> open(InetAddress from, boolean isPrivate) {
        if (came.of(from) >= limits.fromOneAddress() || tunnels.size() >= limits.connections())
            return Optional.empty();
        var name = name();
        var tunnel = new RtmptTunnel(from, isPrivate, around, () -> forget(name, from));
        came.enter(from);
        tunnels.put(name, tunnel);
        tunnel.endAfter(SILENCE);
        return Optional.of(name);
    }

    private String name() {
        var bytes = new byte[ID_BYTES];
        around.random().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private void forget(String name, InetAddress from) {
        if (tunnels.remove(name) != null) came.leave(from);
    }

    /**
     * Brings a client's bytes in, and takes out what there is for it.
     *
     * @param number of the request, one more than the last one's: a request that a proxy repeats is answered as before, and not heard again
     * @return empty if there is no such tunnel (any more)
     */
    public Optional<byte[]> pass(String name, long number, byte[] bytes) {
        return Optional.ofNullable(tunnels.get(name))
                .map(tunnel -> tunnel.pass(number, ByteBuffer.wrap(bytes)));
    }

    /** The client says that it goes. Whether there was such a tunnel. */
    public boolean close(String name) {
        var tunnel = Optional.ofNullable(tunnels.get(name));
        tunnel.ifPresent(RtmptTunnel::goodbye);
        return tunnel.isPresent();
    }

    /** How many there are. */
    public int count() {
        return tunnels.size();
    }

    /** Clients that can are asked to come again: we are about to stop. */
    public void drain() {
        tunnels.values().forEach(tunnel -> tunnel.exchange().comeAgain());
    }

    @Override
    public void close() {
        tunnels.values().forEach(RtmptTunnel::close);
    }
}
