package org.ringdown.stun;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import org.ringdown.wire.MalformedException;
import org.ringdown.wire.WireReader;

/** XOR-MAPPED-ADDRESS: an address disguised, because there are routers that rewrite what looks like one (RFC 8489 §14.2). */
final class XorAddress {
    private static final int IPV4 = 1;
    private static final int IPV6 = 2;

    private XorAddress() {}

    static InetSocketAddress read(ByteBuffer value, ByteBuffer transactionId)
            throws MalformedException {
        var in = new WireReader(value, "RFC 8489 §14.2");
        in.u8("reserved");
        int family = in.u8("family");
        if (family != IPV4 && family != IPV6) {
            throw in.malformed("neither IPv4 nor IPv6");
        }
        int port = in.u16("port") ^ Stun.MAGIC_COOKIE >>> 16;
        byte[] address = new byte[family == IPV4 ? 4 : 16];
        in.take(address.length, "address").get(address);
        if (in.remaining() > 0) {
            throw in.malformed("an address of " + value.remaining() + " bytes");
        }
        disguise(address, transactionId);
        try {
            return new InetSocketAddress(InetAddress.getByAddress(address), port);
        } catch (UnknownHostException e) {
            throw new AssertionError("4 or 16 bytes", e);
        }
    }

    /** The value of an attribute for {@code address}, which must be resolved. */
    static byte[] write(InetSocketAddress address, ByteBuffer transactionId) {
        byte[] bytes = address.getAddress().getAddress();
        disguise(bytes, transactionId);
        return ByteBuffer.allocate(4 + bytes.length)
                .put((byte) 0)
                .put((byte) (bytes.length == 4 ? IPV4 : IPV6))
                .putShort((short) (address.getPort() ^ Stun.MAGIC_COOKIE >>> 16))
                .put(bytes)
                .array();
    }

    /** The mask is the magic cookie, and behind it the transaction id. */
    private static void disguise(byte[] address, ByteBuffer transactionId) {
        for (int i = 0; i < address.length; i++) {
            int mask =
                    i < 4
                            ? Stun.MAGIC_COOKIE >>> 24 - 8 * i
                            : transactionId.get(transactionId.position() + i - 4);
            address[i] ^= (byte) mask;
        }
    }
}
