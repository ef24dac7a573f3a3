package org.ringdown.leg.sip;

import java.time.Duration;
import java.util.Optional;
import org.ringdown.call.CallEvent;
import org.ringdown.call.CallEvent.Leaves;
import org.ringdown.call.EndReason;
import org.ringdown.call.Ending;
import org.ringdown.call.Ending.By;
import org.ringdown.call.LegHost;
import org.ringdown.shard.FindReplaced;
import org.ringdown.shard.Replaces;
import org.ringdown.shard.SipAnswer;
import org.ringdown.shard.SipOrder;

/** Whom one SIP leg talks to: the call that it is in, and the shard of its dialog. Both may change. */
final class SipTies {
    private final String leg;
    private final LegHouse house;
    private LegHost host;
    private String shard;
    private By side;

    SipTies(String leg, LegHouse house, LegHost host, String shard, By side) {
        this.leg = leg;
        this.house = house;
        this.host = host;
        this.shard = shard;
        this.side = side;
    }

    String leg() {
        return leg;
    }

    LegHouse house() {
        return house;
    }

    LegHost host() {
        return host;
    }

    /** Which side of its call the leg is. */
    By side() {
        return side;
    }

    void sits(By now) {
        side = now;
    }

    /** The leg is in another call now, and its shard tells that one. */
    void moved(LegHost to) {
        host = to;
        order(new SipOrder.Moved(leg, to.call()));
    }

    /** The leg's next dialog has another Call-ID. */
    void dials(String callId) {
        shard = house.shardOf(callId);
    }

    String shard() {
        return shard;
    }

    void order(SipOrder order) {
        house.post().send(shard, order);
    }

    void answer(SipAnswer answer) {
        house.post().send(shard, answer);
    }

    /** Has a dialog looked for; a {@link FindReplaced.Outcome} comes back. */
    void find(Replaces replaces, FindReplaced.Asker asker) {
        var wanted = new FindReplaced(replaces, asker, host.address(), Optional.of(leg), "refer");
        house.post().send(house.shardOf(replaces.dialog().callId()), wanted);
    }

    void tell(CallEvent event) {
        host.tell(event);
    }

    /** Comes back to the leg after a while. */
    void later(Duration delay, Object message) {
        host.later(leg, delay, message);
    }

    void leave(Ending ending) {
        host.tell(new Leaves(leg, ending));
    }

    void leaveWithoutCommonCodec(int status, String why) {
        leave(Ending.of(EndReason.CODEC_MISMATCH, side, status, why));
    }
}
