package org.ringdown.live;

import org.ringdown.call.CallVoice;
import org.ringdown.media.StreamMedia;

/** A stream that is heard in a call that there is already, in place of its page. */
final class StreamInCall implements BroughtStream.Use, CallVoice {
    private final String call;
    private final BroughtStreams.House house;
    private final StreamOutlet outlet;
    private volatile Runnable whenOver = () -> {};

    StreamInCall(String call, BroughtStreams.House house, StreamOutlet outlet) {
        this.call = call;
        this.house = house;
        this.outlet = outlet;
    }

    @Override
    public void whenOver(Runnable task) {
        whenOver = task;
    }

    @Override
    public void live() {
        if (!house.speak(call, this)) whenOver.run();
    }

    /** Meanwhile the page is heard. */
    @Override
    public void away() {
        house.hush(call, this);
    }

    @Override
    public void lost(String why) {
        // The page is heard by now.
    }

    @Override
    public void unwanted() {
        house.hush(call, this);
    }

    @Override
    public boolean isWanted() {
        return house.isOpen(call);
    }

    @Override
    public void speaks(StreamMedia by) {
        outlet.into(by);
    }

    @Override
    public void end() {
        whenOver.run();
    }
}
