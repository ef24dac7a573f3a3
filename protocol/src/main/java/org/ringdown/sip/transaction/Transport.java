package org.ringdown.sip.transaction;

import java.util.Locale;

/** How SIP travels. */
public enum Transport {
    UDP(false, false, 5060),
    TCP(true, false, 5060),
    TLS(true, true, 5061),
    /** RFC 7118 */
    WS(true, false, 80),
    WSS(true, true, 443);

    private final boolean reliable;
    private final boolean secure;
    private final int usualPort;

    Transport(boolean reliable, boolean secure, int usualPort) {
        this.reliable = reliable;
        this.secure = secure;
        this.usualPort = usualPort;
    }

    /** The port of a URI that names none (RFC 3261 §19.1.2, RFC 7118 §5). */
    public int usualPort() {
        return usualPort;
    }

    /** Its name in the {@code transport} parameter of a URI; that of a secure WebSocket says {@code ws} too (RFC 7118 §5.3). */
    public String parameter() {
        return this == WSS ? "ws" : name().toLowerCase(Locale.ROOT);
    }

    /** Whether it repeats what is lost by itself, so that transactions need not. */
    public boolean reliable() {
        return reliable;
    }

    /** Whether it encrypts. */
    public boolean secure() {
        return secure;
    }
}
