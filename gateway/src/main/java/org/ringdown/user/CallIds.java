package org.ringdown.user;

import java.util.random.RandomGenerator;

/** Ids of calls: opaque, unguessable, and fit for a SIP Call-ID, tag or branch. */
public final class CallIds {
    private static final char[] ALPHABET = "abcdefghijklmnopqrstuvwxyz234567".toCharArray();
    private static final int LENGTH = 20; // 100 bits

    private CallIds() {}

    public static String next(RandomGenerator random) {
        var id = new StringBuilder("c");
        for (int i = 0; i < LENGTH; i++) id.append(ALPHABET[random.nextInt(ALPHABET.length)]);
        return id.toString();
    }
}
