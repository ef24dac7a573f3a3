package org.ringdown.flash;

import org.ringdown.page.PageConnection;

/** The edge's end of a client's connection. What the gateway tells its page, the edge brings to {@link FlashClient} on the thread that it belongs to. */
public interface FlashConnection extends PageConnection {
    /** On the client's own thread. */
    void perform(FlashOrder.ToClient order);

    /** There may be something to take of {@link FlashClient#next}. Called by any thread, workers included: only wakes another. */
    void wake();

    /** Does this on the client's own thread, soon. Called by any thread. */
    void later(Runnable task);
}
