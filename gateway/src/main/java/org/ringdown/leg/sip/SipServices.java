package org.ringdown.leg.sip;

import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipResponse;

/** What a shard hands requests to that begin something. */
interface SipServices {
    Guard guard();

    IncomingCalls incoming();

    CallLimits limits();

    WatchRules watchRules();

    /** What we can do (RFC 3261 §11.2). */
    SipResponse options(SipRequest request);
}
