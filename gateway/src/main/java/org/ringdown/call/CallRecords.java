package org.ringdown.call;

/** Where records of ended calls go. Must not block. */
public interface CallRecords {
    void ended(CallRecord call);
}
