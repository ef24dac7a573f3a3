package org.ringdown.way;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import org.ringdown.sip.CSeq;
import org.ringdown.sip.Contact;
import org.ringdown.sip.Methods;
import org.ringdown.sip.NameAddr;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipResponse;
import org.ringdown.sip.SipUri;
import org.ringdown.sip.auth.DigestClient.Challenger;
import org.ringdown.sip.locate.Hop;
import org.ringdown.sip.transaction.Flow;
import org.ringdown.sip.transaction.TransactionId;

/**
 * The requests of ours that are out in one shard: answers their challenges (RFC 3261 §22.2) and tries one way after the other
 * (RFC 3263 §4.3), so that whoever sent one hears of one outcome.
 *
 * <p>A challenge is answered with the password of the account that the request was sent for and with no other; a request that was
 * sent for none, such as a BYE to whoever called us, never is.
 */
public final class ClientRequests {
    /** How long a way may say nothing at all, not even 100, before the next one is tried. */
    static final Duration PATIENCE = Duration.ofMillis(1500);

    /** Why a request failed that an impatient sender gave up. */
    public static final String SAYS_NOTHING = "It says nothing";

    private static final String GIVEN_UP = "SIP;cause=408;text=\"No answer in time\"";

    private final Wire wire;
    private final Proofs proofs;
    private final Silences silences = new Silences(PATIENCE);
    private final Map<TransactionId, Outstanding> alive = new HashMap<>();
    private final Map<TransactionId, Outstanding> byName = new HashMap<>();

    /** What the shard does for its requests. */
    public interface Wire {
        void begin(SipRequest stamped, Flow flow);

        void acknowledge(TransactionId invite, SipRequest ack, Flow flow);

        void cancel(TransactionId invite, String reason);

        /** Tries hops one after the other, and tells {@link #reached} of the first that can be reached. */
        void reach(List<Hop> hops, TransactionId request);

        /**
         * Makes a broken stream anew, to the hop that it led to or to where the request is to go, and tells {@link #reached} of it.
         */
        void reconnect(Flow broken, SipRequest request, TransactionId name);

        /** With a Via for a flow, of a branch never used before. */
        SipRequest stamp(SipRequest request, Flow flow);

        /** Our address on a flow, as Contact and Via have it: "host:port". */
        String sentBy(Flow flow);

        long now();
    }

    public ClientRequests(Wire wire, Accounts accounts, RandomGenerator random) {
        this.wire = wire;
        this.proofs = new Proofs(accounts, random);
    }

    public int size() {
        return byName.size();
    }

    /**
     * @param request with our Via for the way
     * @return what its owner knows it by from now on
     */
    public TransactionId send(SipRequest request, Reached way, TransactionUser owner, Terms terms) {
        var name = TransactionId.sent(request);
        var out = new Outstanding(name, owner, terms, way.others());
        byName.put(name, out);
        transmit(out, name, proofs.proving(request, terms), way.flow());
        return name;
    }

    /**
     * The same, where the way has to be made first: {@link #reached} says when it is.
     *
     * @param request with our Via for a way that it will not take
     * @param meant that way
     */
    public TransactionId hold(SipRequest request, Flow meant, TransactionUser owner, Terms terms) {
        var name = TransactionId.sent(request);
        var out = new Outstanding(name, owner, terms, List.of());
        out.request = proofs.proving(request, terms);
        out.flow = meant;
        out.between = true;
        out.renewed = true;
        out.pending++;
        byName.put(name, out);
        return name;
    }

    private void transmit(Outstanding out, TransactionId id, SipRequest request, Flow flow) {
        out.current = id;
        out.request = request;
        out.flow = flow;
        out.heard = false;
        out.pending++;
        alive.put(id, out);
        if (out.terms.impatient() || !out.others.isEmpty()) silences.begin(out, wire.now());
        wire.begin(request, flow);
    }

    public void response(TransactionId id, SipResponse response) {
        var out = alive.get(id);
        if (out == null) return;
        if (!out.isCurrent(id)) {
            // Of a way that was given up, or of another branch of a fork: only an answer counts,
            // for it has to be acknowledged (§13.2.2.4).
            if (response.isSuccess() && out.isInvite()) deliver(out, id, response);
            return;
        }
        out.heard = true;
        if (response.isProvisional()) out.owner.response(response);
        else if (out.canceled || !retried(out, response)) deliver(out, id, response);
    }

    private boolean retried(Outstanding out, SipResponse response) {
        if (Challenger.of(response.status()).isPresent()) return proved(out, response);
        return response.status() == 503 && nextWay(out);
    }

    private void deliver(Outstanding out, TransactionId id, SipResponse response) {
        if (out.isOutBesides(id)) wire.cancel(out.current, GIVEN_UP);
        out.over = true;
        out.answering = id;
        out.owner.response(response);
    }

