package org.ringdown.transport;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/** A page's address. The port knows it while it is a page's. */
final class UdpEnd extends PageEnd {
    private final WebRtcPort port;
    private final InetSocketAddress address;

    UdpEnd(WebRtcPort port, InetSocketAddress address) {
        this.port = port;
        this.address = address;
    }

    @Override
    InetSocketAddress address() {
        return address;
    }

    @Override
    boolean isTcp() {
        return false;
    }

    @Override
    void send(ByteBuffer packet) {
        port.send(packet, address);
    }

    @Override
    void claimed() {
        port.know(this);
    }

    @Override
    void abandoned() {
        port.forget(this);
    }

    /** The same address is the same end, also when the port had forgotten it in between. */
    @Override
    public boolean equals(Object other) {
        return other instanceof UdpEnd end && end.port == port && end.address.equals(address);
    }

    @Override
    public int hashCode() {
        return address.hashCode();
    }
}
