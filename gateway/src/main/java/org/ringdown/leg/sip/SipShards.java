package org.ringdown.leg.sip;

/** How the work of SIP is shared: all messages of a Call-ID belong to one shard. */
final class SipShards {
    private SipShards() {}

    static String mailboxOf(String callId, int shards) {
        return mailbox(Math.floorMod(callId.hashCode(), shards));
    }

    static String mailbox(int index) {
        return "sip:" + index;
    }
}
