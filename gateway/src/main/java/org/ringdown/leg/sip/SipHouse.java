package org.ringdown.leg.sip;

import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import org.ringdown.mailbox.Post;
import org.ringdown.media.Filler;
import org.ringdown.media.MediaEngine;
import org.ringdown.route.Caller;
import org.ringdown.route.Routing;
import org.ringdown.sip.HostPort;
import org.ringdown.time.Clock;
import org.ringdown.time.Timers;

/**
 * What all SIP legs and shards of this node share.
 *
 * @param random beyond prediction: tags, branches and session ids are made of it
 * @param domain of the addresses that far ends are shown
 * @param mediaAddress where we receive media, as SDP says it
 * @param filler what a far end hears while a page is away
 * @param shards how many there are
 * @param accounts our passwords at peers
 * @param dialPlan where an address leads that somebody dials
 */
public record SipHouse(
        Post post,
        Clock clock,
        Timers timers,
        RandomGenerator random,
        MediaEngine media,
        SipTransport transport,
        HostPort domain,
        String mediaAddress,
        Filler filler,
        int shards,
        Accounts accounts,
        BiFunction<String, Caller, Routing> dialPlan) {}
