package org.ringdown.ice;

import java.util.Optional;
import java.util.random.RandomGenerator;

/** A user name fragment and a password, as SDP carries them (RFC 8839 §5.4). The password never shows itself in a log. */
public record IceCredentials(String ufrag, String password) {
    private static final String CHARACTERS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private static final int MAX = 256;

    public IceCredentials {
        if (!isWord(ufrag, 4) || !isWord(password, 22)) {
            throw new IllegalArgumentException("no ICE credentials");
        }
    }

    /** The credentials, if the strings can be some: 4 to 256 and 22 to 256 letters, digits, {@code +} and {@code /}. */
    public static Optional<IceCredentials> of(String ufrag, String password) {
        return isWord(ufrag, 4) && isWord(password, 22)
                ? Optional.of(new IceCredentials(ufrag, password))
                : Optional.empty();
    }

    /** New ones: 48 bits to be found by, 144 bits that nobody guesses. The generator must be a secure one. */
    public static IceCredentials random(RandomGenerator random) {
        return new IceCredentials(word(random, 8), word(random, 24));
    }

    private static String word(RandomGenerator random, int length) {
        var word = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            word.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
        }
        return word.toString();
    }

    private static boolean isWord(String text, int min) {
        return text.length() >= min
                && text.length() <= MAX
                && text.chars().allMatch(IceCredentials::isCharacter);
    }

    static boolean isCharacter(int c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || c == '+'
                || c == '/';
    }

    @Override
    public String toString() {
        return "IceCredentials[" + ufrag + "]";
    }
}
