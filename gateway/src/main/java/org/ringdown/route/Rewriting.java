package org.ringdown.route;

/**
 * How a number is written for a trunk.
 *
 * @param strip characters to leave out at its beginning
 * @param prefix what to put there
 */
public record Rewriting(int strip, String prefix) {
    public static final Rewriting NONE = new Rewriting(0, "");

    String of(String number) {
        return prefix + number.substring(Math.min(strip, number.length()));
    }
}
