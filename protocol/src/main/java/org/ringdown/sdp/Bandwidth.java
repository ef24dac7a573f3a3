package org.ringdown.sdp;

/**
 * A proposed limit (b=, RFC 8866 §5.8).
 *
 * @param type AS or CT in kilobits per second; RS, RR (RFC 3556) and TIAS (RFC 3890) in bits per second
 */
public record Bandwidth(String type, long value) {
    public Bandwidth {
        Text.field(type);
        if (type.indexOf(':') >= 0 || value < 0) {
            throw new IllegalArgumentException("no bandwidth");
        }
    }
}
