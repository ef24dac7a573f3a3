package org.ringdown;

import java.util.List;
import org.ringdown.call.CallRecords;
import org.ringdown.limit.Stop;
import org.ringdown.push.ClosedPages;

/**
 * What a gateway has of what is kept beyond its life.
 *
 * @param records where calls are told when they end
 * @param stopped what the operator does not want
 * @param closed browsers that calls wake
 */
record Kept(CallRecords records, List<Stop> stopped, ClosedPages closed) {
    /** Of one that is only for show. */
    static final Kept NOTHING = new Kept(_ -> {}, List.of(), ClosedPages.NONE);
}
