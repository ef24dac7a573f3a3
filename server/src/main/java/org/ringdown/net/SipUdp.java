package org.ringdown.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.way.SipDoor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** SIP over UDP: one socket, one reader. */
final class SipUdp implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SipUdp.class);
    private static final Duration AFTER_A_FAILURE = Duration.ofMillis(10);
    private static final int LARGEST_DATAGRAM = 65_535;
    private static final int KERNEL_BUFFER = 4 * 1024 * 1024;

    private final DatagramChannel channel;
    private final InetSocketAddress local;

    private SipUdp(DatagramChannel channel) throws IOException {
        this.channel = channel;
        this.local = (InetSocketAddress) channel.getLocalAddress();
    }

    static SipUdp open(InetSocketAddress address) throws IOException {
        var family =
                address.getAddress() instanceof java.net.Inet6Address
                        ? StandardProtocolFamily.INET6
                        : StandardProtocolFamily.INET;
        var channel = DatagramChannel.open(family);
        try {
            channel.setOption(java.net.StandardSocketOptions.SO_RCVBUF, KERNEL_BUFFER);
            channel.bind(address);
            return new SipUdp(channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    InetSocketAddress local() {
        return local;
    }

    /** On a thread of its own: in a flood there is always something to read, and a virtual one would never leave its carrier. */
    void serve(SipDoor door) {
        Thread.ofPlatform().daemon().name("sip-udp").start(() -> read(door));
    }

    private void read(SipDoor door) {
        var buffer = ByteBuffer.allocate(LARGEST_DATAGRAM);
        while (channel.isOpen()) {
            try {
                buffer.clear();
                var from = (InetSocketAddress) channel.receive(buffer);
                buffer.flip();
                // The messages that are read keep their own bytes, so the buffer can be used again.
                door.datagram(buffer, Flow.udp(from, local));
            } catch (ClosedChannelException closed) {
                return;
            } catch (IOException | RuntimeException e) {
                log.warn("a SIP datagram could not be taken in: {}", e.toString());
                LockSupport.parkNanos(
                        AFTER_A_FAILURE.toNanos()); // should it go on, the log must stay readable
            }
        }
    }

    /** What cannot be sent is lost, as datagrams are. */
    void send(InetSocketAddress to, ByteBuffer message) {
        try {
            channel.send(message, to);
        } catch (IOException e) {
            log.debug("a SIP datagram to {} could not be sent: {}", to, e.toString());
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
