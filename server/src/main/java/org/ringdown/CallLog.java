package org.ringdown;

import org.ringdown.call.CallRecord;
import org.ringdown.call.CallRecords;
import org.ringdown.call.Opinion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes each ended call as one line of the log. */
final class CallLog implements CallRecords {
    private static final Logger log = LoggerFactory.getLogger(CallLog.class);

    @Override
    public void ended(CallRecord call) {
        log.info(
                "call {} from {} ({}) to {} ended: {} by {}{}",
                call.id(),
                call.caller().uri(),
                call.callerKind(),
                call.dialled(),
                call.ending().reason().word(),
                call.ending().by().name().toLowerCase(java.util.Locale.ROOT),
                call.answered()
                        .map(at ->
                                ", talked "
                                        + java.time.Duration.between(at, call.ended()).toSeconds()
                                        + " s")
                        .orElse(""));
    }

    /** What was wrong is the user's own words, and none of the log's business. */
    @Override
    public void rated(Opinion opinion) {
        log.info("call {}: {} says {} of 5", opinion.call(), opinion.user(), opinion.score());
    }
}
