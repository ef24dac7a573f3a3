package org.ringdown.sdp;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Which way media flows, seen from the side whose description it is (RFC 8866 §6.7). */
public enum Direction {
    SENDRECV(true, true),
    SENDONLY(true, false),
    RECVONLY(false, true),
    INACTIVE(false, false);

    private final boolean sends;
    private final boolean receives;
    private final String token = name().toLowerCase(Locale.ROOT);

    Direction(boolean sends, boolean receives) {
        this.sends = sends;
        this.receives = receives;
    }

    public static Direction of(boolean sends, boolean receives) {
        if (sends) return receives ? SENDRECV : SENDONLY;
        return receives ? RECVONLY : INACTIVE;
    }

    public boolean sends() {
        return sends;
    }

    public boolean receives() {
        return receives;
    }

    /** The same flow, seen from the other side. */
    public Direction reversed() {
        return of(receives, sends);
    }

    /** What both allow: an answer may only take away from what the offer allows (RFC 3264 §6.1). */
    public Direction and(Direction other) {
        return of(sends && other.sends, receives && other.receives);
    }

    Attribute attribute() {
        return new Attribute(token());
    }

    String token() {
        return token;
    }

    static Optional<Direction> of(String token) {
        return Arrays.stream(values()).filter(d -> d.token.equals(token)).findFirst();
    }

    /** The direction that this level states itself, if any. */
    static Optional<Direction> statedBy(Described level) {
        return level.attributes().stream().flatMap(a -> of(a.name()).stream()).findFirst();
    }
}
