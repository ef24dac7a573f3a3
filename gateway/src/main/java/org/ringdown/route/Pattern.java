package org.ringdown.route;

/**
 * A pattern of dialled addresses: {@code ?} stands for one character, {@code *} for the rest.
 *
 * @param text "6??", "+44*", "*"
 */
public record Pattern(String text) {
    public boolean matches(String address) {
        int star = text.indexOf('*');
        String fixed = star < 0 ? text : text.substring(0, star);
        if (star < 0 ? address.length() != fixed.length() : address.length() < fixed.length())
            return false;
        for (int i = 0; i < fixed.length(); i++) {
            if (fixed.charAt(i) != '?' && fixed.charAt(i) != address.charAt(i)) return false;
        }
        return true;
    }
}
