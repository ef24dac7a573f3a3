package org.ringdown.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.ringdown.sip.HostPort;
import org.ringdown.sip.SipMessage;
import org.ringdown.sip.SipUri;
import org.ringdown.sip.locate.Hop;
import org.ringdown.sip.locate.Locator;
import org.ringdown.sip.locate.Reach;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.sip.transaction.Transport;
import org.ringdown.time.Timers;
import org.ringdown.tls.SocketLayer;
import org.ringdown.tls.TlsFiles;
import org.ringdown.tls.TlsIdentity;
import org.ringdown.tls.TlsLayer;
import org.ringdown.way.SipDoor;
import org.ringdown.way.SipTransport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The SIP sockets of this node: UDP and TCP on the same port, TLS on another. */
public final class SipSockets implements SipTransport, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SipSockets.class);
    private static final int MOST_TRIES = 20;

    private final SipUdp udp;
    private final SipStreams tcp;
    private final SipStreams tls;
    private final TlsIdentity identity;
    private final Entrance entrance;
    private final OurSide own;
    private final Locator locator;
    private final Dns dns;

    /** The gateway is made after the sockets, since it needs them; its door is hung in when it is there. */
    private static final class Entrance implements SipDoor {
        private volatile Optional<SipDoor> door = Optional.empty();

        @Override
        public void datagram(ByteBuffer datagram, Flow from) {
            door.ifPresent(open -> open.datagram(datagram, from));
        }

        @Override
        public boolean message(SipMessage message, Flow from) {
            return door.isEmpty() || door.get().message(message, from);
        }

        @Override
        public void closed(Flow flow) {
            door.ifPresent(open -> open.closed(flow));
        }
    }

    /**
     * What the sockets need.
     *
     * @param router whose address far ends should write, where they are beyond it
     * @param random spreads calls over the servers of a domain
     */
    public record Surroundings(
            Router router, TlsFiles tls, Timers timers, RandomGenerator random) {}

    private SipSockets(
            SipUdp udp,
            SipStreams tcp,
            SipStreams tls,
            TlsIdentity identity,
            Entrance entrance,
            OurSide own,
            Locator locator,
            Dns dns) {
        this.udp = udp;
        this.tcp = tcp;
        this.tls = tls;
        this.identity = identity;
        this.entrance = entrance;
        this.own = own;
        this.locator = locator;
        this.dns = dns;
    }

    /** Opens UDP and TCP; port 0 stands for one that is free for both. TLS is listened for after {@link #listenTls}. */
    public static SipSockets open(InetSocketAddress address, Surroundings around)
            throws IOException {
        return open(address, around, SipStreams.Limits.USUAL, Dns.ofThisMachine());
    }

    static SipSockets open(
            InetSocketAddress address, Surroundings around, SipStreams.Limits limits, Dns dns)
            throws IOException {
        var entrance = new Entrance();
        var identity = TlsIdentity.of("SIP", around.tls, around.timers);
        var tls =
                new SipStreams(
                        new TlsLayer(identity, SipIdentities::speaksFor),
                        entrance,
                        around.timers,
                        limits);
        for (int tries = 1; ; tries++) {
            var udp = SipUdp.open(address);
            try {
                var tcp = new SipStreams(SocketLayer.PLAIN, entrance, around.timers, limits);
                tcp.listen(udp.local());
                var own = OurSide.of(udp.local().getAddress(), around.router);
                var locator = new Locator(reach(own), around.random);
                return new SipSockets(udp, tcp, tls, identity, entrance, own, locator, dns);
            } catch (IOException e) {
                udp.close();
                if (address.getPort() != 0 || tries == MOST_TRIES) throw e;
            }
        }
    }

    /** We are no WebSocket client: who speaks that comes to us. */
    private static Reach reach(OurSide own) {
        return new Reach(Set.of(Transport.UDP, Transport.TCP, Transport.TLS), own.families());
    }

    /** Listens for TLS too; to be called before {@link #serve}. */
    public void listenTls(InetSocketAddress address) throws IOException {
        tls.listen(address);
    }

    /** From now on messages are read. */
    public void serve(SipDoor door) {
        entrance.door = Optional.of(door);
        udp.serve(entrance);
        tcp.serve();
        tls.serve();
    }

    /** The same for UDP and TCP. */
    public InetSocketAddress local() {
        return udp.local();
    }

    /** Where TLS is listened for, if it is. */
    public Optional<InetSocketAddress> localTls() {
        return tls.listening();
    }

    @Override
    public void send(Flow flow, ByteBuffer message, Runnable failed) {
        switch (flow.transport()) {
            case UDP -> udp.send(flow.remote(), message);
            case TCP -> tcp.send(flow.connection(), message, failed);
            case TLS -> tls.send(flow.connection(), message, failed);
            case WS, WSS -> failed.run();
        }
    }

    @Override
    public void locate(SipUri target, Consumer<List<Hop>> found) {
        Thread.ofVirtual().name("sip-locate").start(() -> found.accept(hops(target)));
    }

    private List<Hop> hops(SipUri target) {
        var step = locator.locate(target);
        while (step instanceof Locator.Step.Ask(var questions, var then)) {
            step = then.apply(dns.ask(questions));
        }
        var hops = ((Locator.Step.Found) step).hops();
        if (hops.isEmpty()) {
            log.info("no way to {}: its name or its transport leads nowhere", target.target());
        }
        return hops;
    }

    @Override
    public void connect(Hop hop, Consumer<Optional<Flow>> connected) {
        switch (hop.transport()) {
            case UDP -> connected.accept(Optional.of(Flow.udp(hop.address(), udp.local())));
            case TCP -> connect(tcp, hop, connected);
            case TLS -> connect(tls, hop, connected);
            case WS, WSS -> connected.accept(Optional.empty());
        }
    }

    private static void connect(SipStreams streams, Hop hop, Consumer<Optional<Flow>> connected) {
        Thread.ofVirtual()
                .name("sip-connect")
                .start(() -> connected.accept(streams.connect(hop).map(SipConnection::flow)));
    }

    @Override
    public void reconnect(Flow broken, SipUri target, Consumer<Optional<Flow>> connected) {
        var before =
                switch (broken.transport()) {
                    case TCP -> tcp.ledTo(broken);
                    case TLS -> tls.ledTo(broken);
                    case UDP, WS, WSS -> Optional.<Hop>empty();
                };
        if (before.isPresent()) connect(before.get(), connected);
        else SipTransport.super.reconnect(broken, target, connected);
    }

    @Override
    public boolean isOpen(Flow flow) {
        return switch (flow.transport()) {
            case UDP -> true;
            case TCP -> tcp.isOpen(flow.connection());
            case TLS -> tls.isOpen(flow.connection());
            case WS, WSS -> false;
        };
    }

    @Override
    public String sentBy(Flow flow) {
        String host = own.toward(flow.remote().getAddress()).getHostAddress();
        if (flow.transport() != Transport.TLS)
            return HostPort.of(host, local().getPort()).toString();
        return localTls()
                .map(listening -> HostPort.of(host, listening.getPort()))
                .orElse(HostPort.of(host))
                .toString();
    }

    @Override
    public void close() throws IOException {
        identity.close();
        udp.close();
        tcp.close();
        tls.close();
    }
}
