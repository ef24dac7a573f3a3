package org.ringdown.sip;

import java.util.Optional;

/**
 * A telephone number (RFC 3966).
 *
 * @param number digits, {@code *}, {@code #} and letters A to F, after a {@code +} when global; without visual separators
 */
public record TelUri(String number, Params params) implements Uri {
    public TelUri {
        if (!isNumber(number)) throw new IllegalArgumentException("not a telephone number");
        params = UriParams.checked(params);
    }

    static boolean isNumber(String number) {
        int start = number.startsWith("+") ? 1 : 0;
        return number.length() > start
                && number.chars()
                        .skip(start)
                        .allMatch(c -> "0123456789*#ABCDEFabcdef".indexOf(c) >= 0);
    }

    @Override
    public String scheme() {
        return "tel";
    }

    public boolean isGlobal() {
        return number.startsWith("+");
    }

    /** Where a number that is not global is valid: a domain, or the leading digits of a global number. */
    public Optional<String> phoneContext() {
        return UriParams.get(params, "phone-context");
    }

    @Override
    public String toString() {
        return "tel:" + number + params;
    }
}
