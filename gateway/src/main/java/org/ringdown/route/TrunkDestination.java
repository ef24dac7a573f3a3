package org.ringdown.route;

import java.util.List;
import java.util.Optional;
import org.ringdown.call.CallRoute;
import org.ringdown.call.Destination;

/**
 * A number that trunks carry.
 *
 * @param trunks in the order in which they are to be tried
 * @param number as they are to be told it
 * @param callerNumber the number that the caller has there, where it has one
 * @param urgent whether it calls for help, which no limit holds up
 * @param by who dialled it, and may dial where it sends the call on
 * @param rule the pattern of the route that led here, where one did
 */
public record TrunkDestination(
        List<String> trunks,
        String number,
        Optional<String> callerNumber,
        boolean urgent,
        Caller by,
        Optional<String> rule)
        implements Destination {
    public TrunkDestination {
        trunks = List.copyOf(trunks);
    }

    /** One that no route led to. */
    public TrunkDestination(
            List<String> trunks,
            String number,
            Optional<String> callerNumber,
            boolean urgent,
            Caller by) {
        this(trunks, number, callerNumber, urgent, by, Optional.empty());
    }

    @Override
    public CallRoute route() {
        return CallRoute.to("trunk").by(rule).over(trunks);
    }
}
