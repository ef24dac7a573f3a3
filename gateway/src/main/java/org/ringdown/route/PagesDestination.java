package org.ringdown.route;

import org.ringdown.call.Destination;

/** All pages of a user, those that come while it rings included. */
public record PagesDestination(String user) implements Destination {}
