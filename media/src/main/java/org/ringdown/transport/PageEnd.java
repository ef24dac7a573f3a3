package org.ringdown.transport;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Where a page sends from: an address, or a connection. It is that page's once a check from there was proved; ICE may move the page to another. */
abstract sealed class PageEnd permits UdpEnd, TcpEnd {
    private Optional<WebRtcTransport> page = Optional.empty();

    abstract InetSocketAddress address();

    abstract boolean isTcp();

    /** Sends what remains of {@code packet}, or loses it. */
    abstract void send(ByteBuffer packet);

    /** Has become a page's, when it was nobody's. */
    abstract void claimed();

    /** Is nobody's any more. */
    abstract void abandoned();

    final Optional<WebRtcTransport> page() {
        return page;
    }

    /** It is proved to be that page's; if another page had it, its NAT has given it away. */
    final void validated(WebRtcTransport proved) {
        boolean wasNobodys = page.isEmpty();
        page = Optional.of(proved);
        if (wasNobodys) claimed();
    }

    final void forget(WebRtcTransport former) {
        if (page.filter(owner -> owner == former).isEmpty()) return;
        page = Optional.empty();
        abandoned();
    }
}
