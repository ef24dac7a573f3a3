package org.ringdown.flash;

import java.util.Optional;

/**
 * What a URL names that no command goes with: {@code call/600}, {@code room/12}.
 *
 * @param number to dial
 * @param name of the place, the same for all who write the same
 */
public record Address(String number, String name) {
    static final String CALL = "call";
    static final String ROOM = "room";

    static final String ROOMS = "603"; // and each number that begins so
    private static final int LONGEST = 256;

    /**
     * @param app "call", or "call/600" of those who take all but the last part for it
     * @param query whose {@code id} tells two apart that call the same
     */
    static Optional<Address> of(String app, String stream, Query query) {
        var path = (app + "/" + stream).replaceAll("/+$", "");
        int slash = path.indexOf('/');
        if (slash < 0 || path.length() > LONGEST) return Optional.empty();
        var called = path.substring(slash + 1);
        var name = path + query.get("id").map(id -> "#" + id).orElse("");
        return switch (path.substring(0, slash)) {
            case CALL -> Optional.of(new Address(called, name));
            case ROOM ->
                    called.matches("[0-9]{1,12}")
                            ? Optional.of(new Address(ROOMS + called, name))
                            : Optional.empty();
            default -> Optional.empty();
        };
    }

    static boolean isApp(String app) {
        return app.matches("(call|room)(/.*)?");
    }
}
