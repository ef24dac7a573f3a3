package org.ringdown.route;

import java.util.List;
import org.ringdown.call.CallRoute;
import org.ringdown.call.Destination;
import org.ringdown.limit.Account;

/**
 * A SIP URI that is called directly.
 *
 * @param by who dialled it, and may dial where it sends the call on
 */
public record SipDestination(String uri, Caller by) implements Destination {
    @Override
    public List<Account> payers() {
        return by.payers();
    }

    @Override
    public CallRoute route() {
        return CallRoute.to("sip");
    }
}
