package org.ringdown.shard.dialog;

import org.ringdown.shard.SipEvent;
import org.ringdown.shard.SipWork;

/** What the shard does for the calls that it owns. */
public interface CallWork extends SipWork {
    /** Tells the leg of a call. */
    void tell(InviteUsage from, SipEvent event);

    /** The usage has nothing more to do. */
    void done(InviteUsage usage);
}
