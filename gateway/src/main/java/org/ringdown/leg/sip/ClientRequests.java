package org.ringdown.leg.sip;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.random.RandomGenerator;
import org.ringdown.sip.CSeq;
import org.ringdown.sip.Contact;
import org.ringdown.sip.Methods;
import org.ringdown.sip.NameAddr;
import org.ringdown.sip.SipRequest;
import org.ringdown.sip.SipResponse;
import org.ringdown.sip.SipUri;
import org.ringdown.sip.auth.DigestClient;
import org.ringdown.sip.auth.DigestClient.Answer;
import org.ringdown.sip.auth.DigestClient.Challenger;
import org.ringdown.sip.auth.DigestClient.Rounds;
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
final class ClientRequests {
    /** How long a way may say nothing at all, not even 100, before the next one is tried. */
    static final Duration PATIENCE = Duration.ofMillis(1500);

    private static final List<String> PROOFS = List.of("Authorization", "Proxy-Authorization");

    private final Wire wire;
    private final Accounts accounts;
    private final RandomGenerator random;
    private final Map<String, DigestClient> clients = new HashMap<>();
    private final Map<TransactionId, Outstanding> alive = new HashMap<>();
    private final Map<TransactionId, Outstanding> byName = new HashMap<>();

    /** In the order of their times, for all have the same patience. */
    private final Queue<Silence> silences = new ArrayDeque<>();

    /** What the shard does for its requests. */
    interface Wire {
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

    /** Who we are to a peer, and how long it may be silent. */
    record Terms(Optional<String> account, boolean impatient) {
        static final Terms NOBODY = new Terms(Optional.empty(), false);
    }

    private static final class Outstanding {
        final TransactionId name;
        final TransactionUser owner;
        Terms terms;
        List<Hop> others;
        TransactionId current;
        TransactionId answering;
        SipRequest request;
        Flow flow;
        Rounds rounds = Rounds.NONE;

        /** Transactions that live, and ways that are being looked for. */
        int pending;

        /** The one way was given up, and the next is being looked for. */
        boolean between;

        boolean heard;
        boolean canceled;
        boolean over;

        /** A stream was made anew for it, which happens once. */
        boolean renewed;

        Outstanding(TransactionId name, TransactionUser owner, Terms terms, List<Hop> others) {
            this.name = name;
            this.current = name;
            this.answering = name;
            this.owner = owner;
            this.terms = terms;
            this.others = others;
        }

        boolean isInvite() {
            return request.is(Methods.INVITE);
        }
    }

    private record Silence(long at, Outstanding of, TransactionId transaction) {}

    ClientRequests(Wire wire, Accounts accounts, RandomGenerator random) {
        this.wire = wire;
        this.accounts = accounts;
        this.random = random;
    }

    int size() {
        return byName.size();
    }

    /**
     * @param request with our Via for the way
     * @return what its owner knows it by from now on
     */
    TransactionId send(SipRequest request, Reached way, TransactionUser owner, Terms terms) {
        var name = TransactionId.sent(request);
        var out = new Outstanding(name, owner, terms, way.others());
        byName.put(name, out);
        transmit(out, name, proving(request, terms), way.flow());
        return name;
    }

    /** With the proof of a password that was asked for before. */
    private SipRequest proving(SipRequest request, Terms terms) {
        var known = terms.account.flatMap(this::client);
        return known.map(client -> client.authorize(request)).orElse(request);
    }

    /**
     * The same, where the way has to be made first: {@link #reached} says when it is.
     *
     * @param request with our Via for a way that it will not take
     * @param meant that way
     */
    TransactionId hold(SipRequest request, Flow meant, TransactionUser owner, Terms terms) {
        var name = TransactionId.sent(request);
        var out = new Outstanding(name, owner, terms, List.of());
        out.request = proving(request, terms);
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
        if (out.terms.impatient || !out.others.isEmpty())
            silences.add(new Silence(wire.now() + PATIENCE.toNanos(), out, id));
        wire.begin(request, flow);
    }

