package org.ringdown.route;

/**
 * A pattern of dialled addresses: {@code ?} stands for one character, {@code *} for any number of them, none included.
 *
 * @param text "6??", "+44*", "*"
 */
public record Pattern(String text) {
    public boolean matches(String address) {
        int star = text.indexOf('*');
        if (star < 0) return address.length() == text.length() && fits(text, address);
        // What follows the star counts too: "sip:*@pbx.example" is not everything.
        String end = text.substring(star + 1);
        return address.length() >= star + end.length()
                && fits(text.substring(0, star), address)
                && fits(end, address.substring(address.length() - end.length()));
    }

    private static boolean fits(String fixed, String address) {
        for (int i = 0; i < fixed.length(); i++) {
            if (fixed.charAt(i) != '?' && fixed.charAt(i) != address.charAt(i)) return false;
        }
        return true;
    }
}
