package org.ringdown.leg.app;

import org.ringdown.call.ToLeg;
import org.ringdown.mailbox.Post;
import org.ringdown.media.MediaListener;

/** Tells a leg whether it has a seat in its room, in whatever call it is. Called on the worker, so it only posts. */
final class SeatReports implements MediaListener {
    private final String leg;
    private final Post post;
    private volatile String address;

    record Seated() {}

    record Alone() {}

    record NoSeat(String why) {}

    SeatReports(String leg, Post post, String address) {
        this.leg = leg;
        this.post = post;
        this.address = address;
    }

    /** The leg is in another call now. */
    void to(String mailbox) {
        address = mailbox;
    }

    @Override
    public void connected() {
        tell(new Seated());
    }

    @Override
    public void failed(String why) {
        tell(new NoSeat(why));
    }

    @Override
    public void alone() {
        tell(new Alone());
    }

    private void tell(Object message) {
        post.send(address, new ToLeg(leg, message));
    }
}
