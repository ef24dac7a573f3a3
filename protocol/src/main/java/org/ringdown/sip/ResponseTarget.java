package org.ringdown.sip;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Optional;

/**
 * Where a response goes, as the top Via of its request says (RFC 3261 §18.2, RFC 3581 §4).
 *
 * <p>On a connection it goes back on that connection; the target here is then for when the connection is gone.
 */
public final class ResponseTarget {
    private static final byte[] BROADCAST = {-1, -1, -1, -1};

    private ResponseTarget() {}

    /** The request with the source of its packet noted in its top Via; done once, on arrival, before anything else. */
    public static SipRequest stamp(SipRequest request, InetSocketAddress source) {
        var line = request.headers().first("Via").orElseThrow();
        var others = line.substring(Lists.firstEnd(line, 0));
        var stamped = stamp(request.headers().via(), source);
        return request.withHeaders(request.headers().withFirst("Via", stamped + others));
    }

    /** {@code received} where the sent-by does not already say it (§18.2.1), always where rport is asked for (RFC 3581 §4). */
    static Via stamp(Via via, InetSocketAddress source) {
        var address = source.getAddress();
        boolean known = via.sentBy().address().filter(address::equals).isPresent();
        var params = via.params().without("received");
        if (!known || via.wantsRport()) params = params.with("received", text(address));
        if (via.wantsRport()) params = params.with("rport", Integer.toString(source.getPort()));
        return via.withParams(params);
    }

    /** The address as a Via writes it: no zone, no brackets. */
    private static String text(InetAddress address) {
        var text = address.getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }

    /**
     * The target of responses to a request whose top Via is {@code via}, stamped. Empty when it may not be sent anywhere: to a
     * group, to everybody, to nobody, or to ourselves on behalf of somebody else.
     */
    public static Optional<InetSocketAddress> of(Via via) {
        var seen = via.received().or(() -> via.sentBy().address());
        var group = via.maddr().flatMap(HostPort::literal);
        if (group.isPresent()) {
            boolean foreign =
                    group.get().isLoopbackAddress()
                            && seen.filter(InetAddress::isLoopbackAddress).isEmpty();
            return foreign ? Optional.empty() : target(group.get(), sentByPort(via));
        }
        boolean mapped = via.transport().equals("UDP") && via.rport().isPresent();
        int port = mapped ? via.rport().getAsInt() : sentByPort(via);
        return seen.flatMap(address -> target(address, port));
    }

    private static Optional<InetSocketAddress> target(InetAddress address, int port) {
        boolean nobody =
                address.isAnyLocalAddress() || address.isMulticastAddress() || isBroadcast(address);
        return nobody ? Optional.empty() : Optional.of(new InetSocketAddress(address, port));
    }

    private static boolean isBroadcast(InetAddress address) {
        return Arrays.equals(address.getAddress(), BROADCAST);
    }

    private static int sentByPort(Via via) {
        return via.sentBy().port().orElse(via.transport().equals("TLS") ? 5061 : 5060);
    }
}
