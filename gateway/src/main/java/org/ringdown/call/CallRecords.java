package org.ringdown.call;

/** Where records of calls go. Must not block. */
public interface CallRecords {
    /** A call has begun. */
    default void placed(CallPlaced call) {}

    /** A call is over; exactly once for each. */
    void ended(CallRecord call);

    /** Somebody has said how a call was, at most once for each side of it; mostly after its end. */
    default void rated(Opinion opinion) {}
}
