package org.ringdown.leg.sip;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.ringdown.call.Outside;
import org.ringdown.media.Codec;
import org.ringdown.shard.SipWork;
import org.ringdown.sip.HostPort;
import org.ringdown.sip.NameAddr;
import org.ringdown.sip.SipUri;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.sip.transaction.Transport;
import org.ringdown.trunk.Trunk;
import org.ringdown.way.Way;

/**
 * Whom a leg calls, and as whom.
 *
 * @param from who we say that is calling; empty: the caller, at our domain
 * @param trunk the one that carries the call, with all that is agreed with it
 * @param whose whose far end it is
 * @param policy what is decided about the sound
 */
public record Callee(
        SipUri uri,
        Way way,
        Optional<NameAddr> from,
        Optional<Trunk> trunk,
        Whose whose,
        MediaPolicy policy) {
    private static final Pattern PLAIN = Pattern.compile("[+*#0-9A-Za-z._-]{1,64}");

    /** By a trunk, or by nothing that anything is agreed with. */
    public Callee(
            SipUri uri, Way way, Optional<NameAddr> from, Optional<Trunk> trunk, Whose whose) {
        this(
                uri,
                way,
                from,
                trunk,
                whose,
                trunk.map(Trunk::media).map(MediaPolicy::of).orElse(MediaPolicy.USUAL));
    }

    /** Somebody who is called under the caller's own name. */
    public static Callee at(SipUri uri, Way way) {
        return new Callee(uri, way, Optional.empty(), Optional.empty(), Whose.NOBODYS);
    }

    public Callee of(Whose owner) {
        return new Callee(uri, way, from, trunk, owner, policy);
    }

    /**
     * Where another far end of its peer would be sent, to reach it. Only a plain number is said in a Refer-To: some who read one take what may stand
     * in a user part (RFC 3261 §25.1: ?, ;) for something else.
     */
    public Optional<Outside> outside() {
        return whose.peer()
                .filter(_ -> PLAIN.matcher(uri.user()).matches())
                .map(peer -> new Outside(peer, uri.toString()));
    }

    /**
     * The same with every way of protecting the sound that it may insist on, the likeliest first: an offer that is refused is all that tells.
     * A page that speaks SIP itself has one; a phone that signals in secret is offered secret sound first; a trunk has what was agreed, and
     * where that is "if it can", keys that it must take and none at all. A stranger is asked once: nobody has said that it is a phone, and
     * three calls may ring three times.
     */
    List<Callee> attempts() {
        if (trunk.isPresent()) {
            return policy.secure() == SecureMedia.BEST_EFFORT
                    ? protectedBy(SecureMedia.BEST_EFFORT, SecureMedia.SDES, SecureMedia.OFF)
                    : List.of(this);
        }
        if (whose.equals(Whose.NOBODYS)) return List.of(this);
        return switch (way.flow().map(Flow::transport).orElse(Transport.UDP)) {
            case WS, WSS -> protectedBy(SecureMedia.WEBRTC);
            case TLS -> protectedBy(SecureMedia.SDES, SecureMedia.OFF, SecureMedia.DTLS);
            case UDP, TCP -> protectedBy(SecureMedia.OFF, SecureMedia.SDES, SecureMedia.DTLS);
        };
    }

    private List<Callee> protectedBy(SecureMedia... ways) {
        return Stream.of(ways)
                .map(secure -> new Callee(uri, way, from, trunk, whose, policy.protectedBy(secure)))
                .toList();
    }

    /** Where it is asked for, as far as that can be told before its name is looked up. */
    Optional<InetAddress> address() {
        return way.flow()
                .map(flow -> flow.remote().getAddress())
                .or(() ->
                        SipWork.firstHop(way, uri) instanceof SipUri hop
                                ? HostPort.of(hop.host()).address()
                                : Optional.empty());
    }

    /** Whether both are the same far end, whatever it is offered. */
    boolean isAlso(Callee other) {
        return uri.equals(other.uri) && way.equals(other.way);
    }

    /** What it may be told about the caller. */
    Trust trust() {
        return trunk.map(Trunk::identity)
                .map(identity -> Trust.trunk(identity.trusted(), identity.headers()))
                .orElse(Trust.OURS);
    }

    /** What to offer of what the caller can do: what its trunk wants, in its order; all of it where that leaves nothing. */
    List<Codec> codecs(List<Codec> callers) {
        var wanted =
                trunk.map(at -> at.media().codecs()).orElse(List.of()).stream()
                        .flatMap(name ->
                                callers.stream()
                                        .filter(codec -> codec.name().equalsIgnoreCase(name)))
                        .toList();
        return wanted.isEmpty() ? callers : wanted;
    }

    /** Whether it insists on making the offer itself, in its answer. */
    boolean offersFirst() {
        return trunk.filter(at -> at.media().offer() == Trunk.Offer.DELAYED).isPresent();
    }
}