    void response(TransactionId id, SipResponse response) {
        var out = alive.get(id);
        if (out == null) return;
        boolean late = out.over || out.between || !id.equals(out.current);
        if (late) {
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
        boolean anotherIsOut = !out.over && !out.between && !id.equals(out.current);
        if (anotherIsOut) wire.cancel(out.current, GIVEN_UP);
        out.over = true;
        out.answering = id;
        out.owner.response(response);
    }

    private static final String GIVEN_UP = "SIP;cause=408;text=\"No answer in time\"";

    private boolean proved(Outstanding out, SipResponse challenge) {
        var account = out.terms.account;
        var client = account.flatMap(this::client);
        if (client.isEmpty()) return false;
        var answer = client.get().answer(account.orElseThrow(), out.request, challenge, out.rounds);
        if (!(answer instanceof Answer.Retry retry)) return false;
        out.rounds = retry.rounds();
        var via = out.request.headers().via();
        var proved = retry.apply(out.request);
        var named = proved.headers().toBuilder().via(via).build();
        again(out, proved.withHeaders(named), out.flow);
        return true;
    }

    private Optional<DigestClient> client(String account) {
        return accounts.of(account)
                .map(credentials ->
                        clients.computeIfAbsent(
                                account, _ -> new DigestClient(credentials, random)));
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
    void reached(TransactionId name, Optional<Reached> found) {
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
        var headers = out.request.headers().toBuilder();
        PROOFS.forEach(headers::remove);
        out.request = out.request.withHeaders(headers.build());
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
        var target = uri.withTarget(OurAddress.hostPort(wire.sentBy(flow)));
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
    void failed(TransactionId id, int status, String reason) {
        var out = alive.get(id);
        if (out == null || out.over || out.between || !id.equals(out.current)) return;
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
    void ended(TransactionId id) {
        var out = alive.remove(id);
        if (out != null) release(out);
    }

    /**
     * The ACK of a 2xx has the number and the proofs of the INVITE that was answered (RFC 3261 §13.2.2.4); the proofs only where it
     * goes to the peer that asked for them, and not to whoever answered the call behind it.
     */
    void acknowledge(TransactionId invite, SipRequest ack, Flow flow) {
        var out = byName.getOrDefault(invite, alive.get(invite));
        if (out == null) {
            wire.acknowledge(invite, ack, flow);
            return;
        }
        var headers =
                ack.headers().toBuilder()
                        .cseq(new CSeq(out.request.headers().cseq().number(), Methods.ACK));
        boolean samePeer = isSamePeer(flow, out.flow);
        for (var proof : PROOFS) {
            headers.remove(proof);
            if (samePeer) headers.copy(proof, out.request.headers());
        }
        wire.acknowledge(out.answering, ack.withHeaders(headers.build()), flow);
    }

    void cancel(TransactionId invite, String reason) {
        var out = byName.get(invite);
        if (out == null) return;
        out.canceled = true;
        wire.cancel(out.current, reason);
    }

    /** When {@link #expire} is to be called; empty while nobody is waited for. */
    OptionalLong nextDeadline() {
        while (!silences.isEmpty() && !isAwaited(silences.peek())) silences.poll();
        return silences.isEmpty() ? OptionalLong.empty() : OptionalLong.of(silences.peek().at);
    }

    void expire(long now) {
        while (nextDeadline().isPresent() && silences.peek().at - now <= 0) {
            silent(silences.poll().of);
        }
    }

    private static boolean isAwaited(Silence silence) {
        var out = silence.of;
        return !out.heard && !out.canceled && !out.over && silence.transaction.equals(out.current);
    }

    private void silent(Outstanding out) {
        var unheard = out.current;
        boolean invite = out.isInvite();
        if (!nextWay(out)) {
            out.over = true;
            out.owner.failed(503, "It says nothing");
        }
        // Should it wake up after all, it must not ring for nobody.
        if (invite) wire.cancel(unheard, GIVEN_UP);
    }
}
