package org.ringdown.route;

import org.ringdown.call.Destination;

/**
 * A number that is called by a user's own line.
 *
 * @param user whose line, and on whose worker its media should live
 * @param by who dialled it, and may dial where it sends the call on
 */
public record LineDestination(String user, String number, Caller by) implements Destination {}
