package org.ringdown.route;

import org.ringdown.call.Destination;
import org.ringdown.call.EndReason;

/** What became of a dialled address. */
public sealed interface Routing {
    record To(Destination destination) implements Routing {}

    /**
     * @param reason as a record or a SIP caller hears it
     * @param code as a page hears it, one of the SDK's error codes
     * @param message what happened
     * @param hint what to do about it
     */
    record Refused(EndReason reason, String code, String message, String hint) implements Routing {}
}
