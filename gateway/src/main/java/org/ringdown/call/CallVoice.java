package org.ringdown.call;

import org.ringdown.media.StreamMedia;

/** A stream that is heard in a call in place of one of its sides, whichever legs carry that one after another. Must not block. */
public interface CallVoice {
    /** It is heard by this from now on, and by what it was told before no more. */
    void speaks(StreamMedia by);

    /** No more of it. Twice changes nothing. */
    void end();
}
