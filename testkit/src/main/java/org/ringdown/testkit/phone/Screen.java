package org.ringdown.testkit.phone;

import java.net.InetSocketAddress;

/** Looks at messages before a phone does. */
interface Screen {
    /** Whether it was dealt with, so that the phone does not hear it. */
    boolean takes(SipText message, InetSocketAddress from);
}
