package org.ringdown.shard;

import java.util.random.RandomGenerator;
import org.ringdown.mailbox.Post;
import org.ringdown.sip.HostPort;
import org.ringdown.time.Clock;
import org.ringdown.time.Timers;
import org.ringdown.way.Accounts;
import org.ringdown.way.SipTransport;

/**
 * What all SIP legs and shards of this node share.
 *
 * @param random beyond prediction: tags, branches and session ids are made of it
 * @param domain of the addresses that far ends are shown
 * @param shards how many there are
 * @param accounts our passwords at peers
 */
public record SipHouse(
        Post post,
        Clock clock,
        Timers timers,
        RandomGenerator random,
        SipTransport transport,
        HostPort domain,
        int shards,
        Accounts accounts) {
    /** Who we say that we are. */
    public static final String PRODUCT = "Ringdown";
}
