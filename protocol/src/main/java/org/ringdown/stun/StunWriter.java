package org.ringdown.stun;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Writes one STUN message into a buffer, from its position on (RFC 8489 §5).
 *
 * <p>After each call the bytes up to the position are a whole message. MESSAGE-INTEGRITY and FINGERPRINT go last, in this order.
 */
public final class StunWriter {
    private final ByteBuffer out;
    private final int start;
    private final ByteBuffer transactionId;

    /** Begins a message. The buffer must be big-endian; running out of room is a {@link java.nio.BufferOverflowException}. */
    public StunWriter(ByteBuffer out, int type, ByteBuffer transactionId) {
        this.out = out;
        this.start = out.position();
        this.transactionId = transactionId.slice();
        if (this.transactionId.remaining() != 12) {
            throw new IllegalArgumentException("a transaction id has 12 bytes");
        }
        out.putShort((short) type).putShort((short) 0).putInt(Stun.MAGIC_COOKIE);
        out.put(this.transactionId.duplicate());
    }

    public StunWriter attribute(int type, byte... value) {
        out.putShort((short) type).putShort((short) value.length).put(value);
        for (int padding = -value.length & 3; padding > 0; padding--) {
            out.put((byte) 0);
        }
        return counted(out.position());
    }

    /** An attribute that is four bytes, as PRIORITY. */
    public StunWriter number(int type, int value) {
        out.putShort((short) type).putShort((short) 4).putInt(value);
        return counted(out.position());
    }

    /** An attribute that is eight bytes, as ICE-CONTROLLING. */
    public StunWriter number(int type, long value) {
        out.putShort((short) type).putShort((short) 8).putLong(value);
        return counted(out.position());
    }

    public StunWriter text(int type, String value) {
        return attribute(type, value.getBytes(StandardCharsets.UTF_8));
    }

    public StunWriter xorMappedAddress(InetSocketAddress address) {
        return attribute(Stun.XOR_MAPPED_ADDRESS, XorAddress.write(address, transactionId));
    }

    /** An error's number, without a reason phrase: the reader knows the number, and a spoofed source gets no extra bytes. */
    public StunWriter errorCode(int code) {
        return attribute(
                Stun.ERROR_CODE, (byte) 0, (byte) 0, (byte) (code / 100), (byte) (code % 100));
    }

    public StunWriter unknownAttributes(int... types) {
        var value = ByteBuffer.allocate(2 * types.length);
        for (int type : types) {
            value.putShort((short) type);
        }
        return attribute(Stun.UNKNOWN_ATTRIBUTES, value.array());
    }

    /** Proves the message so far. */
    public StunWriter integrity(StunIntegrity integrity) {
        return attribute(Stun.MESSAGE_INTEGRITY, integrity.of(written(), out.position() - start));
    }

    /** Ends the message with a checksum, which counts itself in the length. */
    public StunWriter fingerprint() {
        counted(out.position() + Stun.ATTRIBUTE_HEADER + Fingerprint.SIZE);
        return number(Stun.FINGERPRINT, Fingerprint.of(written()));
    }

    private StunWriter counted(int end) {
        out.putShort(start + 2, (short) (end - start - Stun.HEADER));
        return this;
    }

    private ByteBuffer written() {
        return out.slice(start, out.position() - start);
    }
}
