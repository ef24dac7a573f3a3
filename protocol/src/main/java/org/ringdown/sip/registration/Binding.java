package org.ringdown.sip.registration;

import java.util.List;
import java.util.Optional;
import org.ringdown.sip.Contact;
import org.ringdown.sip.NameAddr;
import org.ringdown.sip.SipUri;
import org.ringdown.sip.Uri;
import org.ringdown.sip.transaction.Flow;

/**
 * One place where an address of record can be reached (RFC 3261 §10.3).
 *
 * @param contact as the phone wrote it
 * @param path the proxies to pass on the way to it, the nearest to us first (RFC 3327 §5.3)
 * @param flow where its REGISTER came from, which leads back to it through any NAT
 * @param callId with {@code cseq}, the order of its updates
 * @param until when it ends, in nanoseconds
 */
public record Binding(
        Contact contact, List<NameAddr> path, Flow flow, String callId, long cseq, long until) {
    public Binding {
        path = List.copyOf(path);
    }

    /**
     * Whether nothing but its flow leads to it: a phone in a browser cannot be connected to, and one that registers its flows does not
     * expect to be (RFC 5626 §5.3). Behind a proxy the flow is between that and the phone.
     */
    public boolean needsItsFlow() {
        boolean webSocket = flow.transport().name().startsWith("WS");
        return path.isEmpty() && flow.reliable() && (webSocket || isFlow(contact));
    }

    /** Whether a phone names one of several flows to itself (RFC 5626 §4.2). */
    static boolean isFlow(Contact contact) {
        return instance(contact).isPresent() && param(contact, "reg-id").isPresent();
    }

    boolean isAlive(long now) {
        return until - now > 0;
    }

    /** §10.3 step 7, by the comparison of §19.1.4. */
    boolean isFor(Contact other) {
        return isSame(contact.uri(), other.uri());
    }

    /** Whether both are the same phone, by RFC 5626 §4.1, which may meanwhile have another address. */
    boolean isOfSameInstance(Contact other) {
        var instance = instance(contact);
        return instance.isPresent() && instance.equals(instance(other));
    }

    boolean isAnotherFlowOf(Binding other) {
        return isFlow(contact) && isFlow(other.contact) && isOfSameInstance(other.contact);
    }

    /** Whether both are also the same of its several flows: then the new one takes the place of the old (RFC 5626 §6). */
    boolean isOfSameFlow(Contact other) {
        var number = param(contact, "reg-id");
        return isOfSameInstance(other)
                && number.isPresent()
                && number.equals(param(other, "reg-id"));
    }

    static boolean isSame(Uri a, Uri b) {
        return a instanceof SipUri one && b instanceof SipUri two
                ? one.isEquivalentTo(two)
                : a.equals(b);
    }

    private static Optional<String> instance(Contact contact) {
        return param(contact, "+sip.instance");
    }

    private static Optional<String> param(Contact contact, String name) {
        return contact.address().params().get(name);
    }
}
