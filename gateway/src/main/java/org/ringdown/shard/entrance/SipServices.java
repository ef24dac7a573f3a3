package org.ringdown.shard.entrance;

import java.util.Optional;
import org.ringdown.shard.event.OurSubscriptions;
import org.ringdown.shard.event.WatchRules;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipResponse;

/** What a shard hands requests to that begin something. */
interface SipServices {
    Guard guard();

    Acquaintances acquaintances();

    Waiting waiting();

    IncomingCalls incoming();

    /** The user whom the number leads to that a trunk names, if it is one. */
    Optional<String> userAt(Callers.Known.OnTrunk caller);

    WatchRules watchRules();

    OurSubscriptions subscriptions();

    /** What we can do (RFC 3261 §11.2). */
    SipResponse options(SipRequest request);
}
