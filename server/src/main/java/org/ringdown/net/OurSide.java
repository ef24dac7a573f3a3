package org.ringdown.net;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ringdown.sip.locate.Question.Kind;

/**
 * The addresses under which far ends reach us.
 *
 * @param usual for all whom none of the others is for
 * @param v6 for far ends of IPv6, where we have one and {@code usual} is of the other kind
 */
record OurSide(InetAddress listening, InetAddress usual, Optional<InetAddress> v6) {

    /** @param external what far ends should write instead of what we see of ourselves */
    static OurSide of(InetAddress listening, Optional<InetAddress> external) {
        var own = OwnAddress.of(listening);
        boolean every = listening.isAnyLocalAddress() && listening instanceof Inet6Address;
        var v6 = every ? OwnAddress.outsideV6() : Optional.<InetAddress>empty();
        return new OurSide(listening, external.orElse(own), v6);
    }

    InetAddress toward(InetAddress remote) {
        boolean other = remote instanceof Inet6Address && !(usual instanceof Inet6Address);
        return other ? v6.orElse(usual) : usual;
    }

    /** Which far ends our sockets can send to, those to be tried first in front. */
    List<Kind> families() {
        if (!(listening instanceof Inet6Address)) return List.of(Kind.A);
        if (!listening.isAnyLocalAddress()) return List.of(Kind.AAAA);
        var families = new ArrayList<Kind>();
        if (v6.isPresent()) families.add(Kind.AAAA);
        families.add(Kind.A);
        if (v6.isEmpty()) families.add(Kind.AAAA); // loopback, and neighbours on the same link
        return families;
    }
}
