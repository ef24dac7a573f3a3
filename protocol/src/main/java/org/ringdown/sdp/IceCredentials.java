package org.ringdown.sdp;

import java.util.Optional;

/** The name and password of one side's connectivity checks (RFC 8839 §5.4). */
public record IceCredentials(String ufrag, String password) {
    public IceCredentials {
        if (!isUfrag(ufrag) || !isPassword(password)) {
            throw new IllegalArgumentException("no ICE credentials");
        }
    }

    static Optional<IceCredentials> of(String ufrag, String password) {
        return isUfrag(ufrag) && isPassword(password)
                ? Optional.of(new IceCredentials(ufrag, password))
                : Optional.empty();
    }

    private static boolean isUfrag(String text) {
        return isIceText(text, 4);
    }

    private static boolean isPassword(String text) {
        return isIceText(text, 22);
    }

    private static boolean isIceText(String text, int shortest) {
        return text.length() >= shortest
                && text.length() <= 256
                && text.chars().allMatch(IceCredentials::isIceChar);
    }

    private static boolean isIceChar(int c) {
        boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
        return letter || c >= '0' && c <= '9' || c == '+' || c == '/';
    }

    /** Without the password, so that no log keeps it. */
    @Override
    public String toString() {
        return "IceCredentials[ufrag=" + ufrag + "]";
    }
}
