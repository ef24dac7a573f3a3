package org.ringdown.config;

import java.net.InetAddress;
import java.util.Locale;

/** Tells whether a host can be reached from this machine only. Looks up no name. */
public final class Loopback {
    private Loopback() {}

    public static boolean is(String host) {
        var name = host.toLowerCase(Locale.ROOT);
        if (name.equals("localhost")) return true;
        var bare =
                name.startsWith("[") && name.endsWith("]")
                        ? name.substring(1, name.length() - 1)
                        : name;
        try {
            return InetAddress.ofLiteral(bare).isLoopbackAddress();
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }
}
