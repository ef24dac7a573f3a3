package org.ringdown.net;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.ringdown.sip.locate.Question.Kind;

/**
 * The addresses under which far ends reach us: our own, or the one that a router in front of us has for us.
 *
 * @param own by which we ourselves lead out, one of a family at most; the first is for all whom no other is for
 * @param route by which of our own we lead to somebody, where we listen at all of them
 */
public record OurSide(
        InetAddress listening,
        List<InetAddress> own,
        Router router,
        Function<InetAddress, Optional<InetAddress>> route) {
    public OurSide {
        own = List.copyOf(own);
    }

    /** Who listens there, as this machine is now. */
    public static OurSide of(InetAddress listening, Router router) {
        var own =
                Stream.concat(
                        Stream.of(OwnAddress.of(listening)), OwnAddress.other(listening).stream());
        return new OurSide(
                listening, own.toList(), router, far -> OwnAddress.toward(listening, far));
    }

    /** What a far end should write to reach us. */
    public InetAddress toward(InetAddress far) {
        var ours = route.apply(far).orElseGet(() -> sameFamily(far));
        return isInside(far) ? ours : outside(ours);
    }

    private InetAddress sameFamily(InetAddress far) {
        return own.stream()
                .filter(one -> isSameFamily(one, far) && leadsTo(one, far))
                .findFirst()
                .orElse(own.getFirst());
    }

    /** The same where it may not be known yet who that is. */
    public InetAddress toward(Optional<InetAddress> far) {
        return far.map(this::toward).orElseGet(() -> outside(own.getFirst()));
    }

    /**
     * All by which a far end may try to reach us, best first. Who is inside needs no other but our own; who seems to be outside may have come
     * through a proxy, or round some corner, and gets those too.
     */
    public List<InetAddress> all(Optional<InetAddress> far) {
        var ours = Stream.concat(far.flatMap(route).stream(), own.stream()).distinct().toList();
        if (far.filter(this::isInside).isPresent()) return ours;
        var known =
                ours.stream()
                        .filter(one -> one.equals(ours.getFirst()) || !one.isLoopbackAddress())
                        .toList();
        return Stream.concat(known.stream().map(this::outside), known.stream()).distinct().toList();
    }

    /** Who has one of our own addresses is on this machine. */
    private boolean isInside(InetAddress far) {
        return far.isLoopbackAddress() || own.contains(far) || router.inside().test(far);
    }

    private static boolean leadsTo(InetAddress ours, InetAddress far) {
        return far.isLoopbackAddress() || !ours.isLoopbackAddress();
    }

    /** What the world sees of one of our own addresses: only that of its family can be its translation. */
    private InetAddress outside(InetAddress ours) {
        return router.external().get().filter(one -> isSameFamily(one, ours)).orElse(ours);
    }

    private static boolean isSameFamily(InetAddress one, InetAddress another) {
        return one.getAddress().length == another.getAddress().length;
    }

    /** Which far ends our sockets can send to, those to be tried first in front. */
    List<Kind> families() {
        if (!(listening instanceof Inet6Address)) return List.of(Kind.A);
        if (!listening.isAnyLocalAddress()) return List.of(Kind.AAAA);
        boolean v6 =
                own.stream()
                        .anyMatch(one -> one instanceof Inet6Address && !one.isLoopbackAddress());
        var families = new ArrayList<Kind>();
        if (v6) families.add(Kind.AAAA);
        families.add(Kind.A);
        if (!v6) families.add(Kind.AAAA); // loopback, and neighbours on the same link
        return families;
    }
}
