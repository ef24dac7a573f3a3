package org.ringdown.leg.sip;

import java.net.InetSocketAddress;
import org.ringdown.call.ToLeg;
import org.ringdown.mailbox.Post;
import org.ringdown.media.MediaListener;

/** Tells a SIP leg of its media, in whatever call it is. Called on the worker, so it only posts. */
final class MediaReports implements MediaListener {
    private final String leg;
    private final Post post;
    private volatile String address;

    record Opened(int port) {}

    record NotOpened(String why) {}

    record PicturesOpened(int port) {}

    record NoPictures() {}

    record KeyframeWanted() {}

    record Silent() {}

    record KeyHeard(char key) {}

    MediaReports(String leg, Post post, String address) {
        this.leg = leg;
        this.post = post;
        this.address = address;
    }

    /** The leg is in another call now. */
    void to(String mailbox) {
        address = mailbox;
    }

    @Override
    public void opened(InetSocketAddress local) {
        tell(new Opened(local.getPort()));
    }

    @Override
    public void failed(String why) {
        tell(new NotOpened(why));
    }

    @Override
    public void openedPictures(InetSocketAddress local) {
        tell(new PicturesOpened(local.getPort()));
    }

    @Override
    public void noPictures() {
        tell(new NoPictures());
    }

    @Override
    public void keyframeWanted() {
        tell(new KeyframeWanted());
    }

    @Override
    public void silent() {
        tell(new Silent());
    }

    @Override
    public void key(char key) {
        tell(new KeyHeard(key));
    }

    private void tell(Object message) {
        post.send(address, new ToLeg(leg, message));
    }
}
