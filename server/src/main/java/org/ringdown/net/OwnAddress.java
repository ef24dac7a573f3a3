package org.ringdown.net;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/** The address of this machine that others can use. */
public final class OwnAddress {
    /** Nobody has these (RFC 5737, RFC 3849): they only say which way leads out. Nothing is sent. */
    private static final InetAddress OUTSIDE = InetAddress.ofLiteral("192.0.2.1");

    private static final InetAddress OUTSIDE_V6 = InetAddress.ofLiteral("2001:db8::1");
    private static final int DISCARD = 9;

    private OwnAddress() {}

    /** The address itself, or for "every address" the one by which this machine reaches the world. */
    public static InetAddress of(InetAddress listening) {
        if (!listening.isAnyLocalAddress()) return listening;
        return toward(OUTSIDE)
                .or(() -> listening instanceof Inet6Address ? outsideV6() : Optional.empty())
                .orElse(InetAddress.getLoopbackAddress());
    }

    /** Where we listen at every address of both families: that of IPv6, where {@link #of} gave one of IPv4; loopback where no other leads out. */
    public static Optional<InetAddress> other(InetAddress listening) {
        boolean both = listening.isAnyLocalAddress() && listening instanceof Inet6Address;
        return both
                ? outsideV6()
                        .or(() -> Optional.of(InetAddress.ofLiteral("::1")))
                        .filter(_ -> !(of(listening) instanceof Inet6Address))
                : Optional.empty();
    }

    /** Where we listen at every address: the one by which this machine reaches that far end, which is not always the one that leads out. */
    static Optional<InetAddress> toward(InetAddress listening, InetAddress far) {
        boolean reaches =
                listening.isAnyLocalAddress()
                        && (listening instanceof Inet6Address || !(far instanceof Inet6Address));
        return reaches ? toward(far) : Optional.empty();
    }

    /** All addresses that are ours where we listen there, as this machine is now. */
    public static List<InetAddress> all(InetAddress listening) {
        if (!listening.isAnyLocalAddress()) return List.of(listening);
        try (var interfaces = NetworkInterface.networkInterfaces()) {
            return interfaces
                    .flatMap(NetworkInterface::inetAddresses)
                    .map(OwnAddress::bare)
                    .toList();
        } catch (SocketException none) {
            return List.of();
        }
    }

    /** Without the zone that this machine alone understands. */
    private static InetAddress bare(InetAddress address) {
        try {
            return InetAddress.getByAddress(address.getAddress());
        } catch (UnknownHostException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }

    /** The address by which this machine reaches the world of IPv6, if it does. */
    private static Optional<InetAddress> outsideV6() {
        return toward(OUTSIDE_V6);
    }

    private static Optional<InetAddress> toward(InetAddress outside) {
        try (var probe = new DatagramSocket()) {
            probe.connect(new InetSocketAddress(outside, DISCARD));
            return Optional.of(bare(probe.getLocalAddress()));
        } catch (IOException | java.io.UncheckedIOException noWayOut) {
            return Optional.empty();
        }
    }
}
