package org.ringdown.route;

import java.util.Optional;
import org.ringdown.call.CallRoute;
import org.ringdown.call.Destination;

/**
 * A room where all who call it hear each other.
 *
 * @param name as it is dialled
 * @param shown what its members see of that
 * @param keepsOne whether its last member may wait there for others
 * @param rule the pattern of the route that led here
 */
public record RoomDestination(String name, String shown, boolean keepsOne, Optional<String> rule)
        implements Destination {
    /** What names of rooms begin with that users make of their own calls; then come the user, a dot, and what nobody guesses. */
    static final String OWN = "conference:";

    static RoomDestination numbered(String number, Optional<String> rule) {
        return new RoomDestination(number, number, true, rule);
    }

    static RoomDestination own(String name) {
        return new RoomDestination(name, "conference", false, Optional.empty());
    }

    static boolean isOwn(String name, String user) {
        var begin = OWN + user + ".";
        return name.startsWith(begin)
                && name.substring(begin.length()).matches("[0-9a-zA-Z-]{16,64}");
    }

    @Override
    public CallRoute route() {
        return CallRoute.to("app").by(rule);
    }
}
