package org.ringdown.flash;

/** By what a client shows who it is. */
public sealed interface Credentials {
    /** Nothing: whoever that is elsewhere is a guest. */
    record Nothing() implements Credentials {}

    /** A page token. */
    record Token(String token) implements Credentials {
        /** Never shows it. */
        @Override
        public String toString() {
            return "Token";
        }
    }

    /**
     * A password for an address ({@code sip:alice@example.com}), which a registrar that is not ours may know.
     *
     * @param user as whom the password is known
     */
    record Account(String address, String user, String password) implements Credentials {
        /** Never shows it. */
        @Override
        public String toString() {
            return "Account[" + address + "]";
        }
    }

    record Password(String user, String password) implements Credentials {
        /** Never shows it. */
        @Override
        public String toString() {
            return "Password[" + user + "]";
        }
    }

    /** That the password is known: MD5 of {@code prefix}, a colon and the password, in hexadecimal digits. */
    record Proof(String user, String prefix, String md5) implements Credentials {
        /** Never shows it. */
        @Override
        public String toString() {
            return "Proof[" + user + "]";
        }
    }

    /** A user whose password this may be, or a token in its place, as clients write it that know of passwords only. */
    static Credentials of(String user, String secret) {
        return isToken(secret) ? new Token(secret) : new Password(user, secret);
    }

    /** The same, where a client says which address it is meant for. */
    static Credentials of(String user, String secret, String address) {
        return isToken(secret) ? new Token(secret) : new Account(address, user, secret);
    }

    /** Whether it looks like a signed JWT: three parts, the first of them an object in base64url. */
    static boolean isToken(String text) {
        return text.startsWith("eyJ") && text.split("\\.", -1).length == 3;
    }
}
