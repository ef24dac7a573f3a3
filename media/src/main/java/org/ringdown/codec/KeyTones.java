package org.ringdown.codec;

/** The two tones of each key of a telephone: one for its row, one for its column (ITU-T Q.23). */
public final class KeyTones {
    private static final String KEYS = "123A456B789C*0#D";
    private static final double[] ROWS = {697, 770, 852, 941};
    private static final double[] COLUMNS = {1209, 1336, 1477, 1633};

    /** Each tone about 9 dB below full scale. */
    private static final double LEVEL = 0.35;

    private KeyTones() {}

    public static boolean isKey(char key) {
        return KEYS.indexOf(key) >= 0;
    }

    /** The row's frequency in hertz; {@code key} is one of 0-9, *, #, A-D. */
    public static double row(char key) {
        return ROWS[index(key) / 4];
    }

    public static double column(char key) {
        return COLUMNS[index(key) % 4];
    }

    public static Tone tone(char key, int sampleRate) {
        return new Tone(sampleRate, LEVEL, row(key), column(key));
    }

    private static int index(char key) {
        int index = KEYS.indexOf(key);
        if (index < 0)
            throw new IllegalArgumentException("not a key: U+" + Integer.toHexString(key));
        return index;
    }
}
