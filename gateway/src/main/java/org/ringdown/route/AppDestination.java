package org.ringdown.route;

import java.util.Optional;
import org.ringdown.call.CallRoute;
import org.ringdown.call.Destination;
import org.ringdown.media.AppKind;

/**
 * A built-in destination.
 *
 * @param forUser on whose worker it should live
 * @param rule the pattern of the route that led here
 */
public record AppDestination(String number, AppKind app, String forUser, Optional<String> rule)
        implements Destination {
    /** One that no route led to. */
    public AppDestination(String number, AppKind app, String forUser) {
        this(number, app, forUser, Optional.empty());
    }

    @Override
    public CallRoute route() {
        return CallRoute.to("app").by(rule);
    }
}
