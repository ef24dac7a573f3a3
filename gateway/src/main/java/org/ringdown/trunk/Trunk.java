package org.ringdown.trunk;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.ringdown.limit.Allowance;
import org.ringdown.sip.SipUri;
import org.ringdown.sip.auth.Credentials;

/**
 * A SIP peer that carries numbers, as the operator describes it.
 *
 * @param name its key in the configuration
 * @param media what is spoken with it
 * @param identity who we say that we are, and whom we believe
 * @param refer whether it may transfer calls of ours (RFC 3515, RFC 3891)
 * @param transfer who connects two of its far ends when one of ours transfers
 * @param may what else it may ask besides calling: the rest is refused
 * @param limits of its calls, both ways together
 */
public record Trunk(
        String name,
        Peer peer,
        Media media,
        Identity identity,
        boolean refer,
        Transfer transfer,
        Set<Ask> may,
        Allowance limits) {
    public Trunk {
        may = Set.copyOf(may);
    }

    /** What a peer may ask besides calling; for transfers there is {@code refer}. */
    public enum Ask {
        /** To have a call's other end told something (RFC 6086), keys by INFO included. */
        INFO,
        /** To have somebody told something, in a call and beside (RFC 3428); and whether it is told such itself. */
        MESSAGE;

        /** What nobody objects to who lets a peer call. */
        public static final Set<Ask> USUAL = Set.of(INFO);

        public static final Set<Ask> ALL = Set.of(values());

        /** Which of them a request is; empty: none, and so not to be agreed on. */
        public static Optional<Ask> by(String method) {
            return Stream.of(values()).filter(ask -> ask.name().equals(method)).findFirst();
        }
    }

    /**
     * Where it is.
     *
     * @param uri the host, port and transport that its numbers are called at
     * @param proxy what all requests pass first
     * @param account our name and password there; its owner is {@link Trunk#account(String)}
     * @param register how long to ask for where we register there
     * @param allow the addresses that its calls come from; empty: those that {@code uri} and {@code proxy} lead to
     * @param watch how often it is asked whether it is there; zero: never
     */
    public record Peer(
            SipUri uri,
            Optional<SipUri> proxy,
            Optional<Credentials> account,
            Optional<Duration> register,
            Optional<Predicate<InetAddress>> allow,
            Duration watch) {}

    /**
     * @param codecs the names of those to offer, the best first; empty: those of the caller
     * @param dtmf how it hears key presses
     * @param comedia whether its packets tell where it is, whatever its SDP says
     */
    public record Media(List<String> codecs, Dtmf dtmf, Srtp srtp, Offer offer, boolean comedia) {
        public static final Media PLAIN = new Media(List.of(), Dtmf.RFC4733, Srtp.OFF, Offer.NOW);

        /** Where its SDP is believed. */
        public Media(List<String> codecs, Dtmf dtmf, Srtp srtp, Offer offer) {
            this(codecs, dtmf, srtp, offer, false);
        }

        public Media {
            codecs = List.copyOf(codecs);
        }
    }

    /** How key presses travel. */
    public enum Dtmf {
        RFC4733,
        INFO,
        INBAND
    }

    /** How sound is protected. */
    public enum Srtp {
        OFF,
        /** Offered as RTP/AVP with keys beside it: whoever cannot do it ignores them. */
        BEST_EFFORT,
        SDES,
        DTLS
    }

    /** When the session is described. */
    public enum Offer {
        NOW,
        /** By the far end, in its answer (RFC 3264 §5): for peers that insist on it. */
        DELAYED
    }

    /**
     * @param from the number of callers that have none of their own; empty: the account's name, else the user's
     * @param trusted whether its P-Asserted-Identity is believed, and it is told ours (RFC 3325)
     * @param headers names of further headers that may pass to and from pages; lower case
     */
    public record Identity(Optional<String> from, boolean trusted, List<String> headers) {
        public static final Identity NONE = new Identity(Optional.empty(), false, List.of());

        public Identity {
            headers = List.copyOf(headers);
        }
    }

    /** Who connects the far ends of a peer with each other when one of our users transfers. */
    public enum Transfer {
        /** We do: the call stays here, and so do its limits. */
        BRIDGE,
        /** The peer itself, asked by REFER: the call leaves us. */
        REFER
    }

    /** A trunk of which only the place is said. */
    public static Trunk at(String name, SipUri uri) {
        var peer =
                new Peer(
                        uri,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Duration.ofSeconds(30));
        return new Trunk(
                name,
                peer,
                Media.PLAIN,
                Identity.NONE,
                true,
                Transfer.BRIDGE,
                Ask.USUAL,
                Allowance.NONE);
    }

    /** What our password at a trunk belongs to: {@code trunk:pbx}. */
    public static String account(String name) {
        return "trunk:" + name;
    }

    public String account() {
        return account(name);
    }

    public Trunk with(Peer other) {
        return new Trunk(name, other, media, identity, refer, transfer, may, limits);
    }

    public Trunk with(Media other) {
        return new Trunk(name, peer, other, identity, refer, transfer, may, limits);
    }

    public Trunk with(Identity other) {
        return new Trunk(name, peer, media, other, refer, transfer, may, limits);
    }

    public Trunk with(Transfer other) {
        return new Trunk(name, peer, media, identity, refer, other, may, limits);
    }

    /** One that may not transfer calls of ours. */
    public Trunk withoutRefer() {
        return new Trunk(name, peer, media, identity, false, transfer, may, limits);
    }

    public Trunk with(Set<Ask> other) {
        return new Trunk(name, peer, media, identity, refer, transfer, other, limits);
    }

    public Trunk with(Allowance other) {
        return new Trunk(name, peer, media, identity, refer, transfer, may, other);
    }
}
