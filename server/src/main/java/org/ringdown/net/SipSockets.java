package org.ringdown.net;

import static org.ringdown.sip.transaction.Transport.TCP;
import static org.ringdown.sip.transaction.Transport.UDP;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.ringdown.leg.sip.SipDoor;
import org.ringdown.leg.sip.SipTransport;
import org.ringdown.sip.SipMessage;
import org.ringdown.sip.SipUri;
import org.ringdown.sip.locate.Hop;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.time.Timers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All SIP sockets of this node, over UDP and TCP on the same port. */
public final class SipSockets implements SipTransport, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SipSockets.class);
    private static final int SIP_PORT = 5060;
    private static final int MOST_TRIES = 20;

    private final SipUdp udp;
    private final SipTcp tcp;
    private final Entrance entrance;
    private final InetAddress own;

    /** The gateway is made after the sockets, since it needs them; its door is hung in when it is there. */
    private static final class Entrance implements SipDoor {
        private volatile Optional<SipDoor> door = Optional.empty();

        @Override
        public void datagram(ByteBuffer datagram, Flow from) {
            door.ifPresent(open -> open.datagram(datagram, from));
        }

        @Override
        public void message(SipMessage message, Flow from) {
            door.ifPresent(open -> open.message(message, from));
        }
    }

    private SipSockets(SipUdp udp, SipTcp tcp, Entrance entrance, Optional<InetAddress> external) {
        this.udp = udp;
        this.tcp = tcp;
        this.entrance = entrance;
        this.own = external.orElse(OwnAddress.of(udp.local().getAddress()));
    }

    /**
     * Opens both; port 0 stands for one that is free for UDP and TCP alike.
     *
     * @param external the address that far ends should write, where it is not the one we listen on
     */
    public static SipSockets open(
            InetSocketAddress address, Optional<InetAddress> external, Timers timers)
            throws IOException {
        return open(address, external, timers, SipTcp.Limits.USUAL);
    }

    static SipSockets open(
            InetSocketAddress address,
            Optional<InetAddress> external,
            Timers timers,
            SipTcp.Limits limits)
            throws IOException {
        for (int tries = 1; ; tries++) {
            var udp = SipUdp.open(address);
            var entrance = new Entrance();
            try {
                var tcp = SipTcp.open(udp.local(), entrance, timers, limits);
                return new SipSockets(udp, tcp, entrance, external);
            } catch (IOException e) {
                udp.close();
                if (address.getPort() != 0 || tries == MOST_TRIES) throw e;
            }
        }
    }

    /** From now on messages are read. */
    public void serve(SipDoor door) {
        entrance.door = Optional.of(door);
        udp.serve(entrance);
        tcp.serve();
    }

    /** The same for UDP and TCP. */
    public InetSocketAddress local() {
        return udp.local();
    }

    @Override
    public void send(Flow flow, ByteBuffer message, Runnable failed) {
        switch (flow.transport()) {
            case UDP -> udp.send(flow.remote(), message);
            case TCP -> tcp.send(flow.connection(), message, failed);
            case TLS, WS, WSS -> failed.run();
        }
    }

    @Override
    public void locate(SipUri target, Consumer<List<Hop>> found) {
        String transport = target.transport().orElse("udp");
        if (target.secure() || !transport.equals("udp") && !transport.equals("tcp")) {
            log.info("no way to {}: TLS and WebSocket are not in this version", target.host());
            found.accept(List.of());
            return;
        }
        Thread.ofVirtual().name("sip-locate").start(() -> found.accept(find(target, transport)));
    }

    private List<Hop> find(SipUri target, String transport) {
        int port = target.port().orElse(SIP_PORT);
        try {
            return Arrays.stream(InetAddress.getAllByName(target.host()))
                    .map(address -> new InetSocketAddress(address, port))
                    .map(to -> new Hop(transport.equals("udp") ? UDP : TCP, to, target.host()))
                    .toList();
        } catch (UnknownHostException unknown) {
            log.info("no way to {}: the name is not known", target.host());
            return List.of();
        }
    }

    @Override
    public void connect(Hop hop, Consumer<Optional<Flow>> connected) {
        switch (hop.transport()) {
            case UDP -> connected.accept(Optional.of(Flow.udp(hop.address(), udp.local())));
            case TCP ->
                    Thread.ofVirtual()
                            .name("sip-connect")
                            .start(() ->
                                    connected.accept(
                                            tcp.connect(hop.address()).map(SipConnection::flow)));
            case TLS, WS, WSS -> connected.accept(Optional.empty());
        }
    }

    @Override
    public boolean isOpen(Flow flow) {
        return flow.transport() == UDP || tcp.isOpen(flow.connection());
    }

    @Override
    public String sentBy(Flow flow) {
        String host = own.getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + local().getPort();
    }

    @Override
    public void close() throws IOException {
        udp.close();
        tcp.close();
    }
}
