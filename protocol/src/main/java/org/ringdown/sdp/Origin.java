package org.ringdown.sdp;

/**
 * Who made a description, and which edition of it this is (o=, RFC 8866 §5.2).
 *
 * @param sessionId names the session, 64 bits without sign
 * @param version grows with every changed description, 64 bits without sign
 * @param addressType IP4 or IP6
 * @param address of the originator's host; media goes where c= says
 */
public record Origin(
        String username, long sessionId, long version, String addressType, String address) {
    public Origin {
        Text.field(username);
        Text.field(addressType);
        Text.field(address);
    }

    /** An origin without a user name, at an IPv4 or IPv6 address or a host name. */
    public Origin(long sessionId, long version, String address) {
        this("-", sessionId, version, Connection.typeOf(address), address);
    }

    /** The origin of the next edition, for a description that differs from the last (RFC 3264 §8). */
    public Origin next() {
        return new Origin(username, sessionId, version + 1, addressType, address);
    }
}
