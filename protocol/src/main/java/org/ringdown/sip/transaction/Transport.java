package org.ringdown.sip.transaction;

/** How SIP travels. */
public enum Transport {
    UDP(false, false),
    TCP(true, false),
    TLS(true, true),
    /** RFC 7118 */
    WS(true, false),
    WSS(true, true);

    private final boolean reliable;
    private final boolean secure;

    Transport(boolean reliable, boolean secure) {
        this.reliable = reliable;
        this.secure = secure;
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
