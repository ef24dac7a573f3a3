package org.ringdown.sip.event;

import org.ringdown.sip.Body;

/** What a notification says. */
@FunctionalInterface
public interface Document {
    /** @param version counts the notifications of one subscription from 0, for packages that say it */
    Body write(long version);
}
