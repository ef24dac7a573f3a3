package org.ringdown.route;

import org.ringdown.call.CallRoute;
import org.ringdown.call.Destination;

/**
 * A SIP URI that is called directly.
 *
 * @param forUser on whose worker its media should live
 */
public record SipDestination(String uri, String forUser) implements Destination {
    @Override
    public CallRoute route() {
        return CallRoute.to("sip");
    }
}
