package org.ringdown.ice;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.ringdown.stun.Stun;
import org.ringdown.stun.StunMessage;

/** Our half of the USERNAME of a check, by which a worker with one port for all its pages finds the agent (RFC 8445 §7.2.2). */
public final class IceUfrag {
    private static final int MAX = 256;

    private IceUfrag() {}

    /** What stands before the colon; empty where no fragment of ours could. Nothing is proved by it. */
    public static Optional<String> of(StunMessage check) {
        return check.find(Stun.USERNAME).flatMap(username -> local(username.value()));
    }

    private static Optional<String> local(ByteBuffer username) {
        int end = 0;
        while (end < username.remaining() && IceCredentials.isCharacter(username.get(end))) {
            end++;
        }
        if (end == 0 || end > MAX || end == username.remaining() || username.get(end) != ':') {
            return Optional.empty();
        }
        byte[] ufrag = new byte[end];
        username.get(0, ufrag);
        return Optional.of(new String(ufrag, StandardCharsets.ISO_8859_1));
    }
}
