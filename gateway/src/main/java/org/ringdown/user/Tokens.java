package org.ringdown.user;

/** Verifies what a page shows in its first message. Must not block. */
public interface Tokens {
    /** @param origin the web origin that the page's socket came from */
    Verdict verify(String token, String origin);

    sealed interface Verdict {
        record Granted(Grant grant) implements Verdict {}

        /**
         * @param code "token-invalid", "token-expired" or "origin-not-allowed"
         * @param message what is wrong, for the page's developer; never quotes the token
         */
        record Refused(String code, String message) implements Verdict {}
    }
}
