package org.ringdown.testkit.phone;

/** What all messages under one Call-ID belong to. */
interface Exchange {
    void hear(SipText message);

    /** The phone has vanished: nothing is said any more. */
    void silence();
}
