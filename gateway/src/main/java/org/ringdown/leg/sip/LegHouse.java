package org.ringdown.leg.sip;

import java.util.List;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import org.ringdown.limit.Limits;
import org.ringdown.mailbox.Post;
import org.ringdown.media.Codec;
import org.ringdown.media.Filler;
import org.ringdown.media.MediaEngine;
import org.ringdown.picture.PictureCodecs;
import org.ringdown.route.Caller;
import org.ringdown.route.Routing;
import org.ringdown.shard.SipHouse;
import org.ringdown.shard.SipShards;

/**
 * What all SIP legs of this node share.
 *
 * @param sip what they have in common with the shards
 * @param mediaAddresses where we receive media
 * @param filler what a far end hears while a page is away
 * @param dialPlan where an address leads that somebody dials
 * @param limits how much of it there may be
 */
public record LegHouse(
        SipHouse sip,
        MediaEngine media,
        MediaAddresses mediaAddresses,
        Filler filler,
        BiFunction<String, Caller, Routing> dialPlan,
        Limits limits) {
    Post post() {
        return sip.post();
    }

    RandomGenerator random() {
        return sip.random();
    }

    /** What may be offered to a far end of somebody who can do {@code theirs}. */
    List<Codec> offered(List<Codec> theirs) {
        return media.transcoding().offered(theirs);
    }

    /** The same of pictures. */
    List<Codec> offeredPictures(List<Codec> theirs) {
        return PictureCodecs.offered(theirs, media.transcoding());
    }

    /** Nanoseconds of the house's clock. */
    long now() {
        return sip.clock().nanos();
    }

    /** The mailbox of the shard of a Call-ID. */
    String shardOf(String callId) {
        return SipShards.mailboxOf(callId, sip.shards());
    }
}
