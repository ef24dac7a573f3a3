package org.ringdown.route;

import org.ringdown.call.CallRoute;
import org.ringdown.call.Destination;

/**
 * A SIP URI that is called directly.
 *
 * @param by who dialled it, and may dial where it sends the call on
 */
public record SipDestination(String uri, Caller by) implements Destination {
    @Override
    public CallRoute route() {
        return CallRoute.to("sip");
    }
}
