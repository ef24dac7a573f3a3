package org.ringdown.net;

import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What stands between us and the world, and translates addresses.
 *
 * @param external the address that it gives us, as far as it is known now; it forwards the ports of that address to our own
 * @param inside who is on our side of it
 */
public record Router(Supplier<Optional<InetAddress>> external, Predicate<InetAddress> inside) {
    /** We are in the world ourselves. */
    public static final Router NONE = new Router(Optional::empty, _ -> true);
}
