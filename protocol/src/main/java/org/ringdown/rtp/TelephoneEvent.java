package org.ringdown.rtp;

/**
 * The payload of a key press or another named event: 32 bits, and so an {@code int} here (RFC 4733 §2.3).
 *
 * <pre>
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * |     event     |E|R| volume    |          duration             |
 * </pre>
 */
public final class TelephoneEvent {
    /** The size of a payload in bytes. */
    public static final int SIZE = 4;

    /** The longest duration one segment of an event can name, in timestamp units. */
    public static final int MAX_DURATION = 0xffff;

    private static final String KEYS = "0123456789*#ABCD"; // events 0 to 15, §3.2

    private TelephoneEvent() {}

    /**
     * @param volume the tone's power in dB below 1 mW, 0 to 63
     * @param duration in timestamp units, 0 to 65535
     */
    public static int payload(int event, boolean end, int volume, int duration) {
        return (event & 0xff) << 24
                | (end ? 0x80_0000 : 0)
                | (volume & 0x3f) << 16
                | duration & MAX_DURATION;
    }

    public static int event(int payload) {
        return payload >>> 24;
    }

    public static boolean end(int payload) {
        return (payload & 0x80_0000) != 0;
    }

    public static int volume(int payload) {
        return payload >>> 16 & 0x3f;
    }

    public static int duration(int payload) {
        return payload & MAX_DURATION;
    }

    /** Whether the character is on a keypad: {@code 0} to {@code 9}, {@code *}, {@code #}, {@code A} to {@code D}. */
    public static boolean isKey(char key) {
        return KEYS.indexOf(key) >= 0;
    }

    /** The key of an event, or {@link KeypadReceiver#NO_KEY} if it is not a key. */
    static char key(int event) {
        return event < KEYS.length() ? KEYS.charAt(event) : KeypadReceiver.NO_KEY;
    }

    /** The event of a key, or -1 if it is not a key. */
    static int event(char key) {
        return KEYS.indexOf(key);
    }
}
