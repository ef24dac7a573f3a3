package org.ringdown.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.ringdown.leg.sip.SipDoor;
import org.ringdown.leg.sip.SipTransport;
import org.ringdown.sip.SipMessage;
import org.ringdown.sip.SipUri;
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
    public void reach(SipUri target, Consumer<Optional<Flow>> found) {
        String transport = target.transport().orElse("udp").toLowerCase(Locale.ROOT);
        if (target.scheme().equals("sips")
                || !transport.equals("udp") && !transport.equals("tcp")) {
            log.info("no way to {}: TLS and WebSocket are not in this version", target.host());
            found.accept(Optional.empty());
            return;
        }
        Thread.ofVirtual().name("sip-reach").start(() -> found.accept(find(target, transport)));
    }

    private Optional<Flow> find(SipUri target, String transport) {
        InetSocketAddress to;
        try {
            String host = target.host();
            boolean bracketed = host.startsWith("[");
            var address =
                    InetAddress.getByName(bracketed ? host.substring(1, host.length() - 1) : host);
            to = new InetSocketAddress(address, target.port().orElse(SIP_PORT));
        } catch (UnknownHostException unknown) {
            log.info("no way to {}: the name is not known", target.host());
            return Optional.empty();
        }
        if (transport.equals("udp")) return Optional.of(Flow.udp(to, udp.local()));
        return tcp.connect(to).map(SipConnection::flow);
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
