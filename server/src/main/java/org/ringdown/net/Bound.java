package org.ringdown.net;

import java.net.BindException;

/** Tells why a port could not be bound. */
public final class Bound {
    private Bound() {}

    /** Whether that was its address: no other port would do either. */
    public static boolean isNotOurs(BindException e) {
        return e.getMessage() != null && e.getMessage().contains("assign");
    }
}
