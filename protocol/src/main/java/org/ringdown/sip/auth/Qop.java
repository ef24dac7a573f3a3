package org.ringdown.sip.auth;

/** What a digest protects (RFC 7616 §3.4.3): nothing beyond RFC 2069's, the request line, or the body too. */
public enum Qop {
    /** The challenge named none: neither a client nonce nor a count takes part. */
    NONE("", false),
    AUTH("auth", false),
    AUTH_INT("auth-int", true);

    private final String token;
    private final boolean body;

    Qop(String token, boolean body) {
        this.token = token;
        this.body = body;
    }

    public String token() {
        return token;
    }

    /** Whether the body is hashed along. */
    public boolean coversBody() {
        return body;
    }
}
