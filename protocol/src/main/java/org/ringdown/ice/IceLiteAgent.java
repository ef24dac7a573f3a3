package org.ringdown.ice;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.ringdown.stun.Stun;
import org.ringdown.stun.StunIntegrity;
import org.ringdown.stun.StunMessage;
import org.ringdown.stun.StunWriter;

/**
 * Our end of one page's connection, in one ICE generation: it answers checks, and never sends any (RFC 8445 §2.5).
 *
 * <p>The page is the controlling agent. An address is believed after a check from there that was made with our password; the
 * page's consent checks are the same thing again (RFC 7675). A check that proves nothing gets no answer, makes no
 * state and is counted. An ICE restart is a new agent.
 *
 * @param <P> the page's end of a pair: an address is not enough where pages may come by TCP too (RFC 6544)
 */
public final class IceLiteAgent<P> {
    /** How many addresses of a page are believed at a time. */
    public static final int MAX_PAIRS = 16;

    /** The room an answer may need. */
    public static final int MAX_REPLY = 256;

    private static final int UNKNOWN_ATTRIBUTE = 420;
    private static final int ROLE_CONFLICT = 487;
    private static final int MAX_NAMED = 16;

    /** What a message has come to. */
    public enum Outcome {
        /** Nothing is sent and nothing has changed. */
        IGNORED,
        /** The answer is in the buffer. */
        ANSWERED,
        /** The answer is in the buffer, and media goes to another address from now on. */
        SELECTED
    }

    private final IceCredentials local;
    private final StunIntegrity integrity;
    private final List<P> pairs = new ArrayList<>(MAX_PAIRS);
    private final long[] heard = new long[MAX_PAIRS];
    private Optional<P> selected = Optional.empty();
    private OptionalLong lastHeard = OptionalLong.empty();
    private long unproved;
    private long conflicts;

    public IceLiteAgent(IceCredentials local) {
        this.local = local;
        this.integrity = StunIntegrity.shortTerm(local.password());
    }

    /**
     * Takes a STUN message from {@code source}.
     *
     * @param mapped the address that the source is told it has
     * @param reply where an answer is written, from its position on: {@link #MAX_REPLY} bytes
     */
    public Outcome receive(
            StunMessage message,
            P source,
            InetSocketAddress mapped,
            long nowNanos,
            ByteBuffer reply) {
        if (message.type() != Stun.BINDING_REQUEST || !isProved(message)) {
            unproved++;
            return Outcome.IGNORED;
        }
        int[] unknown =
                message.unknown(
                        Stun.USERNAME, Stun.MESSAGE_INTEGRITY, Stun.PRIORITY, Stun.USE_CANDIDATE);
        if (unknown.length > 0) {
            var answer = answer(message, Stun.BINDING_ERROR, reply).errorCode(UNKNOWN_ATTRIBUTE);
            return send(answer.unknownAttributes(first(unknown)));
        }
        if (message.has(Stun.ICE_CONTROLLED)) { // we cannot control, so the page has to (§7.3.1.1)
            conflicts++;
            return send(answer(message, Stun.BINDING_ERROR, reply).errorCode(ROLE_CONFLICT));
        }
        hear(source, nowNanos);
        send(answer(message, Stun.BINDING_SUCCESS, reply).xorMappedAddress(mapped));
        return message.has(Stun.USE_CANDIDATE) && select(source)
                ? Outcome.SELECTED
                : Outcome.ANSWERED;
    }

    /** Whether the page has proved that it is at this address. */
    public boolean isValidated(P address) {
        return pairs.contains(address);
    }

    /** Where media goes: the address nominated last, whether the page nominates once or with every check (§8.1.1). */
    public Optional<P> selected() {
        return selected;
    }

    /** When the page last proved that it is there and wants to hear us. */
    public OptionalLong lastHeard() {
        return lastHeard;
    }

    /** Messages that were no checks, or proved nothing. */
    public long unproved() {
        return unproved;
    }

    /** Checks from a page that took itself for the controlled agent. */
    public long conflicts() {
        return conflicts;
    }

    /** Only our half of the USERNAME counts: a check may come before the description with the page's half (§7.3). */
    private boolean isProved(StunMessage check) {
        return check.hasValidFingerprint()
                && IceUfrag.of(check).filter(local.ufrag()::equals).isPresent()
                && integrity.signed(check);
    }

    private static StunWriter answer(StunMessage check, int type, ByteBuffer reply) {
        return new StunWriter(reply, type, check.transactionId());
    }

    private Outcome send(StunWriter answer) {
        answer.integrity(integrity).fingerprint();
        return Outcome.ANSWERED;
    }

    private static int[] first(int[] unknown) {
        return Arrays.copyOf(unknown, Math.min(unknown.length, MAX_NAMED));
    }

    private void hear(P source, long nowNanos) {
        int at = pairs.indexOf(source);
        if (at < 0) at = add(source, nowNanos);
        heard[at] = nowNanos;
        lastHeard = OptionalLong.of(nowNanos);
    }

    private int add(P source, long nowNanos) {
        if (pairs.size() < MAX_PAIRS) {
            pairs.add(source);
            return pairs.size() - 1;
        }
        int at = stalest(nowNanos);
        pairs.set(at, source);
        return at;
    }

    private boolean select(P source) {
        if (selected.filter(source::equals).isPresent()) {
            return false;
        }
        selected = Optional.of(source);
        return true;
    }

    /** The pair that makes room: not heard for the longest time, and not the selected one. */
    private int stalest(long nowNanos) {
        int stalest = -1;
        for (int i = 0; i < pairs.size(); i++) {
            boolean spare = selected.filter(pairs.get(i)::equals).isEmpty();
            if (spare && (stalest < 0 || nowNanos - heard[i] > nowNanos - heard[stalest])) {
                stalest = i;
            }
        }
        return stalest;
    }
}
