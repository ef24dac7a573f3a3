package org.ringdown.route;

import org.ringdown.call.Destination;
import org.ringdown.sip.transaction.Flow;

/**
 * A SIP phone registered at our own registrar.
 *
 * @param contact the URI that it registered
 * @param flow the way its registration came, which also leads back through its NAT
 */
public record PhoneDestination(String user, String contact, Flow flow) implements Destination {}
