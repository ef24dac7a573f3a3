package org.ringdown.shard;

/** How the work of SIP is shared: all messages of a Call-ID belong to one shard. */
public final class SipShards {
    private SipShards() {}

    public static String mailboxOf(String callId, int shards) {
        return mailbox(Math.floorMod(callId.hashCode(), shards));
    }

    public static String mailbox(int index) {
        return "sip:" + index;
    }
}
