package org.ringdown.testkit.net;

import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.ringdown.sip.SipUri;
import org.ringdown.sip.locate.Hop;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.sip.transaction.Transport;
import org.ringdown.way.SipDoor;
import org.ringdown.way.SipTransport;

/** The gateway's SIP over UDP on the simulated network. Hosts are IP addresses: there is no DNS. */
public final class SimulatedSipTransport implements SipTransport {
    private static final int USUAL_PORT = 5060;

    private final SimulatedNetwork network;
    private final InetSocketAddress local;
    private final Executor edge;
    private Optional<UdpPort> port = Optional.empty();

    /** @param edge runs what real transports do on threads of their own */
    public SimulatedSipTransport(SimulatedNetwork network, InetSocketAddress local, Executor edge) {
        this.network = network;
        this.local = local;
        this.edge = edge;
    }

    /** Begins to listen. */
    public void open(SipDoor door) throws BindException {
        port =
                Optional.of(
                        network.open(
                                local,
                                Traffic.SIGNALLING,
                                (bytes, from) -> door.datagram(bytes, Flow.udp(from, local))));
    }

    public void close() {
        port.ifPresent(UdpPort::close);
        port = Optional.empty();
    }

    @Override
    public void send(Flow flow, ByteBuffer message, Runnable failed) {
        port.ifPresent(open -> open.send(message.duplicate(), flow.remote()));
    }

    @Override
    public void locate(SipUri target, Consumer<List<Hop>> found) {
        var hops =
                address(target).stream()
                        .map(remote -> new Hop(Transport.UDP, remote, target.host()))
                        .toList();
        edge.execute(() -> found.accept(hops));
    }

    @Override
    public void connect(Hop hop, Consumer<Optional<Flow>> connected) {
        var flow =
                hop.transport() == Transport.UDP
                        ? Optional.of(Flow.udp(hop.address(), local))
                        : Optional.<Flow>empty();
        edge.execute(() -> connected.accept(flow));
    }

    @Override
    public boolean isOpen(Flow flow) {
        return port.isPresent();
    }

    private static Optional<InetSocketAddress> address(SipUri target) {
        try {
            var host = InetAddress.ofLiteral(target.host());
            return Optional.of(new InetSocketAddress(host, target.port().orElse(USUAL_PORT)));
        } catch (IllegalArgumentException name) {
            return Optional.empty();
        }
    }

    @Override
    public String sentBy(Flow flow) {
        return local.getAddress().getHostAddress() + ":" + local.getPort();
    }
}
