package org.ringdown.ice;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.ringdown.stun.Stun;
import org.ringdown.stun.StunIntegrity;
import org.ringdown.stun.StunMessage;
import org.ringdown.stun.StunWriter;
import org.ringdown.wire.MalformedException;

/**
 * Our end of one component, where the far end does not do all the checking (RFC 8445): it checks the far end's addresses, answers the far end's
 * checks, nominates if it is in control, and goes on asking for consent (RFC 7675).
 *
 * <p>We have one address, so that a pair is one of the far end's, and none is frozen. Nothing is sent but through {@link Out}; it is told the time,
 * and says by {@link #deadline} when it wants to be told again.
 */
public final class IceAgent {
    /** How many addresses of the far end are considered. */
    public static final int MAX_PAIRS = 32;

    private static final long MILLISECOND = 1_000_000;
    private static final long SECOND = 1_000 * MILLISECOND;
    private static final long PACE = 50 * MILLISECOND; // Ta, §14.2
    private static final long SHORTEST_WAIT = 500 * MILLISECOND;
    private static final int MOST_SENT = 7; // Rc, RFC 8489 §6.2.1
    private static final long CONSENT = 5 * SECOND;
    private static final long CONSENT_EXPIRES = 30 * SECOND;
    private static final int ROLE_CONFLICT = 487;
    private static final int UNKNOWN_ATTRIBUTE = 420;
    private static final int MAX_MESSAGE = 512;
    private static final long HOST_PRIORITY = 126L << 24 | 65535L << 8 | 255;
    private static final int REFLEXIVE_PRIORITY = 110 << 24 | 65535 << 8 | 255;

    /** An address at which the far end says that it may be reached. */
    public record Candidate(InetSocketAddress address, long priority) {}

    /** What the agent wants sent; the bytes are good until it is called again. */
    public interface Out {
        void send(ByteBuffer message, InetSocketAddress to);
    }

    private final IceCredentials local;
    private final String userName;
    private final StunIntegrity ours;
    private final StunIntegrity theirs;
    private final RandomGenerator random;
    private final List<IcePair> pairs = new ArrayList<>();
    private final ArrayDeque<IcePair> triggered = new ArrayDeque<>();
    private final ByteBuffer buffer = ByteBuffer.allocate(MAX_MESSAGE);

    private boolean controlling;
    private long tieBreaker;
    private Optional<InetSocketAddress> selected = Optional.empty();
    private long paceAt;
    private long consentAt;
    private long consented;

    /**
     * @param controlling whether we nominate: the offerer does, and whoever faces a lite agent (§6.1.1)
     * @param random for transaction ids and the tie-breaker: beyond prediction
     */
    public IceAgent(
            IceCredentials local,
            IceCredentials remote,
            boolean controlling,
            List<Candidate> candidates,
            RandomGenerator random,
            long nowNanos) {
        this.local = local;
        this.userName = remote.ufrag() + ":" + local.ufrag();
        this.ours = StunIntegrity.shortTerm(local.password());
        this.theirs = StunIntegrity.shortTerm(remote.password());
        this.controlling = controlling;
        this.random = random;
        this.tieBreaker = random.nextLong();
        this.paceAt = nowNanos;
        for (var candidate : candidates) pair(candidate.address, candidate.priority);
    }

    /** Where media goes: the pair that was nominated, while there is consent. */
    public Optional<InetSocketAddress> selected() {
        return selected;
    }

    /** Whether a check has gone through with this address. */
    public boolean isValidated(InetSocketAddress address) {
        for (int i = 0; i < pairs.size(); i++) {
            var pair = pairs.get(i);
            if (pair.valid && pair.remote.equals(address)) return true;
        }
        return false;
    }

    /** Whether we nominate; a conflict of roles may change it. */
    public boolean isControlling() {
        return controlling;
    }

    /** When {@link #advance} has something to do; {@code Long.MAX_VALUE} when only the far end can change anything. */
    public long deadline() {
        long next = selected.isPresent() ? consentAt : Long.MAX_VALUE;
        for (var pair : pairs) {
            if (pair.state == IcePair.State.WAITING) next = Math.min(next, paceAt);
            if (pair.state == IcePair.State.IN_PROGRESS) next = Math.min(next, pair.repeatAt);
        }
        return next;
    }

    /** Sends what is due: repeats, one check each 50 ms, and the question for consent. */
    public void advance(long now, Out out) {
        for (var pair : pairs) {
            if (pair.state == IcePair.State.IN_PROGRESS && now >= pair.repeatAt)
                repeat(pair, now, out);
        }
        if (now >= paceAt) next().ifPresent(pair -> check(pair, now, out));
        if (selected.isPresent() && now >= consentAt) askConsent(now, out);
    }

