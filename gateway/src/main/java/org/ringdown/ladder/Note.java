package org.ringdown.ladder;

import java.net.InetSocketAddress;
import java.util.function.Consumer;
import org.ringdown.call.CallPlaced;
import org.ringdown.call.CallRecord;
import org.ringdown.call.CallState;
import org.ringdown.ladder.Step.Way;
import org.ringdown.media.MediaNote;
import org.ringdown.page.FromPage;
import org.ringdown.page.ToPage;
import org.ringdown.sip.transaction.Flow;

/** What was seen at a port; {@code at} is the monotonic time of it. */
sealed interface Note {
    /** @param message its own copy: what must not be kept is masked in it */
    record Sip(long at, Way way, Flow flow, byte[] message) implements Note {}

    /** @param page names the socket, in the order in which they were opened */
    record Said(long at, long page, FromPage message) implements Note {}

    record Told(long at, long page, ToPage message) implements Note {}

    record PageGone(long page) implements Note {}

    record Media(long at, String cname, int port, MediaNote note) implements Note {}

    record Placed(long at, CallPlaced call) implements Note {}

    record Changed(long at, String call, CallState state) implements Note {}

    record Over(long at, CallRecord call) implements Note {}

    /**
     * A SIP peer could not be reached, before anything was sent.
     *
     * @param why for people
     */
    record NoWay(long at, String host, InetSocketAddress address, String why) implements Note {}

    /** Somebody wants to know; is never dropped. */
    record Ask(Consumer<LadderKeeper> question) implements Note {}
}
