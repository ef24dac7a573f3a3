package org.ringdown.route;

import java.util.List;
import java.util.Optional;
import org.ringdown.call.CallRoute;
import org.ringdown.call.Destination;
import org.ringdown.limit.Account;

/**
 * A number that is called by a user's own line.
 *
 * @param user whose line, and on whose worker its media should live
 * @param dialled the number before it was written as the line wants it
 * @param by who dialled it, and may dial where it sends the call on
 * @param rule the pattern of the route that led here, where one did
 */
public record LineDestination(
        String user, String number, String dialled, Caller by, Optional<String> rule)
        implements Destination {
    /** One that no route led to. */
    public LineDestination(String user, String number, Caller by) {
        this(user, number, number, by, Optional.empty());
    }

    /** How the number is written on its way out. */
    public List<String> numbers() {
        return List.of(dialled, number);
    }

    @Override
    public List<Account> payers() {
        return by.payers();
    }

    @Override
    public CallRoute route() {
        return CallRoute.to("line").by(rule).of(user);
    }
}
