package org.ringdown.interop.phone;

import java.util.List;

/** Key presses in an RTP stream (RFC 4733). */
final class Keys {
    /** The key of event code 0 is the first, and so on (§3.2). */
    static final String CODES = "0123456789*#ABCD";

    private Keys() {}

    /** Each press once: the packets of one share their timestamp. */
    static String in(List<Arrival> stream, int keyType) {
        var keys = new StringBuilder();
        int latest = 0;
        boolean pressed = false;
        for (var packet : stream) {
            if (packet.payloadType() != keyType || packet.payload().length < 4) continue;
            if (pressed && packet.timestamp() == latest) continue;
            pressed = true;
            latest = packet.timestamp();
            int event = packet.payload()[0];
            if (event >= 0 && event < CODES.length()) keys.append(CODES.charAt(event));
        }
        return keys.toString();
    }
}
