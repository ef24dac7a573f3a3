package org.ringdown.way;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.ringdown.sip.SipUri;
import org.ringdown.sip.locate.Hop;
import org.ringdown.sip.transaction.Flow;

/**
 * The first of several hops that could be reached.
 *
 * @param hop empty where the flow was known already
 * @param others those after it, to be tried when it turns out to be silent or to refuse (RFC 3263 §4.3)
 */
public record Reached(Flow flow, Optional<Hop> hop, List<Hop> others) {

    /** A way that was known already, and has no alternative. */
    public static Reached at(Flow flow) {
        return new Reached(flow, Optional.empty(), List.of());
    }

    /** Locates a URI and tries its hops one after the other. */
    public static void first(
            SipTransport transport, SipUri target, Consumer<Optional<Reached>> found) {
        transport.locate(target, hops -> first(transport, hops, found));
    }

    /**
     * Tries hops one after the other.
     *
     * @param found called once, on any thread
     */
    public static void first(
            SipTransport transport, List<Hop> hops, Consumer<Optional<Reached>> found) {
        if (hops.isEmpty()) {
            found.accept(Optional.empty());
            return;
        }
        var hop = hops.getFirst();
        var others = hops.subList(1, hops.size());
        transport.connect(
                hop,
                connected ->
                        connected.ifPresentOrElse(
                                flow ->
                                        found.accept(
                                                Optional.of(
                                                        new Reached(
                                                                flow, Optional.of(hop), others))),
                                () -> first(transport, others, found)));
    }
}
