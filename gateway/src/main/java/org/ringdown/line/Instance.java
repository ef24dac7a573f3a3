package org.ringdown.line;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.ringdown.sip.HostPort;

/** The name that a line has at its registrar through all restarts (RFC 5626 §4.1), so that a new binding takes the old one's place. */
final class Instance {
    private Instance() {}

    static String of(String account, HostPort domain) {
        var seed = ("ringdown " + account + " " + domain).getBytes(StandardCharsets.UTF_8);
        return "\"<urn:uuid:" + UUID.nameUUIDFromBytes(seed) + ">\"";
    }
}