    private boolean proved(Outstanding out, SipResponse challenge) {
        var retry = proofs.answer(out, challenge);
        if (retry.isEmpty()) return false;
        out.rounds = retry.get().rounds();
        var via = out.request.headers().via();
        var proved = retry.get().apply(out.request);
        var named = proved.headers().toBuilder().via(via).build();
        again(out, proved.withHeaders(named), out.flow);
        return true;
    }

    private boolean nextWay(Outstanding out) {
        if (out.others.isEmpty() || out.canceled) return false;
        var hops = out.others;
        out.others = List.of();
        out.between = true;
        out.pending++;
        wire.reach(hops, out.name);
        return true;
    }

    /** What {@link Wire#reach} found. */
    public void reached(TransactionId name, Optional<Reached> found) {
        var out = byName.get(name);
        if (out == null) return;
        if (!out.over && (out.canceled || found.isEmpty())) {
            out.over = true;
            out.owner.failed(503, "No way leads there");
        }
        if (!out.over) {
            out.between = false;
            var way = found.orElseThrow();
            out.others = way.others();
            if (out.renewed && !isSamePeer(out.flow, way.flow())) withoutProofs(out);
            again(out, at(out.request, way.flow()), way.flow());
        }
        release(out);
    }

    private static boolean isSamePeer(Flow one, Flow other) {
        return one.remote().getAddress().equals(other.remote().getAddress());
    }

    /** A stream that is made anew may lead to where the far end's Contact says: that is nobody's business to know. */
    private static void withoutProofs(Outstanding out) {
        out.terms = Terms.NOBODY;
        out.request = Proofs.without(out.request);
    }

    private void release(Outstanding out) {
        if (--out.pending == 0) byName.remove(out.name);
    }

    private void again(Outstanding out, SipRequest request, Flow flow) {
        var stamped = wire.stamp(request, flow);
        out.owner.resent(stamped, flow);
        transmit(out, TransactionId.sent(stamped), stamped, flow);
    }

    /** With a Contact that leads to us from where this flow goes. */
    private SipRequest at(SipRequest request, Flow flow) {
        var contacts = request.headers().contacts();
        if (contacts.size() != 1 || !(contacts.getFirst().uri() instanceof SipUri uri))
            return request;
        var target = uri.withTarget(SentBy.of(wire.sentBy(flow)));
        var contact =
                flow.reliable()
                        ? target.withParam("transport", flow.transport().parameter())
                        : target.withoutParam("transport");
        var before = contacts.getFirst().address();
        var now = new Contact(new NameAddr(before.displayName(), contact, before.params()));
        return request.withHeaders(
                request.headers().toBuilder().remove("Contact").contact(now).build());
    }

    /** Nobody answered (408), or it could not be sent (503). */
    public void failed(TransactionId id, int status, String reason) {
        var out = alive.get(id);
        if (out == null || !out.isCurrent(id)) return;
        if (nextWay(out) || status == 503 && madeAnew(out)) return;
        out.over = true;
        out.owner.failed(status, reason);
    }

    /** A stream that breaks is no reason for a call to: what is said within it may still arrive. */
    private boolean madeAnew(Outstanding out) {
        boolean within = out.request.headers().to().tag().isPresent();
        if (out.renewed || out.canceled || !within || !out.flow.reliable()) return false;
        out.renewed = true;
        out.between = true;
        out.pending++;
        wire.reconnect(out.flow, out.request, out.name);
        return true;
    }

    /** The transaction is over, and so is the request with its last one. */
    public void ended(TransactionId id) {
        var out = alive.remove(id);
        if (out != null) release(out);
    }

    /**
     * The ACK of a 2xx has the number and the proofs of the INVITE that was answered (RFC 3261 §13.2.2.4); the proofs only where it
     * goes to the peer that asked for them, and not to whoever answered the call behind it.
     */
    public void acknowledge(TransactionId invite, SipRequest ack, Flow flow) {
        var out = byName.getOrDefault(invite, alive.get(invite));
        if (out == null) {
            wire.acknowledge(invite, ack, flow);
            return;
        }
        var headers =
                ack.headers().toBuilder()
                        .cseq(new CSeq(out.request.headers().cseq().number(), Methods.ACK));
        Proofs.like(out.request, headers, isSamePeer(flow, out.flow));
        wire.acknowledge(out.answering, ack.withHeaders(headers.build()), flow);
    }

    public void cancel(TransactionId invite, String reason) {
        var out = byName.get(invite);
        if (out == null) return;
        out.canceled = true;
        wire.cancel(out.current, reason);
    }

    /** When {@link #expire} is to be called; empty while nobody is waited for. */
    public OptionalLong nextDeadline() {
        return silences.nextDeadline();
    }

    public void expire(long now) {
        for (var due = silences.due(now); due.isPresent(); due = silences.due(now))
            silent(due.get());
    }

    private void silent(Outstanding out) {
        var unheard = out.current;
        boolean invite = out.isInvite();
        if (!nextWay(out)) {
            out.over = true;
            out.owner.failed(503, SAYS_NOTHING);
        }
        // Should it wake up after all, it must not ring for nobody.
        if (invite) wire.cancel(unheard, GIVEN_UP);
    }
}
