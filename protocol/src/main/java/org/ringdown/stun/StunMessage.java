package org.ringdown.stun;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ringdown.wire.MalformedException;
import org.ringdown.wire.WireReader;

/**
 * A STUN message as received: well formed, not yet authenticated (RFC 8489 §5).
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * |0 0|    message type           |   length without this header  |
 * |                   magic cookie 0x2112A442                     |
 * |                 transaction id, 12 bytes                      |
 * |    attribute type             |     length of its value       |
 * |    value, padded to a multiple of four bytes  ...             |
 * </pre>
 *
 * <p>The buffers are views of the datagram: whoever keeps a message keeps the datagram unchanged, or copies.
 */
public record StunMessage(
        int type, ByteBuffer transactionId, List<Attribute> attributes, ByteBuffer bytes) {
    private static final int MAX_ATTRIBUTES = 64;
    private static final int OPTIONAL =
            0x8000; // and above: may be ignored by who does not know it, §14

    /** One type-length-value (§14). {@code at} is its offset in the message, where MESSAGE-INTEGRITY stops counting. */
    public record Attribute(int type, ByteBuffer value, int at) {}

    /** Reads what remains of the datagram. What follows MESSAGE-INTEGRITY is left out, as nothing protects it (§14.5). */
    public static StunMessage parse(ByteBuffer datagram) throws MalformedException {
        var in = new WireReader(datagram, "RFC 8489 §5");
        int type = in.u16("message type");
        if (type >>> 14 != 0) {
            throw in.malformed("the first two bits are not zero");
        }
        int length = in.u16("message length");
        if (in.i32("magic cookie") != Stun.MAGIC_COOKIE) {
            throw in.malformed("no magic cookie");
        }
        var transactionId = in.take(12, "transaction id");
        if (length != in.remaining()) {
            throw in.malformed("length " + length + ", but " + in.remaining() + " bytes follow");
        }
        var bytes = datagram.slice().asReadOnlyBuffer();
        return new StunMessage(type, transactionId, attributes(in), bytes);
    }

    private static List<Attribute> attributes(WireReader in) throws MalformedException {
        var attributes = new ArrayList<Attribute>();
        boolean signed = false;
        int count = 0;
        while (in.remaining() > 0) {
            if (++count > MAX_ATTRIBUTES) {
                throw in.malformed("more than " + MAX_ATTRIBUTES + " attributes");
            }
            int at = in.position();
            int type = in.u16("attribute type");
            int size = in.u16("attribute length");
            var attribute = new Attribute(type, in.take(size, "attribute value"), at);
            in.take(-size & 3, "attribute padding"); // values end on a 32-bit boundary, §14
            if (!signed || type == Stun.FINGERPRINT) {
                attributes.add(attribute);
            }
            signed |= type == Stun.MESSAGE_INTEGRITY;
        }
        return List.copyOf(attributes);
    }

    /** The first attribute of a type; any further ones are ignored (§14). */
    public Optional<Attribute> find(int attributeType) {
        for (var attribute : attributes) {
            if (attribute.type == attributeType) {
                return Optional.of(attribute);
            }
        }
        return Optional.empty();
    }

    public boolean has(int attributeType) {
        return find(attributeType).isPresent();
    }

    /** Whether FINGERPRINT is the last attribute, and right (§14.7). Without one, the datagram may be no STUN at all. */
    public boolean hasValidFingerprint() {
        return find(Stun.FINGERPRINT)
                .filter(found -> Fingerprint.isRight(bytes, found))
                .isPresent();
    }

    /** Attributes that must be understood (§14): those below 0x8000 that are not among the {@code known}. */
    public int[] unknown(int... known) {
        return attributes.stream()
                .mapToInt(Attribute::type)
                .filter(candidate -> candidate < OPTIONAL && !contains(known, candidate))
                .distinct()
                .toArray();
    }

    /** The address that a server saw us under (§14.2). */
    public Optional<InetSocketAddress> xorMappedAddress() throws MalformedException {
        return address(Stun.XOR_MAPPED_ADDRESS);
    }

    /** The address that a relay has set aside for us (RFC 8656 §18.5). */
    public Optional<InetSocketAddress> xorRelayedAddress() throws MalformedException {
        return address(Stun.XOR_RELAYED_ADDRESS);
    }

    private Optional<InetSocketAddress> address(int type) throws MalformedException {
        var found = find(type);
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(XorAddress.read(found.get().value(), transactionId));
    }

    /** An attribute that is text, such as REALM. */
    public Optional<String> text(int type) {
        return find(type)
                .map(found -> StandardCharsets.UTF_8.decode(found.value().duplicate()).toString());
    }

    /** The number of an error response, 300 to 699 (§14.8). */
    public Optional<Integer> errorCode() throws MalformedException {
        var found = find(Stun.ERROR_CODE);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        var in = new WireReader(found.get().value(), "RFC 8489 §14.8");
        in.u16("reserved");
        int code = (in.u8("error class") & 7) * 100;
        int number = in.u8("error number");
        if (code < 300 || code > 600 || number > 99) {
            throw in.malformed("no error code");
        }
        return Optional.of(code + number);
    }

    private static boolean contains(int[] types, int type) {
        for (int one : types) {
            if (one == type) {
                return true;
            }
        }
        return false;
    }
}
