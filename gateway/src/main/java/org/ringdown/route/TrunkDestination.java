package org.ringdown.route;

import java.util.List;
import java.util.Optional;
import org.ringdown.call.CallRoute;
import org.ringdown.call.Destination;
import org.ringdown.limit.Account;

/**
 * A number that trunks carry.
 *
 * @param trunks in the order in which they are to be tried
 * @param number as they are to be told it
 * @param dialled the number before it was written as they want it
 * @param callerNumber the number that the caller has there, where it has one
 * @param urgent whether it calls for help, which no limit holds up
 * @param by who dialled it, and may dial where it sends the call on
 * @param rule the pattern of the route that led here, where one did
 */
public record TrunkDestination(
        List<String> trunks,
        String number,
        String dialled,
        Optional<String> callerNumber,
        boolean urgent,
        Caller by,
        Optional<String> rule)
        implements Destination {
    public TrunkDestination {
        trunks = List.copyOf(trunks);
    }

    /** How the number is written on its way out; none where nobody counts it. */
    public List<String> numbers() {
        return urgent ? List.of() : List.of(dialled, number);
    }

    @Override
    public List<Account> payers() {
        return urgent ? List.of() : by.payers();
    }

    @Override
    public CallRoute route() {
        return CallRoute.to("trunk").by(rule).over(trunks);
    }
}
