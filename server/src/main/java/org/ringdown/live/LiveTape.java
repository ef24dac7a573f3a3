package org.ringdown.live;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.ringdown.call.CallListener;
import org.ringdown.media.Tap;
import org.ringdown.record.CallSound;
import org.ringdown.record.TapRing;

/** What a call says for as long as one connection lasts. */
final class LiveTape implements CallListener {
    // Rings that no side has taken yet.
    private final ConcurrentLinkedQueue<Consumer<CallSound>> rings = new ConcurrentLinkedQueue<>();
    private final CountDownLatch over;

    /** @param over is counted down when the call ends */
    LiveTape(CountDownLatch over) {
        this.over = over;
    }

    @Override
    public Tap caller() {
        var ring = new TapRing(true);
        rings.add(sound -> sound.caller(ring));
        return ring;
    }

    @Override
    public Tap callee() {
        var ring = new TapRing(true);
        rings.add(sound -> sound.callee(ring));
        return ring;
    }

    @Override
    public void end() {
        over.countDown();
    }

    /** Has the sound heard from whoever speaks now. */
    void into(CallSound sound) {
        for (var ring = rings.poll(); ring != null; ring = rings.poll()) ring.accept(sound);
    }
}
