package org.ringdown.shard;

import org.ringdown.mailbox.Post;

/** Sends requests of ours that belong to no call. May be called from any thread. */
public final class SipRequests {
    private final Post post;
    private final int shards;

    /** @param shards how many mailboxes share the work of SIP */
    public SipRequests(Post post, int shards) {
        this.post = post;
        this.shards = shards;
    }

    /** Posts it to the shard of its Call-ID; the {@link SipOutcome} comes to its mailbox. */
    public void send(SipAsk ask) {
        post.send(SipShards.mailboxOf(ask.request().headers().callId(), shards), ask);
    }
}
