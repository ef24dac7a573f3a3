package org.ringdown.route;

import org.ringdown.call.Destination;
import org.ringdown.media.AppKind;

/**
 * A built-in destination.
 *
 * @param forUser on whose worker it should live
 */
public record AppDestination(String number, AppKind app, String forUser) implements Destination {}
