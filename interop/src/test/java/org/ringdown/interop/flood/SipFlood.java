package org.ringdown.interop.flood;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Requests of every method that strangers try, each with a Call-ID of its own. */
public final class SipFlood implements Flood.Datagrams {
    private static final List<String> METHODS =
            List.of("INVITE", "REGISTER", "OPTIONS", "SUBSCRIBE", "MESSAGE", "CANCEL");

    private final InetSocketAddress target;
    private long number;

    public SipFlood(InetSocketAddress target) {
        this.target = target;
    }

    @Override
    public void write(ByteBuffer into, InetSocketAddress from) {
        var address = from.getAddress().getHostAddress();
        into.put(request("UDP", address, from.getPort()).getBytes(StandardCharsets.US_ASCII));
    }

    /** The next one, as it comes from there. */
    public String request(String transport, String address, int port) {
        long next = number++;
        var method = METHODS.get((int) (next % METHODS.size()));
        var id = Long.toString(next);
        return new StringBuilder(512)
                .append(method)
                .append(" sip:600@127.0.0.1:")
                .append(target.getPort())
                .append(" SIP/2.0\r\nVia: SIP/2.0/")
                .append(transport)
                .append(' ')
                .append(address)
                .append(':')
                .append(port)
                .append(";branch=z9hG4bK-flood-")
                .append(id)
                .append("\r\nMax-Forwards: 70\r\nFrom: <sip:bob@127.0.0.1>;tag=f")
                .append(id)
                .append("\r\nTo: <sip:600@127.0.0.1>\r\nCall-ID: ")
                .append(id)
                .append("@flood\r\nCSeq: 1 ")
                .append(method)
                .append("\r\nContact: <sip:bob@")
                .append(address)
                .append(':')
                .append(port)
                .append(">\r\nEvent: dialog\r\nUser-Agent: flood\r\nContent-Length: 0\r\n\r\n")
                .toString();
    }
}
