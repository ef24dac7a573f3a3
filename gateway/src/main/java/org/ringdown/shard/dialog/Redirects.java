package org.ringdown.shard.dialog;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.ringdown.sip.Contact;
import org.ringdown.sip.SipResponse;
import org.ringdown.sip.SipUri;
import org.ringdown.sip.TelUri;
import org.ringdown.sip.Uri;

/**
 * Where a far end says that a call of ours should go instead (RFC 3261 §8.1.3.4): one address after the other, the best first.
 *
 * <p>Whoever is called does not decide whom our users call, and pay for: only addresses at the host that was called are followed. None
 * is tried twice, and none less secure than the first.
 */
final class Redirects {
    private static final int MOST_REDIRECTS = 5;
    private static final int MOST_ADDRESSES = 10;

    private final SipUri first;
    private final Set<String> tried = new HashSet<>();
    private final Deque<SipUri> left = new ArrayDeque<>();
    private int redirects;

    /** @param first whom the call was for */
    Redirects(SipUri first) {
        this.first = first;
        tried.add(first.toString());
    }

    /** Takes in a refusal; the address to call next, or nothing where that was the last word. */
    Optional<SipUri> refused(SipResponse response) {
        if (response.status() >= 600) left.clear(); // nobody else will, either
        else if (response.status() < 400) redirected(response);
        return Optional.ofNullable(left.poll());
    }

    private void redirected(SipResponse response) {
        if (++redirects > MOST_REDIRECTS) return;
        addresses(response)
                .filter(this::isAllowed)
                .filter(uri -> tried.size() < MOST_ADDRESSES && tried.add(uri.toString()))
                .toList()
                .reversed()
                .forEach(left::addFirst);
    }

    private static Stream<SipUri> addresses(SipResponse response) {
        return inOrder(response)
                .filter(SipUri.class::isInstance)
                .map(SipUri.class::cast)
                .map(uri -> uri.withoutHeaders().withoutParam("method"));
    }

    /** By their q; those without one are as good as any (RFC 3261 §20.10). */
    private static Stream<Uri> inOrder(SipResponse response) {
        return response.headers().contacts().stream()
                .sorted(Comparator.comparingDouble((Contact contact) -> -contact.q().orElse(1)))
                .map(Contact::uri);
    }

    /** Where a redirect leads that is not ours to follow, as it may be dialled: addresses at other hosts, and numbers. */
    List<String> elsewhere(SipResponse response) {
        if (response.status() >= 400) return List.of();
        var numbers = inOrder(response).filter(TelUri.class::isInstance).map(Uri::toString);
        var hosts =
                addresses(response)
                        .filter(uri -> !uri.host().equalsIgnoreCase(first.host()))
                        .filter(uri -> uri.secure() || !first.secure())
                        .flatMap(Redirects::ways);
        return Stream.concat(hosts, numbers).distinct().limit(MOST_ADDRESSES).toList();
    }

    /** A number that means the same everywhere may be called by any way of ours. */
    private static Stream<String> ways(SipUri uri) {
        boolean global = uri.user().matches("\\+[0-9]+");
        return global ? Stream.of(uri.toString(), uri.user()) : Stream.of(uri.toString());
    }

    private boolean isAllowed(SipUri uri) {
        return uri.host().equalsIgnoreCase(first.host()) && (uri.secure() || !first.secure());
    }

    /** Why a call ends that was sent where it does not go. */
    static String explained(SipResponse refusal) {
        if (refusal.status() >= 400) return refusal.reason();
        var to = addresses(refusal).findFirst().map(SipUri::host);
        return "Moved" + to.map(host -> " to " + host).orElse("") + ", and not followed";
    }
}
