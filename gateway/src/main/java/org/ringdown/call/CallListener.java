package org.ringdown.call;

import org.ringdown.media.Tap;

/** Hears and sees both sides of a call from outside, whichever legs carry them one after another. Must not block. */
public interface CallListener {
    /** For a leg that speaks as the caller from now on. */
    Tap caller();

    /** For a leg that speaks as the called one from now on. */
    Tap callee();

    /** No more of it. Twice changes nothing. */
    void end();
}
