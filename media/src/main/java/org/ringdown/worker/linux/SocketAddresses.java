package org.ringdown.worker.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteOrder;

/**
 * Addresses as the kernel has them: sockaddr_in (ip(7)) and sockaddr_in6 (ipv6(7)).
 *
 * <pre>
 *        0        2        4                8                                24
 *   in   family   port     address          (nothing)
 *   in6  family   port     flow             address                          scope
 * </pre>
 */
final class SocketAddresses {
    static final int UNSPECIFIED = 0;
    static final int INET = 2;
    static final int INET6 = 10;

    /** Of a sockaddr_in6. */
    static final int LONGEST = 28;

    private static final int SHORTEST = 16;
    private static final long PORT = 2;
    private static final long ADDRESS = 4;
    private static final long ADDRESS6 = 8;
    private static final long SCOPE6 = 24;
    private static final ValueLayout.OfShort NETWORK_SHORT =
            JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN);

    /** Where ::ffff:192.0.2.1 has its ffff (RFC 4291 §2.5.5.2). */
    private static final long MAPPED6 = ADDRESS6 + 10;

    private SocketAddresses() {}

    static int family(InetSocketAddress address) {
        return address.getAddress() instanceof Inet4Address ? INET : INET6;
    }

    /** Writes an address for sockets of a family. How long it is; 0 where such a socket cannot reach it. */
    static int write(InetSocketAddress from, int family, MemorySegment to) {
        var address = from.getAddress();
        if (address == null || family == INET && !(address instanceof Inet4Address)) return 0;
        to.fill((byte) 0);
        to.set(JAVA_SHORT, 0, (short) family);
        to.set(NETWORK_SHORT, PORT, (short) from.getPort());
        var bytes = MemorySegment.ofArray(address.getAddress());
        if (family == INET) {
            to.asSlice(ADDRESS).copyFrom(bytes);
            return SHORTEST;
        }
        if (address instanceof Inet6Address wide) {
            to.asSlice(ADDRESS6).copyFrom(bytes);
            to.set(JAVA_INT, SCOPE6, wide.getScopeId());
        } else if (!address.isAnyLocalAddress()) {
            to.set(JAVA_SHORT, MAPPED6, (short) -1);
            to.asSlice(MAPPED6 + 2).copyFrom(bytes);
        }
        return LONGEST;
    }

    /** An IPv4 address that is written as one of IPv6 is read as what it is. */
    static InetSocketAddress read(MemorySegment from) {
        boolean narrow = from.get(JAVA_SHORT, 0) == INET;
        var bytes = from.asSlice(narrow ? ADDRESS : ADDRESS6, narrow ? 4 : 16).toArray(JAVA_BYTE);
        int scope = narrow ? 0 : from.get(JAVA_INT, SCOPE6);
        try {
            var address =
                    scope == 0
                            ? InetAddress.getByAddress(bytes)
                            : Inet6Address.getByAddress(null, bytes, scope);
            return new InetSocketAddress(address, port(from));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of the kernel's", e);
        }
    }

    static int port(MemorySegment from) {
        return Short.toUnsignedInt(from.get(NETWORK_SHORT, PORT));
    }

    // What makes one address another, as three numbers, so that no object is made: scope, port and
    // family; the address.

    static long which(MemorySegment address) {
        boolean narrow = address.get(JAVA_SHORT, 0) == INET;
        long scope = narrow ? 0 : address.get(JAVA_INT, SCOPE6);
        return scope << Integer.SIZE | Integer.toUnsignedLong(address.get(JAVA_INT, 0));
    }

    static long upper(MemorySegment address) {
        return address.get(JAVA_SHORT, 0) == INET
                ? address.get(JAVA_INT, ADDRESS)
                : address.get(JAVA_LONG, ADDRESS6);
    }

    static long lower(MemorySegment address) {
        return address.get(JAVA_SHORT, 0) == INET
                ? 0
                : address.get(JAVA_LONG, ADDRESS6 + Long.BYTES);
    }
}