    private Optional<IcePair> next() {
        triggered.removeIf(pair -> pair.state != IcePair.State.WAITING);
        return Optional.ofNullable(triggered.poll())
                .or(() ->
                        pairs.stream()
                                .filter(pair -> pair.state == IcePair.State.WAITING)
                                .max(this::byPriority));
    }

    private int byPriority(IcePair one, IcePair other) {
        return Long.compareUnsigned(
                one.priority(HOST_PRIORITY, controlling),
                other.priority(HOST_PRIORITY, controlling));
    }

    private void check(IcePair pair, long now, Out out) {
        pair.state = IcePair.State.IN_PROGRESS;
        pair.transaction = Optional.of(transactionId());
        pair.asController = controlling;
        pair.sent = 0;
        long busy = pairs.stream().filter(IceAgent::isOpen).count();
        pair.wait = Math.max(SHORTEST_WAIT, PACE * busy); // §14.3
        paceAt = now + PACE;
        repeat(pair, now, out);
    }

    private static boolean isOpen(IcePair pair) {
        return pair.state == IcePair.State.WAITING || pair.state == IcePair.State.IN_PROGRESS;
    }

    private void repeat(IcePair pair, long now, Out out) {
        if (pair.sent++ == MOST_SENT) {
            fail(pair);
            return;
        }
        pair.repeatAt = now + pair.wait;
        pair.wait *= 2;
        out.send(request(pair), pair.remote);
    }

    private void fail(IcePair pair) {
        pair.state = IcePair.State.FAILED;
        pair.valid = false;
        pair.transaction = Optional.empty();
        if (selected.filter(pair.remote::equals).isPresent()) selected = Optional.empty();
        nominate();
    }

    private ByteBuffer request(IcePair pair) {
        var writer =
                new StunWriter(buffer.clear(), Stun.BINDING_REQUEST, pair.transaction.orElseThrow())
                        .text(Stun.USERNAME, userName)
                        .number(Stun.PRIORITY, REFLEXIVE_PRIORITY)
                        .number(
                                pair.asController ? Stun.ICE_CONTROLLING : Stun.ICE_CONTROLLED,
                                tieBreaker);
        if (pair.nominating && pair.asController) writer.attribute(Stun.USE_CANDIDATE);
        writer.integrity(theirs).fingerprint();
        return buffer.flip();
    }

    private ByteBuffer transactionId() {
        var id = ByteBuffer.allocate(12).putInt(random.nextInt()).putLong(random.nextLong());
        return id.flip().asReadOnlyBuffer();
    }

    // What comes in.

    /** Takes a message; false if it proves nothing and changed nothing. */
    public boolean receive(StunMessage message, InetSocketAddress source, long now, Out out) {
        if (!message.hasValidFingerprint()) return false;
        return switch (message.type()) {
            case Stun.BINDING_REQUEST -> requested(message, source, now, out);
            case Stun.BINDING_SUCCESS, Stun.BINDING_ERROR -> answered(message, source, now);
            default -> false;
        };
    }

    private boolean requested(StunMessage message, InetSocketAddress source, long now, Out out) {
        boolean proved =
                IceUfrag.of(message).filter(local.ufrag()::equals).isPresent()
                        && ours.signed(message);
        if (!proved) return false;
        int[] unknown =
                message.unknown(
                        Stun.USERNAME, Stun.MESSAGE_INTEGRITY, Stun.PRIORITY, Stun.USE_CANDIDATE);
        if (unknown.length > 0) {
            var refusal = answer(message, Stun.BINDING_ERROR).errorCode(UNKNOWN_ATTRIBUTE);
            send(refusal.unknownAttributes(unknown[0]), source, out);
            return true;
        }
        if (losesConflict(message)) {
            var refusal = answer(message, Stun.BINDING_ERROR).errorCode(ROLE_CONFLICT);
            send(refusal, source, out);
            return true;
        }
        send(answer(message, Stun.BINDING_SUCCESS).xorMappedAddress(source), source, out);
        trigger(pair(source, priority(message)), message.has(Stun.USE_CANDIDATE), now);
        return true;
    }

    /** Both in the same role: the greater tie-breaker keeps it, or the other learns that it has not (§7.3.1.1). */
    private boolean losesConflict(StunMessage message) {
        int same = controlling ? Stun.ICE_CONTROLLING : Stun.ICE_CONTROLLED;
        var role = message.find(same).filter(found -> found.value().remaining() == 8);
        if (role.isEmpty()) return false;
        boolean greater = Long.compareUnsigned(tieBreaker, role.get().value().getLong(0)) >= 0;
        if (greater == controlling) return true;
        turn();
        return false;
    }

