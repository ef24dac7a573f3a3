package org.ringdown.route;

import java.util.Optional;
import org.ringdown.call.CallRoute;
import org.ringdown.call.Destination;

/**
 * A number that is called by a user's own line.
 *
 * @param user whose line, and on whose worker its media should live
 * @param by who dialled it, and may dial where it sends the call on
 * @param rule the pattern of the route that led here, where one did
 */
public record LineDestination(String user, String number, Caller by, Optional<String> rule)
        implements Destination {
    /** One that no route led to. */
    public LineDestination(String user, String number, Caller by) {
        this(user, number, by, Optional.empty());
    }

    @Override
    public CallRoute route() {
        return CallRoute.to("line").by(rule).of(user);
    }
}
