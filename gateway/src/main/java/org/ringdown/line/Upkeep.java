package org.ringdown.line;

import java.util.random.RandomGenerator;
import org.ringdown.mailbox.Post;
import org.ringdown.shard.SipRequests;
import org.ringdown.sip.HostPort;
import org.ringdown.sip.transaction.Ids;
import org.ringdown.time.Clock;
import org.ringdown.time.Timers;
import org.ringdown.way.SipTransport;

/**
 * What those need who keep something alive at a peer.
 *
 * @param domain who asks, where it is not an account
 */
record Upkeep(
        Post post,
        Clock clock,
        Timers timers,
        RandomGenerator random,
        SipTransport transport,
        SipRequests requests,
        HostPort domain) {
    /** The first message. */
    record Begin() {}

    /** The gateway is stopping: leave politely. */
    record Stop() {}

    Ids ids() {
        return new Ids(random);
    }
}