    private void turn() {
        controlling = !controlling;
        pairs.forEach(pair -> pair.nominating = false);
    }

    /** A check from there: ours to there comes next (§7.3.1.4). */
    private void trigger(Optional<IcePair> known, boolean nominates, long now) {
        if (known.isEmpty()) return;
        var pair = known.get();
        pair.nominated |= nominates && !controlling;
        if (pair.state == IcePair.State.SUCCEEDED) {
            if (pair.nominated) select(pair, now);
        } else if (pair.state != IcePair.State.IN_PROGRESS && !triggered.contains(pair)) {
            pair.renew();
            triggered.add(pair);
        }
    }

    private static long priority(StunMessage message) {
        return message.find(Stun.PRIORITY)
                .filter(found -> found.value().remaining() == 4)
                .map(found -> Integer.toUnsignedLong(found.value().getInt(0)))
                .orElse(0L);
    }

    private boolean answered(StunMessage message, InetSocketAddress source, long now) {
        var asked =
                pairs.stream()
                        .filter(pair ->
                                pair.transaction.equals(Optional.of(message.transactionId())))
                        .findFirst();
        if (asked.isEmpty() || !theirs.signed(message)) return false;
        var pair = asked.get();
        if (!pair.remote.equals(source)) {
            fail(pair); // §7.2.5.2.1: not symmetric
        } else if (message.type() == Stun.BINDING_SUCCESS) {
            succeed(pair, now);
        } else if (isRoleConflict(message)) {
            if (pair.asController == controlling) turn(); // else that has happened meanwhile
            tieBreaker = random.nextLong(); // §7.2.5.1
            pair.renew();
            triggered.add(pair);
        } else {
            fail(pair);
        }
        return true;
    }

    private static boolean isRoleConflict(StunMessage message) {
        try {
            return message.errorCode().filter(code -> code == ROLE_CONFLICT).isPresent();
        } catch (MalformedException _) {
            return false;
        }
    }

    private void succeed(IcePair pair, long now) {
        pair.state = IcePair.State.SUCCEEDED;
        pair.valid = true;
        pair.transaction = Optional.empty();
        boolean settled = controlling ? pair.nominating : pair.nominated;
        if (settled || selected.filter(pair.remote::equals).isPresent()) select(pair, now);
        else nominate();
    }

    /** In control: the best of the pairs that work (§8.1.1). Not waited for: one that does not work takes a minute to show it. */
    private void nominate() {
        if (!controlling || selected.isPresent()) return;
        if (pairs.stream().anyMatch(pair -> pair.nominating && isOpen(pair))) return;
        pairs.stream()
                .filter(pair -> pair.state == IcePair.State.SUCCEEDED)
                .max(this::byPriority)
                .ifPresent(best -> {
                    best.nominating = true;
                    best.renew();
                    triggered.add(best);
                });
    }

    private void select(IcePair pair, long now) {
        selected = Optional.of(pair.remote);
        consented = now;
        consentAt = now + CONSENT;
    }

    /** Asked again and again (RFC 7675 §5.1): once no answer has come for half a minute, nothing is sent any more. */
    private void askConsent(long now, Out out) {
        if (now - consented > CONSENT_EXPIRES) {
            selected = Optional.empty();
            return;
        }
        consentAt = now + CONSENT * (80 + random.nextInt(41)) / 100;
        pairs.stream()
                .filter(pair -> selected.filter(pair.remote::equals).isPresent())
                .findFirst()
                .ifPresent(pair -> {
                    pair.transaction = Optional.of(transactionId());
                    pair.asController = controlling;
                    out.send(request(pair), pair.remote);
                });
    }

    private Optional<IcePair> pair(InetSocketAddress remote, long priority) {
        var known = pairs.stream().filter(pair -> pair.remote.equals(remote)).findFirst();
        if (known.isPresent() || pairs.size() == MAX_PAIRS) return known;
        pairs.add(new IcePair(remote, priority));
        return Optional.of(pairs.getLast());
    }

    private StunWriter answer(StunMessage request, int type) {
        return new StunWriter(buffer.clear(), type, request.transactionId());
    }

    private void send(StunWriter answer, InetSocketAddress to, Out out) {
        answer.integrity(ours).fingerprint();
        out.send(buffer.flip(), to);
    }
}
